package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;

/**
 * Finds out whether lines contain a NaN or an infinity, by vector loops. It multiplies each line by zero and
 * adds up the products: the sum is zero if all samples are finite.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class FiniteCheck<A> {

	private final Lines<A> lines;
	/** Which samples are looked at. */
	private final int from;
	private final int to;
	/** The sum of all lines, each multiplied by zero. */
	private final A zeros;
	private final A[] line;
	/** The factor 0. */
	private final A zero;

	/**
	 * @param lines precision
	 * @param zeros a line for the sum
	 * @param from the first sample that is looked at, where loops begin well
	 * @param to the sample after the last
	 */
	FiniteCheck(final Lines<A> lines, final A zeros, final int from, final int to) {
		this.lines = lines;
		this.zeros = zeros;
		this.from = from;
		this.to = to;
		line = lines.createList(1);
		zero = lines.create(1);
	}

	/** Starts a new check. */
	void begin() {
		lines.fill(zeros, lines.length(zeros), 0);
	}

	/**
	 * Adds a line to the check.
	 *
	 * @param looked a line that is looked through
	 */
	void add(final A looked) {
		line[0] = looked;
		lines.add(zeros, 0, zero, from, to, line, 0, 1);
	}

	/**
	 * Lets the check fail where a norm is small, as if it were not finite.
	 *
	 * @param norms a line of norms
	 */
	void addSmallNorms(final A norms) {
		lines.markSmallNorms(norms, from, to, zeros);
	}

	/**
	 * @param first the first sample that counts
	 * @param end the sample after the last
	 * @return whether all lines were finite there
	 */
	boolean isPassed(final int first, final int end) {
		for (int x = first; x < end; x++)
			if (lines.get(zeros, x) != 0) return false;
		return true;
	}
}
