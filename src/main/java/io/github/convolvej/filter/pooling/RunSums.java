package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Sums over windows of any shape, of any numbers, in double precision. In each row
 * of samples, the sums over runs are computed from the middle outwards; each is
 * used for all windows that have a row of that length there. Every window is
 * summed in the same order, so the bits do not depend on tiles.
 */
final class RunSums implements WindowSums {

	private static final Lines<double[]> PRECISION = Precision.DOUBLE;
	private static final ExactLines<double[]> LOOPS = new DoubleExactLines();

	/** Reads the rows that are summed. */
	interface RowReader {

		/** Fills a line, or returns false if the row has no samples. */
		boolean read(int row, double[] line);
	}

	private final WindowArea<?> area;
	private final RunLengths lengths;
	private final int radius;
	private final int width;
	/** For each row of the shape, which of the lengths it has. */
	private final int[] length;
	/** A line of sums for each row of windows. */
	private final double[][] sums;
	/** The row of samples, and the samples that make a run longer on both sides. */
	private final double[] line;
	private final double[] left;
	private final double[] right;
	/** For each length, the sums of the runs around each sample of a row, and of the next row. */
	private final double[][] runs;
	private final double[][] nextRuns;

	/**
	 * @param area the samples
	 * @param target the windows
	 * @param scratch memory of the calling thread
	 * @param key what the sums are for
	 * @param reader reads the rows
	 */
	RunSums(final WindowArea<?> area, final Block target, final Scratch scratch, final String key, final RowReader reader) {
		this.area = area;
		lengths = area.shape().lengths();
		length = new int[area.shape().rows()];
		for (int i = 0; i < lengths.count(); i++)
			for (final int row : lengths.rows(i))
				length[row] = i;
		radius = area.radius(0);
		width = area.size(0) - 2 * radius;
		final int m = target.samples() / target.size(0);
		sums = scratch.arrays(key, PRECISION, m, width);
		for (int row = 0; row < m; row++)
			PRECISION.fill(sums[row], width, 0);
		final double[][] memory = scratch.arrays("lines of runs", PRECISION, 3, area.size(0));
		line = memory[0];
		left = memory[1];
		right = memory[2];
		runs = scratch.arrays("runs", PRECISION, lengths.count(), width);
		nextRuns = scratch.arrays("runs of the next row", PRECISION, lengths.count(), width);
		final int height = area.size(1);
		int row = 0;
		while (row < area.rows()) {
			final boolean paired = row % height + 1 < height;
			final boolean first = reader.read(row, line);
			if (first) sumRuns(runs);
			final boolean second = paired && reader.read(row + 1, line);
			if (second) sumRuns(nextRuns);
			add(row, first, second);
			row += paired ? 2 : 1;
		}
	}

	@Override
	public void sum(final int targetRow, final double[] target) {
		System.arraycopy(sums[targetRow], 0, target, 0, width);
	}

	/** Sums the row in {@link #line}. */
	private void sumRuns(final double[][] target) {
		int reach = 0;
		double[] shorter = target[0];
		for (int i = 0; i < lengths.count(); i++) {
			final double[] run = target[i];
			if (i == 0) System.arraycopy(line, radius, run, 0, width);
			while (reach < lengths.reach(i)) {
				reach++;
				System.arraycopy(line, radius - reach, left, 0, width);
				System.arraycopy(line, radius + reach, right, 0, width);
				LOOPS.add(run, width, shorter, left, right);
				shorter = run;
			}
			shorter = run;
		}
	}

	/**
	 * Adds the runs of a row, and of the next one, to all windows that have them. A
	 * window has both in rows of the shape that follow each other.
	 */
	private void add(final int row, final boolean first, final boolean second) {
		for (int i = 0; i < length.length; i++) {
			final boolean both = first && second && isFollowed(i);
			if (first) {
				final int to = area.targetRow(row, i);
				if (to >= 0 && both) LOOPS.add(sums[to], width, sums[to], runs[length[i]], nextRuns[length[i + 1]]);
				else if (to >= 0) LOOPS.add(sums[to], width, sums[to], runs[length[i]]);
			}
			if (second && !(first && i > 0 && isFollowed(i - 1))) {
				final int to = area.targetRow(row + 1, i);
				if (to >= 0) LOOPS.add(sums[to], width, sums[to], nextRuns[length[i]]);
			}
		}
	}

	/** Whether the next row of the shape is the next one along y. */
	private boolean isFollowed(final int i) {
		final WindowShape shape = area.shape();
		return i + 1 < length.length && shape.offset(i + 1, 1) == shape.offset(i, 1) + 1;
	}
}
