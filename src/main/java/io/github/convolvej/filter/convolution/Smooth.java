package io.github.convolvej.filter.convolution;

import io.github.convolvej.kernel.SmoothingKernels;

/**
 * Smoothing and band-pass filters as separable convolutions, for images with axes {@code (X[, Y[, Z]])}. The
 * number of values given sets the number of axes, x first. Sigmas are in samples.
 */
public final class Smooth {

	private Smooth() {}

	/**
	 * Gaussian smoothing, sampled, sum 1, radius floor(4 * sigma + 0.5).
	 *
	 * @param sigma standard deviation for each axis; 0 leaves an axis as it is
	 * @return the filter
	 * @throws IllegalArgumentException if a sigma is negative or too large
	 */
	public static SeparableConvolution gaussian(final double... sigma) {
		return SeparableConvolution.of(SmoothingKernels.gaussian(sigma));
	}

	/**
	 * Mean of a box. With an even size, the extra sample is on the right, below or behind.
	 *
	 * @param size samples along each axis
	 * @return the filter
	 * @throws IllegalArgumentException if a size is not positive
	 */
	public static SeparableConvolution box(final int... size) {
		return SeparableConvolution.of(SmoothingKernels.box(size));
	}

	/**
	 * Binomial smoothing, 1 2 1 or 1 4 6 4 1 and so on, sum 1.
	 *
	 * @param size samples along each axis, at most 60
	 * @return the filter
	 * @throws IllegalArgumentException if a size is not positive or too large
	 */
	public static SeparableConvolution binomial(final int... size) {
		return SeparableConvolution.of(SmoothingKernels.binomial(size));
	}

	/**
	 * Laplacian of Gaussian, negative in the centre of bright spots; one separable
	 * term for each axis.
	 *
	 * @param sigma standard deviation for each axis; an axis with 0 is left as it
	 *          is
	 * @return the filter
	 * @throws IllegalArgumentException if a sigma is negative or too large, or all
	 *           are 0
	 */
	public static SeparableConvolution laplacianOfGaussian(final double... sigma) {
		return SeparableConvolution.of(SmoothingKernels.laplacianOfGaussian(sigma));
	}

	/**
	 * Laplacian of Gaussian per unit of length, for images whose sample distance differs between the axes: the
	 * sum of second derivatives per unit squared.
	 *
	 * @param sigma standard deviation for each axis, in samples; an axis with 0 is
	 *          left as it is
	 * @param distance of neighbouring samples along each axis, in any one unit
	 * @return the filter
	 * @throws IllegalArgumentException if a sigma is negative or too large, all are
	 *           0, or a distance is not positive
	 */
	public static SeparableConvolution calibratedLaplacian(final double[] sigma, final double[] distance) {
		return SeparableConvolution.of(SmoothingKernels.calibratedLaplacian(sigma, distance));
	}

	/**
	 * Difference of Gaussians, the first minus the second; two separable terms.
	 *
	 * @param sigma1 standard deviation of the first for each axis; 0 leaves an
	 *          axis as it is
	 * @param sigma2 of the second
	 * @return the filter
	 * @throws IllegalArgumentException if a sigma is negative or too large, or
	 *           there are not as many of both
	 */
	public static SeparableConvolution differenceOfGaussians(final double[] sigma1, final double[] sigma2) {
		return SeparableConvolution.of(SmoothingKernels.differenceOfGaussians(sigma1, sigma2));
	}
}
