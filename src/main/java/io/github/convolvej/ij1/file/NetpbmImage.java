package io.github.convolvej.ij1.file;

import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;

/**
 * Reads PBM, PGM and PPM, as text or bytes (P1 to P6), as
 * <a href="https://netpbm.sourceforge.net/doc/">Netpbm describes them</a>. Bits are
 * 0 for black and 255 for white; other samples are as they are in the file.
 */
final class NetpbmImage {

	private static final int MAX_8_BIT = 255;
	private static final int MAX_16_BIT = 65535;

	private final byte[] data;
	private int next = 2;

	private NetpbmImage(final byte[] data) {
		this.data = data;
	}

	/**
	 * @param path a file that begins with P1 to P6
	 * @return its first image
	 * @throws IOException if it is damaged or cut off
	 */
	static ImagePlus open(final Path path) throws IOException {
		final long bytes = Files.size(path);
		if (bytes > Integer.MAX_VALUE - 16 || bytes > Runtime.getRuntime().maxMemory() / 2) throw new IOException(
			"its " + bytes + " bytes do not fit the memory");
		return new NetpbmImage(Files.readAllBytes(path)).read(FileNames.of(path));
	}

	private ImagePlus read(final String title) throws IOException {
		final int kind = data[1] - '0';
		final int width = number("width");
		final int height = number("height");
		final boolean bits = kind == 1 || kind == 4;
		final int most = bits ? 1 : number("largest value");
		final int samples = kind == 3 || kind == 6 ? 3 : 1;
		if (width < 1 || height < 1 || (long) width * height * samples > Integer.MAX_VALUE - 16) throw new IOException(
			"its size is given as " + width + " x " + height + ", which no image has");
		if (most < 1 || most > MAX_16_BIT) throw new IOException("its largest value is given as " + most +
			", but must be 1 to 65535");
		if (kind > 3) next++;
		checkEnd(kind, width, height, samples, most);
		final int[] values = new int[width * height * samples];
		for (int i = 0; i < values.length; i++)
			values[i] = kind == 4 ? bit(i % width, i / width, width) : kind == 1 ? textBit() : kind < 4 ? number("sample")
				: sample(i, most);
		return image(title, values, width, height, samples, bits ? MAX_8_BIT : most);
	}

	/** Bytes for all samples; a text has at least one for each. */
	private void checkEnd(final int kind, final int width, final int height, final int samples, final int most)
		throws IOException
	{
		final long count = (long) width * height * samples;
		final long needed = kind == 4 ? (width + 7L) / 8 * height : kind > 4 && most > MAX_8_BIT ? 2 * count : count;
		if (next + needed > data.length) throw new IOException("it is cut off: its samples take " + needed + " bytes, but " +
			Math.max(0, data.length - next) + " are left");
	}

	private int bit(final int x, final int y, final int width) {
		final int at = next + y * ((width + 7) / 8) + x / 8;
		return (data[at] >> 7 - x % 8 & 1) == 0 ? MAX_8_BIT : 0;
	}

	private int textBit() throws IOException {
		skipSpace();
		if (next >= data.length) throw new IOException("it is cut off in the midst of its samples");
		final int letter = data[next++];
		if (letter != '0' && letter != '1') throw new IOException("it is damaged: a bit is neither 0 nor 1");
		return letter == '0' ? MAX_8_BIT : 0;
	}

	private int sample(final int i, final int most) {
		return most <= MAX_8_BIT ? data[next + i] & 0xff : (data[next + 2 * i] & 0xff) << 8 | data[next + 2 * i + 1] & 0xff;
	}

	private void skipSpace() {
		while (next < data.length && (Character.isWhitespace(data[next]) || data[next] == '#'))
			if (data[next] == '#') while (next < data.length && data[next] != '\n' && data[next] != '\r')
				next++;
			else next++;
	}

	private int number(final String what) throws IOException {
		skipSpace();
		final int from = next;
		while (next < data.length && data[next] >= '0' && data[next] <= '9' && next - from < 10)
			next++;
		if (next == from) throw new IOException("it is damaged or cut off: no number where its " + what + " must be");
		final long number = Long.parseLong(new String(data, from, next - from, StandardCharsets.US_ASCII));
		return (int) Math.min(Integer.MAX_VALUE, number);
	}

	private static ImagePlus image(final String title, final int[] values, final int width, final int height,
		final int samples, final int most) throws IOException
	{
		for (final int v : values)
			if (v > Math.max(most, most > MAX_8_BIT ? MAX_16_BIT : MAX_8_BIT)) throw new IOException("it is damaged: a sample is " +
				v + ", but the largest value " + most);
		final int pixels = width * height;
		if (samples == 3 && most <= MAX_8_BIT) {
			final int[] rgb = new int[pixels];
			for (int i = 0; i < pixels; i++)
				rgb[i] = 0xff000000 | values[3 * i] << 16 | values[3 * i + 1] << 8 | values[3 * i + 2];
			return new ImagePlus(title, new ColorProcessor(width, height, rgb));
		}
		final ImageStack stack = new ImageStack(width, height);
		for (int s = 0; s < samples; s++)
			stack.addSlice(plane(values, s, samples, width, height, most));
		final ImagePlus image = new ImagePlus(title, stack);
		if (most != MAX_8_BIT) image.setDisplayRange(0, most);
		if (samples == 1) return image;
		image.setDimensions(samples, 1, 1);
		return new CompositeImage(image, IJ.COMPOSITE);
	}

	private static ij.process.ImageProcessor plane(final int[] values, final int first, final int step, final int width,
		final int height, final int most)
	{
		if (most <= MAX_8_BIT) {
			final byte[] bytes = new byte[width * height];
			for (int i = 0; i < bytes.length; i++)
				bytes[i] = (byte) values[first + step * i];
			return new ByteProcessor(width, height, bytes);
		}
		final short[] shorts = new short[width * height];
		for (int i = 0; i < shorts.length; i++)
			shorts[i] = (short) values[first + step * i];
		return new ShortProcessor(width, height, shorts, null);
	}
}
