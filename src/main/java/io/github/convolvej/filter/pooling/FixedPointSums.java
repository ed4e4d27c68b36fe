package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.WorkingLines;

/**
 * Sums over windows of two axes, of samples of single precision that are whole multiples of one number. Only the steps
 * from one window to the next are summed over columns, since these fit an {@code int}; so it takes as long as for whole
 * numbers. All sums are exact, and so the same as in any other order.
 */
final class FixedPointSums implements WindowSums {

	/** Bits of the difference of two samples. */
	private static final int SPAN = FixedPoint.BITS + 1;

	private final WindowArea<float[]> area;
	private final ColumnHeights heights;
	private final FixedPoint format;
	private final ExactSums<int[]> sums;
	private final PackedLines<int[]> loops = new IntPackedLines();
	private final long[] line;
	private final int width;
	/** The sum of the first window of the last row. */
	private long first;

	private FixedPointSums(final WindowArea<float[]> area, final FixedPoint format, final Block target, final Scratch scratch) {
		this.area = area;
		this.format = format;
		heights = area.heights();
		width = area.size(0) - 2 * area.radius(0);
		line = scratch.array("sums in fixed point", Precision.LONG, area.size(0));
		final float[] samples = scratch.array("row in fixed point", Precision.SINGLE, area.size(0));
		sums = new ExactSums<>(new IntExactLines(), Precision.INTEGER, area, target, scratch, "fixed point", (row, numbers, at) -> {
			if (!area.read(row, samples, 0)) return false;
			format.convert(samples, numbers, at);
			return true;
		});
	}

	/**
	 * @param area the samples
	 * @param target the windows
	 * @param scratch memory of the calling thread
	 * @return the sums, or null if the samples are certainly no such numbers, or the sums would not fit
	 */
	static FixedPointSums of(final WindowArea<float[]> area, final Block target, final Scratch scratch) {
		// samples that leave are subtracted from those that enter
		if (area.axes() != 2 || area.shape().rows() >= 1 << Integer.SIZE - 1 - SPAN || !ExactSums.fit(area)) return null;
		// most images of other numbers show it in the first row of all
		if (!isLikely(area, scratch)) return null;
		final FixedPoint format = FixedPoint.of(area.largest(scratch), area.size(0));
		return format == null ? null : new FixedPointSums(area, format, target, scratch);
	}

	/** Whether the samples of one row are multiples of a number that is not larger than that of all rows. */
	private static boolean isLikely(final WindowArea<float[]> area, final Scratch scratch) {
		final int n = area.size(0);
		final float[] samples = scratch.array("row in fixed point", Precision.SINGLE, n);
		if (!area.read(area.size(1) / 2, samples, 0)) return true;
		double largest = 0;
		for (int x = 0; x < n; x++)
			largest = Math.max(largest, Math.abs(samples[x]));
		final FixedPoint format = FixedPoint.of(largest, n);
		// a row of small numbers tells nothing of the others
		if (format == null) return largest <= 1;
		format.convert(samples, scratch.array("numbers in fixed point", Precision.INTEGER, n), 0);
		return format.holds();
	}

	/** Whether all samples up to now were multiples: if not, the sums are wrong. */
	boolean hold() {
		return format.holds();
	}

	@Override
	public void sum(final int targetRow, final double[] target) {
		format.toDouble(sums(targetRow), target, width);
	}

	/**
	 * Computes multiples of the sums of a row of windows, at stride 1 along x. Rows must be requested in order.
	 *
	 * @param targetRow number of the row
	 * @param factor what sums are multiplied by
	 * @param target receives the products
	 */
	void sum(final int targetRow, final double factor, final float[] target) {
		final int[] steps = steps(targetRow);
		loops.accumulate(first, steps, WorkingLines.MARGIN, format.unit() * factor, target, width);
	}

	private long[] sums(final int targetRow) {
		final int[] steps = steps(targetRow);
		loops.accumulate(first, steps, WorkingLines.MARGIN, line, width);
		return line;
	}

	/** Sums the first window of a row, and finds the differences between each sum and the next. */
	private int[] steps(final int targetRow) {
		final int[] steps = sums.steps(targetRow)[0];
		final int y = targetRow * area.stride(1) + area.radius(1);
		if (targetRow > 0 && area.stride(1) == 1) moveFirst(y);
		else sumFirst(y);
		return steps;
	}

	/** Sums the first window of a row. */
	private void sumFirst(final int y) {
		first = 0;
		for (int i = 0; i < heights.count(0); i++)
			for (int dy = -heights.height(0, i); dy <= heights.height(0, i); dy++)
				first += ofGroup(y + dy, i);
	}

	/** Sums the first window of a row, when that of the row before is known. */
	private void moveFirst(final int y) {
		for (int i = 0; i < heights.count(0); i++)
			first += ofGroup(y + heights.height(0, i), i) - ofGroup(y - 1 - heights.height(0, i), i);
	}

	/** The samples of a row that lie in a group of columns of the first window. */
	private long ofGroup(final int y, final int group) {
		final int[] row = sums.sample(y);
		final int centre = WorkingLines.MARGIN + area.radius(0);
		long sum = 0;
		for (int x = group == 0 ? 0 : heights.reach(0, group - 1) + 1; x <= heights.reach(0, group); x++) {
			sum += row[centre + x];
			if (x > 0) sum += row[centre - x];
		}
		return sum;
	}
}
