package io.github.convolvej.store.tiff;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything except samples in a TIFF without compression. A file consists of
 * the header, a directory with its data, the planes one after the other, and a
 * directory for each further plane, which shares the data of the first. ImageJ,
 * which reads the first directory only, then finds its stack, and so do programs
 * that follow the directories. Big-endian, because ImageJ misreads texts of
 * little-endian files.
 */
final class TiffHeader {

	/** The largest file with offsets of 32 bits. */
	static final long MAX_CLASSIC = 0xffffffffL;

	private final TiffContent content;
	private final boolean big;
	private final List<TiffTag> first;
	private final List<TiffTag> further;

	/**
	 * @param content the content to write
	 * @param big whether to write a BigTIFF
	 */
	TiffHeader(final TiffContent content, final boolean big) {
		this.content = content;
		this.big = big;
		first = tags(true);
		further = tags(false);
	}

	private List<TiffTag> tags(final boolean firstPlane) {
		final List<TiffTag> tags = new ArrayList<>(content.tagsBeforeStrips(false));
		tags.addAll(strip(0));
		tags.addAll(content.tagsAfterStrips(firstPlane));
		return tags;
	}

	private List<TiffTag> strip(final long offset) {
		return strips(content, big, content.height, new long[] { offset }, new long[] { content.planeBytes() });
	}

	/** The tags with the locations of the samples of a plane. */
	static List<TiffTag> strips(final TiffContent content, final boolean big, final int rows, final long[] offsets,
		final long[] counts)
	{
		final List<TiffTag> tags = new ArrayList<>();
		tags.add(TiffTag.ofOffsets(TiffTags.STRIP_OFFSETS, big, offsets));
		tags.add(TiffTag.ofShorts(TiffTags.SAMPLES_PER_PIXEL, content.samples.count));
		tags.add(TiffTag.ofLongs(TiffTags.ROWS_PER_STRIP, rows));
		tags.add(TiffTag.ofOffsets(TiffTags.STRIP_BYTE_COUNTS, big, counts));
		return tags;
	}

	/** @return bytes of the whole file */
	long bytes() {
		return content.planes > 1 ? directory(content.planes) : pixels(1);
	}

	/** Offset of the samples of a plane. */
	long pixels(final int plane) {
		return headerBytes(big) + directoryBytes(first, big) + dataBytes(first, big) + plane * content.planeBytes();
	}

	/** Offset of the directory of a plane. */
	private long directory(final int plane) {
		return plane == 0 ? headerBytes(big) : even(pixels(content.planes)) + (plane - 1) * directoryBytes(further, big);
	}

	static int headerBytes(final boolean big) {
		return big ? 16 : 8;
	}

	static long directoryBytes(final List<TiffTag> tags, final boolean big) {
		return big ? 8 + 20 * tags.size() + 8 : 2 + 12 * tags.size() + 4;
	}

	static long dataBytes(final List<TiffTag> tags, final boolean big) {
		long bytes = 0;
		for (final TiffTag tag : tags)
			bytes += even(tag.outsideBytes(big));
		return bytes;
	}

	static long even(final long bytes) {
		return bytes + bytes % 2;
	}

	/** Writes the bytes at the beginning of the file; the first directory follows. */
	static void putHeader(final ByteBuffer out, final boolean big) {
		out.putShort((short) 0x4d4d).putShort((short) (big ? 43 : 42));
		if (big) out.putShort((short) 8).putShort((short) 0).putLong(headerBytes(true));
		else out.putInt(headerBytes(false));
	}

	/**
	 * Writes a directory.
	 *
	 * @param out the buffer to write to
	 * @param tags its entries
	 * @param big whether it belongs to a BigTIFF
	 * @param data offset of the data of its entries
	 * @param next offset of the next directory, or 0
	 */
	static void putDirectory(final ByteBuffer out, final List<TiffTag> tags, final boolean big, final long data,
		final long next)
	{
		if (big) out.putLong(tags.size());
		else out.putShort((short) tags.size());
		long offset = data;
		for (final TiffTag tag : tags) {
			tag.put(out, big, offset);
			offset += even(tag.outsideBytes(big));
		}
		if (big) out.putLong(next);
		else out.putInt((int) next);
	}

	static void putData(final ByteBuffer out, final List<TiffTag> tags, final boolean big) {
		for (final TiffTag tag : tags) {
			tag.putOutside(out, big);
			out.put(new byte[out.position() % 2]);
		}
	}

	/** @return bytes before the samples: header, first directory and its data */
	byte[] before() {
		final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(pixels(0)));
		putHeader(out, big);
		put(out, first, 0);
		putData(out, first, big);
		return out.array();
	}

	/** @return number of bytes between the samples and the next directory */
	int padding() {
		return content.planes > 1 ? (int) (pixels(content.planes) % 2) : 0;
	}

	/** @return the directory of a plane other than the first; these directories follow all samples */
	byte[] after(final int plane) {
		final ByteBuffer out = ByteBuffer.allocate((int) directoryBytes(further, big));
		put(out, further, plane);
		return out.array();
	}

	private void put(final ByteBuffer out, final List<TiffTag> tags, final int plane) {
		final List<TiffTag> directory = new ArrayList<>(tags);
		directory.replaceAll(tag -> tag.id() == TiffTags.STRIP_OFFSETS ? strip(pixels(plane)).get(0) : tag);
		putDirectory(out, directory, big, headerBytes(big) + directoryBytes(first, big), plane + 1 < content.planes
			? directory(plane + 1) : 0);
	}
}
