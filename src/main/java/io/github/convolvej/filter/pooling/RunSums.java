package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Means and variances in windows of any shape, a line of windows at a time, in
 * double precision. In each row of samples, the sums over runs are computed from
 * the middle outwards; each is used for all windows that have a row of that
 * length there. Every window is summed in the same order, so the bits do not
 * depend on tiles. Sums of whole numbers are exact.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RunSums<A> {

	/** Single precision holds all whole numbers up to this one. */
	private static final double EXACT_FLOAT = 0x1p24;
	/** Double precision all those up to this one. */
	private static final double EXACT_DOUBLE = 0x1p53;

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
		sample = scratch.array("samples of a window", Precision.DOUBLE, area.shape().samples());
	}

	/** Reads the rows that are summed. */
	private interface RowReader<B> {

		boolean read(int row, B line);
	}

	/** Number of samples that count in every window, for windows at stride 1 along x. */
	static <A> double[][] counts(final WindowArea<A> area, final Block target, final Scratch scratch) {
		final A samples = scratch.array("counted row", area.lines(), area.size(0));
		return sums(Precision.DOUBLE, area, target, scratch, "counts of windows", (row, line) -> area.readCounts(row, line,
			samples));
	}

	void apply() {
		final double largest = lines.bytes() < Double.BYTES ? area.largestWhole(scratch) : Double.POSITIVE_INFINITY;
		final double samples = area.shape().samples();
		final boolean whole = largest * largest * samples * samples < EXACT_DOUBLE;
		final Object[] sums = sums("sums of windows", false, largest * samples < EXACT_FLOAT);
		final Object[] squares = statistic == Statistic.MEAN ? null : sums("squares of windows", true, largest * largest *
			samples < EXACT_FLOAT);
		final double[][] counts = area.isComplete() ? null : counts(area, target, scratch);
		final int m = target.samples() / target.size(0);
		final int width = target.size(0);
		final int all = area.size(0) - 2 * area.radius(0);
		final double[] sum = scratch.array("sums of a line", Precision.DOUBLE, all);
		final double[] square = scratch.array("squares of a line", Precision.DOUBLE, all);
		final double[] number = scratch.array("counts of a line", Precision.DOUBLE, all);
		final double[] result = scratch.array("statistics of a line", Precision.DOUBLE, all);
		final A line = scratch.array("statistics", lines, all);
		Arrays.fill(number, 0, all, samples);
		for (int row = 0; row < m; row++) {
			toDouble(sums[row], sum, all);
			if (squares != null) toDouble(squares[row], square, all);
			if (counts != null) System.arraycopy(counts[row], 0, number, 0, all);
			if (squares == null) WindowMoments.means(sum, number, result, all);
			else if (whole) WindowMoments.wholeVariances(sum, square, number, result, all, statistic == Statistic.DEVIATION);
			else WindowMoments.variances(sum, square, number, result, all);
			// single precision hides the errors of means; sums and products of whole numbers have none
			if (!whole && (squares != null || counts != null || lines.bytes() >= Double.BYTES)) for (int x = 0; x < all; x += area.stride(0))
				result[x] = checked(result[x], sum[x], square[x], number[x], row, x);
			lines.fromDouble(result, line, 0, all);
			if (area.stride(0) > 1) WindowLinesTypes.of(lines).every(line, 0, area.stride(0), line, width);
			target.put(lines, line, 0, row);
		}
	}

	private static void toDouble(final Object line, final double[] target, final int n) {
		if (line instanceof double[]) System.arraycopy(line, 0, target, 0, n);
		else Precision.SINGLE.toDouble((float[]) line, 0, target, n);
	}

	/** Sums of samples or of their squares, in single precision if that is exact. */
	private Object[] sums(final String key, final boolean squares, final boolean exact) {
		final int n = area.size(0);
		if (exact) return sums(Precision.SINGLE, area, target, scratch, key + ", exact", (row, line) -> {
			@SuppressWarnings("unchecked")
			final A same = (A) line;
			if (!area.read(row, same, 0)) return false;
			if (squares) for (int x = 0; x < n; x++)
				line[x] *= line[x];
			return true;
		});
		final A samples = scratch.array("summed row", lines, n);
		return sums(Precision.DOUBLE, area, target, scratch, key, (row, line) -> {
			if (!area.read(row, samples, 0)) return false;
			lines.toDouble(samples, 0, line, n);
			if (squares) for (int x = 0; x < n; x++)
				line[x] *= line[x];
			return true;
		});
	}

	private static <A, B> B[] sums(final Lines<B> precision, final WindowArea<A> area, final Block target,
		final Scratch scratch, final String key, final RowReader<B> reader)
	{
		final RowSums<B> sums = new RowSums<>(precision, area, target, scratch, key);
		for (int row = 0; row < area.rows(); row++)
			if (reader.read(row, sums.line)) sums.add(row);
		return sums.sums;
	}

	/** Adds rows of samples to the windows. */
	private static final class RowSums<B> {

		private final Lines<B> precision;
		private final WindowLines<B> loops;
		private final WindowArea<?> area;
		private final RunLengths lengths;
		private final int radius;
		private final int width;
		/** A line of sums for each row of windows. */
		private final B[] sums;
		/** The row of samples. */
		private final B line;
		/**
		 * The sums of the runs around each sample of the row, and the samples that make
		 * them longer on both sides. The list never changes: where a method stores in a
		 * list and gives it to a loop, Java 17 crashes while compiling it.
		 */
		private final B[] widening;

		RowSums(final Lines<B> precision, final WindowArea<?> area, final Block target, final Scratch scratch,
			final String key)
		{
			this.precision = precision;
			this.area = area;
			loops = WindowLinesTypes.of(precision);
			lengths = new RunLengths(area.shape());
			radius = area.radius(0);
			width = area.size(0) - 2 * radius;
			final int m = target.samples() / target.size(0);
			sums = scratch.arrays(key, precision, m, width);
			for (int row = 0; row < m; row++)
				precision.fill(sums[row], width, 0);
			final B[] memory = scratch.arrays("lines of runs", precision, 4, area.size(0));
			line = memory[0];
			widening = precision.createList(3);
			for (int i = 0; i < 3; i++)
				widening[i] = memory[i + 1];
		}

		/** Adds the row in {@link #line} to all windows that have it. */
		void add(final int row) {
			precision.copy(line, radius, widening[0], 0, width);
			int reach = 0;
			for (int i = 0; i < lengths.count(); i++) {
				while (reach < lengths.reach(i))
					widen(++reach);
				for (final int shapeRow : lengths.rows(i)) {
					final int to = area.targetRow(row, shapeRow);
					if (to >= 0) loops.add(sums[to], width, widening[0]);
				}
			}
		}

		private void widen(final int reach) {
			precision.copy(line, radius - reach, widening[1], 0, width);
			precision.copy(line, radius + reach, widening[2], 0, width);
			loops.sum(widening[0], width, widening, 3);
		}
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
