package io.github.convolvej.filter;

import java.io.Serializable;

/**
 * An operation on images with all its parameters, before it meets an image: a
 * {@link Filter}, which computes any box of its result by itself, or one that runs
 * over whole images. Immutable and thread-safe. Its axes are the spatial ones,
 * then, if it reads several channels together or makes several, the channel axis;
 * further axes of an image are looped over.
 */
public interface Operation extends Serializable {

	/** @return number of axes the operation works on */
	int numDimensions();

	/** @return number of images the operation reads: 1, unless it takes offsets, indices or the like from further ones */
	default int sources() {
		return 1;
	}

	/**
	 * Binds the operation to an image size: padding rules become numbers, and
	 * everything that can be wrong is found here, before any work is done.
	 *
	 * @param sourceDimensions size of the image along the operation's axes
	 * @return what will be done
	 * @throws IllegalArgumentException if the operation has no result for this
	 *           size, saying why and what would help
	 */
	ResultDescription on(long... sourceDimensions);

	/**
	 * Binds the operation to the sizes of all images it reads.
	 *
	 * @param sourceDimensions for each image its size along the operation's axes
	 * @return what will be done
	 * @throws IllegalArgumentException if the operation has no result for these
	 *           sizes, saying why and what would help
	 */
	default ResultDescription on(final long[][] sourceDimensions) {
		return on(sourceDimensions[0]);
	}
}
