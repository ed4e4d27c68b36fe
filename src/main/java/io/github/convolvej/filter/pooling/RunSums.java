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
	private static final WindowLines<double[]> LOOPS = WindowLinesTypes.of(PRECISION);

	/** Reads the rows that are summed. */
	interface RowReader {

		/** Fills a line, or returns false if the row has no samples. */
		boolean read(int row, double[] line);
	}

	private final WindowArea<?> area;
	private final RunLengths lengths;
	private final int radius;
	private final int width;
	/** A line of sums for each row of windows. */
	private final double[][] sums;
	/** The row of samples. */
	private final double[] line;
	/**
	 * The sums of the runs around each sample of the row, and the samples that make
	 * them longer on both sides. The list never changes: where a method stores in a
	 * list and gives it to a loop, Java 17 crashes while compiling it.
	 */
	private final double[][] widening;

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
		radius = area.radius(0);
		width = area.size(0) - 2 * radius;
		final int m = target.samples() / target.size(0);
		sums = scratch.arrays(key, PRECISION, m, width);
		for (int row = 0; row < m; row++)
			PRECISION.fill(sums[row], width, 0);
		final double[][] memory = scratch.arrays("lines of runs", PRECISION, 4, area.size(0));
		line = memory[0];
		widening = new double[][] { memory[1], memory[2], memory[3] };
		for (int row = 0; row < area.rows(); row++)
			if (reader.read(row, line)) add(row);
	}

	@Override
	public void sum(final int targetRow, final double[] target) {
		System.arraycopy(sums[targetRow], 0, target, 0, width);
	}

	/** Adds the row in {@link #line} to all windows that have it. */
	private void add(final int row) {
		System.arraycopy(line, radius, widening[0], 0, width);
		int reach = 0;
		for (int i = 0; i < lengths.count(); i++) {
			while (reach < lengths.reach(i))
				widen(++reach);
			for (final int shapeRow : lengths.rows(i)) {
				final int to = area.targetRow(row, shapeRow);
				if (to >= 0) LOOPS.add(sums[to], width, widening[0]);
			}
		}
	}

	private void widen(final int reach) {
		System.arraycopy(line, radius - reach, widening[1], 0, width);
		System.arraycopy(line, radius + reach, widening[2], 0, width);
		LOOPS.sum(widening[0], width, widening, 3);
	}
}
