package io.github.convolvej.filter;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Collections;
import java.util.List;

/**
 * A filter bound to an image size. It is asked backwards: which part of the
 * target is wanted, what source does that need, then compute. Any target interval
 * may be asked for, and its samples do not depend on which; so tiles, threads,
 * lazy images and clusters all give the same result. Immutable and thread-safe;
 * the axes are those of {@link Filter}.
 */
public interface Plan extends ResultDescription {

	/**
	 * Computes part of the result.
	 *
	 * @param sources for each image the part that {@link #sourceInterval} named
	 * @param target the part to fill, of the same precision as the source
	 * @param scratch memory of the calling thread
	 */
	void apply(Block[] sources, Block target, Scratch scratch);

	/** @return the length along x of target tiles at which the working set fits the cache */
	int preferredLineLength();

	/**
	 * @return bytes that a thread needs besides the samples of its source and
	 *         target if that is much; by default 0, as engines have that work line by
	 *         line
	 */
	default double workingBytes() {
		return 0;
	}

	/**
	 * Plans that may be run one after another instead of this one, each on the
	 * result of the one before, in double precision in between: the result is the
	 * same, bit for bit, but no stage needs the whole image at once.
	 *
	 * @return the stages; by default this plan alone
	 */
	default List<Plan> stages() {
		return Collections.singletonList(this);
	}

	/**
	 * Tells the plan what lies outside of the (first) image. An engine that knows it
	 * reads nothing there, however far its windows reach: {@link #sourceInterval}
	 * then names parts of the image only. The samples of the result are the same.
	 *
	 * @param border what is outside
	 * @return a plan for that border; by default this one, which reads outside
	 */
	default Plan within(final Border border) {
		return this;
	}
}
