package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * One pass of a separable convolution: correlation with a vector along one axis, in
 * double precision, by whichever {@link LineSums} cost least. If the border is
 * known, nothing outside of the image is read.
 */
final class LinePass extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	/** Along axes beyond x, so that there is work for two threads. */
	private static final int LEAST_SEGMENTS = 2;

	private final int axis;
	private final AxisBorder border;
	private final LineSums sums;
	private final double bias;

	/**
	 * @param axis along which
	 * @param window taps along it
	 * @param weights of the taps
	 * @param border what is outside
	 * @param bias added to each result
	 * @param spatialAxes number of them
	 * @param sourceDimensions size of what is read, a channel axis included
	 */
	LinePass(final int axis, final Window window, final double[] weights, final AxisBorder border, final double bias,
		final int spatialAxes, final long[] sourceDimensions)
	{
		super(windows(axis, window, spatialAxes), sourceDimensions[sourceDimensions.length - 1], sourceDimensions, false);
		this.axis = axis;
		this.border = border;
		this.bias = bias;
		sums = choose(axis, window, weights, border, targetDimensions()[axis]);
	}

	private static Window[] windows(final int axis, final Window window, final int axes) {
		final Window[] windows = new Window[axes];
		Arrays.fill(windows, Window.IDENTITY);
		windows[axis] = window;
		return windows;
	}

	/** The way to sum that costs least. */
	private static LineSums choose(final int axis, final Window window, final double[] weights, final AxisBorder border,
		final long results)
	{
		LineSums best = new TapSums(window, weights);
		final boolean neighbours = window.stride() == 1 && window.dilation() == 1;
		final LineSums fourier = neighbours ? FourierSums.of(weights, results, axis == 0 ? 1 : LEAST_SEGMENTS) : null;
		if (fourier != null && fourier.cost() < best.cost()) best = fourier;
		// each window takes of each sample, so that no zero of the matrix meets what is not finite
		final boolean all = border.isKnown() && window.dilation() == 1 && window.sourceMin(results - 1) <= 0 && window
			.sourceMin(0) + weights.length >= border.length();
		final boolean small = border.length() * results <= 1 << 22;
		if (all && small && FoldedSums.cost(border.length()) < best.cost()) best = new FoldedSums(window, weights, border,
			(int) results);
		return best;
	}

	int axis() {
		return axis;
	}

	LineSums sums() {
		return sums;
	}

	@Override
	public double multiplyAccumulates() {
		double count = sums.multiplyAccumulates();
		for (final long m : targetDimensions())
			count *= m;
		return count;
	}

	@Override
	public String engine() {
		return sums.name();
	}

	@Override
	public int preferredLineLength() {
		return 1 << 10;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		final Window window = windows()[axis];
		final long first = Math.floorDiv(min[axis], sums.step()) * (long) sums.step();
		final long end = Math.min((Math.floorDiv(max[axis], sums.step()) + 1L) * sums.step(), targetDimensions()[axis]);
		final long from = window.sourceMin(first);
		final long[] range = sums instanceof FoldedSums ? new long[] { 0, border.length() - 1 } : border.range(from, from +
			window.sourceSize(end - first) - 1);
		min[axis] = range[0];
		max[axis] = range[1];
		return new FinalInterval(min, max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		new LinePassRun(this, bias, border, sources[0], target, scratch).run();
	}

	/** Position of a result's window. */
	long sourceMin(final long result) {
		return sums instanceof FoldedSums ? 0 : windows()[axis].sourceMin(result);
	}

	/** How many positions the windows of some results span. */
	int sourceSize(final int results) {
		return sums instanceof FoldedSums ? (int) border.length() : (int) windows()[axis].sourceSize(results);
	}
}
