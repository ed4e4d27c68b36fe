package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.kernel.Kernel;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Convolution and correlation as ops. Images have axes {@code (X[, Y[, Z]][,
 * C])}; the kernel is applied at each position of further axes.
 */
public final class Convolutions {

	private Convolutions() {}

	/**
	 * Any filter of the library, on any image.
	 *
	 * @param <T> sample type of the image
	 * @param image the image
	 * @param filter the operation with its parameters
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if the filter has no result for the image
	 * @implNote op names='convolvej.filter'
	 */
	public static <T extends RealType<T>> Img<FloatType> filter(final RandomAccessibleInterval<T> image,
		final Filter filter, final String border)
	{
		return Runs.apply(filter, image, border);
	}

	/**
	 * Any filter of the library, into an image of any type: whole numbers are
	 * rounded half up and clamped, 64-bit images are computed in double precision.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image
	 * @param filter the operation with its parameters
	 * @param border border of the image, zero by default (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if the filter has no result for the image,
	 *           or the output has another size
	 * @implNote op names='convolvej.filter', type=Computer
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void filter(final RandomAccessibleInterval<T> image,
		final Filter filter, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(filter, image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * Convolution: the kernel is reversed along every axis. The result has the
	 * size of the image.
	 *
	 * @param <T> sample type of the image
	 * @param <K> type of the weights
	 * @param image the image
	 * @param kernel weights, axes (X[, Y[, Z]])
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if the image has fewer axes than the kernel
	 * @implNote op names='filter.convolve', priority='-100.'
	 */
	public static <T extends RealType<T>, K extends RealType<K>> Img<FloatType> convolve(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<K> kernel, final String border)
	{
		return Runs.apply(Convolution.of(Kernels.of(kernel)).flipped(), image, border);
	}

	/**
	 * Convolution into a given image: the kernel is reversed along every axis.
	 *
	 * @param <T> sample type of the image
	 * @param <K> type of the weights
	 * @param <R> sample type of the result
	 * @param image the image
	 * @param kernel weights, axes (X[, Y[, Z]])
	 * @param border border of the image, zero by default (nullable)
	 * @param output image of the size of the image (container)
	 * @throws IllegalArgumentException if the image has fewer axes than the
	 *           kernel, or the output has another size
	 * @implNote op names='filter.convolve', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, K extends RealType<K>, R extends RealType<R>> void convolve(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<K> kernel, final String border,
		final RandomAccessibleInterval<R> output)
	{
		Runs.process(Convolution.of(Kernels.of(kernel)).flipped(), image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * Correlation: the kernel is used as it is written. The result has the size of
	 * the image.
	 *
	 * @param <T> sample type of the image
	 * @param <K> type of the weights
	 * @param image the image
	 * @param kernel weights, axes (X[, Y[, Z]])
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if the image has fewer axes than the kernel
	 * @implNote op names='filter.correlate', priority='-100.'
	 */
	public static <T extends RealType<T>, K extends RealType<K>> Img<FloatType> correlate(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<K> kernel, final String border)
	{
		return Runs.apply(Convolution.of(Kernels.of(kernel)), image, border);
	}

	/**
	 * Correlation into a given image: the kernel is used as it is written.
	 *
	 * @param <T> sample type of the image
	 * @param <K> type of the weights
	 * @param <R> sample type of the result
	 * @param image the image
	 * @param kernel weights, axes (X[, Y[, Z]])
	 * @param border border of the image, zero by default (nullable)
	 * @param output image of the size of the image (container)
	 * @throws IllegalArgumentException if the image has fewer axes than the
	 *           kernel, or the output has another size
	 * @implNote op names='filter.correlate', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, K extends RealType<K>, R extends RealType<R>> void correlate(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<K> kernel, final String border,
		final RandomAccessibleInterval<R> output)
	{
		Runs.process(Convolution.of(Kernels.of(kernel)), image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * Convolution with stride, padding and dilation, of kernels or filter banks,
	 * which are reversed along every axis.
	 *
	 * @param <T> sample type of the image
	 * @param image the image; for a bank, axes (X[, Y[, Z]], C)
	 * @param kernel the kernel or filter bank
	 * @param stride distance of neighbouring windows, 1 by default (nullable)
	 * @param padding same, same_lower, valid, full or numbers; same by default
	 *          (nullable)
	 * @param dilation distance of neighbouring taps, 1 by default (nullable)
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.convolution'
	 */
	public static <T extends RealType<T>> Img<FloatType> convolution(final RandomAccessibleInterval<T> image,
		final Kernel kernel, final int[] stride, final String padding, final int[] dilation, final String border)
	{
		return Runs.apply(configured(kernel, stride, padding, dilation).flipped(), image, border);
	}

	/**
	 * Correlation with stride, padding and dilation, of kernels or filter banks,
	 * as in convolutional neural networks.
	 *
	 * @param <T> sample type of the image
	 * @param image the image; for a bank, axes (X[, Y[, Z]], C)
	 * @param kernel the kernel or filter bank
	 * @param stride distance of neighbouring windows, 1 by default (nullable)
	 * @param padding same, same_lower, valid, full or numbers; same by default
	 *          (nullable)
	 * @param dilation distance of neighbouring taps, 1 by default (nullable)
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.correlation'
	 */
	public static <T extends RealType<T>> Img<FloatType> correlation(final RandomAccessibleInterval<T> image,
		final Kernel kernel, final int[] stride, final String padding, final int[] dilation, final String border)
	{
		return Runs.apply(configured(kernel, stride, padding, dilation), image, border);
	}

	private static Convolution configured(final Kernel kernel, final int[] stride, final String padding,
		final int[] dilation)
	{
		final Convolution strided = Runs.with(Convolution.of(kernel), stride, Convolution::stride);
		return Runs.padded(Runs.with(strided, dilation, Convolution::dilation), padding, Convolution::padding);
	}

	/**
	 * Correlation with a kernel that is separated into outer products of vectors,
	 * which needs fewer multiplications. The result is that of
	 * convolvej.correlation, within the rounding of single precision.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param kernel a single kernel
	 * @param stride distance of neighbouring windows, 1 by default (nullable)
	 * @param padding same, same_lower, valid, full or numbers; same by default
	 *          (nullable)
	 * @param dilation distance of neighbouring taps, 1 by default (nullable)
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.separable'
	 */
	public static <T extends RealType<T>> Img<FloatType> separable(final RandomAccessibleInterval<T> image,
		final Kernel kernel, final int[] stride, final String padding, final int[] dilation, final String border)
	{
		final SeparableConvolution strided = Runs.with(SeparableConvolution.of(kernel), stride,
			SeparableConvolution::stride);
		return Runs.apply(Runs.padded(Runs.with(strided, dilation, SeparableConvolution::dilation), padding,
			SeparableConvolution::padding), image, border);
	}
}
