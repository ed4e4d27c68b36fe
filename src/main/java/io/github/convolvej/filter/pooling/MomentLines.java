package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Means, variances and standard deviations in windows of any shape, a row of
 * windows at a time, from sums of samples and of their squares. Sums of whole
 * numbers are exact, and their result does not depend on how they were summed.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class MomentLines<A> {

	/** Rows after which to look whether sums are still exact. */
	private static final int OFTEN = 8;
	/** Windows of fewer rows are summed faster run by run than looked through for multiples. */
	private static final int MANY_ROWS = 31;

	private static final ExactLines<double[]> DOUBLES = new DoubleExactLines();

	private final WindowArea<A> area;
	private final Statistic statistic;
	private final Lines<A> lines;
	private final Block target;
	private final Scratch scratch;
	private final double[] sample;
	/** The row that was read last for exact sums, and whether it has samples. */
	private int readRow = -1;
	private boolean isRead;

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
		return new ExactSums<>(loops, Precision.INTEGER, area, target, scratch, "counts of windows", (row, counts, at) -> {
			if (!area.readCounts(row, line)) return false;
			loops.convert(line, 0, counts, 0, area.size(0));
			System.arraycopy(counts, 0, counts, at, area.size(0));
			return true;
		});
	}

	void apply() {
		final boolean single = lines.bytes() < Double.BYTES;
		final double[] range = single ? area.wholeRange(scratch) : null;
		final WholeSums whole = range == null ? null : new WholeSums(area, range, statistic);
		if (whole != null && whole.areExact() && ExactSums.fit(area)) applyToWhole(whole);
		else if (SmallSums.fit(area.shape())) applyToAny(smallSums(), null);
		else if (!single || !applyToFixedPoint() && !applyToMultiples()) applyToAny(runs("sums of windows", false), null);
	}

	/** Variances of whole numbers from their exact numerators. */
	private void applyToPacked(final PackedSums<?> packed, final WholeSums whole) {
		final double samples = area.shape().samples();
		final Row row = new Row();
		for (row.index = 0; row.index < target.samples() / target.size(0); row.index++) {
			packed.numerators(row.index, row.result);
			if (whole.hasReciprocal()) WindowMoments.multiply(row.result, 1 / (samples * samples), row.n);
			else WindowMoments.divide(row.result, samples * samples, row.n);
			if (statistic == Statistic.DEVIATION) WindowMoments.roots(row.result, row.n);
			row.put();
		}
	}

	/** Means or variances of small whole numbers in small windows, all in single precision. */
	@SuppressWarnings("unchecked")
	private void applyToSmall(final WholeSums whole) {
		final ExactLines<float[]> loops = new FloatExactLines();
		final float samples = area.shape().samples();
		final int n = area.size(0);
		final float[] line = scratch.array("exactly summed row", Precision.SINGLE, n);
		final SmallSums<float[]> sums = new SmallSums<>(loops, Precision.SINGLE, area, scratch, "sums", (row, numbers, at) -> {
			if (!area.copyWhole(row, Precision.SINGLE, numbers, at)) {
				final A found = area.find(row);
				lines.copy(found, area.found(), (A) numbers, at, n);
			}
			if (whole.shift() != 0) loops.convert(numbers, whole.shift(), numbers, at, at + n);
			return true;
		});
		final SmallSums<float[]> squares = statistic == Statistic.MEAN ? null : new SmallSums<>(loops, Precision.SINGLE, area,
			scratch, "squares", (row, numbers, at) -> {
				Precision.SINGLE.copy(sums.row(row), at, numbers, at, n);
				loops.square(numbers, at, at + n);
				return true;
			});
		for (int row = 0; row < target.samples() / target.size(0); row++) {
			final float[] sum = sums.sums(row);
			if (squares == null) WindowMoments.means(sum, samples, line, n);
			else WindowMoments.wholeVariances(sum, squares.sums(row), samples, line, n);
			put((A) line, area.radius(0), row);
		}
	}

	/** Means or variances of whole numbers: all sums and their products are exact, or need no check. */
	@SuppressWarnings("unchecked")
	private void applyToWhole(final WholeSums whole) {
		final boolean root = statistic == Statistic.DEVIATION;
		final double samples = area.shape().samples();
		if (whole.areSmallSingle() && SmallSums.fit(area.shape())) {
			applyToSmall(whole);
			return;
		}
		final PackedSums<?> packed = PackedSums.of((WindowArea<float[]>) area, whole, target, scratch);
		if (packed != null) {
			applyToPacked(packed, whole);
			return;
		}
		final ExactSums<?> sums = exact(whole, "sums of windows", false);
		final ExactSums<?> squares = statistic == Statistic.MEAN ? null : exact(whole, "squares of windows", true);
		final WindowSums counts = area.isComplete() ? null : counts(area, target, scratch);
		final Row row = new Row();
		for (row.index = 0; row.index < target.samples() / target.size(0); row.index++) {
			if (whole.isSingle()) {
				if (squares == null) WindowMoments.means((float[]) sums.sums(row.index), (float) samples, (float[]) row.line, row.n);
				else WindowMoments.wholeVariances((float[]) sums.sums(row.index), (float[]) squares.sums(row.index), (float) samples,
					(float[]) row.line, row.n);
				put(row.line, row.index);
				continue;
			}
			if (whole.hasReciprocal() && whole.areBothInt()) {
				WindowMoments.wholeVariances((int[]) sums.sums(row.index), (int[]) squares.sums(row.index), (long) samples, 1 /
					(samples * samples), (float[]) row.line, row.n);
				put(row.line, row.index);
				continue;
			}
			if (whole.hasReciprocal() && squares == null) {
				sums.sum(row.index, 1 / samples, (float[]) row.line);
				put(row.line, row.index);
				continue;
			}
			sums.sum(row.index, row.sum);
			if (squares != null) squares.sum(row.index, row.square);
			if (counts != null) counts.sum(row.index, row.number);
			if (squares == null) WindowMoments.means(row.sum, row.number, row.result, row.n);
			else if (whole.hasExactProducts()) WindowMoments.wholeVariances(row.sum, row.square, row.number, row.result, row.n, root);
			else {
				WindowMoments.variancesOfSingle(row.sum, row.square, row.number, row.result, row.n);
				WindowMoments.mend(row.result, row.n, root);
			}
			row.put();
		}
	}

	/**
	 * Means or variances of numbers whose sums may be exact as whole numbers.
	 *
	 * @return whether they were; otherwise the results are to be replaced
	 */
	@SuppressWarnings("unchecked")
	private boolean applyToFixedPoint() {
		final FixedPointSums sums = FixedPointSums.of((WindowArea<float[]>) area, target, scratch);
		if (sums == null) return false;
		final int samples = area.shape().samples();
		if (statistic != Statistic.MEAN || !area.isComplete() || !WholeSums.isReciprocalExact(samples)) return applyToAny(sums,
			sums::hold);
		final float[] line = scratch.array("statistics", Precision.SINGLE, area.size(0));
		for (int row = 0; row < target.samples() / target.size(0); row++) {
			sums.sum(row, 1.0 / samples, line);
			if (row % OFTEN == 0 && !sums.hold()) return false;
			put((A) line, row);
		}
		return sums.hold();
	}

	/**
	 * Means or variances of numbers whose sums, but not those of squares, may be
	 * exact.
	 *
	 * @return whether they were; otherwise the results are to be replaced
	 */
	private boolean applyToMultiples() {
		if (area.shape().rows() < MANY_ROWS || !ExactSums.fit(area)) return false;
		final double largest = area.largest(scratch);
		if (!(largest <= Float.MAX_VALUE)) return false;
		final int n = area.size(0);
		final Multiples multiples = new Multiples(largest, ExactSums.terms(area), n, scratch);
		final A line = scratch.array("exactly summed row", lines, n);
		return applyToAny(new ExactSums<>(new DoubleExactLines(), Precision.DOUBLE, area, target, scratch, "exact sums", (row,
			numbers, at) -> {
			if (!area.read(row, line, 0)) return false;
			lines.toDouble(line, 0, numbers, n);
			multiples.check(numbers);
			System.arraycopy(numbers, 0, numbers, at, n);
			return true;
		}), multiples::holds);
	}

	/** @return whether all sums are right */
	@SuppressWarnings("unchecked")
	private boolean applyToAny(final WindowSums sums, final BooleanSupplier holds) {
		final WindowSums squares = statistic == Statistic.MEAN ? null : sums instanceof SmallSums ? smallSquares(
			(SmallSums<double[]>) sums) : runs("squares of windows", true);
		final WindowSums counts = area.isComplete() ? null : counts(area, target, scratch);
		final SmallSums<double[]> small = counts == null && sums instanceof SmallSums ? (SmallSums<double[]>) sums : null;
		final Row row = new Row();
		row.from = small == null ? 0 : area.radius(0);
		final int end = row.from + row.n;
		final double samples = area.shape().samples();
		final boolean single = lines.bytes() < Double.BYTES;
		for (row.index = 0; row.index < target.samples() / target.size(0); row.index++) {
			final double[] sum = small == null ? row.sum : small.sums(row.index);
			if (small == null) sums.sum(row.index, sum);
			if (holds != null && row.index % OFTEN == 0 && !holds.getAsBoolean()) return false;
			final double[] square = small == null || squares == null ? row.square : ((SmallSums<double[]>) squares).sums(row.index);
			if (small == null && squares != null) squares.sum(row.index, square);
			if (counts != null) counts.sum(row.index, row.number);
			if (squares == null) WindowMoments.means(sum, row.number, row.result, end);
			else if (!single) WindowMoments.variances(sum, square, row.number, row.result, end);
			else if (counts == null) WindowMoments.variancesOfSingle(sum, square, samples, row.result, end);
			else WindowMoments.variancesOfSingle(sum, square, row.number, row.result, end);
			if (squares != null && counts == null && single && WindowMoments.arePrecise(row.result, square, samples, row.from,
				end)) {
				if (statistic == Statistic.DEVIATION) WindowMoments.roots(row.result, end);
			}
			// single precision hides the errors of means
			else if (squares != null || counts != null || !single) for (int x = 0; x < row.n; x += area.stride(0)) {
				final int at = row.from + x;
				row.result[at] = checked(row.result[at], sum[at], square[at], row.number[at], row.index, x);
			}
			row.put();
		}
		return holds == null || holds.getAsBoolean();
	}

	/** A row of windows. */
	private final class Row {

		private final int all = area.size(0);
		private final int n = all - 2 * area.radius(0);
		private final double[] sum = scratch.array("sums of a line", Precision.DOUBLE, all);
		private final double[] square = scratch.array("squares of a line", Precision.DOUBLE, all);
		private final double[] number = scratch.array("counts of a line", Precision.DOUBLE, all);
		private final double[] result = scratch.array("statistics of a line", Precision.DOUBLE, all);
		private final A line = scratch.array("statistics", lines, all);
		private int index;
		/** Index of the first window in the lines. */
		private int from;

		Row() {
			Arrays.fill(number, 0, all, area.shape().samples());
		}

		void put() {
			lines.fromDouble(result, line, 0, from + n);
			MomentLines.this.put(line, from, index);
		}
	}

	private void put(final A line, final int row) {
		put(line, 0, row);
	}

	/** Puts a row of windows whose first is at an index. */
	private void put(final A line, final int from, final int row) {
		if (area.stride(0) > 1) WindowLinesTypes.of(lines).every(line, from, area.stride(0), line, target.size(0));
		target.put(lines, line, area.stride(0) > 1 ? 0 : from, row);
	}

	/** Sums of samples, of any numbers, in small windows. */
	private SmallSums<double[]> smallSums() {
		final int n = area.size(0);
		final A samples = scratch.array("summed row", lines, n);
		return new SmallSums<>(DOUBLES, Precision.DOUBLE, area, scratch, "sums of windows", (row, line, at) -> {
			return readDouble(row, samples, line);
		});
	}

	/** Reads a row in double precision; returns false if it has no samples. */
	private boolean readDouble(final int row, final A samples, final double[] line) {
		if (area.isComplete()) {
			final A found = area.find(row);
			lines.toDouble(found, area.found(), line, area.size(0));
			return true;
		}
		if (!area.read(row, samples, 0)) return false;
		lines.toDouble(samples, 0, line, area.size(0));
		return true;
	}

	/** Sums of squares of the samples that other sums have just read. */
	private SmallSums<double[]> smallSquares(final SmallSums<double[]> sums) {
		return new SmallSums<>(DOUBLES, Precision.DOUBLE, area, scratch, "squares of windows", (row, line, at) -> {
			System.arraycopy(sums.row(row), at, line, at, area.size(0));
			DOUBLES.square(line, at, at + area.size(0));
			return true;
		});
	}

	/** Sums of samples or of their squares, of any numbers. */
	private WindowSums runs(final String key, final boolean squares) {
		final int n = area.size(0);
		final A samples = scratch.array("summed row", lines, n);
		return new RunSums(area, target, scratch, key, (row, line) -> {
			if (!readDouble(row, samples, line)) return false;
			if (squares) for (int x = 0; x < n; x++)
				line[x] *= line[x];
			return true;
		});
	}

	/** Exact sums of whole numbers or of their squares, in the shortest type that holds them. */
	private ExactSums<?> exact(final WholeSums whole, final String key, final boolean squares) {
		if (whole.areSingle(squares) && !whole.areBothInt()) return exact(new FloatExactLines(), Precision.SINGLE, key + ", float", squares, whole.shift());
		if (whole.areInt(squares)) return exact(new IntExactLines(), Precision.INTEGER, key + ", int", squares, whole.shift());
		return exact(new DoubleExactLines(), Precision.DOUBLE, key + ", double", squares, whole.shift());
	}

	/** Exact sums of samples or of their squares, less a number. */
	@SuppressWarnings("unchecked")
	private <B> ExactSums<B> exact(final ExactLines<B> loops, final LineMemory<B> memory, final String key,
		final boolean squares, final double shift)
	{
		final int n = area.size(0);
		final float[] line = scratch.array("exactly summed row", Precision.SINGLE, n);
		return new ExactSums<>(loops, memory, area, target, scratch, key, (row, numbers, at) -> {
			if (!squares && shift == 0 && area.copyWhole(row, memory, numbers, at)) return true;
			// squares follow the samples, whose row has just been read
			if (row != readRow) isRead = area.read(row, (A) line, 0);
			readRow = row;
			if (!isRead) return false;
			loops.convert(line, shift, numbers, 0, n);
			if (squares) loops.square(numbers, 0, n);
			memory.copy(numbers, 0, numbers, at, n);
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
