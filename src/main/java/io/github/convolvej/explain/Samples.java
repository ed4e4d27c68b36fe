package io.github.convolvej.explain;

/** Gives the images that a filter reads, sample by sample. */
public interface Samples {

	/**
	 * @param image index of the image, 0 for the first
	 * @param position position within that image, on the axes of the filter
	 * @return the sample there
	 */
	double value(int image, long... position);

	/**
	 * @param image index of the image, 0 for the first
	 * @param position position within that image, on the axes of the filter
	 * @return how far the sample that the filter read may differ from {@link
	 *         #value}; 0 by default, more if the sample is itself a result
	 */
	default double error(final int image, final long... position) {
		return 0;
	}
}
