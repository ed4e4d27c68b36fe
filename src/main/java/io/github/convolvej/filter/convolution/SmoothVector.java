package io.github.convolvej.filter.convolution;

import java.util.Arrays;

/**
 * Approximates smooth weights by polynomials over blocks of taps, as in the fast Gauss transform (Greengard
 * and Strain 1991). All results of a block read the same whole blocks of samples, which the windows of all of
 * them cover. At each end, a window covers one more block in part. Polynomials of whole blocks are
 * orthonormal. Those of the ends are sums of multiples of binomial coefficients, which running sums can
 * compute. The difference from the exact weights is known. Immutable.
 */
final class SmoothVector {

	/** Largest sum of the differences from the weights, divided by the sum of the weights' magnitudes. */
	private static final double TOLERANCE = 0x1p-26;
	private static final int MOST_MOMENTS = 12;
	private static final int MOST_ORDERS = 8;
	/** Fewest blocks of a window; and the shortest and longest block in samples. */
	private static final int BLOCKS = 9;
	private static final int SHORTEST_BLOCK = 12;
	private static final int LONGEST_BLOCK = 160;
	/** Longer vectors take too long to prepare. */
	private static final int LONGEST = 1 << 13;

	/** Samples of a block; and one more than the number of whole blocks between the ends of a window. */
	final int block;
	final int blocks;
	/** Number of polynomials of a whole block; and their values, ordered by polynomial and by sample. */
	final int moments;
	final double[] byMoment;
	final double[] bySample;
	/** For each polynomial of a block of results, the weights of the moments of all whole blocks. */
	final double[] translation;
	/** Multiples of binomial coefficients for the block at the beginning of a window, and for that at its end. */
	final double[] begin;
	final double[] end;
	/** Weights of the taps after the last block, which are added one by one. */
	final double[] rest;
	/** Largest sum of the differences from the weights, over all results of a block. */
	final double difference;

	private SmoothVector(final double[] weights, final int block, final int moments, final double[][] basis,
		final double[][][] projected, final double[] begin, final double[] end, final double difference)
	{
		this.block = block;
		this.moments = moments;
		this.begin = begin;
		this.end = end;
		this.difference = difference;
		blocks = (weights.length - 1) / block;
		rest = Arrays.copyOfRange(weights, blocks * block + 1, weights.length);
		byMoment = new double[moments * block];
		bySample = new double[moments * block];
		for (int m = 0; m < moments; m++)
			for (int i = 0; i < block; i++) {
				byMoment[m * block + i] = basis[m][i];
				bySample[i * moments + m] = basis[m][i];
			}
		final int whole = blocks - 1;
		translation = new double[moments * whole * moments];
		for (int q = 0; q < whole; q++)
			for (int k = 0; k < moments; k++)
				for (int m = 0; m < moments; m++)
					translation[(k * whole + q) * moments + m] = dot(projected[q][m], basis[k]);
	}

	/**
	 * @param weights of taps that are neighbours
	 * @return them as polynomials; null if they are too few, too many, or not smooth enough
	 */
	static SmoothVector of(final double[] weights) {
		final int last = weights.length - 1;
		final int block = block(last);
		if (block < SHORTEST_BLOCK || weights.length > LONGEST) return null;
		final double norm = Arrays.stream(weights).map(Math::abs).sum();
		if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) return null;
		final int covered = last / block * block;
		final double most = norm * TOLERANCE;
		final double[] first = Arrays.copyOf(weights, block);
		final double[] reversed = new double[block];
		for (int i = 0; i < block; i++)
			reversed[i] = weights[covered - i];
		final double[][] basis = basis(block, Math.max(MOST_MOMENTS, MOST_ORDERS));
		final double[] begin = binomials(first, basis, most / 4);
		final double[] end = binomials(reversed, basis, most / 4);
		if (begin == null || end == null) return null;
		final double[] differences = new double[block];
		final double[][][] projected = new double[last / block - 1][][];
		final int moments = project(weights, block, basis, most / 2, projected, differences);
		if (moments < 0) return null;
		return new SmoothVector(weights, block, moments, basis, projected, begin, end, Arrays.stream(differences).max()
			.getAsDouble() + most / 2);
	}

	/** Chooses a block length with which few taps remain. */
	private static int block(final int last) {
		final int longest = Math.min(LONGEST_BLOCK, last / BLOCKS);
		int best = longest;
		for (int block = longest; block > 0 && block >= longest * 3 / 4; block--)
			if (last % block < last % best) best = block;
		return best;
	}

	/** Orthonormal polynomials of rising degree at the positions of a block. */
	private static double[][] basis(final int n, final int count) {
		final double[][] basis = new double[count][n];
		for (int m = 0; m < count; m++) {
			for (int i = 0; i < n; i++)
				basis[m][i] = m == 0 ? 1 : basis[m - 1][i] * (2.0 * i / (n - 1) - 1);
			// twice, because rounding errors remain after the first time
			for (int twice = 0; twice < 2; twice++)
				for (int k = 0; k < m; k++)
					subtract(basis[m], basis[k], dot(basis[m], basis[k]));
			final double length = Math.sqrt(dot(basis[m], basis[m]));
			for (int i = 0; i < n; i++)
				basis[m][i] /= length;
		}
		return basis;
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum;
	}

	private static void subtract(final double[] from, final double[] a, final double factor) {
		for (int i = 0; i < from.length; i++)
			from[i] -= factor * a[i];
	}

	/** Writes the values of a polynomial of few terms as multiples of C(t + m, m); null if none is close enough. */
	private static double[] binomials(final double[] values, final double[][] basis, final double most) {
		final double[] rest = values.clone();
		for (int order = 1; order <= MOST_ORDERS; order++) {
			subtract(rest, basis[order - 1], dot(rest, basis[order - 1]));
			if (magnitude(rest) > most / 2) continue;
			final double[] coefficients = multiples(values, rest, order);
			// the coefficients and their running sums are rounded
			if (magnitude(realised(values, coefficients)) <= most) return coefficients;
		}
		return null;
	}

	private static double magnitude(final double[] values) {
		double sum = 0;
		for (final double v : values)
			sum += Math.abs(v);
		return sum;
	}

	/**
	 * The difference between the values and the running sums of the coefficients, plus four rounding errors
	 * for each term.
	 */
	private static double[] realised(final double[] values, final double[] coefficients) {
		final double[] left = values.clone();
		for (int t = 0; t < left.length; t++) {
			double binomial = 1;
			double size = 0;
			for (int m = 0; m < coefficients.length; m++) {
				left[t] -= coefficients[m] * binomial;
				size += Math.abs(coefficients[m] * binomial);
				binomial *= (t + m + 1.0) / (m + 1);
			}
			left[t] = Math.abs(left[t]) + size * (left.length + 4) * 0x1p-53;
		}
		return left;
	}

	/**
	 * The polynomial with this number of terms through values minus rest, in Newton's form, at positions far
	 * apart.
	 */
	private static double[] multiples(final double[] values, final double[] rest, final int order) {
		final int[] places = new int[order];
		final double[] table = new double[order];
		for (int i = 0; i < order; i++) {
			places[i] = order == 1 ? 0 : (values.length - 1) * i / (order - 1);
			table[i] = values[places[i]] - rest[places[i]];
		}
		for (int level = 1; level < order; level++)
			for (int i = order - 1; i >= level; i--)
				table[i] = (table[i] - table[i - 1]) / (places[i] - places[i - level]);
		final double[] made = new double[order];
		for (int j = order - 1; j >= 0; j--) {
			// (t - place) C(t + m, m) = (m + 1) C(t + m + 1, m + 1) - (m + 1 + place) C(t + m, m)
			for (int m = order - 1; m >= 0; m--)
				made[m] = (m == 0 ? 0 : m * made[m - 1]) - (m + 1 + places[j]) * made[m];
			made[0] += table[j];
		}
		return made;
	}

	/**
	 * Computes, for each whole block q, polynomial m and result of a block, the sum over the block's samples
	 * of weight times polynomial.
	 *
	 * @return how many polynomials are enough, or -1
	 */
	private static int project(final double[] weights, final int block, final double[][] basis, final double most,
		final double[][][] projected, final double[] differences)
	{
		for (int q = 0; q < projected.length; q++)
			projected[q] = new double[MOST_MOMENTS][block];
		for (int moments = 1; moments <= MOST_MOMENTS; moments++) {
			for (int q = 0; q < projected.length; q++)
				project(weights, (q + 1) * block, basis[moments - 1], projected[q][moments - 1]);
			if (estimate(weights, block, basis, projected, moments) > most) continue;
			Arrays.fill(differences, 0);
			for (int q = 0; q < projected.length; q++)
				addDifferences(weights, block, basis, projected[q], q, moments, differences);
			if (Arrays.stream(differences).max().getAsDouble() <= most) return moments;
		}
		return -1;
	}

	private static void project(final double[] weights, final int first, final double[] polynomial,
		final double[] projected)
	{
		// one sample of the polynomial after the other, so that the inner loop is a vector loop
		for (int i = 0; i < polynomial.length; i++)
			for (int x = 0; x < projected.length; x++)
				projected[x] += weights[first + i - x] * polynomial[i];
	}

	/** The differences of the first result of a block, which are among the largest. */
	private static double estimate(final double[] weights, final int block, final double[][] basis,
		final double[][][] projected, final int moments)
	{
		double sum = 0;
		for (int q = 0; q < projected.length; q++)
			for (int i = 0; i < block; i += block - 1) {
				double value = weights[(q + 1) * block + i];
				for (int m = 0; m < moments; m++)
					value -= projected[q][m][0] * basis[m][i];
				sum += Math.abs(value);
			}
		return sum;
	}

	private static void addDifferences(final double[] weights, final int block, final double[][] basis,
		final double[][] projected, final int q, final int moments, final double[] differences)
	{
		final double[][] smooth = new double[moments][block];
		for (int m = 0; m < moments; m++)
			for (int k = 0; k < moments; k++)
				subtract(smooth[m], basis[k], -dot(projected[m], basis[k]));
		for (int x = 0; x < block; x++)
			for (int i = 0; i < block; i++) {
				double value = weights[(q + 1) * block + i - x];
				for (int m = 0; m < moments; m++)
					value -= smooth[m][x] * basis[m][i];
				differences[x] += Math.abs(value);
			}
	}
}
