package io.github.convolvej.network;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.FusedFilter;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.pointwise.Difference;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Statistic;
import io.github.convolvej.filter.pooling.WindowShape;

/**
 * Filters for the slowly varying background of an image, and for the image minus
 * its background or divided by it. All steps are computed tile by tile, so the
 * background is not stored unless it is the result.
 * <p>
 * {@link #subtracted} and {@link #divided} read two images: pass the same image
 * twice. The border of the run applies to the first one.
 */
public final class Background {

	private Background() {}

	/**
	 * A Gaussian weighted mean around every sample.
	 *
	 * @param sigma standard deviation of the Gaussian along every axis, x first
	 * @return the background
	 */
	public static Filter gaussian(final double... sigma) {
		return Smooth.gaussian(sigma);
	}

	/**
	 * The median of a window. Objects smaller than half of the window vanish.
	 *
	 * @param shape the window
	 * @return the background
	 */
	public static Filter median(final WindowShape shape) {
		return Neighbourhood.of(Statistic.MEDIAN, shape).withBorder();
	}

	/**
	 * A percentile of a window. A low percentile suits bright objects that cover
	 * more than half of the window.
	 *
	 * @param percent 0 to 100
	 * @param shape the window
	 * @return the background
	 */
	public static Filter percentile(final double percent, final WindowShape shape) {
		return Neighbourhood.percentile(percent, shape).withBorder();
	}

	/**
	 * The morphological opening: minima, then maxima of the minima. Bright
	 * structures that cannot contain the shape vanish; everything else stays
	 * unchanged. Only samples of the image count.
	 *
	 * @param shape the window
	 * @return the background, which is nowhere larger than the image
	 */
	public static Filter opening(final WindowShape shape) {
		return FusedFilter.of(Neighbourhood.of(Statistic.MAXIMUM, shape), Neighbourhood.of(Statistic.MINIMUM, shape));
	}

	/**
	 * A background by the name of its method.
	 *
	 * @param method {@code gaussian}, {@code median}, {@code opening} or {@code percentile}
	 * @param radius of the window along every axis, x first; of a Gaussian its standard deviation
	 * @param percent of a percentile, 0 to 100
	 * @return the background
	 * @throws IllegalArgumentException if the method is none of these
	 */
	public static Filter parse(final String method, final double[] radius, final double percent) {
		switch (method) {
			case "gaussian":
				return gaussian(radius);
			case "median":
				return median(WindowShape.round(radius));
			case "opening":
				return opening(WindowShape.round(radius));
			case "percentile":
				return percentile(percent, WindowShape.round(radius));
			default:
				throw new IllegalArgumentException("method is '" + method +
					"', but must be gaussian, median, opening or percentile");
		}
	}

	/**
	 * @param background a filter that computes the background, with the size of
	 *          the image
	 * @return a filter that reads the same image twice and gives the image minus
	 *         its background
	 */
	public static Filter subtracted(final Filter background) {
		return FusedFilter.of(Difference.subtracted(background.numDimensions()), background, null);
	}

	/**
	 * @param background a filter that computes the background, with the size of
	 *          the image
	 * @return a filter that reads the same image twice and gives the image divided
	 *         by its background
	 */
	public static Filter divided(final Filter background) {
		return FusedFilter.of(Difference.divided(background.numDimensions()), background, null);
	}
}
