package io.github.convolvej.batch;

/** When parts of an image are needed by blocks that are computed one after another. */
interface ChunkUses {

	/**
	 * @param box a box of the image
	 * @param from number of a block
	 * @return number of the first block that reads a sample of the box, of this one and
	 *         those after it; that block itself if there are many; {@link Long#MAX_VALUE}
	 *         if there is none
	 */
	long next(Box box, long from);
}
