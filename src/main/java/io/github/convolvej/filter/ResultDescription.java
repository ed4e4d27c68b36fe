package io.github.convolvej.filter;

import io.github.convolvej.geometry.SamplePosition;

import java.io.Serializable;
import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * What is known of the result of an {@link Operation} on images of known size
 * before it is computed: its size, where its samples sit, which samples of the
 * image they depend on, and how much work it is. Immutable and thread-safe; the
 * axes are those of the operation.
 */
public interface ResultDescription extends Serializable {

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

	/**
	 * The boxes, counted from the origin of the result, that are computed as
	 * wholes: part of a box takes the work for all of it.
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
	 *         positions in a large image, so that they must be computed in {@code
	 *         double}
	 */
	default boolean needsDouble() {
		return false;
	}

	/** @return the engine that computes it, as reports name it */
	String engine();
}
