package io.github.convolvej.ops;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.kernel.UnmixingMatrix;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/** What works on the channels of a pixel, as ops. */
public final class Channels {

	private Channels() {}

	/**
	 * Takes apart dyes that bleed into each other's channels: the amounts of which the bleed-through matrix makes the
	 * channels, those of least squares if there are more channels than dyes.
	 *
	 * @param <T> sample type of the image
	 * @param image the image, axes (X[, Y[, Z]], C)
	 * @param axes spatial axes before the channel axis
	 * @param mixing how bright each dye is in each channel, by channel, then dye
	 * @param background what is measured where no dye is: one number for all channels, or one for each; 0 by default
	 *          (nullable)
	 * @return the amounts, 32-bit, with a channel for each dye
	 * @throws IllegalArgumentException if dyes cannot be told apart, or a parameter does not fit the image
	 * @implNote op names='convolvej.unmix'
	 */
	public static <T extends RealType<T>> Img<FloatType> unmix(final RandomAccessibleInterval<T> image, final int axes,
		final double[][] mixing, final double[] background)
	{
		final UnmixingMatrix matrix = Runs.with(UnmixingMatrix.of(mixing), background, UnmixingMatrix::background);
		return Runs.apply(Convolution.of(matrix.kernel(axes)), image, null);
	}
}
