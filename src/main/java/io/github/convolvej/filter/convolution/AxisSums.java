package io.github.convolvej.filter.convolution;

import io.github.convolvej.geometry.Window;

import java.io.Serializable;

/**
 * Sums windows along one axis of an image of known size. It knows which samples the windows read and what lies
 * outside of the image, and chooses the cheapest {@link LineSums}.
 */
final class AxisSums implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Fewest segments along y and z, so that two threads have work. */
	private static final int LEAST_SEGMENTS = 2;
	/** Largest matrix for {@link FoldedSums}, in numbers. */
	private static final int MOST_FOLDED = 1 << 22;

	private final int axis;
	private final Window window;
	private final AxisBorder border;
	private final long results;
	private final double bias;
	private final LineSums sums;

	/**
	 * @param axis along which
	 * @param window taps along it
	 * @param weights of the taps
	 * @param border what is outside
	 * @param results number of results along the axis
	 * @param bias added to each result
	 * @param vectors the smooth vectors of the plan; null if the result needs more than single precision
	 */
	AxisSums(final int axis, final Window window, final double[] weights, final AxisBorder border, final long results,
		final double bias, final SmoothVectors vectors)
	{
		this.axis = axis;
		this.window = window;
		this.border = border;
		this.results = results;
		this.bias = bias;
		sums = cheapest(weights, vectors);
	}

	private LineSums cheapest(final double[] weights, final SmoothVectors vectors) {
		LineSums best = new TapSums(window, weights);
		final boolean neighbours = window.stride() == 1 && window.dilation() == 1;
		final LineSums fourier = neighbours ? FourierSums.of(weights, results, axis == 0 ? 1 : LEAST_SEGMENTS) : null;
		if (fourier != null && fourier.cost() < best.cost()) best = fourier;
		final LineSums smooth = neighbours && vectors != null ? SmoothSums.of(weights, results, axis == 0 ? 1 : LEAST_SEGMENTS,
			vectors) : null;
		if (smooth != null && smooth.cost() < best.cost()) best = smooth;
		// only if each window uses every sample: else a weight 0 would turn an infinity into NaN
		final boolean all = border.isKnown() && window.dilation() == 1 && window.sourceMin(results - 1) <= 0 && window
			.sourceMin(0) + weights.length >= border.length();
		if (!all || border.length() * results > MOST_FOLDED) return best;
		final LineSums folded = new FoldedSums(window, weights, border, (int) results);
		return folded.cost() < best.cost() ? folded : best;
	}

	int axis() {
		return axis;
	}

	/** @return number of results along the axis */
	long results() {
		return results;
	}

	/** @return what is outside */
	AxisBorder border() {
		return border;
	}

	/** @return what is added to each result */
	double bias() {
		return bias;
	}

	/** @return the method that computes the sums */
	LineSums sums() {
		return sums;
	}

	/**
	 * @param result which result
	 * @return the first position that it reads
	 */
	long sourceMin(final long result) {
		return sums.readsAll() ? 0 : window.sourceMin(result);
	}

	/**
	 * @param count number of results that are neighbours
	 * @return number of positions that they read
	 */
	int sourceSize(final int count) {
		return (int) (sums.readsAll() ? border.length() : window.sourceSize(count));
	}

	/**
	 * @param first the first result that is wanted
	 * @param last the last one
	 * @return first and last sample of the axis that is needed
	 */
	long[] sourceRange(final long first, final long last) {
		if (sums.readsAll()) return new long[] { 0, border.length() - 1 };
		final long begin = Math.floorDiv(first, sums.step()) * (long) sums.step();
		final long end = Math.min((Math.floorDiv(last, sums.step()) + 1L) * sums.step(), results);
		final long from = window.sourceMin(begin);
		return border.range(from, from + window.sourceSize(end - begin) - 1);
	}
}
