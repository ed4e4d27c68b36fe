package io.github.convolvej.explain;

/** The images that a filter reads, sample by sample. */
public interface Samples {

	/**
	 * @param image which of the images, 0 for the first
	 * @param position within that image, on the axes of the filter
	 * @return the sample there
	 */
	double value(int image, long... position);
}
