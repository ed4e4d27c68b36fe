package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Medians, percentiles and ranks in large windows by counting: the samples are counted by rank, and the
 * counts are updated while the window moves along the line. Windows with
 * dilation are processed in groups whose samples lie at the same places. If
 * there are few different ranks, the counts of columns are kept from line to
 * line.
 */
final class MedianCounts {

	private final RankRule rule;
	private final Ranks ranks;
	private final RankHistogram histogram;
	private final AxisTaps axis;
	private final int classes;
	/** Null if there are too many ranks or samples, or if the windows are dilated. */
	private final ColumnHistograms columns;
	private int low;
	private int high;
	/** The number of samples for which the indices below were computed. */
	private int indexed = -1;
	private int lower;
	private int upper;

	/**
	 * @param rule which sample of the sorted ones
	 * @param source the samples, in double precision
	 * @param axis taps along x
	 * @param stride distance of the windows along x
	 * @param mostRows largest number of rows of a window
	 * @param scratch memory of the calling thread
	 */
	MedianCounts(final RankRule rule, final Block source, final AxisTaps axis, final int stride, final int mostRows,
		final Scratch scratch)
	{
		this.rule = rule;
		ranks = new Ranks(source, scratch);
		histogram = new RankHistogram(ranks.count(), scratch);
		this.axis = axis;
		final boolean few = ranks.count() <= ColumnHistograms.RANKS && ranks.notANumber() < 0;
		final boolean small = (long) mostRows * axis.maxCount() <= ColumnHistograms.SAMPLES;
		columns = few && small && axis.step() == 1 ? new ColumnHistograms(ranks.keys(), source.size(0)) : null;
		int multiple = 1;
		while (multiple * (long) stride % axis.step() != 0)
			multiple++;
		classes = multiple;
	}

	/** Whether the counts of columns are kept from line to line. */
	boolean hasColumns() {
		return columns != null;
	}

	/**
	 * @param rows offsets of the windows' rows in the source
	 * @param n number of rows
	 * @param target array for the medians
	 * @param offset index of the first median in the target
	 */
	void apply(final int[] rows, final int n, final double[] target, final int offset) {
		if (columns != null) {
			sumColumns(rows, n, target, offset);
			return;
		}
		for (int first = 0; first < Math.min(classes, axis.size()); first++) {
			low = 0;
			high = 0;
			for (int x = first; x < axis.size(); x += classes) {
				if (n > 0 && axis.count(x) > 0) moveTo(axis.start(x), axis.start(x) + axis.count(x) * axis.step(), rows, n);
				target[offset + x] = n > 0 && axis.count(x) > 0 ? median() : Double.NaN;
			}
			clear(rows, n);
		}
	}

	private void sumColumns(final int[] rows, final int n, final double[] target, final int offset) {
		columns.moveTo(rows, n);
		for (int x = 0; x < axis.size(); x++) {
			final int count = n * axis.count(x);
			if (count == 0) {
				target[offset + x] = Double.NaN;
				continue;
			}
			columns.window(axis.start(x), axis.start(x) + axis.count(x));
			find(count);
			final double value = ranks.value(columns.ranked(lower));
			target[offset + x] = lower == upper ? value : 0.5 * value + 0.5 * ranks.value(columns.ranked(upper));
		}
	}

	/** Finds which of the sorted samples make the value. */
	private void find(final int count) {
		if (count == indexed) return;
		indexed = count;
		lower = rule.lower(count);
		upper = rule.upper(count);
	}

	/** Updates the histogram to hold the samples from one place to before another, at the spacing of the taps. */
	private void moveTo(final int from, final int to, final int[] rows, final int n) {
		if (from >= high) {
			clear(rows, n);
			low = from;
			high = from;
		}
		for (; high < to; high += axis.step())
			histogram.add(ranks.keys(), rows, n, high);
		for (; low < from; low += axis.step())
			histogram.remove(ranks.keys(), rows, n, low);
	}

	private void clear(final int[] rows, final int n) {
		for (; low < high; low += axis.step())
			histogram.remove(ranks.keys(), rows, n, low);
	}

	private double median() {
		final int nan = ranks.notANumber();
		if (nan >= 0 && histogram.count(nan) > 0) return Double.NaN;
		find(histogram.size());
		final double value = ranks.value(histogram.ranked(lower));
		return lower == upper ? value : 0.5 * value + 0.5 * ranks.value(histogram.ranked(upper));
	}
}
