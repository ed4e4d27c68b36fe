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

	/** Windows that are summed together, so that their lines stay in the cache. */
	private static final int PIECE = 512;

	/** Reads the rows that are summed. */
	interface RowReader {

		/** Fills a line, or returns false if the row has no samples. */
		boolean read(int row, double[] line);
	}

	private final WindowArea<?> area;
	private final RunLengths lengths;
	private final int radius;
	private final int width;
	private final int targetRows;
	private final int pieces;
	/** For each row of the shape, which of the lengths it has. */
	private final int[] length;
	/** A line of sums for each row and piece of windows. */
	private final double[][] sums;
	/** The samples that make a run longer on both sides. */
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
		lengths = area.lengths();
		length = lengths.ofRows();
		radius = area.radius(0);
		width = area.size(0) - 2 * radius;
		pieces = (width + PIECE - 1) / PIECE;
		targetRows = target.samples() / target.size(0);
		final int m = targetRows * pieces;
		final int longest = Math.min(width, PIECE);
		sums = scratch.arrays(key, PRECISION, m, longest);
		for (int i = 0; i < m; i++)
			PRECISION.fill(sums[i], longest, 0);
		final double[][] memory = scratch.arrays("summed rows and ends of runs", PRECISION, 4, area.size(0));
		final double[] line = memory[0];
		final double[] nextLine = memory[1];
		left = memory[2];
		right = memory[3];
		runs = scratch.arrays("runs", PRECISION, lengths.count(), longest);
		nextRuns = scratch.arrays("runs of the next row", PRECISION, lengths.count(), longest);
		final int height = area.size(1);
		int row = 0;
		while (row < area.rows()) {
			final boolean paired = row % height + 1 < height;
			final boolean first = reader.read(row, line);
			final boolean second = paired && reader.read(row + 1, nextLine);
			for (int piece = 0; piece < pieces; piece++) {
				if (first) sumRuns(line, piece, runs);
				if (second) sumRuns(nextLine, piece, nextRuns);
				if (targetRows < length.length) addToFew(row, piece, first, second);
				else add(row, piece, first, second);
			}
			row += paired ? 2 : 1;
		}
	}

	@Override
	public void sum(final int targetRow, final double[] target) {
		for (int piece = 0; piece < pieces; piece++)
			System.arraycopy(sums[targetRow * pieces + piece], 0, target, piece * PIECE, length(piece));
	}

	/** Number of windows of a piece. */
	private int length(final int piece) {
		return Math.min(PIECE, width - piece * PIECE);
	}

	/** Sums the runs of a piece of a row. */
	private void sumRuns(final double[] line, final int piece, final double[][] target) {
		final int n = length(piece);
		final int centre = radius + piece * PIECE;
		int reach = 0;
		double[] shorter = target[0];
		for (int i = 0; i < lengths.count(); i++) {
			final double[] run = target[i];
			if (i == 0) System.arraycopy(line, centre, run, 0, n);
			while (reach < lengths.reach(i)) {
				reach++;
				System.arraycopy(line, centre - reach, left, 0, n);
				System.arraycopy(line, centre + reach, right, 0, n);
				LOOPS.add(run, 0, n, shorter, left, right);
				shorter = run;
			}
			shorter = run;
		}
	}

	/**
	 * Adds the runs of a row, and of the next one, to all windows that have them. A
	 * window has both in rows of the shape that follow each other.
	 */
	private void add(final int row, final int piece, final boolean first, final boolean second) {
		final int n = length(piece);
		for (int i = 0; i < length.length; i++) {
			final boolean both = first && second && isFollowed(i);
			if (first) {
				final int to = area.targetRow(row, i);
				final double[] sum = to < 0 ? null : sums[to * pieces + piece];
				if (sum != null && both) LOOPS.add(sum, 0, n, sum, runs[length[i]], nextRuns[length[i + 1]]);
				else if (sum != null) LOOPS.add(sum, 0, n, sum, runs[length[i]]);
			}
			if (second && !(first && i > 0 && isFollowed(i - 1))) {
				final int to = area.targetRow(row + 1, i);
				final double[] sum = to < 0 ? null : sums[to * pieces + piece];
				if (sum != null) LOOPS.add(sum, 0, n, sum, nextRuns[length[i]]);
			}
		}
	}

	/** The same for few windows with many rows: looks for the row of each window, not for the window of each row. */
	private void addToFew(final int row, final int piece, final boolean first, final boolean second) {
		final int n = length(piece);
		for (int to = 0; to < targetRows; to++) {
			final double[] sum = sums[to * pieces + piece];
			final int one = first ? area.shapeRow(row, to) : -1;
			final int other = second ? area.shapeRow(row + 1, to) : -1;
			if (one >= 0 && other >= 0) LOOPS.add(sum, 0, n, sum, runs[length[one]], nextRuns[length[other]]);
			else if (one >= 0) LOOPS.add(sum, 0, n, sum, runs[length[one]]);
			else if (other >= 0) LOOPS.add(sum, 0, n, sum, nextRuns[length[other]]);
		}
	}

	/** Whether the next row of the shape is the next one along y. */
	private boolean isFollowed(final int i) {
		final WindowShape shape = area.shape();
		return i + 1 < length.length && shape.offset(i + 1, 1) == shape.offset(i, 1) + 1;
	}
}
