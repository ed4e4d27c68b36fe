package io.github.convolvej.filter;

import java.io.Serializable;

/**
 * An operation on images with all its parameters, not yet bound to an image
 * size. It is either a {@link Filter}, which computes any box of its result
 * independently, or an operation on whole images. Immutable and thread-safe. Its
 * axes are the spatial axes, followed by the channel axis if the operation reads
 * several channels together or produces several. Runs loop over further axes of
 * an image.
 */
public interface Operation extends Serializable {

	/** @return number of axes the operation works on */
	int numDimensions();

	/**
	 * @return number of images the operation reads: 1, unless it reads offsets,
	 *         indices or similar data from further images
	 */
	default int sources() {
		return 1;
	}

	/**
	 * Binds the operation to an image size: padding rules become numbers, and all
	 * errors are found here, before any work is done.
	 *
	 * @param sourceDimensions size of the image along the operation's axes
	 * @return the operation bound to the sizes
	 * @throws IllegalArgumentException if the operation has no result for this
	 *           size, saying why and what would help
	 */
	ResultDescription on(long... sourceDimensions);

	/**
	 * Binds the operation to the sizes of all images it reads.
	 *
	 * @param sourceDimensions for each image its size along the operation's axes
	 * @return the operation bound to the sizes
	 * @throws IllegalArgumentException if the operation has no result for these
	 *           sizes, saying why and what would help
	 */
	default ResultDescription on(final long[][] sourceDimensions) {
		return on(sourceDimensions[0]);
	}
}
