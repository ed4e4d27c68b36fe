package io.github.convolvej.store.tiff;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a strip or tile that is a separate JPEG to its stored samples with
 * Java's reader; luminance and chroma are not converted here. Warnings of that
 * reader about damaged data are treated as errors.
 */
final class JpegDecoder {

	private static final int MARKER = 0xff;
	private static final int START = 0xd8;
	private static final int END = 0xd9;
	private static final int SCAN = 0xda;

	private JpegDecoder() {}

	/**
	 * @param data the JPEG
	 * @param tables quantisation and Huffman tables that it lacks, or null
	 * @param width number of samples of a row
	 * @param rows smallest number of rows
	 * @param samples number of samples of a pixel
	 * @return rows of that width, with the samples of a pixel side by side
	 * @throws IOException if it is damaged, too small, has another number of
	 *           samples, or is of a kind that Java cannot read
	 */
	static byte[] decode(final byte[] data, final byte[] tables, final int width, final int rows, final int samples)
		throws IOException
	{
		checkFrame(data, width, rows, samples);
		final ImageReader reader = reader();
		final List<String> warnings = new ArrayList<>();
		reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
		try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(joined(data,
			tables))))
		{
			reader.setInput(in, false, true);
			final Raster raster = reader.readRaster(0, null);
			if (!warnings.isEmpty()) throw new IOException("its JPEG data is damaged: " + warnings.get(0));
			return samples(raster, width, rows, samples);
		}
		catch (final RuntimeException e) {
			throw new IOException("its JPEG data is damaged: " + e.getMessage(), e);
		}
		catch (final IOException e) {
			if (String.valueOf(e.getMessage()).startsWith("its ")) throw e;
			throw new IOException("its JPEG data cannot be decoded: " + e.getMessage(), e);
		}
		finally {
			reader.dispose();
		}
	}

	/**
	 * Java's own reader, because other installed readers convert colours
	 * differently.
	 */
	private static ImageReader reader() throws IOException {
		final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
		while (readers.hasNext()) {
			final ImageReader reader = readers.next();
			if (reader.getClass().getName().startsWith("com.sun.imageio.")) return reader;
		}
		throw new IOException("this Java has no reader of JPEG, which its samples are stored as");
	}

	private static byte[] samples(final Raster raster, final int width, final int rows, final int samples) {
		final byte[] decoded = new byte[width * rows * samples];
		int[] row = null;
		for (int y = 0; y < rows; y++) {
			row = raster.getPixels(0, y, width, 1, row);
			for (int i = 0; i < width * samples; i++)
				decoded[y * width * samples + i] = (byte) row[i];
		}
		return decoded;
	}

	/** Checks the size before decoding, because it may be much larger than the tags say. */
	private static void checkFrame(final byte[] data, final int width, final int rows, final int samples)
		throws IOException
	{
		if (data.length < 4 || at(data, 0) != MARKER || at(data, 1) != START) throw new IOException(
			"its JPEG data is damaged: it does not begin as JPEG does");
		int i = 2;
		while (i + 9 < data.length) {
			if (at(data, i) != MARKER) throw new IOException("its JPEG data is damaged: no marker where one must be");
			final int marker = at(data, i + 1);
			if (marker == MARKER) {
				i++;
				continue;
			}
			final boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
			if (frame) {
				check(data, i, marker, width, rows, samples);
				return;
			}
			if (marker == SCAN || marker == END) break;
			i += 2 + (at(data, i + 2) << 8 | at(data, i + 3));
		}
		throw new IOException("its JPEG data is damaged: it has no frame");
	}

	private static void check(final byte[] data, final int i, final int marker, final int width, final int rows,
		final int samples) throws IOException
	{
		if (marker > 0xc2) throw new IOException("its samples are stored as JPEG of a kind that Java does not read (" + (marker ==
			0xc3 ? "lossless" : "frame of type " + (marker - 0xc0)) + ")" + TiffPage.REMEDY);
		final int bits = at(data, i + 4);
		final int height = at(data, i + 5) << 8 | at(data, i + 6);
		final int across = at(data, i + 7) << 8 | at(data, i + 8);
		final int components = at(data, i + 9);
		if (bits != 8) throw new IOException("its samples are stored as JPEG of " + bits + " bits, which Java does not read" + TiffPage.REMEDY);
		if (components != samples) throw new IOException("its tags contradict its JPEG data: " + samples +
			" samples of a pixel, but " + components);
		if (across < width || height < rows || across > width + 64 || height > rows + (1 << 16)) throw new IOException(
			"its tags contradict its JPEG data: a block of " + width + " x " + rows + " samples, but " + across + " x " +
				height);
		TiffBytes.checkMemory((long) across * height * components, "a block of JPEG");
	}

	private static int at(final byte[] data, final int i) {
		return data[i] & 0xff;
	}

	/** Joins tables and data: the tables, without their end marker, replace the start marker of the data. */
	private static byte[] joined(final byte[] data, final byte[] tables) throws IOException {
		if (tables == null || tables.length < 4) return data;
		int end = tables.length;
		while (end > 2 && !(at(tables, end - 2) == MARKER && at(tables, end - 1) == END))
			end--;
		if (end <= 2 || at(tables, 1) != START) throw new IOException("its JPEG tables are damaged");
		final ByteArrayOutputStream joined = new ByteArrayOutputStream();
		joined.write(tables, 0, end - 2);
		joined.write(data, 2, data.length - 2);
		return joined.toByteArray();
	}
}
