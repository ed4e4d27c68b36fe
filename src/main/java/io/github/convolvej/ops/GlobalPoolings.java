package io.github.convolvej.ops;

import io.github.convolvej.filter.pooling.AdaptivePooling;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.SpatialPyramidPooling;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Global, adaptive and pyramid pooling as ops.
 */
public final class GlobalPoolings {

	private GlobalPoolings() {}

	/**
	 * The mean of each plane or volume.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, of size 1 along the spatial axes
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.globalAveragePool'
	 */
	public static <T extends RealType<T>> Img<FloatType> globalAverage(final RandomAccessibleInterval<T> image,
		final int axes)
	{
		return Runs.apply(GlobalPooling.average(axes), image, null);
	}

	/**
	 * The largest sample of each plane or volume.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, of size 1 along the spatial axes
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.globalMaxPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> globalMax(final RandomAccessibleInterval<T> image,
		final int axes)
	{
		return Runs.apply(GlobalPooling.max(axes), image, null);
	}

	/**
	 * The smallest sample of each plane or volume.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, of size 1 along the spatial axes
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.globalMinPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> globalMin(final RandomAccessibleInterval<T> image,
		final int axes)
	{
		return Runs.apply(GlobalPooling.min(axes), image, null);
	}

	/**
	 * The sum of each plane or volume.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, of size 1 along the spatial axes
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.globalSumPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> globalSum(final RandomAccessibleInterval<T> image,
		final int axes)
	{
		return Runs.apply(GlobalPooling.sum(axes), image, null);
	}

	/**
	 * The Lp norm of each plane or volume, (sum of |x|^p)^(1/p).
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param p exponent, greater than 0; infinity for the largest magnitude
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, of size 1 along the spatial axes
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.globalLpPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> globalLp(final RandomAccessibleInterval<T> image,
		final double p, final int axes)
	{
		return Runs.apply(GlobalPooling.lp(p, axes), image, null);
	}

	/**
	 * The mean of each of a given number of bins.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param size output size along each spatial axis, x first
	 * @return the result, of the given size
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.adaptiveAveragePool'
	 */
	public static <T extends RealType<T>> Img<FloatType> adaptiveAverage(final RandomAccessibleInterval<T> image,
		final int[] size)
	{
		return Runs.apply(AdaptivePooling.average(size), image, null);
	}

	/**
	 * The largest sample of each of a given number of bins.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param size output size along each spatial axis, x first
	 * @return the result, of the given size
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.adaptiveMaxPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> adaptiveMax(final RandomAccessibleInterval<T> image,
		final int[] size)
	{
		return Runs.apply(AdaptivePooling.max(size), image, null);
	}

	/**
	 * The smallest sample of each of a given number of bins.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param size output size along each spatial axis, x first
	 * @return the result, of the given size
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.adaptiveMinPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> adaptiveMin(final RandomAccessibleInterval<T> image,
		final int[] size)
	{
		return Runs.apply(AdaptivePooling.min(size), image, null);
	}

	/**
	 * The position of the largest sample of each of a given number of bins.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param size output size along each spatial axis, x first
	 * @return the result, of the given size
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.adaptiveArgmaxPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> adaptiveArgmax(final RandomAccessibleInterval<T> image,
		final int[] size)
	{
		return Runs.apply(AdaptivePooling.argmax(size), image, null);
	}

	/**
	 * The largest sample of every bin of a spatial pyramid, all in one line.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param levels bins along each spatial axis, one number for every level
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, level after level along x
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.pyramidMaxPool'
	 */
	public static <T extends RealType<T>> Img<FloatType> pyramidMax(final RandomAccessibleInterval<T> image,
		final int[] levels, final int axes)
	{
		return Runs.apply(SpatialPyramidPooling.max(axes, pyramid(levels)), image, null);
	}

	/**
	 * The mean of every bin of a spatial pyramid, all in one line.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param levels bins along each spatial axis, one number for every level
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the result, level after level along x
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *          image
	 * @implNote op names='convolvej.pyramidAveragePool'
	 */
	public static <T extends RealType<T>> Img<FloatType> pyramidAverage(final RandomAccessibleInterval<T> image,
		final int[] levels, final int axes)
	{
		return Runs.apply(SpatialPyramidPooling.average(axes, pyramid(levels)), image, null);
	}

	private static int[][] pyramid(final int[] levels) {
		final int[][] bins = new int[levels.length][];
		for (int l = 0; l < levels.length; l++)
			bins[l] = new int[] { levels[l] };
		return bins;
	}
}
