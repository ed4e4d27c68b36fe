package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Sums over small windows of two axes, each for itself. The columns around the middle row grow by a sample at both ends
 * at a time; each is added to the windows that have a column of that height there. Every window is summed in the same
 * order, so the bits do not depend on tiles even where sums are rounded.
 *
 * @param <B> {@code int[]}, {@code long[]}, {@code float[]} or {@code double[]}
 */
final class SmallSums<B> implements WindowSums {

	/** Windows that extend further are summed faster by {@link ExactSums}. */
	private static final int MOST_COLUMNS = 3;
	private static final int MOST_ROWS = 4;

	private final ExactLines<B> loops;
	private final LineMemory<B> memory;
	private final WindowArea<?> area;
	private final ColumnHeights heights;
	private final ExactSums.RowReader<B> reader;
	private final int size;
	private final B[] rows;
	private int read;
	/** Columns of each height, their shifted copies, and the sum. */
	private final B[] columns;
	private final B[] shifted;
	private final B sum;
	/** Lines that wait to be added to the sum. */
	private final B[] terms;
	private int waiting;

	/**
	 * @param loops the loops
	 * @param memory lines of the same type
	 * @param area the samples
	 * @param scratch memory of the calling thread
	 * @param key what the sums are for
	 * @param reader reads the samples
	 */
	SmallSums(final ExactLines<B> loops, final LineMemory<B> memory, final WindowArea<?> area, final Scratch scratch,
		final String key, final ExactSums.RowReader<B> reader)
	{
		this.loops = loops;
		this.memory = memory;
		this.area = area;
		this.reader = reader;
		heights = area.heights();
		size = area.size(0);
		rows = scratch.arrays(key + ", small rows", memory, 2 * area.radius(1) + 1, size);
		columns = scratch.arrays(key + ", small columns", memory, area.radius(1) + 1, size);
		final B[] lines = scratch.arrays(key + ", small lines", memory, 2 * MOST_COLUMNS + 1, size);
		shifted = Arrays.copyOfRange(lines, 1, lines.length);
		sum = lines[0];
		terms = memory.createList(5);
	}

	/** Whether the windows are small. */
	static boolean fit(final WindowShape shape) {
		return shape.numDimensions() == 2 && shape.radius(0) <= MOST_COLUMNS && shape.radius(1) <= MOST_ROWS;
	}

	@Override
	public void sum(final int targetRow, final double[] target) {
		final B all = sums(targetRow);
		memory.toDouble(all, area.radius(0), target, size - 2 * area.radius(0));
	}

	/**
	 * Computes the sums of a row of windows, at stride 1 along x. Rows must be requested in order.
	 *
	 * @param targetRow number of the row
	 * @return the sums, from the index on that is the radius along x; valid until the next call
	 */
	B sums(final int targetRow) {
		final int y = targetRow * area.stride(1) + area.radius(1);
		for (final int last = y + area.radius(1); read <= last; read++)
			if (!reader.read(read, row(read), 0)) memory.fill(row(read), size, 0);
		waiting = 0;
		int group = heights.count(0) - 1;
		for (int height = 0; group >= 0; height++) {
			final B column = column(y, height);
			if (height == heights.height(0, group)) add(column, group--);
		}
		flush();
		return sum;
	}

	/** The sums over columns of a height around a row; those of the height before must be there. */
	private B column(final int y, final int height) {
		if (height == 0) return row(y);
		loops.add(columns[height], 0, size, height == 1 ? row(y) : columns[height - 1], row(y - height), row(y + height));
		return columns[height];
	}

	/** Adds columns to the windows in whose group they are. */
	private void add(final B column, final int group) {
		for (int x = group == 0 ? 0 : heights.reach(0, group - 1) + 1; x <= heights.reach(0, group); x++) {
			add(x == 0 ? column : shifted(column, x, 2 * x - 2));
			if (x > 0) add(shifted(column, -x, 2 * x - 1));
		}
	}

	/** A copy in which each place has the column that is x further to the right. */
	private B shifted(final B column, final int x, final int index) {
		memory.copy(column, Math.max(0, x), shifted[index], Math.max(0, -x), size - Math.abs(x));
		return shifted[index];
	}

	private void add(final B line) {
		terms[waiting++] = line;
		if (waiting == terms.length) flush();
	}

	/** Adds the lines that wait, of which there is an odd number since all columns but the middle one come in pairs. */
	private void flush() {
		if (waiting == 5) loops.add(sum, 0, size, terms[0], terms[1], terms[2], terms[3], terms[4]);
		else if (waiting == 3) loops.add(sum, 0, size, terms[0], terms[1], terms[2]);
		else if (terms[0] != sum) memory.copy(terms[0], 0, sum, 0, size);
		terms[0] = sum;
		waiting = 1;
	}

	/** A row of the samples of the windows that were summed last. */
	B row(final int y) {
		return rows[y % (2 * area.radius(1) + 1)];
	}
}
