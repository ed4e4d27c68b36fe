package io.github.convolvej.filter.lines;

/**
 * The rows along x of a {@link Block}, each where its samples are, or read when it
 * is asked for. For one thread.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Rows<A> {

	/**
	 * Finds a row. What was found before may be lost.
	 *
	 * @param row its number within the block, the first axis beyond x fastest
	 * @return an array that holds its samples, not to be changed
	 */
	A at(int row);

	/** @return index of the first sample of the row that was found last, in its array */
	int offset();
}
