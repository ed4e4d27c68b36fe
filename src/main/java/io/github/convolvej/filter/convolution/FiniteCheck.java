package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Finds out whether lines contain a NaN or an infinity, by vector loops. It multiplies each line by zero and
 * adds up the products: the sum is zero if all samples are finite.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class FiniteCheck<A> {

	private static final double[] ZERO = { 0 };

	private final Lines<A> lines;
	private final int length;
	/** The sum of all lines, each multiplied by zero. */
	private final A zeros;
	private final A[] line;

	/**
	 * @param lines precision
	 * @param length samples of the lines, whole vectors
	 * @param scratch working memory
	 */
	FiniteCheck(final Lines<A> lines, final int length, final Scratch scratch) {
		this.lines = lines;
		this.length = length;
		zeros = scratch.array("separable zeros", lines, length);
		line = lines.createList(1);
	}

	/** Starts a new check. */
	void begin() {
		lines.fill(zeros, length, 0);
	}

	/**
	 * Adds a line to the check.
	 *
	 * @param looked a line that is looked through
	 */
	void add(final A looked) {
		line[0] = looked;
		lines.add(zeros, ZERO, 0, length, line, 0, 1);
	}

	/**
	 * Lets the check fail where a norm is small, as if it were not finite.
	 *
	 * @param norms a line of norms
	 */
	void addSmallNorms(final A norms) {
		lines.markSmallNorms(norms, length, zeros);
	}

	/**
	 * @param width samples that count
	 * @return whether all lines were finite there
	 */
	boolean isPassed(final int width) {
		for (int x = 0; x < width; x++)
			if (lines.get(zeros, x) != 0) return false;
		return true;
	}
}
