package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Means, variances and standard deviations in windows of any shape, a row of
 * windows at a time, from sums of samples and of their squares. Sums of whole
 * numbers are exact, and their result does not depend on how they were summed.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class MomentLines<A> {

	private final WindowArea<A> area;
	private final Statistic statistic;
	private final Lines<A> lines;
	private final Block target;
	private final Scratch scratch;
	private final double[] sample;

	MomentLines(final WindowArea<A> area, final Statistic statistic, final Block target, final Scratch scratch) {
		this.area = area;
		this.statistic = statistic;
		this.target = target;
		this.scratch = scratch;
		lines = area.lines();
		sample = scratch.array("samples of a window", Precision.DOUBLE, area.shape().samples());
	}

	/** Number of samples that count in every window, for windows at stride 1 along x. */
	static WindowSums counts(final WindowArea<?> area, final Block target, final Scratch scratch) {
		final float[] line = scratch.array("counted row", Precision.SINGLE, area.size(0));
		final ExactLines<int[]> loops = new IntExactLines();
		return new ExactSums<>(loops, Precision.INTEGER, area, target, scratch, "counts of windows", (row, counts) -> {
			if (!area.readCounts(row, line)) return false;
			loops.convert(line, 0, counts, area.size(0));
			return true;
		});
	}

	void apply() {
		final boolean single = lines.bytes() < Double.BYTES;
		final double[] range = single ? area.wholeRange(scratch) : null;
		final WholeSums whole = range == null ? null : new WholeSums(area, range, statistic);
		if (whole != null && whole.areExact()) applyToWhole(whole);
		else applyToAny(single && range != null || single && area.sumsAreExact(scratch, ExactSums.terms(area)));
	}

	/** Means or variances of whole numbers: all sums and their products are exact, or need no check. */
	private void applyToWhole(final WholeSums whole) {
		final boolean root = statistic == Statistic.DEVIATION;
		final double samples = area.shape().samples();
		final ExactSums<?> sums = whole.isInt(false) ? exact(new IntExactLines(), Precision.INTEGER, "sums of integers", false,
			whole.shift()) : exact(new DoubleExactLines(), Precision.DOUBLE, "exact sums", false, whole.shift());
		final ExactSums<?> squares = statistic == Statistic.MEAN ? null : whole.isInt(true) ? exact(new IntExactLines(),
			Precision.INTEGER, "squares of integers", true, whole.shift()) : exact(new DoubleExactLines(), Precision.DOUBLE,
				"exact squares", true, whole.shift());
		final WindowSums counts = area.isComplete() ? null : counts(area, target, scratch);
		final Row row = new Row();
		for (row.index = 0; row.index < target.samples() / target.size(0); row.index++) {
			if (whole.hasReciprocal() && squares == null) {
				sums.sum(row.index, 1 / samples, (float[]) row.line);
				put(row.line, row.index);
				continue;
			}
			sums.sum(row.index, row.sum);
			if (squares != null) squares.sum(row.index, row.square);
			if (counts != null) counts.sum(row.index, row.number);
			if (squares == null) WindowMoments.means(row.sum, row.number, row.result, row.n);
			else if (whole.hasReciprocal()) WindowMoments.wholeVariances(row.sum, row.square, samples, 1 / (samples * samples), row.result, row.n);
			else if (whole.hasExactProducts()) WindowMoments.wholeVariances(row.sum, row.square, row.number, row.result, row.n, root);
			else {
				WindowMoments.variances(row.sum, row.square, row.number, row.result, row.n);
				WindowMoments.mend(row.result, row.n, root);
			}
			row.put();
		}
	}

	/** @param exactly whether sums, but not those of squares, are exact */
	private void applyToAny(final boolean exactly) {
		final WindowSums sums = exactly ? exact(new DoubleExactLines(), Precision.DOUBLE, "exact sums", false, 0) : runs("sums of windows", false);
		final WindowSums squares = statistic == Statistic.MEAN ? null : runs("squares of windows", true);
		final WindowSums counts = area.isComplete() ? null : counts(area, target, scratch);
		final Row row = new Row();
		for (row.index = 0; row.index < target.samples() / target.size(0); row.index++) {
			sums.sum(row.index, row.sum);
			if (squares != null) squares.sum(row.index, row.square);
			if (counts != null) counts.sum(row.index, row.number);
			if (squares == null) WindowMoments.means(row.sum, row.number, row.result, row.n);
			else WindowMoments.variances(row.sum, row.square, row.number, row.result, row.n);
			// single precision hides the errors of means
			if (squares != null || counts != null || lines.bytes() >= Double.BYTES) for (int x = 0; x < row.n; x += area.stride(0))
				row.result[x] = checked(row.result[x], row.sum[x], row.square[x], row.number[x], row.index, x);
			row.put();
		}
	}

	/** A row of windows. */
	private final class Row {

		private final int n = area.size(0) - 2 * area.radius(0);
		private final double[] sum = scratch.array("sums of a line", Precision.DOUBLE, n);
		private final double[] square = scratch.array("squares of a line", Precision.DOUBLE, n);
		private final double[] number = scratch.array("counts of a line", Precision.DOUBLE, n);
		private final double[] result = scratch.array("statistics of a line", Precision.DOUBLE, n);
		private final A line = scratch.array("statistics", lines, n);
		private int index;

		Row() {
			Arrays.fill(number, 0, n, area.shape().samples());
		}

		void put() {
			lines.fromDouble(result, line, 0, n);
			MomentLines.this.put(line, index);
		}
	}

	private void put(final A line, final int row) {
		if (area.stride(0) > 1) WindowLinesTypes.of(lines).every(line, 0, area.stride(0), line, target.size(0));
		target.put(lines, line, 0, row);
	}

	/** Sums of samples or of their squares, of any numbers. */
	private WindowSums runs(final String key, final boolean squares) {
		final int n = area.size(0);
		final A samples = scratch.array("summed row", lines, n);
		return new RunSums(area, target, scratch, key, (row, line) -> {
			if (!area.read(row, samples, 0)) return false;
			lines.toDouble(samples, 0, line, n);
			if (squares) for (int x = 0; x < n; x++)
				line[x] *= line[x];
			return true;
		});
	}

	/** Exact sums of samples or of their squares, less a number. */
	@SuppressWarnings("unchecked")
	private <B> ExactSums<B> exact(final ExactLines<B> loops, final LineMemory<B> memory, final String key,
		final boolean squares, final double shift)
	{
		final int n = area.size(0);
		final float[] line = scratch.array("exactly summed row", Precision.SINGLE, n);
		return new ExactSums<>(loops, memory, area, target, scratch, key, (row, numbers) -> {
			if (!area.read(row, (A) line, 0)) return false;
			loops.convert(line, shift, numbers, n);
			if (squares) loops.square(numbers, n);
			return true;
		});
	}

	/** The value, or, if digits were lost, the value computed again from the samples of the window. */
	private double checked(final double value, final double sum, final double squares, final double n, final int row,
		final int x)
	{
		if (n == 0) return Double.NaN;
		if (statistic == Statistic.MEAN) return Math.abs(value) <= Double.MAX_VALUE || lines.bytes() < Double.BYTES ? value
			: WindowMoments.mean(sample, collect(row, x));
		final boolean root = statistic == Statistic.DEVIATION;
		if (WindowMoments.isPrecise(value, squares, n)) return root ? Math.sqrt(value) : value;
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
