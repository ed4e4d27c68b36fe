package io.github.convolvej.filter;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Collections;
import java.util.List;

/**
 * A filter bound to an image size. It works backwards: the caller chooses a part
 * of the target, asks which part of the source it needs, and has it computed.
 * The samples of the result do not depend on how the target is divided, so
 * tiles, threads, lazy images and clusters all give the same result. Immutable
 * and thread-safe. The axes are those of {@link Filter}.
 */
public interface Plan extends ResultDescription {

	/**
	 * Computes part of the result.
	 *
	 * @param sources for each image the part that {@link #sourceInterval} returned
	 * @param target the part to fill, of the same precision as the source
	 * @param scratch memory of the calling thread
	 */
	void apply(Block[] sources, Block target, Scratch scratch);

	/** @return the length along x of target tiles at which the working set fits the cache */
	int preferredLineLength();

	/**
	 * @return bytes that a thread needs in addition to its source and target
	 *         blocks, if they are many; 0 by default, which is right for engines
	 *         that work line by line
	 */
	default double workingBytes() {
		return 0;
	}

	/**
	 * @return whether it reads its source and writes its target row by row, so that
	 *         images in arrays need no memory for them, however large the blocks are;
	 *         false by default
	 */
	default boolean isByRows() {
		return false;
	}

	/**
	 * Estimates how much of its source a part of the result keeps in memory at a time, from which the size of tiles is chosen.
	 *
	 * @param source size of what the part reads
	 * @return number of samples; all that are read by default
	 */
	default double keptSamples(final long... source) {
		double samples = 1;
		for (final long size : source)
			samples *= size;
		return samples;
	}

	/**
	 * Returns plans that may be run one after another instead of this one, each on
	 * the result of the one before, in double precision. The result is the same,
	 * bit for bit, but no stage needs the whole image at once.
	 *
	 * @return the stages; by default this plan alone
	 */
	default List<Plan> stages() {
		return Collections.singletonList(this);
	}

	/**
	 * Tells the plan which samples are outside the (first) image. An engine that
	 * knows them reads nothing there, however far its windows reach: {@link
	 * #sourceInterval} then returns parts of the image only. The samples of the
	 * result stay the same.
	 *
	 * @param border the samples outside
	 * @return a plan for that border; by default this plan, which reads samples
	 *         outside the image
	 */
	default Plan within(final Border border) {
		return this;
	}

	/**
	 * Tells the plan that samples are in double precision. Engines whose errors do
	 * not matter beside the rounding to single precision, but would show in double
	 * precision, are then not used.
	 *
	 * @return a plan for such samples; by default this plan
	 */
	default Plan inDouble() {
		return this;
	}
}
