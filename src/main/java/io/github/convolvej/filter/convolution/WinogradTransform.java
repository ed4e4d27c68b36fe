package io.github.convolvej.filter.convolution;

/**
 * The transforms of Winograd's (Toom and Cook's) algorithm, F(4, 3) along y and F(2, 3) along x. F(4, 3) computes four sums of
 * three taps from six samples, with six products instead of twelve. With the kernel g and six samples d, the
 * sums are {@code OUTPUT ((KERNEL g) * (INPUT d))}, where * multiplies element by element. The algorithm
 * computes a product of two polynomials from their values at the points 0, 11/16, -11/16, 11/8, -11/8 and
 * infinity. These points keep the rounding error small: about a third of that of the usual points 0, 1, -1, 2,
 * -2. Rows are scaled by powers of two, so that kernels and samples keep their magnitude.
 * <p>
 * Rows of INPUT have zeros at the samples that they do not read: the first row reads samples 0, 2 and 4, the
 * last row 1, 3 and 5, and the rows between read 1 to 4.
 * <p>
 * F(2, 3) computes two sums from four samples with four products instead of six; its points are 0, 1, -1 and
 * infinity. Each result reads the three samples of its window only.
 */
final class WinogradTransform {

	/**
	 * Number of results along one axis, of taps of the kernel, and of samples that the results read. The last
	 * is also the number of products.
	 */
	static final int RESULTS = 4;
	static final int TAPS = 3;
	static final int SAMPLES = 6;

	private static final double[] POINTS = { 0, 11 / 16.0, -11 / 16.0, 11 / 8.0, -11 / 8.0 };

	/** Transforms six samples to one factor of each product. */
	static final double[][] INPUT = new double[SAMPLES][SAMPLES];
	/** Transforms three weights to the other factor of each product. */
	static final double[][] KERNEL = new double[SAMPLES][TAPS];
	/** Transforms the products to the four results. */
	static final double[][] OUTPUT = new double[RESULTS][SAMPLES];

	/** Number of results of F(2, 3); and of its samples, which is also the number of its products. */
	static final int PAIR = 2;
	static final int PAIR_SAMPLES = 4;
	/** The two samples, of four, that each factor of F(2, 3) is made of, and what they are multiplied with. */
	static final int[][] PAIR_READ = { { 0, 2 }, { 1, 2 }, { 2, 1 }, { 1, 3 } };
	static final double[][] PAIR_INPUT = { { 1, -1 }, { 1, 1 }, { 1, -1 }, { 1, -1 } };
	/** Transforms three weights to the other factor of each product of F(2, 3). */
	static final double[][] PAIR_KERNEL = { { 1, 0, 0 }, { 0.5, 0.5, 0.5 }, { 0.5, -0.5, 0.5 }, { 0, 0, 1 } };
	/** The first product of F(2, 3) that each result reads, and the factors of this and the two after it. */
	static final int[] PAIR_FIRST = { 0, 1 };
	static final double[][] PAIR_OUTPUT = { { 1, 1, 1 }, { 1, -1, -1 } };

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

	/** Multiplies a polynomial, given by its coefficients of 1, x, x^2 ..., by x - root. */
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
