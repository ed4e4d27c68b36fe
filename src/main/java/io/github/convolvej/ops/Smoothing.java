package io.github.convolvej.ops;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.network.ATrousWavelet;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Smoothing, band-pass filters and wavelets as ops. Ops with the name of an op
 * of SciJava Ops have the same meaning, border and sign as that op.
 */
public final class Smoothing {

	private Smoothing() {}

	/**
	 * Gaussian smoothing into a given image, sampled, sum 1, radius 4 sigma.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma standard deviation in samples for each axis, x first
	 * @param border border of the image, reflect by default (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.gauss', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void gauss(final RandomAccessibleInterval<T> image,
		final double[] sigma, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(Smooth.gaussian(sigma), image, Runs.border(border, Border.REFLECT), output);
	}

	/**
	 * Gaussian smoothing into a given image, with the same sigma on all its axes.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma standard deviation in samples
	 * @param border border of the image, reflect by default (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.gauss', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void gauss(final RandomAccessibleInterval<T> image,
		final double sigma, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(Smooth.gaussian(Runs.everyAxis(sigma, image)), image, Runs.border(border, Border.REFLECT), output);
	}

	/**
	 * Gaussian smoothing, sampled, sum 1, radius 4 sigma.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma standard deviation in samples for each axis, x first
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.gauss'
	 */
	public static <T extends RealType<T>> Img<FloatType> gauss(final RandomAccessibleInterval<T> image,
		final double[] sigma, final String border)
	{
		return Runs.apply(Smooth.gaussian(sigma), image, border);
	}

	/**
	 * Mean of a box.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.box'
	 */
	public static <T extends RealType<T>> Img<FloatType> box(final RandomAccessibleInterval<T> image,
		final int[] size, final String border)
	{
		return Runs.apply(Smooth.box(size), image, border);
	}

	/**
	 * Binomial smoothing with 1 2 1, 1 4 6 4 1 or longer, sum 1.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param size window size along each axis, x first, at most 60
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.binomial'
	 */
	public static <T extends RealType<T>> Img<FloatType> binomial(final RandomAccessibleInterval<T> image,
		final int[] size, final String border)
	{
		return Runs.apply(Smooth.binomial(size), image, border);
	}

	/**
	 * Laplacian of Gaussian, negative in the centre of bright spots.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma standard deviation in samples for each axis, x first
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.log'
	 */
	public static <T extends RealType<T>> Img<FloatType> laplacianOfGaussian(
		final RandomAccessibleInterval<T> image, final double[] sigma, final String border)
	{
		return Runs.apply(Smooth.laplacianOfGaussian(sigma), image, border);
	}

	/**
	 * Difference of Gaussians into a given image: the second minus the first, as
	 * in SciJava Ops.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma1 standard deviation of the first Gaussian in samples, for each
	 *          axis, x first
	 * @param sigma2 standard deviation of the second
	 * @param border border of the image, reflect by default (nullable)
	 * @param output image of the size of the result (container)
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='filter.dog', type=Computer, priority='-100.'
	 */
	public static <T extends RealType<T>, R extends RealType<R>> void dog(final RandomAccessibleInterval<T> image,
		final double[] sigma1, final double[] sigma2, final String border, final RandomAccessibleInterval<R> output)
	{
		Runs.process(Smooth.differenceOfGaussians(sigma2, sigma1), image, Runs.border(border, Border.REFLECT), output);
	}

	/**
	 * Difference of Gaussians, the first minus the second: positive in the centre
	 * of bright spots if the first is the narrower one.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]])
	 * @param sigma1 standard deviation of the first Gaussian in samples, for each
	 *          axis, x first
	 * @param sigma2 standard deviation of the second
	 * @param border border of the image, zero by default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.dog'
	 */
	public static <T extends RealType<T>> Img<FloatType> differenceOfGaussians(
		final RandomAccessibleInterval<T> image, final double[] sigma1, final double[] sigma2, final String border)
	{
		return Runs.apply(Smooth.differenceOfGaussians(sigma1, sigma2), image, border);
	}

	/**
	 * The wavelet transform with holes (a trous) and B3 splines: planes and the
	 * last smooth image on the channel axis, or the product of the planes. The
	 * image is symmetric at its borders.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]][, C])
	 * @param planes number of wavelet planes
	 * @param axes spatial axes: 1, 2 or 3
	 * @param threshold standard deviations of the noise below which coefficients
	 *          are set to 0; none by default (nullable)
	 * @param bright whether negative coefficients are set to 0 too; false by
	 *          default (nullable)
	 * @param product whether the result is the product of all planes; false by
	 *          default (nullable)
	 * @return the result, 32-bit
	 * @throws IllegalArgumentException if a parameter is wrong or does not fit the
	 *           image
	 * @implNote op names='convolvej.aTrous'
	 */
	public static <T extends RealType<T>> Img<FloatType> aTrous(final RandomAccessibleInterval<T> image,
		final int planes, final int axes, final Double threshold, final Boolean bright, final Boolean product)
	{
		final ATrousWavelet all = Runs.with(ATrousWavelet.of(planes, axes), threshold, ATrousWavelet::threshold);
		final ATrousWavelet positive = Boolean.TRUE.equals(bright) ? all.bright() : all;
		return (Boolean.TRUE.equals(product) ? positive.multiscaleProduct() : positive).apply(image);
	}
}
