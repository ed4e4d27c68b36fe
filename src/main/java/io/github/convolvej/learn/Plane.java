package io.github.convolvej.learn;

import java.util.Arrays;

/** Squares in rows and columns: a channel and slice of an image. Not to be changed once it is on a board. */
final class Plane {

	private final String name;
	private final long[] columns;
	private final long[] rows;
	private final Cell[][] cells;

	/**
	 * @param name what it is; empty if there is only one
	 * @param columns numbers of the columns
	 * @param rows numbers of the rows; none along an axis that is not there
	 */
	Plane(final String name, final long[] columns, final long[] rows) {
		this.name = name;
		this.columns = columns;
		this.rows = rows;
		cells = new Cell[rows.length][columns.length];
	}

	/** Columns and rows from a first to a last number. */
	static Plane of(final String name, final long[] min, final long[] max) {
		return new Plane(name, range(min[0], max[0]), range(min[1], max[1]));
	}

	private static long[] range(final long min, final long max) {
		final long[] numbers = new long[Math.toIntExact(max - min + 1)];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = min + i;
		return numbers;
	}

	String name() {
		return name;
	}

	long[] columns() {
		return columns;
	}

	long[] rows() {
		return rows;
	}

	/** The square at an index of row and column; null where there is none. */
	Cell cell(final int row, final int column) {
		return cells[row][column];
	}

	/** The square with numbers of column and row; null where there is none. */
	Cell at(final long x, final long y) {
		return cells[index(rows, y)][index(columns, x)];
	}

	void set(final long x, final long y, final Cell cell) {
		cells[index(rows, y)][index(columns, x)] = cell;
	}

	/** Marks the square with numbers of column and row, if it is drawn. */
	void mark(final long x, final long y, final Cell.Mark mark) {
		if (index(columns, x) >= 0 && index(rows, y) >= 0) set(x, y, at(x, y).marked(mark));
	}

	/** The same squares, to be marked. */
	Plane copy() {
		final Plane copy = new Plane(name, columns, rows);
		for (int j = 0; j < cells.length; j++)
			copy.cells[j] = cells[j].clone();
		return copy;
	}

	private static int index(final long[] numbers, final long number) {
		return Arrays.binarySearch(numbers, number);
	}
}
