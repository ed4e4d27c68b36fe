package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * One pass of a separable convolution: correlates with a vector along one axis, in double precision, by the
 * cheapest {@link LineSums}. If the border is known, nothing outside of the image is read.
 */
final class LinePass extends SpatialPlan {

	private static final long serialVersionUID = 1L;

	private final AxisSums sums;

	/**
	 * @param axis along which
	 * @param window taps along it
	 * @param weights of the taps
	 * @param border what is outside
	 * @param bias added to each result
	 * @param vectors the smooth vectors of the plan; null if the result needs more than single precision
	 * @param spatialAxes number of them
	 * @param sourceDimensions size of what is read, a channel axis included
	 */
	LinePass(final int axis, final Window window, final double[] weights, final AxisBorder border, final double bias,
		final SmoothVectors vectors, final int spatialAxes, final long[] sourceDimensions)
	{
		super(windows(axis, window, spatialAxes), sourceDimensions[sourceDimensions.length - 1], sourceDimensions, false);
		sums = new AxisSums(axis, window, weights, border, targetDimensions()[axis], bias, vectors);
	}

	private static Window[] windows(final int axis, final Window window, final int axes) {
		final Window[] windows = new Window[axes];
		Arrays.fill(windows, Window.IDENTITY);
		windows[axis] = window;
		return windows;
	}

	int axis() {
		return sums.axis();
	}

	LineSums sums() {
		return sums.sums();
	}

	@Override
	public double multiplyAccumulates() {
		double count = sums().multiplyAccumulates();
		for (final long m : targetDimensions())
			count *= m;
		return count;
	}

	@Override
	public String engine() {
		return sums().name();
	}

	@Override
	public int preferredLineLength() {
		return 1 << 10;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		final long[] range = sums.sourceRange(min[axis()], max[axis()]);
		min[axis()] = range[0];
		max[axis()] = range[1];
		return new FinalInterval(min, max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		new LinePassRun(sums, sources[0], target, scratch).run();
	}
}
