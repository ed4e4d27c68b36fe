package io.github.convolvej.store.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reverses TIFF's predictors in a row of samples. Predictor 2 stores differences
 * of neighbouring samples of 8 to 64 bits, which wrap around. Predictor 3 stores
 * differences of the bytes of floating-point samples, whose bytes are grouped by
 * significance, most significant first.
 */
final class Predictor {

	static final int NONE = 1;
	static final int DIFFERENCES = 2;
	static final int FLOATING_POINT = 3;

	private Predictor() {}

	/**
	 * @param row the row
	 * @param bytes number of bytes of samples in the row
	 * @param bits bits of a sample: 8, 16, 24, 32 or 64
	 * @param stride distance in samples to the neighbour that was subtracted
	 * @param order byte order of samples
	 */
	static void differences(final byte[] row, final int bytes, final int bits, final int stride, final ByteOrder order) {
		final ByteBuffer in = ByteBuffer.wrap(row, 0, bytes).order(order);
		final int size = bits / 8;
		for (int i = stride * size; i + size <= bytes; i += size) {
			final int before = i - stride * size;
			switch (bits) {
				case 8:
					row[i] += row[before];
					break;
				case 16:
					in.putShort(i, (short) (in.getShort(i) + in.getShort(before)));
					break;
				case 24:
					put24(row, i, get24(row, i, order) + get24(row, before, order), order);
					break;
				case 32:
					in.putInt(i, in.getInt(i) + in.getInt(before));
					break;
				case 64:
					in.putLong(i, in.getLong(i) + in.getLong(before));
					break;
				default:
					throw new AssertionError(bits);
			}
		}
	}

	static int get24(final byte[] row, final int i, final ByteOrder order) {
		final boolean big = order == ByteOrder.BIG_ENDIAN;
		return (row[big ? i : i + 2] & 0xff) << 16 | (row[i + 1] & 0xff) << 8 | row[big ? i + 2 : i] & 0xff;
	}

	private static void put24(final byte[] row, final int i, final int value, final ByteOrder order) {
		final boolean big = order == ByteOrder.BIG_ENDIAN;
		row[big ? i : i + 2] = (byte) (value >> 16);
		row[i + 1] = (byte) (value >> 8);
		row[big ? i + 2 : i] = (byte) value;
	}

	/** Reverses predictor 3. Afterwards samples are big-endian, in any file. */
	static void floatingPoint(final byte[] row, final int bytes, final int bits, final int stride) {
		for (int i = stride; i < bytes; i++)
			row[i] += row[i - stride];
		final byte[] planes = java.util.Arrays.copyOf(row, bytes);
		final int size = bits / 8;
		final int samples = bytes / size;
		for (int i = 0; i < samples; i++)
			for (int b = 0; b < size; b++)
				row[i * size + b] = planes[b * samples + i];
	}
}
