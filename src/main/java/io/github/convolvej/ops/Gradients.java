package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.kernel.Gaussian;
import io.github.convolvej.kernel.SmoothingKernels;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Gradients and edges as ops.
 */
public final class Gradients {

	private Gradients() {}

	/**
	 * Magnitude of the gradient by the 3 x 3 (x 3) Sobel kernels, on all axes,
	 * into a given image. Not normalised.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param border border of the image, reflect by default (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.sobel', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void sobel(final RandomAccessibleInterval<T> image,
		final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(Edges.of("sobel", image.numDimensions()), image, Runs.border(border, Border.REFLECT), output);
	}

	/**
	 * A derivative of Gaussian into a given image.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma standard deviation in samples for each axis, x first
	 * @param order for each axis, 0 for smoothing, 1 for the first derivative and
	 *          so on
	 * @param border border of the image, reflect by default (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.derivativeGauss', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void derivativeGauss(
		final RandomAccessibleInterval<T> image, final double[] sigma, final int[] order, final String border,
		final RandomAccessibleInterval<R> output)
	{
		Runs.process(derivative(sigma, order), image, Runs.border(border, Border.REFLECT), output);
	}

	/**
	 * A derivative of Gaussian, positive on rising ramps where the order is 1.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma standard deviation in samples for each axis, x first
	 * @param order for each axis, 0 for smoothing, 1 for the first derivative and
	 *          so on
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.derivativeGauss'
	 */
	public static <T extends RealType<T>> Img<FloatType> derivativeGauss(final RandomAccessibleInterval<T> image,
		final double[] sigma, final int[] order, final String border)
	{
		return Runs.apply(derivative(sigma, order), image, border);
	}

	private static SeparableConvolution derivative(final double[] sigma, final int[] order) {
		if (sigma.length != order.length) throw new IllegalArgumentException("There are " + sigma.length +
			" sigmas, but orders of derivatives for " + order.length + " axes: give one of each for every axis");
		final int[] radius = new int[sigma.length];
		for (int d = 0; d < radius.length; d++)
			radius[d] = Gaussian.radius(sigma[d]);
		return SeparableConvolution.of(SmoothingKernels.gaussian(sigma, order, radius));
	}

	/**
	 * Gradients and edges. Several results become channels.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param operator sobel, sobel:5, scharr, prewitt, farid, roberts or
	 *          gaussian:1.5
	 * @param axes spatial axes: 1, 2 or 3
	 * @param outputs one or several of x, y, z, magnitude, direction, separated by
	 *          commas; magnitude by default (nullable)
	 * @param normalised whether a ramp of 1 per sample has a gradient of 1; false
	 *          by default (nullable)
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.edges'
	 */
	public static <T extends RealType<T>> Img<FloatType> edges(final RandomAccessibleInterval<T> image,
		final String operator, final int axes, final String outputs, final Boolean normalised, final String border)
	{
		final Edges plain = Runs.with(Edges.of(operator, axes), outputs, Edges::outputs);
		final Edges edges = Boolean.TRUE.equals(normalised) ? plain.normalised() : plain;
		// the results need a channel axis, which a single plane or volume does not have
		final boolean flat = edges.numDimensions() > axes && image.numDimensions() == axes;
		return Runs.apply(edges, flat ? Views.addDimension(image, 0, 0) : image, border);
	}
}
