package io.github.convolvej.ops;

import io.github.convolvej.filter.pooling.Pooling;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Pooling as ops. Each position of further axes, such as each channel, is pooled
 * separately.
 */
public final class Poolings {

	private Poolings() {}

	/**
	 * The largest sample of every window; padding does not count.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.maxPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> max(final RandomAccessibleInterval<T> image,
		final int[] size, final int[] stride, final String padding, final int[] dilation, final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.max(size), stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * The smallest sample of every window; padding does not count.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.minPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> min(final RandomAccessibleInterval<T> image,
		final int[] size, final int[] stride, final String padding, final int[] dilation, final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.min(size), stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * The mean of every window.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @param countIncludePad whether padding counts as zeros; false by default
	 *          (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.averagePool'
	 */
	public static <T extends RealType<T>> Img<FloatType> average(final RandomAccessibleInterval<T> image,
		final int[] size, final int[] stride, final String padding, final int[] dilation, final Boolean ceilMode,
		final Boolean countIncludePad)
	{
		final Pooling pooling = Runs.with(Pooling.average(size), countIncludePad, Pooling::countIncludePad);
		return Runs.apply(configured(pooling, stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * The median of every window; padding does not count.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.medianPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> median(final RandomAccessibleInterval<T> image,
		final int[] size, final int[] stride, final String padding, final int[] dilation, final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.median(size), stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * The Lp norm of every window, (sum of |x|^p)^(1/p).
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param p exponent, greater than 0; infinity for the largest magnitude
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.lpPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> lp(final RandomAccessibleInterval<T> image, final double p,
		final int[] size, final int[] stride, final String padding, final int[] dilation, final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.lp(p, size), stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * Stochastic pooling: draws a sample of every window with a probability
	 * proportional to its value; negative samples are an error.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param seed seed of the random numbers
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.stochasticPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> stochastic(final RandomAccessibleInterval<T> image,
		final long seed, final int[] size, final int[] stride, final String padding, final int[] dilation,
		final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.stochastic(seed, size), stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * The expectation of stochastic pooling: the sum of squares divided by the
	 * sum.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.stochasticExpectationPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> stochasticExpectation(
		final RandomAccessibleInterval<T> image, final int[] size, final int[] stride, final String padding,
		final int[] dilation, final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.stochasticExpectation(size), stride, padding, dilation, ceilMode), image, null);
	}

	/**
	 * The position of the largest sample of every window: x + nx * (y + ny * z).
	 * Images of more than 2^24 samples are refused, because their positions do not
	 * fit 32-bit floating point: use convolvej.filter with a 64-bit output.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each spatial axis, x first
	 * @param stride distance of neighbouring windows, the window size by default
	 *          (nullable)
	 * @param padding same, same_lower, valid, full or numbers; valid by default
	 *          (nullable)
	 * @param dilation distance of neighbouring samples in the window, 1 by default
	 *          (nullable)
	 * @param ceilMode whether to keep a last window that reaches beyond the end;
	 *          false by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.argmaxPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> argmax(final RandomAccessibleInterval<T> image,
		final int[] size, final int[] stride, final String padding, final int[] dilation, final Boolean ceilMode)
	{
		return Runs.apply(configured(Pooling.argmax(size), stride, padding, dilation, ceilMode), image, null);
	}

	private static Pooling configured(final Pooling pooling, final int[] stride, final String padding,
		final int[] dilation, final Boolean ceilMode)
	{
		final Pooling strided = Runs.with(Runs.with(pooling, stride, Pooling::stride), dilation, Pooling::dilation);
		return Runs.with(Runs.padded(strided, padding, Pooling::padding), ceilMode, Pooling::ceilMode);
	}
}
