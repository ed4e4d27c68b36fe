package io.github.convolvej.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import ij.io.TiffDecoder;

/**
 * Looks through the directories of a TIFF before ImageJ's decoder does: that one
 * believes every number in them, and with a damaged file reads for minutes, fills
 * the memory, goes in circles, or gives fewer planes than there were.
 */
final class TiffDirectories {

	private static final int TAG_BYTES = 12;
	private static final int MAX_TAGS = 1000;

	/** Bytes of a value by TIFF's types 1 to 13. */
	private static final int[] TYPE_BYTES = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };

	/** Tags whose values ImageJ reads somewhere else in the file. */
	private static final Set<Integer> READ = new HashSet<>(Arrays.asList(TiffDecoder.BITS_PER_SAMPLE,
		TiffDecoder.IMAGE_DESCRIPTION, TiffDecoder.STRIP_OFFSETS, TiffDecoder.STRIP_BYTE_COUNT, TiffDecoder.X_RESOLUTION,
		TiffDecoder.Y_RESOLUTION, TiffDecoder.SOFTWARE, TiffDecoder.DATE_TIME, TiffDecoder.ARTIST,
		TiffDecoder.HOST_COMPUTER, TiffDecoder.COLOR_MAP, TiffDecoder.META_DATA_BYTE_COUNTS, TiffDecoder.META_DATA));

	private final RandomAccessFile file;
	private final long length;
	private ByteOrder order;
	private boolean stack;

	private TiffDirectories(final RandomAccessFile file) throws IOException {
		this.file = file;
		length = file.length();
	}

	/**
	 * @param path a file that begins as TIFFs do
	 * @throws IOException if a directory, or what it names, is not within the file
	 */
	static void check(final Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
			new TiffDirectories(file).check();
		}
	}

	private void check() throws IOException {
		order = ByteOrder.BIG_ENDIAN;
		final ByteBuffer header = read(0, 8, "its header");
		order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		long offset = unsigned(header.order(order).getInt(4));
		final Set<Long> seen = new HashSet<>();
		// ImageJ's own stacks are read by the first directory alone
		while (offset != 0 && !stack) {
			if (!seen.add(offset)) throw new IOException("a damaged TIFF: its image directories go in a circle");
			offset = checkDirectory(offset, seen.size());
		}
	}

	/** Checks a directory and tells where the next one is. */
	private long checkDirectory(final long offset, final int number) throws IOException {
		final String name = "image directory " + number;
		final int tags = read(offset, 2, name).getShort() & 0xffff;
		if (tags < 1 || tags > MAX_TAGS) throw new IOException("a damaged TIFF: " + name + " has " + tags + " entries");
		final ByteBuffer directory = read(offset + 2, TAG_BYTES * tags + 4, name);
		for (int i = 0; i < tags; i++) {
			final int id = directory.getShort(TAG_BYTES * i) & 0xffff;
			final int type = directory.getShort(TAG_BYTES * i + 2) & 0xffff;
			final long count = unsigned(directory.getInt(TAG_BYTES * i + 4));
			final long bytes = count * (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 1);
			if (bytes <= 4 || !READ.contains(id)) continue;
			final String what = "the values of tag " + id + " in " + name;
			final long where = unsigned(directory.getInt(TAG_BYTES * i + 8));
			checkRange(where, bytes, what);
			if (id == TiffDecoder.IMAGE_DESCRIPTION && number == 1) stack = isStack(read(where, (int) bytes, what));
			if (id == TiffDecoder.META_DATA_BYTE_COUNTS) checkCounts(read(where, (int) bytes, what), what);
		}
		return unsigned(directory.getInt(TAG_BYTES * tags));
	}

	private static boolean isStack(final ByteBuffer description) {
		final String text = new String(description.array(), StandardCharsets.ISO_8859_1);
		return text.startsWith("ImageJ") && text.contains("\nimages=");
	}

	private void checkCounts(final ByteBuffer counts, final String what) throws IOException {
		long sum = 0;
		while (counts.remaining() >= 4)
			sum += unsigned(counts.getInt());
		checkRange(0, sum, what);
	}

	private static long unsigned(final int value) {
		return value & 0xffffffffL;
	}

	private void checkRange(final long offset, final long bytes, final String what) throws IOException {
		if (offset + bytes > length) throw new IOException("a damaged or truncated TIFF: " + what + " end at byte " + (offset +
			bytes) + ", but the file has " + length + " bytes");
	}

	private ByteBuffer read(final long offset, final int bytes, final String what) throws IOException {
		checkRange(offset, bytes, what);
		final byte[] content = new byte[bytes];
		file.seek(offset);
		file.readFully(content);
		return ByteBuffer.wrap(content).order(order);
	}
}
