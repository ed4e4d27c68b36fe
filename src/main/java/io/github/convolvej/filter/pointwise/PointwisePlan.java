package io.github.convolvej.filter.pointwise;

import io.github.convolvej.filter.InPlacePlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

/**
 * A plan that changes every sample separately. It computes in double precision
 * and rounds once.
 */
abstract class PointwisePlan extends InPlacePlan {

	private static final long serialVersionUID = 1L;

	PointwisePlan(final long[] dimensions) {
		super(dimensions);
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
	public final String engine() {
		return "pointwise";
	}

	@Override
	public final void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int width = target.size(0);
		final int count = target.samples() / width;
		final int last = sourceAxes() - 1;
		final int linesPerLast = last == 0 ? count : count / target.size(last);
		final double[] line = scratch.array("line", Precision.DOUBLE, width);
		for (int i = 0; i < count; i++) {
			lines.toDouble((A) source.data(), i * width, line, width);
			change(line, width, last == 0 ? 0 : (int) target.min(last) + i / linesPerLast);
			lines.fromDouble(line, (A) target.data(), i * width, width);
		}
	}
}
