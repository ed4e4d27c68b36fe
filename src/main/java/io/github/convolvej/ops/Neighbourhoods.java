package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.pooling.WindowShape;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.network.Background;
import io.github.convolvej.run.Filters;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Maximum, minimum, mean and median around every sample as ops: pooling with
 * stride 1, so that the result has the size of the image; any statistic of any
 * shape, and images without their background.
 */
public final class Neighbourhoods {

	private static final double PERCENT = 10;

	private Neighbourhoods() {}

	/**
	 * The largest sample of the window around every sample. With an even size, the
	 * extra sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.max', priority='-100.'
	 */
	public static <T extends RealType<T>> Img<FloatType> max(final RandomAccessibleInterval<T> image,
		final int[] size, final String border)
	{
		return Filters.apply(neighbourhood(Pooling.max(size), border), image, Runs.border(border, Border.ZERO));
	}

	/**
	 * The largest sample of the window around every sample, into a given image.
	 * With an even size, the extra sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.max', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void max(final RandomAccessibleInterval<T> image,
		final int[] size, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(neighbourhood(Pooling.max(size), border), image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * The smallest sample of the window around every sample. With an even size,
	 * the extra sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.min', priority='-100.'
	 */
	public static <T extends RealType<T>> Img<FloatType> min(final RandomAccessibleInterval<T> image,
		final int[] size, final String border)
	{
		return Filters.apply(neighbourhood(Pooling.min(size), border), image, Runs.border(border, Border.ZERO));
	}

	/**
	 * The smallest sample of the window around every sample, into a given image.
	 * With an even size, the extra sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.min', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void min(final RandomAccessibleInterval<T> image,
		final int[] size, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(neighbourhood(Pooling.min(size), border), image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * The mean of the window around every sample. With an even size, the extra
	 * sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.mean', priority='-100.'
	 */
	public static <T extends RealType<T>> Img<FloatType> mean(final RandomAccessibleInterval<T> image,
		final int[] size, final String border)
	{
		return Filters.apply(neighbourhood(Pooling.average(size), border), image, Runs.border(border, Border.ZERO));
	}

	/**
	 * The mean of the window around every sample, into a given image. With an even
	 * size, the extra sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.mean', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void mean(final RandomAccessibleInterval<T> image,
		final int[] size, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(neighbourhood(Pooling.average(size), border), image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * The median of the window around every sample. With an even size, the extra
	 * sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.median', priority='-100.'
	 */
	public static <T extends RealType<T>> Img<FloatType> median(final RandomAccessibleInterval<T> image,
		final int[] size, final String border)
	{
		return Filters.apply(neighbourhood(Pooling.median(size), border), image, Runs.border(border, Border.ZERO));
	}

	/**
	 * The median of the window around every sample, into a given image. With an
	 * even size, the extra sample is on the right or below.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.median', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void median(
		final RandomAccessibleInterval<T> image, final int[] size, final String border,
		final RandomAccessibleInterval<R> output)
	{
		Runs.process(neighbourhood(Pooling.median(size), border), image, Runs.border(border, Border.ZERO), output);
	}

	/**
	 * A statistic of the samples around every sample, in a window of any shape.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param statistic median, mean, minimum, maximum, range, percentile,
	 *          variance, deviation, rank or mode
	 * @param shape disc, ball, box or ellipse
	 * @param radius samples from the centre to the edge along each axis, x first
	 * @param number the percentile (0 to 100) or rank (from 0, or from -1 for the
	 *          largest); not for other statistics (nullable)
	 * @param border border of the image; by default only samples of the image
	 *          count (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.neighbourhood'
	 */
	public static <T extends RealType<T>> Img<FloatType> neighbourhood(final RandomAccessibleInterval<T> image,
		final String statistic, final String shape, final double[] radius, final Double number, final String border)
	{
		final Neighbourhood plain = Neighbourhood.parse(statistic, number, WindowShape.of(shape, radius));
		return Filters.apply(border == null ? plain : plain.withBorder(), image, Runs.border(border, Border.ZERO));
	}

	/**
	 * An image without its background, or the background alone.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param method gaussian, median, opening or percentile
	 * @param radius samples from the centre of the window to its edge along each axis, x first; of a Gaussian its standard
	 *          deviation
	 * @param operation subtract, divide or background; subtract by default (nullable)
	 * @param percent of a percentile, 0 to 100; 10 by default (nullable)
	 * @param border border of the image; replicate by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.background'
	 */
	public static <T extends RealType<T>> Img<FloatType> background(final RandomAccessibleInterval<T> image,
		final String method, final double[] radius, final String operation, final Double percent, final String border)
	{
		final Filter background = Background.parse(method, radius, percent == null ? PERCENT : percent);
		final Border outside = Runs.border(border, Border.REPLICATE);
		final String done = operation == null ? "subtract" : operation;
		switch (done) {
			case "background":
				return Filters.apply(background, image, outside);
			case "subtract":
				return Filters.apply(Background.subtracted(background), Arrays.asList(image, image), outside, new FloatType());
			case "divide":
				return Filters.apply(Background.divided(background), Arrays.asList(image, image), outside, new FloatType());
			default:
				throw new IllegalArgumentException("operation is '" + operation + "', but must be subtract, divide or background");
		}
	}

	private static Pooling neighbourhood(final Pooling pooling, final String border) {
		final Pooling dense = pooling.stride(1).padding(Padding.SAME);
		return border == null ? dense : dense.withBorder();
	}
}
