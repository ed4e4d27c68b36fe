package io.github.convolvej.filter.lines;

/**
 * The rows along x of a {@link Block}. Each row is found in the array that stores it, or is read from the
 * image when it is requested. For one thread.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Rows<A> {

	/**
	 * Finds a row. This call may invalidate the row that was found before.
	 *
	 * @param row its number within the block, the first axis beyond x fastest
	 * @return an array that holds its samples, not to be changed
	 */
	A at(int row);

	/** @return index of the first sample of the row that was found last, in its array */
	int offset();

	/**
	 * Copies a row to a line, if that is less work than to find it and to copy it then. This call may invalidate the row
	 * that was found before.
	 *
	 * @param row its number, as above
	 * @param line where to
	 * @param to index of the first sample there
	 * @return whether it has been copied
	 */
	default boolean copy(final int row, final A line, final int to) {
		return false;
	}

	/**
	 * Copies a row of an image of 8 or 16 bits straight to a line of another type, which must hold the samples and those
	 * of the border. This call may invalidate the row that was found before.
	 *
	 * @param <B> primitive array type
	 * @param row its number, as above
	 * @param memory lines of that type
	 * @param line where to
	 * @param to index of the first sample there
	 * @param n number of samples
	 * @return whether it has been copied; false if the image is of another type, or rows have another number of samples
	 */
	default <B> boolean copyWhole(final int row, final LineMemory<B> memory, final B line, final int to, final int n) {
		return false;
	}
}
