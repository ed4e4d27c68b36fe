package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Means and variances in windows of any shape, a line of windows at once, in double
 * precision. Of each row of samples the sums over runs are made from the middle
 * outwards, and go to all windows that have a row of that length there. Each window
 * is summed up in the same order wherever it lies, so that the bits do not depend on
 * tiles; sums of whole numbers are exact.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RunSums<A> {

	private final WindowArea<A> area;
	private final Statistic statistic;
	private final Lines<A> lines;
	private final Block target;
	private final Scratch scratch;
	private final double[] sample;

	RunSums(final WindowArea<A> area, final Statistic statistic, final Block target, final Scratch scratch) {
		this.area = area;
		this.statistic = statistic;
		this.target = target;
		this.scratch = scratch;
		lines = area.lines();
		sample = scratch.array("samples of a window", Lines.DOUBLE, area.shape().samples());
	}

	/** Gives the rows that are summed up, in double precision. */
	private interface RowReader {

		boolean read(int row, double[] line);
	}

	/** How many samples of every window count, one after another along x with no stride. */
	static <A> double[][] counts(final WindowArea<A> area, final Block target, final Scratch scratch) {
		final A samples = scratch.array("counted row", area.lines(), area.size(0));
		return sums(area, target, scratch, "counts of windows", (row, line) -> area.readCounts(row, line, samples));
	}

	/** Computes the target. */
	void apply() {
		final int m = target.samples() / target.size(0);
		final A samples = scratch.array("summed row", lines, area.size(0));
		final double[][] sums = sums(area, target, scratch, "sums of windows", (row, line) -> {
			if (!area.read(row, samples, 0)) return false;
			lines.toDouble(samples, 0, line, area.size(0));
			return true;
		});
		final double[][] squares = statistic == Statistic.MEAN ? null : sums(area, target, scratch, "squares of windows", (
			row, line) -> {
			if (!area.read(row, samples, 0)) return false;
			lines.toDouble(samples, 0, line, area.size(0));
			for (int x = 0; x < area.size(0); x++)
				line[x] *= line[x];
			return true;
		});
		final double[][] counts = area.isComplete() ? null : counts(area, target, scratch);
		final double all = area.shape().samples();
		final int width = target.size(0);
		final double[] out = new double[width];
		final A line = scratch.array("statistics", lines, width);
		for (int row = 0; row < m; row++) {
			for (int x = 0; x < width; x++) {
				final int at = x * area.stride(0);
				final double n = counts == null ? all : counts[row][at];
				if (n == 0) out[x] = Double.NaN;
				else if (squares == null) out[x] = mean(sums[row][at], n, row, at);
				else out[x] = variance(sums[row][at], squares[row][at], n, row, at);
			}
			lines.fromDouble(out, line, 0, width);
			target.put(lines, line, 0, row);
		}
	}

	private static <A> double[][] sums(final WindowArea<A> area, final Block target, final Scratch scratch,
		final String key, final RowReader reader)
	{
		final WindowLines<double[]> loops = WindowLinesTypes.of(Lines.DOUBLE);
		final RunLengths lengths = new RunLengths(area.shape());
		final int m = target.samples() / target.size(0);
		final int radius = area.radius(0);
		final int width = area.size(0) - 2 * radius;
		final double[][] sums = scratch.arrays(key, Lines.DOUBLE, m, width);
		for (int row = 0; row < m; row++)
			Arrays.fill(sums[row], 0, width, 0);
		final double[] line = scratch.array("line of runs", Lines.DOUBLE, area.size(0));
		final double[][] terms = new double[3][];
		final double[] run = scratch.array("sum of a run", Lines.DOUBLE, width);
		final double[] left = scratch.array("left of a run", Lines.DOUBLE, width);
		final double[] right = scratch.array("right of a run", Lines.DOUBLE, width);
		for (int row = 0; row < area.rows(); row++) {
			if (!reader.read(row, line)) continue;
			System.arraycopy(line, radius, run, 0, width);
			int reach = 0;
			for (int i = 0; i < lengths.count(); i++) {
				while (reach < lengths.reach(i)) {
					reach++;
					System.arraycopy(line, radius - reach, left, 0, width);
					System.arraycopy(line, radius + reach, right, 0, width);
					terms[0] = run;
					terms[1] = left;
					terms[2] = right;
					loops.sum(run, width, terms, 3);
				}
				terms[1] = run;
				for (final int shapeRow : lengths.rows(i)) {
					final int to = area.targetRow(row, shapeRow);
					if (to < 0) continue;
					terms[0] = sums[to];
					loops.sum(sums[to], width, terms, 2);
				}
			}
		}
		return sums;
	}

	private double mean(final double sum, final double n, final int row, final int x) {
		final double mean = sum / n;
		if (Math.abs(mean) <= Double.MAX_VALUE || Double.isNaN(mean) && lines.bytes() < Double.BYTES) return mean;
		return WindowMoments.mean(sample, collect(row, x));
	}

	private double variance(final double sum, final double squares, final double n, final int row, final int x) {
		final boolean root = statistic == Statistic.DEVIATION;
		final double variance = WindowMoments.variance(sum, squares, n);
		if (WindowMoments.isPrecise(variance, squares, n)) return root ? Math.sqrt(variance) : variance;
		final int count = collect(row, x);
		return root ? WindowMoments.deviation(sample, count, sum, squares) : WindowMoments.variance(sample, count, sum,
			squares);
	}

	/** Collects the samples of one window that count. */
	private int collect(final int targetRow, final int x) {
		final WindowShape shape = area.shape();
		int n = 0;
		for (int r = 0; r < shape.rows(); r++) {
			final int centre = x + area.radius(0);
			n = area.collect(area.areaRow(targetRow, r), centre - shape.reach(r), centre + shape.reach(r), sample, n);
		}
		return n;
	}
}
