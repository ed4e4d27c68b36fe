package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;

/**
 * Computes two sums over neighbouring windows of a list of lines: the second line of one window is the first
 * line of the other. Each line that both windows contain is read once for both sums. Each sum adds its taps in
 * the same order as if it were computed alone.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class NeighbourSums<A> {

	/** So few lines fit into the fastest cache: sharing them saves no time. */
	private static final int FEW = 5;
	/** Number of lines that one loop adds to both sums. */
	private static final int LOOP = 3;

	private final Lines<A> lines;
	private final double[] weights;
	/**
	 * Taps of the second sum, and one more of the first, that are added separately, so that the number of
	 * shared taps is a multiple of {@link #LOOP}.
	 */
	private final int before;
	/** Index of the first weight of each sum for the shared lines. */
	private final int[] shared;

	/**
	 * @param lines precision
	 * @param weights a weight for each tap, as many as {@link #isWorth} takes
	 */
	NeighbourSums(final Lines<A> lines, final double[] weights) {
		this.lines = lines;
		this.weights = weights;
		before = 1 + (weights.length - 2) % LOOP;
		shared = new int[] { before + 1, before };
	}

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
	 * @param pair the sum over the lines from the first on, and that from the second on
	 * @param start what the products are added to
	 * @param n number of samples
	 * @param list the lines, one more than taps
	 * @param first where they begin in the list
	 */
	void set(final A[] pair, final double start, final int n, final A[] list, final int first) {
		lines.set(pair[0], start, weights, 0, n, list, first, before + 1);
		lines.set(pair[1], start, weights, 0, n, list, first + 1, before);
		addRest(pair, n, list, first);
	}

	/**
	 * Adds products to both sums.
	 *
	 * @param pair the sum over the lines from the first on, and that from the second on
	 * @param n number of samples
	 * @param list the lines, one more than taps
	 * @param first where they begin in the list
	 */
	void add(final A[] pair, final int n, final A[] list, final int first) {
		lines.add(pair[0], weights, 0, n, list, first, before + 1);
		lines.add(pair[1], weights, 0, n, list, first + 1, before);
		addRest(pair, n, list, first);
	}

	private void addRest(final A[] pair, final int n, final A[] list, final int first) {
		final int last = weights.length - 1;
		lines.add(pair, shared, 2, weights, n, list, first + before + 1, last - before);
		lines.add(pair[1], weights, last, n, list, first + last + 1, 1);
	}
}
