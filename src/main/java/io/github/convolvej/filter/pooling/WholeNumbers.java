package io.github.convolvej.filter.pooling;

/** Conversion of numbers to double precision. */
final class WholeNumbers {

	/** In a number of this magnitude, the lowest bit is worth 1. */
	private static final double LARGE = 0x3p51;
	private static final long LARGE_BITS = Double.doubleToLongBits(LARGE);

	/** In a number of this magnitude, the lowest bit is worth 1. */
	private static final double POSITIVE = 0x1p52;
	private static final long POSITIVE_BITS = Double.doubleToLongBits(POSITIVE);
	private static final float SINGLE = 0x3p22f;
	private static final int SINGLE_BITS = Float.floatToIntBits(SINGLE);

	private WholeNumbers() {}

	/** Converts a number from 0 to 2^52 - 1, in the same way. */
	static double positiveToDouble(final long number) {
		return Double.longBitsToDouble(POSITIVE_BITS + number) - POSITIVE;
	}

	/** Converts a whole number of a magnitude below 2^22, in the same way. */
	static int toInt(final float number) {
		return Float.floatToRawIntBits(number + SINGLE) - SINGLE_BITS;
	}

	/**
	 * Converts a number of up to 51 bits through its bits, since the processor's instruction for the conversion waits
	 * for the one before.
	 */
	static double toDouble(final long number) {
		return Double.longBitsToDouble(LARGE_BITS + number) - LARGE;
	}

	static int less(final float number, final int less) {
		return toInt(number) - less;
	}

	static long less(final float number, final long less) {
		return toInt(number) - less;
	}

	static float less(final float number, final float less) {
		return number - less;
	}

	static double less(final float number, final double less) {
		return number - less;
	}

	/** Converts a line of numbers from 0 to 2^52 - 1. */
	static void positiveToDouble(final long[] source, final double[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = positiveToDouble(source[i]);
	}

	/**
	 * Computes numerators of variances, {@code high[i] = (2 * high[i] - low[i]) * count - low[i] * low[i]}, from sums of
	 * samples and half the sums of these and their squares.
	 */
	static void numerators(final long[] low, final long[] high, final long count, final int n) {
		for (int i = 0; i < n; i++)
			high[i] = (high[i] + high[i] - low[i]) * count - low[i] * low[i];
	}

	static double toDouble(final float number) {
		return number;
	}

	static double toDouble(final double number) {
		return number;
	}
}
