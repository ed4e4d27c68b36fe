package io.github.convolvej.cli;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffDecoder;

/**
 * Everything in an ImageJ TIFF but its pixels. A file is the header, a directory
 * with its data, the planes one after the other, and a directory for each further
 * plane. Big-endian, since ImageJ misreads texts of little-endian files.
 * Description and tags are those of {@link ij.io.TiffEncoder}, except that the
 * resolution is the nearest fraction instead of truncated millionths: those make
 * 130.005 of a pixel of 130 nm, and something else each time it is saved again.
 */
final class TiffHeader {

	/** The largest file whose offsets are 32 bits. */
	static final long MAX_BYTES = 0xffffffffL;

	private static final int HEADER_BYTES = 8;
	private static final int TAG_BYTES = 12;
	private static final int LUT_SIZE = 256;

	private final ImagePlus image;
	private final FileInfo info;
	private final int planes;
	private final long planeBytes;
	private final List<TiffTag> tags = new ArrayList<>();

	/**
	 * @param image what to write; its planes are not asked for
	 * @throws IllegalArgumentException if the pixel size cannot be written
	 */
	TiffHeader(final ImagePlus image) {
		this.image = image;
		info = image.getFileInfo();
		// ImageJ writes three channels called Red, Green, Blue interleaved, which cannot be done plane by plane
		if (info.fileType == FileInfo.RGB48) info.fileType = FileInfo.GRAY16_UNSIGNED;
		planes = image.getStackSize();
		planeBytes = (long) image.getWidth() * image.getHeight() * info.getBytesPerPixel();
		addTags();
	}

	private void addTags() {
		final boolean rgb = info.fileType == FileInfo.RGB;
		final int bits = 8 * info.getBytesPerPixel();
		tags.add(TiffTag.ofLongs(TiffDecoder.NEW_SUBFILE_TYPE, 0));
		tags.add(TiffTag.ofLongs(TiffDecoder.IMAGE_WIDTH, image.getWidth()));
		tags.add(TiffTag.ofLongs(TiffDecoder.IMAGE_LENGTH, image.getHeight()));
		tags.add(TiffTag.ofShorts(TiffDecoder.BITS_PER_SAMPLE, rgb ? new int[] { 8, 8, 8 } : new int[] { bits }));
		tags.add(TiffTag.ofShorts(TiffDecoder.COMPRESSION, 1));
		tags.add(TiffTag.ofShorts(TiffDecoder.PHOTO_INTERP, rgb ? 2 : info.fileType == FileInfo.COLOR8 ? 3 : info.whiteIsZero
			? 0 : 1));
		tags.add(TiffTag.ofText(TiffDecoder.IMAGE_DESCRIPTION, description()));
		tags.add(TiffTag.ofLongs(TiffDecoder.STRIP_OFFSETS, 0));
		tags.add(TiffTag.ofShorts(TiffDecoder.SAMPLES_PER_PIXEL, rgb ? 3 : 1));
		tags.add(TiffTag.ofLongs(TiffDecoder.ROWS_PER_STRIP, image.getHeight()));
		tags.add(TiffTag.ofLongs(TiffDecoder.STRIP_BYTE_COUNT, planeBytes));
		if (info.unit != null) {
			final long[] x = fraction("width", info.pixelWidth);
			final long[] y = fraction("height", info.pixelHeight);
			tags.add(TiffTag.ofFraction(TiffDecoder.X_RESOLUTION, x[1], x[0]));
			tags.add(TiffTag.ofFraction(TiffDecoder.Y_RESOLUTION, y[1], y[0]));
			tags.add(TiffTag.ofShorts(TiffDecoder.RESOLUTION_UNIT, info.unit.equals("inch") ? 2 : info.unit.equals("cm") ? 3
				: 1));
		}
		if (info.lutSize > 0 && info.fileType != FileInfo.GRAY8) tags.add(TiffTag.ofShorts(TiffDecoder.COLOR_MAP,
			colorMap()));
		if (info.fileType == FileInfo.GRAY32_FLOAT) tags.add(TiffTag.ofShorts(TiffDecoder.SAMPLE_FORMAT, 3));
		tags.addAll(TiffMetadata.tags(image));
	}

	/** ImageJ's own, with what it leaves out: the number of planes where it means RGB48, and z spacing of single slices. */
	private String description() {
		final StringBuilder text = new StringBuilder(new FileSaver(image).getDescriptionString().replace("\0", ""));
		if (planes > 1 && text.indexOf("\nimages=") < 0) text.insert(text.indexOf("\n"), "\nimages=" + planes);
		final double depth = image.getCalibration().pixelDepth;
		if (planes == 1 && depth != 1) text.append("spacing=").append(depth).append('\n');
		return text.toString();
	}

	private static long[] fraction(final String what, final double pixelSize) {
		final long[] fraction = TiffTag.fraction(pixelSize);
		if (fraction == null) throw new IllegalArgumentException("The pixel " + what + " of the result is " + pixelSize +
			", which a TIFF cannot hold: choose a unit that makes it a number from 1e-6 to 1e6");
		return fraction;
	}

	private int[] colorMap() {
		final int[] map = new int[3 * LUT_SIZE];
		for (int i = 0; i < info.lutSize; i++) {
			map[i] = (info.reds[i] & 0xff) * 257;
			map[i + LUT_SIZE] = (info.greens[i] & 0xff) * 257;
			map[i + 2 * LUT_SIZE] = (info.blues[i] & 0xff) * 257;
		}
		return map;
	}

	/** @return bytes of the whole file */
	long bytes() {
		return planes > 1 ? directory(planes) : pixels(1);
	}

	/** Where the pixels of a plane begin. */
	private long pixels(final int plane) {
		long data = HEADER_BYTES + directoryBytes(tags);
		for (final TiffTag tag : tags)
			data += even(tag.outsideBytes());
		return data + plane * planeBytes;
	}

	/** Where the directory of a plane begins. */
	private long directory(final int plane) {
		return plane == 0 ? HEADER_BYTES : even(pixels(planes)) + (plane - 1) * directoryBytes(furtherTags());
	}

	private static long directoryBytes(final List<TiffTag> directory) {
		return 2 + TAG_BYTES * directory.size() + 4;
	}

	private static long even(final long bytes) {
		return bytes + bytes % 2;
	}

	/** @return what comes before the pixels: header, first directory and its data */
	byte[] before() {
		final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(pixels(0)));
		out.putShort((short) 0x4d4d).putShort((short) 42).putInt(HEADER_BYTES);
		put(out, tags, 0);
		for (final TiffTag tag : tags) {
			tag.putOutside(out);
			out.put(new byte[out.position() % 2]);
		}
		return out.array();
	}

	/** @return what comes after the pixels: a directory for each further plane, which shares the data of the first */
	byte[] after() {
		final long start = pixels(planes);
		final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes() - start));
		if (planes > 1) out.put(new byte[(int) (start % 2)]);
		for (int plane = 1; plane < planes; plane++)
			put(out, furtherTags(), plane);
		return out.array();
	}

	private List<TiffTag> furtherTags() {
		return tags.stream().filter(tag -> tag.id() < TiffDecoder.META_DATA_BYTE_COUNTS).collect(Collectors.toList());
	}

	private void put(final ByteBuffer out, final List<TiffTag> directory, final int plane) {
		out.putShort((short) directory.size());
		long offset = HEADER_BYTES + directoryBytes(tags);
		for (final TiffTag tag : directory) {
			final boolean strip = tag.id() == TiffDecoder.STRIP_OFFSETS;
			(strip ? TiffTag.ofLongs(tag.id(), pixels(plane)) : tag).put(out, offset);
			offset += even(tag.outsideBytes());
		}
		out.putInt((int) (plane + 1 < planes ? directory(plane + 1) : 0));
	}
}
