package io.github.convolvej.network.text;

/**
 * Random numbers of a normal distribution: those of {@link java.util.Random}, which takes several times as long because
 * threads may share it.
 */
final class Gaussians {

	private static final long FACTOR = 0x5DEECE66DL;
	private static final long SUMMAND = 0xBL;
	private static final int BITS = 48;
	private static final long MASK = (1L << BITS) - 1;
	private static final int HIGH = 26;
	private static final int LOW = 27;

	/** The bits of a double that a float does not have, half of a float's last bit, and what counts as near to it. */
	private static final long REST = (1L << 29) - 1;
	private static final long HALF = 1L << 28;
	private static final long NEAR = 64;

	private long state;

	/** @param seed as of {@link java.util.Random} */
	Gaussians(final long seed) {
		state = (seed ^ FACTOR) & MASK;
	}

	private long bits(final int n) {
		state = state * FACTOR + SUMMAND & MASK;
		return state >>> BITS - n;
	}

	private double uniform() {
		final long high = bits(HIGH) << LOW;
		return 2 * ((high + bits(LOW)) * 0x1p-53) - 1;
	}

	/**
	 * Makes the next numbers, which come in pairs; of an odd count, the last one's second is left out.
	 *
	 * @param values receives them
	 * @param deviation their standard deviation
	 */
	void fill(final float[] values, final double deviation) {
		for (int i = 0; i < values.length; i += 2) {
			double x;
			double y;
			double square;
			do {
				x = uniform();
				y = uniform();
				square = x * x + y * y;
			}
			while (square >= 1 || square == 0);
			// the processor's logarithm may differ in the last bits, which rarely matter in single precision
			double factor = Math.sqrt(-2 * Math.log(square) / square);
			if (isUncertain(deviation * (x * factor)) || isUncertain(deviation * (y * factor))) factor = StrictMath.sqrt(-2 *
				StrictMath.log(square) / square);
			values[i] = (float) (deviation * (x * factor));
			if (i + 1 < values.length) values[i + 1] = (float) (deviation * (y * factor));
		}
	}

	/** Whether a number a few last bits away may be rounded to another float. */
	private static boolean isUncertain(final double number) {
		final long rest = (Double.doubleToRawLongBits(number) & REST) - HALF;
		return rest >= -NEAR && rest <= NEAR || Math.abs(number) < Float.MIN_NORMAL;
	}
}
