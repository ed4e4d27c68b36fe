package io.github.convolvej.filter;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * A filter bound to an image size. It is asked backwards: which part of the
 * target is wanted, what source does that need, then compute. Any target interval
 * may be asked for, and its samples do not depend on which; so tiles, threads,
 * lazy images and clusters all give the same result. Immutable and thread-safe;
 * the axes are those of {@link Filter}.
 */
public interface Plan extends Serializable {

	/** @return size of the image */
	long[] sourceDimensions();

	/** @return size of the result */
	long[] targetDimensions();

	/**
	 * @param target part of the result
	 * @return part of the (first) image that is needed for it; it may reach
	 *         outside
	 */
	Interval sourceInterval(Interval target);

	/**
	 * @param source which of the images, 0 for the first
	 * @param target part of the result
	 * @return part of that image that is needed for it
	 */
	default Interval sourceInterval(final int source, final Interval target) {
		if (source == 0) return sourceInterval(target);
		throw new IllegalArgumentException("this filter reads one image, there is no image " + source);
	}

	/**
	 * Computes part of the result.
	 *
	 * @param sources for each image the part that {@link #sourceInterval} named
	 * @param target the part to fill, of the same precision as the source
	 * @param scratch memory of the calling thread
	 */
	void apply(Block[] sources, Block target, Scratch scratch);

	/**
	 * @param d axis
	 * @return where the output samples sit along it; for the channel axis, the
	 *         identity
	 */
	SamplePosition position(int d);

	/**
	 * @return along each axis, how many samples of the (first) image a sample in the
	 *         middle of the result depends on, those in between that it skips
	 *         included
	 */
	default long[] receptiveField() {
		final long[] middle = targetDimensions();
		for (int d = 0; d < middle.length; d++)
			middle[d] /= 2;
		return sourceInterval(new FinalInterval(middle, middle)).dimensionsAsLongArray();
	}

	/** @return multiply-accumulates for the whole result */
	double multiplyAccumulates();

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
	 * The boxes, counted from the origin of the result, that are computed as
	 * wholes: whoever asks for part of one has the work for all of it.
	 *
	 * @return their size along every axis; 1, as by default, where there are none
	 */
	default long[] grid() {
		final long[] ones = targetDimensions();
		Arrays.fill(ones, 1);
		return ones;
	}

	/**
	 * @return whether single precision does not hold the results, such as
	 *         positions in a large image, so that all blocks must be {@code
	 *         double[]}
	 */
	default boolean needsDouble() {
		return false;
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

	/** @return the engine that computes it, as reports name it */
	String engine();
}
