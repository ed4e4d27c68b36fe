package io.github.convolvej.filter.lines;

/**
 * The rows along x of a box of an image that lies within it, each where its samples
 * are: in arrays of the image's own type, which are not converted. For one thread.
 */
public interface RawRows {

	/**
	 * Finds a row. What was found before is lost.
	 *
	 * @param row its number within the box, the first axis beyond x fastest
	 * @return the array that holds its samples: {@code byte[]} or {@code short[]}
	 *         without sign, or {@code float[]}
	 */
	Object at(int row);

	/** @return index of the first sample of the row that was found last, in its array */
	int offset();
}
