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
	 * The same for a picture of a part of the result, which should be there at once. What has to be measured in all of the
	 * image before the first sample is known may be measured in a part of a large one.
	 *
	 * @param image the image
	 * @return the work to do
	 * @throws IllegalArgumentException as of {@link #job}
	 */
	default FilterJob preview(final ImagePlus image) {
		return job(image);
	}

	/** @return whether its results are pictures to be looked at, so that there is something to preview */
	default boolean isPictorial() {
		return true;
	}

	/**
	 * @param result what it gave
	 * @return whether it gets a window and becomes the current image; numbers that stand in a table do not
	 */
	default boolean shows(final ImagePlus result) {
		return true;
	}
}
