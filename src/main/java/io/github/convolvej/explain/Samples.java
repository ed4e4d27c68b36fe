package io.github.convolvej.explain;

/** The images that a filter reads, sample by sample. */
public interface Samples {

	/**
	 * @param image which of the images, 0 for the first
	 * @param position within that image, on the axes of the filter
	 * @return the sample there
	 */
	double value(int image, long... position);

	/**
	 * @param image which of the images, 0 for the first
	 * @param position within that image, on the axes of the filter
	 * @return how far the sample that the filter read may be from {@link #value}: 0,
	 *         as by default, unless it is itself a result
	 */
	default double error(final int image, final long... position) {
		return 0;
	}
}
