package io.github.convolvej.filter.lines;

/**
 * Converts whole numbers of 8 and 16 bits. Those of floating point are made from their bits: in a number of a certain
 * magnitude the lowest bits are the whole number, and the magnitude is subtracted in a vector loop. That takes three
 * fifths of the time of the processor's conversions, which are done one by one.
 */
final class WholeSamples {

	/** In numbers of this magnitude, the lowest bit is worth 1. */
	private static final float SINGLE = 0x1p23f;
	private static final int SINGLE_BITS = Float.floatToIntBits(SINGLE);
	private static final double DOUBLE = 0x1p52;
	private static final long DOUBLE_BITS = Double.doubleToLongBits(DOUBLE);
	/** What is added to signed numbers, so that none is negative. */
	private static final int SIGNED = 1 << 15;

	private WholeSamples() {}

	static void unsigned(final byte[] source, final float[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = Float.intBitsToFloat(source[i] & 0xff | SINGLE_BITS);
		subtract(target, SINGLE, to, to + n);
	}

	static void unsigned(final short[] source, final float[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = Float.intBitsToFloat(source[i] & 0xffff | SINGLE_BITS);
		subtract(target, SINGLE, to, to + n);
	}

	static void signed(final short[] source, final float[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = Float.intBitsToFloat(source[i] + SIGNED | SINGLE_BITS);
		subtract(target, SINGLE + SIGNED, to, to + n);
	}

	private static void subtract(final float[] line, final float number, final int from, final int end) {
		for (int i = from; i < end; i++)
			line[i] -= number;
	}

	static void unsigned(final byte[] source, final double[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = Double.longBitsToDouble(source[i] & 0xff | DOUBLE_BITS);
		subtract(target, DOUBLE, to, to + n);
	}

	static void unsigned(final short[] source, final double[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = Double.longBitsToDouble(source[i] & 0xffff | DOUBLE_BITS);
		subtract(target, DOUBLE, to, to + n);
	}

	static void signed(final short[] source, final double[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = Double.longBitsToDouble(source[i] + SIGNED | DOUBLE_BITS);
		subtract(target, DOUBLE + SIGNED, to, to + n);
	}

	private static void subtract(final double[] line, final double number, final int from, final int end) {
		for (int i = from; i < end; i++)
			line[i] -= number;
	}

	static void unsigned(final byte[] source, final int[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = source[i] & 0xff;
	}

	static void unsigned(final short[] source, final int[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = source[i] & 0xffff;
	}

	static void signed(final short[] source, final int[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = source[i];
	}

	static void unsigned(final byte[] source, final long[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = source[i] & 0xff;
	}

	static void unsigned(final short[] source, final long[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = source[i] & 0xffff;
	}

	static void signed(final short[] source, final long[] target, final int to, final int n) {
		for (int i = 0; i < n; i++)
			target[to + i] = source[i];
	}
}
