package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;

/**
 * Two sums over neighbouring windows of a list of lines, the one's second line
 * being the other's first: both read the lines that they share at once. Each is
 * summed in the order of its taps, as alone.
 */
final class NeighbourSums {

	/** So few lines stay in the fastest cache: sharing them gains nothing. */
	private static final int FEW = 5;
	/** Terms of the loop that adds to two sums. */
	private static final int LOOP = 3;

	private NeighbourSums() {}

	/**
	 * @param taps lines of a window
	 * @return whether two sums at a time are faster than one after the other
	 */
	static boolean isWorth(final int taps) {
		return taps > FEW;
	}

	/**
	 * Begins both sums with a number and adds their products.
	 *
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param lines precision
	 * @param sum0 sum over the lines from the first on
	 * @param sum1 sum over the lines from the second on
	 * @param start what the products are added to
	 * @param weights a weight for each tap, at least 2
	 * @param n number of samples
	 * @param list the lines, one more than taps
	 * @param first where they begin in the list
	 */
	static <A> void set(final Lines<A> lines, final A sum0, final A sum1, final double start, final double[] weights,
		final int n, final A[] list, final int first)
	{
		final int before = before(weights);
		lines.set(sum0, start, weights, 0, n, list, first, before + 1);
		lines.set(sum1, start, weights, 0, n, list, first + 1, before);
		addRest(lines, sum0, sum1, weights, n, list, first);
	}

	/**
	 * Adds products to both sums.
	 *
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param lines precision
	 * @param sum0 sum over the lines from the first on
	 * @param sum1 sum over the lines from the second on
	 * @param weights a weight for each tap, at least 2
	 * @param n number of samples
	 * @param list the lines, one more than taps
	 * @param first where they begin in the list
	 */
	static <A> void add(final Lines<A> lines, final A sum0, final A sum1, final double[] weights, final int n,
		final A[] list, final int first)
	{
		final int before = before(weights);
		lines.add(sum0, weights, 0, n, list, first, before + 1);
		lines.add(sum1, weights, 0, n, list, first + 1, before);
		addRest(lines, sum0, sum1, weights, n, list, first);
	}

	/** Taps of the second sum that are added alone, so that whole loops are left for both. */
	private static int before(final double[] weights) {
		return 1 + (weights.length - 2) % LOOP;
	}

	private static <A> void addRest(final Lines<A> lines, final A sum0, final A sum1, final double[] weights, final int n,
		final A[] list, final int first)
	{
		final int before = before(weights);
		final int last = weights.length - 1;
		lines.add(sum0, before + 1, sum1, before, weights, n, list, first + before + 1, last - before);
		lines.add(sum1, weights, last, n, list, first + last + 1, 1);
	}
}
