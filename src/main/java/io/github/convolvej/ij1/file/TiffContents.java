package io.github.convolvej.ij1.file;

import io.github.convolvej.store.tiff.ImageJMetadata;
import io.github.convolvej.store.tiff.TiffContent;
import io.github.convolvej.store.tiff.TiffTag;
import io.github.convolvej.store.tiff.TiffWriter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.process.LUT;

/**
 * What a TIFF holds of an image in ImageJ. Description and tags are those of
 * {@link ij.io.TiffEncoder}, except that the resolution is the nearest fraction
 * instead of truncated millionths (those make 130.005 of a pixel of 130 nm, and
 * something else each time it is saved again), that the labels of virtual stacks
 * are kept even if the first slice has none, and lookup tables even while the
 * image is shown in grey.
 */
public final class TiffContents {

	private static final int LUT_SIZE = 256;

	private final ImagePlus image;
	private final FileInfo info;

	private TiffContents(final ImagePlus image) {
		this.image = image;
		info = image.getFileInfo();
		// ImageJ writes three channels called Red, Green, Blue interleaved, which cannot be done plane by plane
		if (info.fileType == FileInfo.RGB48) info.fileType = FileInfo.GRAY16_UNSIGNED;
	}

	/**
	 * @param image an image; its planes are not asked for
	 * @return what is written of it besides its samples
	 * @throws IllegalArgumentException if the pixel size cannot be written
	 */
	public static TiffContent of(final ImagePlus image) {
		return new TiffContents(image).content();
	}

	/**
	 * Writes an image. Planes of virtual stacks are asked for once, in order.
	 *
	 * @param image the image
	 * @param deflate whether its samples are compressed
	 * @param out where it is written; not closed
	 * @throws IOException if it cannot be written
	 * @throws IllegalArgumentException if the pixel size cannot be written
	 */
	public static void write(final ImagePlus image, final boolean deflate, final OutputStream out) throws IOException {
		final ImageStack stack = image.getStack();
		new TiffWriter(of(image), deflate).write(n -> stack.getPixels(n + 1), out);
	}

	private TiffContent content() {
		final TiffContent content = new TiffContent(image.getWidth(), image.getHeight(), image.getStackSize(), samples());
		content.description(description()).whiteIsZero(info.whiteIsZero).metadata(metadata());
		if (info.unit != null) content.resolution(fraction("width", info.pixelWidth), fraction("height", info.pixelHeight),
			info.unit.equals("inch") ? 2 : info.unit.equals("cm") ? 3 : 1);
		if (info.lutSize > 0 && info.fileType != FileInfo.GRAY8) content.colours(colours());
		return content;
	}

	private TiffContent.Samples samples() {
		switch (info.fileType) {
			case FileInfo.RGB:
				return TiffContent.Samples.RGB;
			case FileInfo.GRAY32_FLOAT:
				return TiffContent.Samples.FLOAT32;
			case FileInfo.GRAY16_UNSIGNED:
				return TiffContent.Samples.GRAY16;
			case FileInfo.GRAY8:
			case FileInfo.COLOR8:
				return TiffContent.Samples.GRAY8;
			default:
				throw new IllegalArgumentException("ImageJ's file type " + info.fileType + " is not written");
		}
	}

	/** ImageJ's own, with what it leaves out: the number of planes where it means RGB48, and z spacing of single slices. */
	private String description() {
		final int planes = image.getStackSize();
		final StringBuilder text = new StringBuilder(new FileSaver(image).getDescriptionString().replace("\0", ""));
		if (planes > 1 && text.indexOf("\nimages=") < 0) text.insert(text.indexOf("\n"), "\nimages=" + planes);
		final double depth = image.getCalibration().pixelDepth;
		if (planes == 1 && depth != 1) text.append("spacing=").append(depth).append('\n');
		return text.toString();
	}

	/** A resolution is the reciprocal of a pixel size. */
	private static long[] fraction(final String what, final double pixelSize) {
		final long[] fraction = TiffTag.fraction(pixelSize);
		if (fraction == null) throw new IllegalArgumentException("The pixel " + what + " of the result is " + pixelSize +
			", which a TIFF cannot hold: choose a unit that makes it a number from 1e-6 to 1e6");
		return new long[] { fraction[1], fraction[0] };
	}

	private int[] colours() {
		final int[] map = new int[3 * LUT_SIZE];
		for (int i = 0; i < info.lutSize; i++) {
			map[i] = (info.reds[i] & 0xff) * 257;
			map[i + LUT_SIZE] = (info.greens[i] & 0xff) * 257;
			map[i + 2 * LUT_SIZE] = (info.blues[i] & 0xff) * 257;
		}
		return map;
	}

	private ImageJMetadata metadata() {
		final ImageJMetadata metadata = new ImageJMetadata();
		final String text = image.getInfoProperty();
		if (text != null && !text.isEmpty()) metadata.addTexts(ImageJMetadata.INFO, Collections.singletonList(text));
		final List<String> labels = labels(image.getStack(), image.getTitle() + "\n" + text);
		if (labels.stream().anyMatch(label -> !label.isEmpty())) metadata.addTexts(ImageJMetadata.LABELS, labels);
		if (image instanceof CompositeImage) addLuts(metadata, image.getLuts());
		if (image.getRoi() != null) metadata.add(ImageJMetadata.ROI, Collections.singletonList(RoiEncoder.saveAsByteArray(image
			.getRoi())));
		final byte[][] overlay = FileSaver.getOverlay(image);
		if (overlay != null) metadata.add(ImageJMetadata.OVERLAY, Arrays.asList(overlay));
		final String[] properties = image.getPropertiesAsArray();
		if (properties != null) metadata.addTexts(ImageJMetadata.PROPERTIES, Arrays.asList(properties));
		return metadata;
	}

	/** ImageJ makes a label of title and Info up for single images that have none. */
	private static List<String> labels(final ImageStack stack, final String madeUp) {
		final List<String> labels = new ArrayList<>();
		for (int n = 1; n <= stack.getSize(); n++) {
			final String label = stack.getSliceLabel(n);
			labels.add(label == null || label.equals(madeUp) ? "" : label);
		}
		return labels;
	}

	private static void addLuts(final ImageJMetadata metadata, final LUT[] luts) {
		final ByteBuffer ranges = ByteBuffer.allocate(16 * luts.length);
		final List<byte[]> tables = new ArrayList<>();
		for (final LUT lut : luts) {
			ranges.putDouble(lut.min).putDouble(lut.max);
			// a table of less than 256 colours cannot be kept
			if (lut.getBytes() != null) tables.add(lut.getBytes());
		}
		metadata.add(ImageJMetadata.RANGES, Collections.singletonList(ranges.array()));
		if (tables.size() == luts.length) metadata.add(ImageJMetadata.TABLES, tables);
	}
}
