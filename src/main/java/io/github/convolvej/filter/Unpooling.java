package io.github.convolvej.filter;

import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Upsampling;

import java.util.Arrays;

/**
 * Unpooling that needs no positions: every sample is spread over the window it
 * was pooled from. These are transposed convolutions with constant kernels, with
 * the window as stride; where another stride makes windows overlap, their values
 * add up. For the positions of maxima see {@link MaxUnpooling}.
 */
public final class Unpooling {

	private Unpooling() {}

	/**
	 * Repeats every sample over its window; pooling the result by mean or maximum
	 * gives the samples back.
	 *
	 * @param window window size, one for each spatial axis, x first
	 * @return the operation, whose stride, padding and output size may be changed
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static TransposedConvolution nearest(final int... window) {
		return TransposedConvolution.of(Upsampling.nearest(window)).stride(window);
	}

	/**
	 * Divides every sample evenly among its window, which keeps the sum of the
	 * image: the transpose of average pooling.
	 *
	 * @param window window size, one for each spatial axis, x first
	 * @return the operation, whose stride, padding and output size may be changed
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static TransposedConvolution average(final int... window) {
		final double[] weights = Upsampling.nearest(window).weights();
		Arrays.fill(weights, 1.0 / weights.length);
		return TransposedConvolution.of(new Kernel(weights, 1, 1, window)).stride(window);
	}
}
