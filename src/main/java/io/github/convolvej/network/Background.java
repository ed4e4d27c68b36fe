package io.github.convolvej.network;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.pointwise.Difference;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Statistic;
import io.github.convolvej.filter.pooling.WindowShape;

/**
 * The background of an image, which changes slowly, and the image without it: minus
 * it, or divided by it. All is computed tile by tile, so that no background is ever
 * stored unless it is what is wanted.
 * <p>
 * {@link #subtracted} and {@link #divided} read two images: give them the same one
 * twice. What is outside of the first of them is what the run's border says.
 */
public final class Background {

	private Background() {}

	/**
	 * A weighted mean around every sample.
	 *
	 * @param sigma standard deviation of the Gaussian along every axis, x first
	 * @return the background
	 */
	public static Filter gaussian(final double... sigma) {
		return Smooth.gaussian(sigma);
	}

	/**
	 * The median of a window: what is smaller than half of it vanishes.
	 *
	 * @param shape the window
	 * @return the background
	 */
	public static Filter median(final WindowShape shape) {
		return Neighbourhood.of(Statistic.MEDIAN, shape).withBorder();
	}

	/**
	 * A percentile of a window: a low one for bright objects that cover more than half
	 * of it.
	 *
	 * @param percent 0 to 100
	 * @param shape the window
	 * @return the background
	 */
	public static Filter percentile(final double percent, final WindowShape shape) {
		return Neighbourhood.percentile(percent, shape).withBorder();
	}

	/**
	 * The opening of mathematical morphology: minima, then maxima of these. What is
	 * bright and does not hold the shape vanishes, all else stays as it is. Only samples
	 * of the image count.
	 *
	 * @param shape the window
	 * @return the background, nowhere above the image
	 */
	public static Filter opening(final WindowShape shape) {
		return FusedFilter.of(Neighbourhood.of(Statistic.MAXIMUM, shape), Neighbourhood.of(Statistic.MINIMUM, shape));
	}

	/**
	 * @param background a filter that gives the background, of the size of the image
	 * @return the image minus its background, of the same image twice
	 */
	public static Filter subtracted(final Filter background) {
		return FusedFilter.of(Difference.subtracted(background.numDimensions()), background, null);
	}

	/**
	 * @param background a filter that gives the background, of the size of the image
	 * @return the image divided by its background, of the same image twice
	 */
	public static Filter divided(final Filter background) {
		return FusedFilter.of(Difference.divided(background.numDimensions()), background, null);
	}
}
