package io.github.convolvej.kernel;

import io.github.convolvej.geometry.Axis;

import java.util.Arrays;

/**
 * Separable smoothing kernels, and the band-pass kernels that are made of
 * Gaussians. The weights of a smoothing kernel add up to 1, those of derivatives
 * and band-passes to 0, except for rounding and for the weights beyond the
 * radius.
 */
public final class SmoothingKernels {

	private SmoothingKernels() {}

	/**
	 * A sampled Gaussian, radius floor(4 * sigma + 0.5).
	 *
	 * @param sigma standard deviation in samples, for each axis, x first; 0 leaves
	 *          an axis unchanged
	 * @return the kernel
	 * @throws IllegalArgumentException if a sigma is negative or too large
	 */
	public static SeparableKernel gaussian(final double... sigma) {
		return gaussian(sigma, new int[sigma.length], radii(sigma, 0));
	}

	/**
	 * A sampled Gaussian or a derivative of one, as scipy's {@code
	 * gaussian_filter}.
	 *
	 * @param sigma standard deviation in samples, for each axis, x first; 0, with
	 *          order 0, leaves an axis unchanged
	 * @param order for each axis, 0 for smoothing or the order of the derivative
	 * @param radius for each axis, taps on each side of the centre
	 * @return the kernel
	 * @throws IllegalArgumentException if a number is negative or too large
	 */
	public static SeparableKernel gaussian(final double[] sigma, final int[] order, final int[] radius) {
		final double[][] vectors = new double[sigma.length][];
		for (int d = 0; d < sigma.length; d++)
			vectors[d] = weights(sigma, d, order[d], radius[d]);
		return SeparableKernel.of(vectors);
	}

	private static double[] weights(final double[] sigma, final int d, final int order, final int radius) {
		if (sigma[d] == 0 && order == 0) {
			final double[] w = new double[2 * radius + 1];
			w[radius] = 1;
			return w;
		}
		try {
			return Gaussian.weights(sigma[d], order, radius);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(e.getMessage() + " (along " + Axis.name(d) + ")", e);
		}
	}

	private static int[] radii(final double[] sigma, final int least) {
		return Arrays.stream(sigma).mapToInt(s -> s == 0 ? 0 : Math.max(least, Gaussian.radius(s))).toArray();
	}

	/**
	 * Laplacian of Gaussian: the sum of the second derivatives, negative at the
	 * centre; one term for each axis.
	 *
	 * @param sigma standard deviation in samples, for each axis, x first; an axis
	 *          with 0 is left unchanged
	 * @return the kernel
	 * @throws IllegalArgumentException if a sigma is negative or too large, or all
	 *           are 0
	 */
	public static SeparableKernel laplacianOfGaussian(final double... sigma) {
		return laplacianOfGaussian(sigma, radii(sigma, 1));
	}

	/**
	 * Laplacian of Gaussian per unit of length, for samples whose distance differs
	 * between the axes.
	 *
	 * @param sigma standard deviation in samples, for each axis, x first; an axis
	 *          with 0 is left unchanged
	 * @param distance distance of neighbouring samples along each axis, in the
	 *          same unit
	 * @return the kernel: second derivatives per unit squared
	 * @throws IllegalArgumentException if a sigma is negative or too large, all
	 *           are 0, or a distance is not positive
	 */
	public static SeparableKernel calibratedLaplacian(final double[] sigma, final double[] distance) {
		final double[] factor = new double[sigma.length];
		for (int d = 0; d < factor.length; d++) {
			if (!(distance[d] > 0) || Double.isInfinite(distance[d])) throw new IllegalArgumentException("distance is " +
				distance[d] + " along " + Axis.name(d) + ", but must be a positive number");
			factor[d] = 1 / (distance[d] * distance[d]);
		}
		return laplacian(sigma, radii(sigma, 1), factor);
	}

	/**
	 * Laplacian of Gaussian with a given radius.
	 *
	 * @param sigma standard deviation in samples, for each axis, x first; an axis
	 *          with 0 is left unchanged
	 * @param radius for each axis, taps on each side of the centre
	 * @return the kernel
	 * @throws IllegalArgumentException if a number is negative or too large, or
	 *           all sigmas are 0
	 */
	public static SeparableKernel laplacianOfGaussian(final double[] sigma, final int[] radius) {
		final double[] ones = new double[sigma.length];
		Arrays.fill(ones, 1);
		return laplacian(sigma, radius, ones);
	}

	private static SeparableKernel laplacian(final double[] sigma, final int[] radius, final double[] factor) {
		SeparableKernel sum = null;
		for (int a = 0; a < sigma.length; a++) {
			if (sigma[a] == 0) continue;
			final int[] order = new int[sigma.length];
			order[a] = 2;
			final SeparableKernel plain = gaussian(sigma, order, radius);
			final SeparableKernel term = factor[a] == 1 ? plain : plain.times(factor[a]);
			sum = sum == null ? term : sum.plus(term);
		}
		if (sum == null) throw new IllegalArgumentException(
			"sigma is 0 along every axis, but a Laplacian of Gaussian needs a positive one along at least one axis");
		return sum;
	}

	/**
	 * Difference of Gaussians: the first minus the second, each with its own radius, so that it filters as one of
	 * them minus the other.
	 *
	 * @param sigma1 standard deviation of the first in samples, for each axis, x
	 *          first; 0 leaves an axis unchanged
	 * @param sigma2 standard deviation of the second
	 * @return the kernel, two terms
	 * @throws IllegalArgumentException if a sigma is negative or too large, or the
	 *           numbers of sigmas differ
	 */
	public static SeparableKernel differenceOfGaussians(final double[] sigma1, final double[] sigma2) {
		if (sigma1.length != sigma2.length) throw new IllegalArgumentException("difference of Gaussians has " +
			sigma1.length + " first and " + sigma2.length + " second sigmas, but needs as many of each");
		final SeparableKernel first = gaussian(sigma1);
		final SeparableKernel second = gaussian(sigma2);
		final int[] size = new int[sigma1.length];
		for (int d = 0; d < size.length; d++)
			size[d] = Math.max(first.size(d), second.size(d));
		return within(first, size).plus(within(second, size).times(-1));
	}

	/** A kernel of one term, with zeros around it up to a size that is odd as its own is. */
	private static SeparableKernel within(final SeparableKernel kernel, final int... size) {
		final double[][] vectors = new double[size.length][];
		for (int d = 0; d < size.length; d++) {
			vectors[d] = new double[size[d]];
			System.arraycopy(kernel.vector(0, d), 0, vectors[d], (size[d] - kernel.size(d)) / 2, kernel.size(d));
		}
		return SeparableKernel.of(vectors);
	}

	/**
	 * The mean of a box.
	 *
	 * @param size taps along each axis, x first
	 * @return the kernel
	 * @throws IllegalArgumentException if a size is not positive
	 */
	public static SeparableKernel box(final int... size) {
		final double[][] vectors = new double[size.length][];
		double taps = 1;
		for (int d = 0; d < size.length; d++) {
			checkSize("box", size[d], d);
			vectors[d] = new double[size[d]];
			Arrays.fill(vectors[d], 1);
			taps *= size[d];
		}
		// divided only in the last pass: sums of whole numbers stay exact until then
		return SeparableKernel.of(vectors).times(1 / taps);
	}

	/**
	 * Binomial weights, {@code 1 2 1}, {@code 1 4 6 4 1}, ... along every axis.
	 *
	 * @param size taps along each axis, x first, at most 60
	 * @return the kernel
	 * @throws IllegalArgumentException if a size is not positive or too large
	 */
	public static SeparableKernel binomial(final int... size) {
		final double[][] vectors = new double[size.length][];
		double sum = 1;
		for (int d = 0; d < size.length; d++) {
			checkSize("binomial", size[d], d);
			vectors[d] = pascal(size[d]);
			sum *= Math.scalb(1.0, size[d] - 1);
		}
		return SeparableKernel.of(vectors).times(1 / sum);
	}

	private static void checkSize(final String name, final int size, final int d) {
		if (size < 1) throw new IllegalArgumentException(name + " kernel has size " + size + " along " + Axis.name(d) +
			", but must have at least 1 tap");
		if (size > Kernel.MAX_TAPS) throw new IllegalArgumentException(name + " kernel has size " + size + " along " + Axis
			.name(d) + ", but can have at most " + Kernel.MAX_TAPS + " taps");
	}

	/** A row of Pascal's triangle. */
	static double[] pascal(final int size) {
		if (size > 60) throw new IllegalArgumentException("binomial weights of " + size +
			" taps are too large: use up to 60, or a gaussian");
		double[] w = { 1 };
		for (int i = 1; i < size; i++)
			w = convolve(w, new double[] { 1, 1 });
		return w;
	}

	/** The product of two polynomials. */
	static double[] convolve(final double[] a, final double[] b) {
		final double[] c = new double[a.length + b.length - 1];
		for (int i = 0; i < a.length; i++)
			for (int j = 0; j < b.length; j++)
				c[i + j] += a[i] * b[j];
		return c;
	}
}
