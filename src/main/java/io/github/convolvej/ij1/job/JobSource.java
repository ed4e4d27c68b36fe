package io.github.convolvej.ij1.job;

import ij.ImagePlus;

/** A command that plans a {@link FilterJob} for an image from its parameters. Previews use this interface. */
public interface JobSource {

	/**
	 * Checks the parameters for an image and plans the work.
	 *
	 * @param image the image
	 * @return the work to do
	 * @throws IllegalArgumentException naming the error, its place, and a remedy
	 */
	FilterJob job(ImagePlus image);

	/**
	 * Like {@link #job}, for a preview.
	 *
	 * @param image the image
	 * @return the work on the whole image; only its visible part will be computed
	 * @throws IllegalArgumentException naming the error, its place, and a remedy
	 */
	default FilterJob previewed(final ImagePlus image) {
		return job(image);
	}

	/** @return whether its results are pictures, which can be previewed */
	default boolean isPictorial() {
		return true;
	}
}
