package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.SumLines;

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
	/** The same weights in the precision of the lines. */
	private final A own;
	/**
	 * Taps of the second sum, and one more of the first, that are added separately, so that the number of
	 * shared taps is a multiple of {@link #LOOP}.
	 */
	private final int before;

	/**
	 * @param lines precision
	 * @param weights a weight for each tap, as many as {@link #isWorth} takes
	 */
	NeighbourSums(final Lines<A> lines, final double[] weights) {
		this.lines = lines;
		this.weights = weights;
		before = 1 + (weights.length - 2) % LOOP;
		own = lines.create(weights.length);
		lines.fromDouble(weights, own, 0, weights.length);
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
	 * @param from the first sample: 0, or where loops begin well, see {@link SumLines}
	 * @param to the sample after the last
	 * @param list the lines, one more than taps
	 * @param first where they begin in the list
	 */
	void set(final A[] pair, final double start, final int from, final int to, final A[] list, final int first) {
		set(pair[0], start, from, to, list, first, before + 1);
		set(pair[1], start, from, to, list, first + 1, before);
		addRest(pair, from, to, list, first);
	}

	private void set(final A sum, final double start, final int from, final int to, final A[] list, final int first,
		final int terms)
	{
		if (from == 0) lines.set(sum, start, weights, 0, to, list, first, terms);
		else lines.set(sum, start, weights, 0, from, to, list, first, terms);
	}

	/**
	 * Adds products to both sums.
	 *
	 * @param pair the sum over the lines from the first on, and that from the second on
	 * @param from the first sample: 0, or where loops begin well, see {@link SumLines}
	 * @param to the sample after the last
	 * @param list the lines, one more than taps
	 * @param first where they begin in the list
	 */
	void add(final A[] pair, final int from, final int to, final A[] list, final int first) {
		add(pair[0], 0, from, to, list, first, before + 1);
		add(pair[1], 0, from, to, list, first + 1, before);
		addRest(pair, from, to, list, first);
	}

	private void add(final A sum, final int at, final int from, final int to, final A[] list, final int first, final int terms) {
		if (from == 0) lines.add(sum, weights, at, to, list, first, terms);
		else lines.add(sum, at, own, from, to, list, first, terms);
	}

	private void addRest(final A[] pair, final int from, final int to, final A[] list, final int first) {
		final int last = weights.length - 1;
		final int terms = last - before;
		if (from == 0) lines.add(pair, new int[] { before + 1, before }, 2, weights, to, list, first + before + 1, terms);
		else lines.add(pair[0], before + 1, pair[1], before, own, from, to, list, first + before + 1, terms);
		add(pair[1], last, from, to, list, first + last + 1, 1);
	}
}
