package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.ByteOrder;

/** Reads samples of a page, block by block and row by row. */
final class PageReader {

	/**
	 * Largest number of bytes that one byte of the densest encoding can represent.
	 */
	private static final int MAX_RATIO = 1100;
	private static final int LZW_RATIO = 2800;
	private static final int SMALL = 1 << 16;

	private final TiffPage page;
	private final long shift;
	private final long[] offsets;
	private final long[] counts;
	private final YCbCr colours;
	private boolean sparse;
	/** The samples to read: those of the whole page unless a box was set. */
	private int minX;
	private int minY;
	private int width;
	private int height;

	/**
	 * @param page the page
	 * @param shift distance in bytes from the samples of the page to those to
	 *          read, for stacks that have a directory for their first plane only
	 */
	PageReader(final TiffPage page, final long shift) throws IOException {
		this.page = page;
		this.shift = shift;
		offsets = page.blockOffsets();
		counts = page.blockByteCounts();
		colours = page.photometric == TiffPage.YCBCR ? new YCbCr(page) : null;
		width = page.width;
		height = page.height;
	}

	/** Reads only a box of the page: x and y of its first sample, width and height. */
	PageReader box(final int... box) {
		minX = box[0];
		minY = box[1];
		width = box[2];
		height = box[3];
		return this;
	}

	/**
	 * Whether blocks were missing in the file, which means that their samples are
	 * zero.
	 */
	boolean isSparse() {
		return sparse;
	}

	/**
	 * @param first index of a sample of a pixel
	 * @param count number of samples of each pixel to read
	 * @return one array with a plane, or the box, of samples for each
	 * @throws IOException if the data is damaged
	 */
	Object[] read(final int first, final int count) throws IOException {
		checkBlocks(page.planar && colours == null ? first : 0, page.planar ? colours == null ? count : 3 : 1);
		final int size = width * height;
		TiffBytes.checkMemory((long) size * page.format.type().bytes(), "a plane");
		final Object[] planes = new Object[count];
		for (int s = 0; s < count; s++)
			planes[s] = page.format.type().newArray(size);
		if (!page.planar) readBlocks(0, first, planes);
		else if (colours != null) readPlanarColours(first, planes);
		else for (int s = 0; s < count; s++)
			readBlocks(first + s, 0, new Object[] { planes[s] });
		return planes;
	}

	/** Reads luminance and chroma together, because they are converted together. */
	private void readPlanarColours(final int first, final Object[] planes) throws IOException {
		final byte[][] all = new byte[3][width * height];
		for (int s = 0; s < 3; s++)
			readBlocks(s, 0, new Object[] { all[s] });
		final byte[] pixel = new byte[3];
		for (int i = 0; i < all[0].length; i++) {
			for (int s = 0; s < 3; s++)
				pixel[s] = all[s][i];
			colours.convert(pixel, 1);
			for (int s = 0; s < planes.length; s++)
				((byte[]) planes[s])[i] = pixel[first + s];
		}
	}

	private void checkBlocks(final int firstPlane, final int planes) throws IOException {
		final int blocks = page.blocksAcross * page.blocksDown;
		for (int i = firstPlane * blocks; i < (firstPlane + planes) * blocks; i++) {
			final int index = i;
			if (isWanted(i % blocks)) named(index, () -> check(index));
		}
	}

	/** Whether a block has samples of the box. */
	private boolean isWanted(final int block) {
		final int x = block % page.blocksAcross * page.blockWidth;
		final int y = block / page.blocksAcross * page.blockHeight;
		return x < minX + width && minX - x < page.blockWidth && y < minY + height && minY - y < page.blockHeight;
	}

	private void readBlocks(final int plane, final int first, final Object[] targets) throws IOException {
		final int blocks = page.blocksAcross * page.blocksDown;
		for (int i = 0; i < blocks; i++) {
			final int x = i % page.blocksAcross * page.blockWidth;
			final int y = i / page.blocksAcross * page.blockHeight;
			final int index = plane * blocks + i;
			if (isWanted(i)) named(index, () -> readBlock(index, x, y, first, targets));
		}
	}

	/** Processes a block. */
	private interface Action {

		void run() throws IOException;
	}

	/** Completes messages that begin with "its" with the name of the block. */
	private void named(final int index, final Action action) throws IOException {
		try {
			action.run();
		}
		catch (final IOException e) {
			if (!String.valueOf(e.getMessage()).startsWith("its ")) throw e;
			throw new IOException(page.directory.name() + ", " + (page.tiled ? "tile " : "strip ") + (index + 1) + ": " + e
				.getMessage(), e);
		}
	}

	private void readBlock(final int index, final int x, final int y, final int first, final Object[] targets)
		throws IOException
	{
		final int rows = Math.min(page.blockHeight, page.height - y);
		final int columns = Math.min(page.blockWidth, page.width - x);
		final int samples = page.planar ? 1 : page.samples;
		final long rowBytes = page.rowBytes();
		TiffBytes.checkMemory(rowBytes, "a row of a block");
		final int last = Math.min(y + rows, minY + height);
		final int left = Math.max(0, minX - x);
		final int right = Math.min(columns, minX + width - x);
		if (isRaw() && (left > 0 || right < columns || minY > y)) {
			readRaw(index, x, y, left, right, last, first, targets);
			return;
		}
		final BlockDecoder data = decoder(index, rows, rowBytes);
		if (data == null) return;
		final byte[] row = new byte[(int) rowBytes];
		final ByteOrder order = page.predictor == Predictor.FLOATING_POINT ? ByteOrder.BIG_ENDIAN : page.order();
		for (int r = 0; y + r < last; r++) {
			data.read(row, row.length);
			if (y + r < minY) continue;
			if (page.predictor == Predictor.DIFFERENCES) Predictor.differences(row, row.length, page.format.bits(), samples,
				order);
			else if (page.predictor == Predictor.FLOATING_POINT) Predictor.floatingPoint(row, row.length, page.format.bits(),
				samples);
			if (colours != null && !page.planar) colours.convert(row, columns);
			for (int s = 0; s < targets.length; s++)
				page.format.unpack(row, order, first + s + samples * left, samples, right - left, targets[s], (y + r - minY) * width +
					x + left - minX);
		}
		if (last == y + rows) data.finish((page.blockHeight - rows) * rowBytes);
	}

	/** Whether any sample can be read alone. */
	private boolean isRaw() {
		return page.compression == 1 && page.format.bits() % 8 == 0 && colours == null;
	}

	/** Reads some columns of the rows of a block that is not compressed, up to the row before last. */
	private void readRaw(final int index, final int x, final int y, final int left, final int right, final int last,
		final int first, final Object[] targets) throws IOException
	{
		if (isMissing(index)) {
			sparse = true;
			return;
		}
		final int samples = page.planar ? 1 : page.samples;
		final int pixel = samples * page.format.bits() / 8;
		final byte[] row = new byte[(right - left) * pixel];
		for (int r = Math.max(y, minY); r < last; r++) {
			page.file.read(offsets[index] + shift + (r - y) * page.rowBytes() + (long) left * pixel, row, row.length,
				"the samples of " + page.directory.name());
			if (page.reversed) reverse(row, row.length);
			for (int s = 0; s < targets.length; s++)
				page.format.unpack(row, page.order(), first + s, samples, right - left, targets[s], (r - minY) * width + x + left -
					minX);
		}
	}

	/** Number of bytes of a decoded block, without rows below the image. */
	private long needed(final int index) throws IOException {
		final int y = index % (page.blocksAcross * page.blocksDown) / page.blocksAcross * page.blockHeight;
		final int rows = Math.min(page.blockHeight, page.height - y);
		return hasChroma() ? chromaBytes(rows, page.subsampling()) : rows * page.rowBytes();
	}

	private boolean hasChroma() {
		return colours != null && page.compression != 7 && !page.planar;
	}

	private boolean isMissing(final int index) {
		return offsets[index] == 0 && counts != null && counts[index] == 0;
	}

	/** Checks that a block can be in the file before allocating memory for it. */
	private void check(final int index) throws IOException {
		if (isMissing(index)) return;
		final boolean raw = page.compression == 1;
		final long needed = needed(index);
		final long offset = offsets[index] + shift;
		final long count = count(index, needed);
		if (raw && count < needed) throw new IOException("its tags contradict each other: it has " + count +
			" bytes, but its samples take " + needed);
		page.file.checkRange(offset, raw ? needed : count, "the samples of " + page.directory.name());
		if (count == 0) throw new IOException("its samples have no bytes");
		final boolean fax = page.compression >= 2 && page.compression <= 4;
		// a row of a fax takes at least one bit
		final double most = fax ? 8.0 * count * page.rowBytes() : SMALL + (double) count * densest();
		if (needed > most) throw new IOException("its " + count + " bytes cannot hold the " + needed +
			" of its samples: it is damaged");
	}

	/**
	 * Largest number of bytes that one byte of the file can represent; infinite if
	 * there is no limit.
	 */
	private double densest() {
		switch (page.compression) {
			case 5:
				return LZW_RATIO;
			case 8:
			case 32946:
				return MAX_RATIO;
			case 32773:
				return 64;
			default:
				return Double.POSITIVE_INFINITY;
		}
	}

	/** Number of bytes of a block; old programs did not write it. */
	private long count(final int index, final long needed) throws IOException {
		if (counts != null) return counts[index];
		if (page.compression == 1) return needed;
		if (offsets.length > 1) throw new IOException(
			"its tags do not say how many bytes its blocks have, and they are compressed");
		return Math.max(0, page.file.length() - offsets[index] - shift);
	}

	/** Decoder for the bytes of a block; null if the block is missing, so that its samples are zero. */
	private BlockDecoder decoder(final int index, final int rows, final long rowBytes) throws IOException {
		if (isMissing(index)) {
			sparse = true;
			return null;
		}
		final long offset = offsets[index] + shift;
		final BlockDecoder bytes = page.compression == 1 ? raw(offset) : decoded(offset, count(index, needed(index)), rows,
			rowBytes);
		if (!hasChroma()) return bytes;
		final int[] step = page.subsampling();
		return step[0] == 1 && step[1] == 1 ? bytes : YCbCr.whole(bytes, page.blockWidth, step);
	}

	private long chromaBytes(final int rows, final int[] step) {
		final long units = (page.blockWidth + step[0] - 1) / step[0];
		return units * (step[0] * step[1] + 2) * ((rows + step[1] - 1) / step[1]);
	}

	/** Reads samples that are stored without compression, row by row. */
	private BlockDecoder raw(final long offset) {
		return new BlockDecoder() {

			private long next = offset;

			@Override
			void read(final byte[] target, final int bytes) throws IOException {
				page.file.read(next, target, bytes, "the samples of " + page.directory.name());
				if (page.reversed) reverse(target, bytes);
				next += bytes;
			}

			@Override
			void finish(final long rest) {
				// bytes between blocks are ignored
			}
		};
	}

	private static void reverse(final byte[] bytes, final int count) {
		for (int i = 0; i < count; i++)
			bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
	}

	private BlockDecoder decoded(final long offset, final long count, final int rows, final long rowBytes)
		throws IOException
	{
		final byte[] data = page.file.read(offset, count, "the samples of " + page.directory.name()).array();
		if (page.reversed) reverse(data, data.length);
		switch (page.compression) {
			case 2:
			case 3:
			case 4:
				final int options = (int) page.directory.number(page.compression == 3 ? TiffTags.T4_OPTIONS
					: TiffTags.T6_OPTIONS, 0);
				return new FaxDecoder(data, page.compression, page.compression == 2 ? 0 : options, page.blockWidth);
			case 5:
				return new LzwDecoder(data);
			case 7:
				return BlockDecoder.of(JpegDecoder.decode(data, page.directory.bytes(TiffTags.JPEG_TABLES), page.blockWidth,
					page.tiled ? page.blockHeight : rows, page.planar ? 1 : page.samples), "JPEG");
			case 8:
			case 32946:
				return new DeflateDecoder(data);
			case 32773:
				return new PackBitsDecoder(data);
			case 34925:
				return LibraryDecoders.xz(data);
			case 50000:
				final long whole = page.blockHeight * rowBytes;
				TiffBytes.checkMemory(whole, "a block");
				return LibraryDecoders.zstd(data, (int) whole);
			default:
				throw new AssertionError(page.compression);
		}
	}
}
