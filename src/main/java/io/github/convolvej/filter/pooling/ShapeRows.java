package io.github.convolvej.filter.pooling;

import java.util.Arrays;

/** The rows along x of a window's shape, by their place in its bounding box. */
final class ShapeRows {

	private final WindowShape shape;
	/** The row at each place of the bounding box, y fastest; -1 where there is none. */
	private final int[] rows;

	ShapeRows(final WindowShape shape) {
		this.shape = shape;
		int all = 1;
		for (int d = 1; d < shape.numDimensions(); d++)
			all *= 2 * shape.radius(d) + 1;
		rows = new int[all];
		Arrays.fill(rows, -1);
		for (int row = 0; row < shape.rows(); row++) {
			int at = 0;
			int step = 1;
			for (int d = 1; d < shape.numDimensions(); d++) {
				at += (shape.offset(row, d) + shape.radius(d)) * step;
				step *= 2 * shape.radius(d) + 1;
			}
			rows[at] = row;
		}
	}

	/**
	 * @param offsets distance from the first place of the bounding box along each axis; that along x is not read
	 * @return number of the row there, -1 if there is none
	 */
	int at(final int[] offsets) {
		int at = 0;
		int step = 1;
		for (int d = 1; d < shape.numDimensions(); d++) {
			final int size = 2 * shape.radius(d) + 1;
			if (offsets[d] < 0 || offsets[d] >= size) return -1;
			at += offsets[d] * step;
			step *= size;
		}
		return rows[at];
	}
}
