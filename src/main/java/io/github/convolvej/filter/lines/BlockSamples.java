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
	 * @return two numbers between which all samples of a source lie, if they are known
	 *         to be whole numbers, as those of integer images are; otherwise null
	 */
	default double[] wholeRange() {
		return null;
	}

	/** @return whether samples are {@code double}, not {@code float} */
	boolean isDouble();
}
