package io.github.convolvej.filter.convolution;

/**
 * The transforms of Winograd's (Toom and Cook's) algorithm F(4, 3) along one axis:
 * four sums of three taps from six samples by six products instead of twelve. With
 * the kernel g and six samples d, the sums are {@code OUTPUT ((KERNEL g) * (INPUT
 * d))}, the product element by element. It is the product of two polynomials, from
 * their values at the points 0, 11/16, -11/16, 11/8, -11/8 and infinity; these
 * points keep the rounding error small: about a third of that of the usual 0, 1, -1, 2,
 * -2. Rows are scaled by powers of two, so that kernels and samples keep their
 * magnitude.
 * <p>
 * Rows have zeros at the samples that they do not read: the first is for samples 0,
 * 2 and 4, the last for 1, 3 and 5, those between for 1 to 4.
 */
final class WinogradTransform {

	/** Results of a tile along one axis, taps of the kernel, and samples that they read: products. */
	static final int RESULTS = 4;
	static final int TAPS = 3;
	static final int SAMPLES = 6;

	private static final double[] POINTS = { 0, 11 / 16.0, -11 / 16.0, 11 / 8.0, -11 / 8.0 };

	/** From six samples to the factors of the products. */
	static final double[][] INPUT = new double[SAMPLES][SAMPLES];
	/** From three weights to the other factors. */
	static final double[][] KERNEL = new double[SAMPLES][TAPS];
	/** From the products to the four results. */
	static final double[][] OUTPUT = new double[RESULTS][SAMPLES];

	static {
		final int last = POINTS.length;
		for (int i = 0; i < last; i++) {
			final double[] others = { 1, 0, 0, 0, 0, 0 };
			double divisor = 1;
			for (int j = 0; j < last; j++)
				if (j != i) {
					multiply(others, POINTS[j]);
					divisor *= POINTS[i] - POINTS[j];
				}
			for (int k = 0; k < SAMPLES; k++)
				INPUT[i][k] = others[k] / divisor;
			for (int k = 0; k < TAPS; k++)
				KERNEL[i][k] = Math.pow(POINTS[i], k);
			for (int k = 0; k < RESULTS; k++)
				OUTPUT[k][i] = Math.pow(POINTS[i], k);
		}
		INPUT[last][0] = 1;
		for (final double p : POINTS)
			multiply(INPUT[last], p);
		KERNEL[last][TAPS - 1] = 1;
		OUTPUT[RESULTS - 1][last] = 1;
		for (int i = 0; i < SAMPLES; i++)
			balance(INPUT[i], KERNEL[i]);
	}

	private WinogradTransform() {}

	/** Multiplies a polynomial, coefficients of 1, x, x^2 ..., by x - root. */
	private static void multiply(final double[] polynomial, final double root) {
		for (int k = SAMPLES - 1; k >= 0; k--)
			polynomial[k] = (k > 0 ? polynomial[k - 1] : 0) - root * polynomial[k];
	}

	/** Multiplies one row by a power of two and divides the other by it, so that both are about equally large. */
	private static void balance(final double[] row, final double[] other) {
		final int exponent = (int) Math.rint(Math.log(magnitude(other) / magnitude(row)) / Math.log(2) / 2);
		for (int k = 0; k < row.length; k++)
			row[k] = Math.scalb(row[k], exponent) + 0.0;
		for (int k = 0; k < other.length; k++)
			other[k] = Math.scalb(other[k], -exponent);
	}

	/** @return the sum of the magnitudes of a row */
	static double magnitude(final double[] row) {
		double sum = 0;
		for (final double v : row)
			sum += Math.abs(v);
		return sum;
	}
}
