package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;

/**
 * Iterates over a box of a tensor that is reduced along some axes, cell by cell.
 * A cell has up to 16 neighbours along the last of these axes, and begins at a
 * multiple of 16. Samples of a cell are combined one after the other, cells in
 * any order: so boxes that consist of whole cells may come in any order.
 */
final class StatisticCells {

	/** Length of a cell. */
	static final int LENGTH = 16;

	/** Processes a cell, or the cells of neighbouring results. */
	interface Cell {

		/**
		 * @param from index of the first sample in the input's array
		 * @param step distance of the samples of a cell
		 * @param n samples of a cell
		 * @param to index of the (first) result
		 * @param width number of results, whose samples are neighbours
		 */
		void accept(int from, int step, int n, int to, int width);
	}

	private final boolean[] reduced;
	private final int axis;
	private final boolean single;

	/**
	 * @param reduced for each axis whether it is reduced
	 * @param shape size of the input
	 */
	StatisticCells(final boolean[] reduced, final long[] shape) {
		this.reduced = reduced;
		int last = -1;
		boolean one = true;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) last = d;
		for (int d = 0; d < reduced.length; d++)
			one &= !reduced[d] || shape[d] <= (d == last ? LENGTH : 1);
		axis = last;
		single = one;
	}

	/** The axis along which cells lie; -1 if no axis is reduced. */
	int axis() {
		return axis;
	}

	/** Whether each result depends on a single cell. */
	boolean isSingle() {
		return single;
	}

	/**
	 * @param box a box of the input
	 * @param kept the box of the results, which are numbered with their last axis
	 *          fastest
	 * @param held the box of the input's array
	 * @param cell receives all cells
	 */
	void run(final Box box, final Box kept, final Box held, final Cell cell) {
		final int n = box.rank();
		final int[] from = held.strides();
		final int[] to = kept.strides();
		final boolean row = n > 0 && axis != n - 1;
		final int width = row ? box.size(n - 1) : 1;
		final int loops = row ? n - 1 : n;
		int base = 0;
		int first = 0;
		long count = 1;
		for (int d = 0; d < n; d++) {
			base += (int) (box.min(d) - held.min(d)) * from[d];
			if (!reduced[d]) first += (int) (box.min(d) - kept.min(d)) * to[d];
			if (d < loops && d != axis) count *= box.size(d);
		}
		final int[] position = new int[n];
		for (long i = 0; i < count; i++) {
			int source = base;
			int target = first;
			for (int d = 0; d < loops; d++) {
				source += position[d] * from[d];
				if (!reduced[d]) target += position[d] * to[d];
			}
			if (axis < 0) cell.accept(source, 0, 1, target, width);
			else for (long x = box.min(axis); x <= box.max(axis);) {
				final long end = Math.min(box.max(axis), (x / LENGTH + 1) * LENGTH - 1);
				cell.accept(source + (int) (x - box.min(axis)) * from[axis], from[axis], (int) (end - x + 1), target, width);
				x = end + 1;
			}
			for (int d = loops - 1; d >= 0; d--) {
				if (d == axis) continue;
				if (++position[d] < box.size(d)) break;
				position[d] = 0;
			}
		}
	}
}
