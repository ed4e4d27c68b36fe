package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;

/**
 * Iterates over all samples that a box of a reduced tensor depends on, run by
 * run along the last axis. The order of the samples of each result does not
 * depend on the box.
 */
final class ReducedRuns {

	/** Processes a run. */
	interface Run {

		/**
		 * @param from index of the first sample in the input's array
		 * @param along whether the whole run belongs to one sample of the result;
		 *          otherwise each sample belongs to the next one
		 * @param to index of the (first) sample in an array for the box
		 * @param n number of samples
		 */
		void accept(int from, boolean along, int to, int n);
	}

	private final Box piece;
	private final boolean[] reduced;
	private final Box all;
	private final Box held;

	/**
	 * @param piece box of the result
	 * @param reduced for each axis whether it is reduced
	 * @param inputShape size of the input
	 * @param held the box of the input's array
	 */
	ReducedRuns(final Box piece, final boolean[] reduced, final long[] inputShape, final Box held) {
		this.piece = piece;
		this.reduced = reduced;
		all = widened(piece, reduced, inputShape);
		this.held = held;
	}

	/** A box of a reduced tensor, with all positions of the reduced axes. */
	static Box widened(final Box target, final boolean[] reduced, final long[] inputShape) {
		Box box = target;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) box = box.with(d, 0, inputShape[d] - 1);
		return box;
	}

	void run(final Run run) {
		final int n = piece.rank();
		if (n == 0) {
			run.accept(0, true, 0, 1);
			return;
		}
		final int[] from = held.strides();
		final int[] to = piece.strides();
		int base = 0;
		for (int d = 0; d < n; d++)
			base += (int) (all.min(d) - held.min(d)) * from[d];
		final int width = all.size(n - 1);
		final int[] position = new int[n];
		final long runs = all.samples() / width;
		for (long r = 0; r < runs; r++) {
			int source = base;
			int target = 0;
			for (int d = 0; d < n - 1; d++) {
				source += position[d] * from[d];
				if (!reduced[d]) target += position[d] * to[d];
			}
			run.accept(source, reduced[n - 1], target, width);
			for (int d = n - 2; d >= 0 && ++position[d] == all.size(d); d--)
				position[d] = 0;
		}
	}
}
