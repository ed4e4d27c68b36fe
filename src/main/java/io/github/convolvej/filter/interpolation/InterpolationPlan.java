package io.github.convolvej.filter.interpolation;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.interpolation.Interpolation.Method;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * An interpolation of an image of known size. This class holds the geometry,
 * {@link InterpolationLines} the arithmetic.
 */
final class InterpolationPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private static final int LINE = 1024;

	private final Method method;
	private final Resampling[] axes;

	InterpolationPlan(final Method method, final Resampling[] axes) {
		this.method = method;
		this.axes = axes;
	}

	@Override
	public long[] sourceDimensions() {
		return Arrays.stream(axes).mapToLong(Resampling::sourceSize).toArray();
	}

	@Override
	public long[] targetDimensions() {
		return Arrays.stream(axes).mapToLong(Resampling::targetSize).toArray();
	}

	@Override
	public SamplePosition position(final int d) {
		return axes[d].position();
	}

	@Override
	public double multiplyAccumulates() {
		double count = 1;
		for (final Resampling axis : axes)
			count *= axis.products();
		return count;
	}

	@Override
	public String engine() {
		return method + " interpolation";
	}

	@Override
	public int preferredLineLength() {
		return LINE;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final long[] min = new long[axes.length];
		final long[] max = new long[axes.length];
		for (int d = 0; d < axes.length; d++) {
			final long[] index = new long[axes[d].mostTaps()];
			final double[] weight = new double[index.length];
			axes[d].taps(target.min(d), index, weight);
			min[d] = index[0];
			max[d] = index[axes[d].taps(target.max(d), index, weight) - 1];
		}
		return new FinalInterval(min, max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		new InterpolationLines<>(target.lines(), axes, sources[0], target, scratch).run();
	}
}
