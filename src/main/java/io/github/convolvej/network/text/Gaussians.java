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

	private long state;
	/** Numbers are made in pairs: the second one, or NaN. */
	private double second = Double.NaN;

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

	/** @return the next number */
	double next() {
		if (!Double.isNaN(second)) {
			final double found = second;
			second = Double.NaN;
			return found;
		}
		double x;
		double y;
		double square;
		do {
			x = uniform();
			y = uniform();
			square = x * x + y * y;
		}
		while (square >= 1 || square == 0);
		final double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
		second = y * factor;
		return x * factor;
	}
}
