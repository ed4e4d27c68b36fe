package io.github.convolvej.filter.lines;

/**
 * The rows along x of a box inside an image. Each row is read in the image's own array and type, without
 * conversion. For one thread.
 */
public interface RawRows {

	/**
	 * Finds a row. This call invalidates the row that was found before.
	 *
	 * @param row its number within the box, the first axis beyond x fastest
	 * @return the array that holds its samples: {@code byte[]} or {@code short[]}
	 *         without sign, or {@code float[]}
	 */
	Object at(int row);

	/** @return index of the first sample of the row that was found last, in its array */
	int offset();
}
