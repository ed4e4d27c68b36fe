package io.github.convolvej.filter;

import io.github.convolvej.geometry.SamplePosition;

import java.io.Serializable;
import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Describes the result of an {@link Operation} on images of known size before it
 * is computed: its size, the positions of its samples, the image samples they
 * depend on, and the amount of work. Immutable and thread-safe. The axes are
 * those of the operation.
 */
public interface ResultDescription extends Serializable {

	/** @return size of the image */
	long[] sourceDimensions();

	/** @return size of the result */
	long[] targetDimensions();

	/**
	 * @param target part of the result
	 * @return part of the (first) image that it needs; it may reach outside the
	 *         image
	 */
	Interval sourceInterval(Interval target);

	/**
	 * @param source index of the image, 0 for the first
	 * @param target part of the result
	 * @return part of that image that it needs
	 */
	default Interval sourceInterval(final int source, final Interval target) {
		if (source == 0) return sourceInterval(target);
		throw new IllegalArgumentException("this filter reads one image, there is no image " + source);
	}

	/**
	 * @param d axis
	 * @return positions of the output samples along the axis; for the channel
	 *         axis, the identity
	 */
	SamplePosition position(int d);

	/**
	 * @return for each axis, the number of samples of the (first) image from the
	 *         first to the last that a sample in the middle of the result depends
	 *         on
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
	 * @return products that the engine computes for the whole result, those with zeros outside the image included: its time
	 *         depends on them
	 */
	default double computedProducts() {
		return multiplyAccumulates();
	}

	/**
	 * Returns the size of the boxes that are computed as a whole, counted from the
	 * origin of the result. Computing a part of a box takes the work of the whole
	 * box.
	 *
	 * @return their size along every axis; 1 by default, which means that there
	 *         are no such boxes
	 */
	default long[] grid() {
		final long[] ones = targetDimensions();
		Arrays.fill(ones, 1);
		return ones;
	}

	/**
	 * @return whether the results must be computed in {@code double} because
	 *         single precision cannot hold them, such as positions in a large
	 *         image
	 */
	default boolean needsDouble() {
		return false;
	}

	/** @return name of the engine that computes the result, for reports */
	String engine();
}
