package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.rearrangement.ChannelShuffle;
import io.github.convolvej.filter.rearrangement.PixelShuffle;
import io.github.convolvej.filter.rearrangement.PixelUnshuffle;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.filter.transposed.Unpooling;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Transposed convolution, resizing, unpooling and shuffling as ops.
 */
public final class Upsamplings {

	private Upsamplings() {}

	/**
	 * Transposed convolution: every sample stamps the kernel on the output.
	 *
	 * @param <T> sample type of the image
	 * @param image the image; for a bank, axes (X[, Y[, Z]], C)
	 * @param kernel the kernel of the convolution to transpose
	 * @param stride distance of neighbouring stamps, 1 by default (nullable)
	 * @param padding number of samples to crop around the output; valid by default
	 *          (nullable)
	 * @param outputPadding number of samples to add at the end of the output, 0 by
	 *          default (nullable)
	 * @param dilation distance of neighbouring taps, 1 by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.transposed'
	 */
	public static <T extends RealType<T>> Img<FloatType> transposed(final RandomAccessibleInterval<T> image,
		final Kernel kernel, final int[] stride, final String padding, final int[] outputPadding,
		final int[] dilation)
	{
		final TransposedConvolution strided = Runs.with(Runs.with(TransposedConvolution.of(kernel), stride,
			TransposedConvolution::stride), dilation, TransposedConvolution::dilation);
		final TransposedConvolution padded = Runs.padded(strided, padding, TransposedConvolution::padding);
		return Runs.apply(Runs.with(padded, outputPadding, TransposedConvolution::outputPadding), image, null);
	}

	/**
	 * Enlarges or reduces an image by interpolation.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param method nearest, nearest-exact, linear, cubic or area
	 * @param factor factor of enlargement along each axis, x first
	 * @param alignCorners whether to align the centres of corner samples, instead
	 *          of their outer edges; false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.upsample'
	 */
	public static <T extends RealType<T>> Img<FloatType> upsample(final RandomAccessibleInterval<T> image,
		final String method, final double[] factor, final Boolean alignCorners)
	{
		return interpolate(Interpolation.byFactor(Interpolation.Method.parse(method), factor), image, alignCorners);
	}

	/**
	 * Enlarges or reduces an image by interpolation, to a given size.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param method nearest, nearest-exact, linear, cubic or area
	 * @param size output size along each axis, x first
	 * @param alignCorners whether to align the centres of corner samples, instead
	 *          of their outer edges; false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.resize'
	 */
	public static <T extends RealType<T>> Img<FloatType> resize(final RandomAccessibleInterval<T> image,
		final String method, final int[] size, final Boolean alignCorners)
	{
		return interpolate(Interpolation.toSize(Interpolation.Method.parse(method), size), image, alignCorners);
	}

	private static <T extends RealType<T>> Img<FloatType> interpolate(final Interpolation interpolation,
		final RandomAccessibleInterval<T> image, final Boolean alignCorners)
	{
		return Runs.apply(Boolean.TRUE.equals(alignCorners) ? interpolation.alignCorners() : interpolation, image, null);
	}

	/**
	 * Repeats every sample over its window.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.nearestUnpool'
	 */
	public static <T extends RealType<T>> Img<FloatType> nearestUnpool(final RandomAccessibleInterval<T> image,
		final int[] size)
	{
		return Runs.apply(Unpooling.nearest(size), image, null);
	}

	/**
	 * Divides every sample evenly among its window.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.averageUnpool'
	 */
	public static <T extends RealType<T>> Img<FloatType> averageUnpool(final RandomAccessibleInterval<T> image,
		final int[] size)
	{
		return Runs.apply(Unpooling.average(size), image, null);
	}

	/**
	 * Writes maxima back to the positions at which max pooling found them, with
	 * zeros elsewhere.
	 *
	 * @param <T> sample type of the image
	 * @param <P> type of the positions
	 * @param image the maxima, axes (X[, Y[, Z]])
	 * @param positions their positions, the result of argmax pooling
	 * @param size output size along each spatial axis, x first
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.maxUnpool'
	 */
	public static <T extends RealType<T>, P extends RealType<P>> Img<FloatType> maxUnpool(
		final RandomAccessibleInterval<T> image, final RandomAccessibleInterval<P> positions, final int[] size)
	{
		return Filters.apply(MaxUnpooling.toSize(size), Arrays.asList(image, positions), Border.ZERO, new FloatType());
	}

	/**
	 * Moves channels into space: channels become blocks of samples.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param factor factor along each spatial axis, x first
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.pixelShuffle'
	 */
	public static <T extends RealType<T>> Img<FloatType> pixelShuffle(final RandomAccessibleInterval<T> image,
		final int[] factor)
	{
		return Runs.apply(PixelShuffle.of(factor), image, null);
	}

	/**
	 * Moves space into channels: the inverse of pixel shuffle.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param factor factor along each spatial axis, x first
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.pixelUnshuffle'
	 */
	public static <T extends RealType<T>> Img<FloatType> pixelUnshuffle(final RandomAccessibleInterval<T> image,
		final int[] factor)
	{
		return Runs.apply(PixelUnshuffle.of(factor), image, null);
	}

	/**
	 * Interleaves the channels of groups.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param groups number of groups
	 * @param axes spatial axes before the channel axis
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.channelShuffle'
	 */
	public static <T extends RealType<T>> Img<FloatType> channelShuffle(final RandomAccessibleInterval<T> image,
		final int groups, final int axes)
	{
		return Runs.apply(ChannelShuffle.of(groups, axes), image, null);
	}
}
