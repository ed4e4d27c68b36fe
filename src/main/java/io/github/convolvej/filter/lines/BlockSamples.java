package io.github.convolvej.filter.lines;

/**
 * The samples of a {@link Block} that is part of an image. Where possible, rows are read from the image
 * itself, without a copy.
 */
public interface BlockSamples {

	/**
	 * @return a {@code float[]} or {@code double[]} array with the samples, x fastest;
	 *         for a target, the array to write them to
	 */
	Object array();

	/**
	 * @return the rows of a source, or null if it can only be read as an array
	 */
	Rows<?> rows();

	/**
	 * Sets a row of a target.
	 *
	 * @param line an array of this precision
	 * @param from index of the first sample in it
	 * @param row number within the block, the first axis beyond x fastest
	 * @return false if that is only possible through {@link #array}
	 */
	boolean put(Object line, int from, int row);

	/**
	 * Sets rows of a target that follow each other.
	 *
	 * @param line an array of this precision: one row after another
	 * @param from index of the first sample in it
	 * @param row number of the first row within the block
	 * @param rows how many
	 * @return false if they can only be set one by one, for all rows of the block alike
	 */
	default boolean put(final Object line, final int from, final int row, final int rows) {
		return false;
	}

	/**
	 * Applies to the samples of a line what this target does to each of its samples (an activation). A caller that
	 * does so for one row must do it for all rows; they are then put as they are. This is faster for long lines of many
	 * short rows.
	 *
	 * @param line an array of this precision
	 * @param n number of samples, from the first
	 */
	default void activate(final Object line, final int n) {
		activate(line, 0, n);
	}

	/**
	 * The same for some samples of a line, the others of which are not put.
	 *
	 * @param line an array of this precision
	 * @param from the first sample
	 * @param to the sample after the last
	 */
	default void activate(final Object line, final int from, final int to) {
		// most targets take samples as they are
	}

	/** @return where the samples of a source lie, or null if they are no array with zeros around it */
	default StoredSamples stored() {
		return null;
	}

	/**
	 * @return two numbers between which all samples of a source lie, if they are known
	 *         to be whole numbers, as those of integer images are; otherwise null
	 */
	default double[] wholeRange() {
		return null;
	}

	/** @return whether samples are {@code double}, not {@code float} */
	boolean isDouble();
}
