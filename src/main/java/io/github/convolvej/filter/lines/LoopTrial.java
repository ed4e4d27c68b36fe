package io.github.convolvej.filter.lines;

/**
 * A loop over pairs of lines, which is tried to find where it begins best.
 *
 * @param <A> primitive array type
 */
public interface LoopTrial<A> {

	/**
	 * Runs it over a pair of lines, which it writes to.
	 *
	 * @param lines all lines
	 * @param pair number of the pair: lines {@code 2 * pair} and {@code 2 * pair + 1}
	 * @param from the first sample
	 * @param end the sample after the last
	 */
	void run(A[] lines, int pair, int from, int end);
}
