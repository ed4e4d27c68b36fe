package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pointwise.LineMoments;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/**
 * Mean and population variance of every channel of an image, over all its other
 * axes. Batch normalisation uses them if it measures the image. Computed in
 * double precision: first for every line, then combined line after line (Chan,
 * Golub and LeVeque 1979), so the result does not depend on threads. A NaN in a
 * channel makes both values NaN.
 */
public final class ChannelStatistics {

	private final double[] mean;
	private final double[] variance;

	private ChannelStatistics(final double[] mean, final double[] variance) {
		this.mean = mean;
		this.variance = variance;
	}

	/**
	 * @param channels number of channels
	 * @return a mean of 0 and a variance of 1 for each
	 */
	public static ChannelStatistics standard(final int channels) {
		final double[] ones = new double[channels];
		Arrays.fill(ones, 1);
		return new ChannelStatistics(new double[channels], ones);
	}

	/**
	 * Measures an image, with the threads of the caller's {@link
	 * net.imglib2.parallel.Parallelization}.
	 *
	 * @param <T> sample type
	 * @param image the image
	 * @param channelAxis channel axis of the image, not the first axis; -1 if the
	 *          image is a single channel
	 * @param options monitor and tiles
	 * @return the statistics
	 * @throws IllegalArgumentException if there is no such axis
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <T extends RealType<T>> ChannelStatistics measure(final RandomAccessibleInterval<T> image,
		final int channelAxis, final Options options)
	{
		if (channelAxis == 0 || channelAxis < -1 || channelAxis >= image.numDimensions()) throw new IllegalArgumentException(
			"The channel axis is " + channelAxis + ", but must be from 1 to " + (image.numDimensions() - 1) +
				", or -1 if all is one channel");
		final RandomAccessibleInterval<T> lines = image.numDimensions() > 1 ? image : Views.addDimension(image, 0, 0);
		final Filter moments = new LineMoments();
		final Img<DoubleType> pairs = Filters.create(new DoubleType(), Filters.targetDimensions(moments, lines));
		Filters.process(moments, lines, Border.ZERO, pairs, options);
		final int channels = channelAxis < 0 ? 1 : (int) image.dimension(channelAxis);
		final double[] mean = new double[channels];
		final double[] variance = new double[channels];
		for (int c = 0; c < channels; c++) {
			final double[] all = total(channelAxis < 0 ? pairs : Views.hyperSlice(pairs, channelAxis, c), image.dimension(0));
			mean[c] = all[1];
			variance[c] = all[2] / all[0];
		}
		return new ChannelStatistics(mean, variance);
	}

	/** Number, mean and sum of squared deviations of all lines combined. */
	private static double[] total(final RandomAccessibleInterval<DoubleType> pairs, final double width) {
		final Cursor<DoubleType> cursor = Views.flatIterable(pairs).cursor();
		double n = 0;
		double mean = 0;
		double squares = 0;
		while (cursor.hasNext()) {
			final double lineMean = cursor.next().get();
			final double lineSquares = cursor.next().get();
			final double difference = lineMean - mean;
			squares += lineSquares + difference * difference * (n * width / (n + width));
			n += width;
			mean += difference * (width / n);
		}
		return new double[] { n, mean, squares };
	}

	/** @return mean of every channel */
	public double[] mean() {
		return mean.clone();
	}

	/** @return population variance of every channel: mean of the squared deviations */
	public double[] variance() {
		return variance.clone();
	}
}
