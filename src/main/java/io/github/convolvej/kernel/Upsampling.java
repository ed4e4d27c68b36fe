package io.github.convolvej.kernel;

import io.github.convolvej.geometry.Axis;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Kernels for a transposed convolution of stride s that enlarges an image s
 * times by interpolation. Their taps are samples of an interpolation function at
 * distances of 1/s. With padding {@code same} the result has n * s samples at
 * half-pixel positions and, away from the edges, equals the interpolation of
 * that name. The samples outside the image are zeros, so the outermost samples
 * are darker.
 */
public final class Upsampling {

	/** The coefficient of PyTorch's and OpenCV's bicubic interpolation. */
	private static final double CUBIC = -0.75;

	private Upsampling() {}

	/**
	 * Repeats every sample: s ones.
	 *
	 * @param stride stride on every spatial axis, x first
	 * @return kernel of size s
	 * @throws IllegalArgumentException if a stride is less than 1
	 */
	public static Kernel nearest(final int... stride) {
		return outer(stride, 1, s -> s, x -> 1);
	}

	/**
	 * Linear on every axis (bilinear in 2D, trilinear in 3D): the kernel with which
	 * fully convolutional networks are initialised (Long, Shelhamer and Darrell
	 * 2015).
	 *
	 * @param stride stride on every spatial axis, x first
	 * @return kernel of size 2s - s mod 2
	 * @throws IllegalArgumentException if a stride is less than 1
	 */
	public static Kernel bilinear(final int... stride) {
		return outer(stride, 2, s -> 2 * s - s % 2, x -> 1 - x);
	}

	/**
	 * Cubic convolution on every axis (Keys 1981) with coefficient -0.75.
	 *
	 * @param stride stride on every spatial axis, x first
	 * @return kernel of size 4s - s mod 2
	 * @throws IllegalArgumentException if a stride is less than 1
	 */
	public static Kernel bicubic(final int... stride) {
		return outer(stride, 4, s -> 4 * s - s % 2, x -> Cubic.weight(x, CUBIC));
	}

	private static Kernel outer(final int[] stride, final int span, final IntUnaryOperator size,
		final DoubleUnaryOperator function)
	{
		final double[][] vectors = new double[stride.length][];
		double all = 1;
		for (int d = 0; d < stride.length; d++) {
			if (stride[d] < 1) throw new IllegalArgumentException("stride is " + stride[d] + " along " + Axis.name(d) +
				", but must be at least 1");
			all *= (double) span * stride[d];
			if (all > Kernel.MAX_TAPS) throw new IllegalArgumentException("stride is " + stride[d] + " along " + Axis.name(d) +
				": the kernel would have more than " + Kernel.MAX_TAPS + " taps");
			final double[] taps = vectors[d] = new double[size.applyAsInt(stride[d])];
			for (int t = 0; t < taps.length; t++)
				taps[t] = function.applyAsDouble(Math.abs(t - (taps.length - 1) / 2.0) / stride[d]);
		}
		return Kernel.of(SeparableKernel.of(vectors));
	}
}
