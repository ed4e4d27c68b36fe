package io.github.convolvej.store.tiff;

import java.io.IOException;
import java.nio.ByteOrder;

/** Reads samples of a page: block by block, row by row. */
final class PageReader {

	/** Bytes that a byte of the densest encodings can stand for. */
	private static final int MAX_RATIO = 1100;
	private static final int LZW_RATIO = 2800;
	private static final int SMALL = 1 << 16;

	private final TiffPage page;
	private final long shift;
	private final long[] offsets;
	private final long[] counts;
	private final YCbCr colours;
	private boolean sparse;

	/**
	 * @param page the page
	 * @param shift bytes from the samples of the page to those that are read: of
	 *          stacks that have a directory only for their first plane
	 */
	PageReader(final TiffPage page, final long shift) throws IOException {
		this.page = page;
		this.shift = shift;
		offsets = page.blockOffsets();
		counts = page.blockByteCounts();
		colours = page.photometric == TiffPage.YCBCR ? new YCbCr(page) : null;
	}

	/** Whether blocks were met that are not in the file, which stand for zeros. */
	boolean isSparse() {
		return sparse;
	}

	/**
	 * @param first index of a sample of a pixel
	 * @param count so many samples of each pixel
	 * @return an array for each, with a plane of samples
	 * @throws IOException if the data is damaged
	 */
	Object[] read(final int first, final int count) throws IOException {
		final int size = page.width * page.height;
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

	/** Luminance and chroma are converted together. */
	private void readPlanarColours(final int first, final Object[] planes) throws IOException {
		final byte[][] all = new byte[3][page.width * page.height];
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

	private void readBlocks(final int plane, final int first, final Object[] targets) throws IOException {
		final int blocks = page.blocksAcross * page.blocksDown;
		for (int i = 0; i < blocks; i++) {
			final int x = i % page.blocksAcross * page.blockWidth;
			final int y = i / page.blocksAcross * page.blockHeight;
			try {
				readBlock(plane * blocks + i, x, y, first, targets);
			}
			catch (final IOException e) {
				if (String.valueOf(e.getMessage()).startsWith("its ")) throw new IOException(page.directory.name() + ", " +
					(page.tiled ? "tile " : "strip ") + (plane * blocks + i + 1) + ": " + e.getMessage(), e);
				throw e;
			}
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
		final BlockDecoder data = decoder(index, rows, rowBytes);
		if (data == null) return;
		final byte[] row = new byte[(int) rowBytes];
		final ByteOrder order = page.predictor == Predictor.FLOATING_POINT ? ByteOrder.BIG_ENDIAN : page.order();
		for (int r = 0; r < rows; r++) {
			data.read(row, row.length);
			if (page.predictor == Predictor.DIFFERENCES) Predictor.differences(row, row.length, page.format.bits(), samples,
				order);
			else if (page.predictor == Predictor.FLOATING_POINT) Predictor.floatingPoint(row, row.length, page.format.bits(),
				samples);
			if (colours != null && !page.planar) colours.convert(row, columns);
			for (int s = 0; s < targets.length; s++)
				page.format.unpack(row, order, first + s, samples, columns, targets[s], (y + r) * page.width + x);
		}
		data.finish((page.blockHeight - rows) * rowBytes);
	}

	/** The bytes of a block as they are without encoding; null if it is not in the file and stands for zeros. */
	private BlockDecoder decoder(final int index, final int rows, final long rowBytes) throws IOException {
		final boolean raw = page.compression == 1;
		final boolean chroma = colours != null && page.compression != 7 && !page.planar;
		final int[] step = chroma ? page.subsampling() : null;
		final long needed = chroma ? chromaBytes(rows, step) : rows * rowBytes;
		final long offset = offsets[index] + shift;
		final long count = counts == null ? missingCount(offset, needed, raw) : counts[index];
		if (offsets[index] == 0 && count == 0) {
			sparse = true;
			return null;
		}
		final String what = "the samples of " + page.directory.name();
		if (raw && count < needed && counts != null) throw new IOException("its tags contradict each other: it has " + count +
			" bytes, but its samples take " + needed);
		page.file.checkRange(offset, raw ? needed : count, what);
		if (count == 0) throw new IOException("its samples have no bytes");
		final BlockDecoder bytes = raw ? raw(offset) : decoded(offset, count, needed, rows, rowBytes);
		return chroma && (step[0] != 1 || step[1] != 1) ? YCbCr.whole(bytes, page.blockWidth, step) : bytes;
	}

	private long chromaBytes(final int rows, final int[] step) {
		final long units = (page.blockWidth + step[0] - 1) / step[0];
		return units * (step[0] * step[1] + 2) * ((rows + step[1] - 1) / step[1]);
	}

	/** Old programs left the numbers of bytes out. */
	private long missingCount(final long offset, final long needed, final boolean raw) throws IOException {
		if (!raw && offsets.length > 1) throw new IOException(
			"its tags do not say how many bytes its blocks have, and they are compressed");
		return raw ? needed : Math.max(0, page.file.length() - offset);
	}

	/** Samples as they are in the file, row by row. */
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
				// what is between blocks is not looked at
			}
		};
	}

	private static void reverse(final byte[] bytes, final int count) {
		for (int i = 0; i < count; i++)
			bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
	}

	private BlockDecoder decoded(final long offset, final long count, final long needed, final int rows,
		final long rowBytes) throws IOException
	{
		final int densest = page.compression == 5 ? LZW_RATIO : page.compression == 32773 ? 64 : page.compression == 8 ||
			page.compression == 32946 ? MAX_RATIO : 0;
		if (densest > 0 && needed > SMALL + count * densest) throw new IOException("its " + count +
			" bytes cannot hold the " + needed + " of its samples: it is damaged");
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
