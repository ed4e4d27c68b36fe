package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Maxima, minima and ranges in windows of any shape, a line of windows at a
 * time. In each row of samples, the extremes over runs of all lengths in the
 * shape are computed by doubling: two overlapping runs of a power of two make
 * each run. Every run is then used for all windows that have a row of that
 * length there. Extremes do not depend on the order, so the bits do not depend
 * on tiles.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RunExtremes<A> {

	private final WindowArea<A> area;
	private final Lines<A> lines;
	private final WindowLines<A> loops;
	private final Block target;
	private final Scratch scratch;
	private final RunLengths lengths;
	/** Number of windows along x at stride 1. */
	private final int width;

	RunExtremes(final WindowArea<A> area, final Block target, final Scratch scratch) {
		this.area = area;
		this.target = target;
		this.scratch = scratch;
		lines = area.lines();
		loops = WindowLinesTypes.of(lines);
		lengths = area.lengths();
		width = area.size(0) - 2 * area.radius(0);
	}

	void apply(final Statistic statistic) {
		final int m = target.samples() / target.size(0);
		final A[] largest = statistic == Statistic.MINIMUM ? null : extremes(Reduction.MAX, "maxima of windows");
		final A[] smallest = statistic == Statistic.MAXIMUM ? null : extremes(Reduction.MIN, "minima of windows");
		final WindowSums counts = area.isComplete() ? null : MomentLines.counts(area, target, scratch);
		final double[] number = counts == null ? null : scratch.array("counts of a line", Precision.DOUBLE, width);
		final A line = scratch.array("extremes", lines, target.size(0));
		for (int row = 0; row < m; row++) {
			final A result = largest == null ? smallest[row] : largest[row];
			if (statistic == Statistic.RANGE) loops.difference(result, largest[row], smallest[row], width);
			loops.every(result, 0, area.stride(0), line, target.size(0));
			if (counts != null) counts.sum(row, number);
			if (counts != null) for (int x = 0; x < target.size(0); x++)
				if (number[x * area.stride(0)] == 0) lines.set(line, x, Double.NaN);
			target.put(lines, line, 0, row);
		}
	}

	private A[] extremes(final Reduction reduction, final String key) {
		final int m = target.samples() / target.size(0);
		final A[] sums = scratch.arrays(key, lines, m, width);
		for (int row = 0; row < m; row++)
			lines.fill(sums[row], width, reduction.neutral());
		final int span = area.size(0);
		final A doubled = scratch.array("doubled runs", lines, span);
		final A shifted = scratch.array("shifted runs", lines, span);
		final A run = scratch.array("run", lines, span);
		// of few windows with many rows, look for the row of each window, not for the window of each row
		final int[] ofShape = m < area.shape().rows() ? lengths.ofRows() : null;
		final int[] ofTarget = new int[m];
		for (int row = 0; row < area.rows(); row++) {
			if (!area.read(row, doubled, reduction.neutral())) continue;
			if (ofShape != null) for (int to = 0; to < m; to++) {
				final int shapeRow = area.shapeRow(row, to);
				ofTarget[to] = shapeRow < 0 ? -1 : ofShape[shapeRow];
			}
			int reach = 1;
			for (int i = 0; i < lengths.count(); i++) {
				final int half = lengths.reach(i);
				final int length = 2 * half + 1;
				for (; 2 * reach <= length; reach *= 2) {
					final int n = span - 2 * reach + 1;
					lines.copy(doubled, reach, shifted, 0, n);
					reduction.include(loops, doubled, n, shifted);
				}
				lines.copy(doubled, area.radius(0) - half, run, 0, width);
				if (length > reach) {
					lines.copy(doubled, area.radius(0) + half + 1 - reach, shifted, 0, width);
					reduction.include(loops, run, width, shifted);
				}
				if (ofShape != null) for (int to = 0; to < m; to++) {
					if (ofTarget[to] == i) reduction.include(loops, sums[to], width, run);
				}
				else for (final int shapeRow : lengths.rows(i)) {
					final int to = area.targetRow(row, shapeRow);
					if (to >= 0) reduction.include(loops, sums[to], width, run);
				}
			}
		}
		return sums;
	}
}
