package io.github.convolvej.filter.pointwise;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.Interval;

/**
 * A plan that changes every sample separately. It computes in double precision
 * and rounds once.
 */
abstract class PointwisePlan implements Plan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 4096;

	private final long[] dimensions;

	PointwisePlan(final long[] dimensions) {
		this.dimensions = dimensions.clone();
	}

	/**
	 * Replaces samples of one line.
	 *
	 * @param samples the line
	 * @param n number of samples
	 * @param last position of the line on the last of the filter's axes
	 */
	abstract void change(double[] samples, int n, int last);

	@Override
	public final long[] sourceDimensions() {
		return dimensions.clone();
	}

	@Override
	public final long[] targetDimensions() {
		return dimensions.clone();
	}

	@Override
	public final Interval sourceInterval(final Interval target) {
		return target;
	}

	@Override
	public final SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	@Override
	public final int preferredLineLength() {
		return LINE;
	}

	@Override
	public final String engine() {
		return "pointwise";
	}

	@Override
	public final void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (target.isDouble()) apply(Lines.DOUBLE, sources[0], target, scratch);
		else apply(Lines.FLOAT, sources[0], target, scratch);
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int width = target.size(0);
		final int count = target.samples() / width;
		final int last = dimensions.length - 1;
		final int linesPerLast = last == 0 ? count : count / target.size(last);
		final double[] line = scratch.array("line", Lines.DOUBLE, width);
		for (int i = 0; i < count; i++) {
			lines.toDouble((A) source.data(), i * width, line, width);
			change(line, width, last == 0 ? 0 : (int) target.min(last) + i / linesPerLast);
			lines.fromDouble(line, (A) target.data(), i * width, width);
		}
	}
}
