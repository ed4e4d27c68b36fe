package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;

/**
 * Iterates over a box of several tensors at the same time, in runs. The samples
 * of a run are neighbours in every tensor, or the same sample in tensors with
 * one position along an axis (broadcasting).
 */
final class RunLoop {

	/** Processes a run. */
	interface Run {

		/**
		 * @param at index of the first sample in each tensor's array
		 * @param n number of samples
		 */
		void accept(int[] at, int n);
	}

	private final Box box;
	private final int[][] strides;
	private final int[] base;

	/**
	 * @param box the box
	 * @param parts the boxes of the arrays, with as many axes as the box or fewer
	 *          (aligned at the last axis); a single position along an axis is
	 *          repeated
	 */
	RunLoop(final Box box, final Box[] parts) {
		this.box = box;
		strides = new int[parts.length][box.rank()];
		base = new int[parts.length];
		for (int p = 0; p < parts.length; p++) {
			final int missing = box.rank() - parts[p].rank();
			final int[] own = parts[p].strides();
			for (int d = 0; d < own.length; d++) {
				final Box part = parts[p];
				final boolean repeated = part.min(d) == part.max(d);
				strides[p][missing + d] = repeated ? 0 : own[d];
				if (!repeated) base[p] += (int) (box.min(missing + d) - part.min(d)) * own[d];
			}
		}
	}

	/**
	 * @param part number of a tensor
	 * @return whether a whole run reads one sample of it
	 */
	boolean isRepeated(final int part) {
		final int axis = lastAxis();
		return axis < 0 || strides[part][axis] == 0;
	}

	void run(final Run run) {
		final int n = box.rank();
		final int axis = lastAxis();
		int length = n == 0 ? 1 : box.size(axis);
		// earlier axes are merged with it into one run if this is possible in all tensors
		int first = axis;
		for (int d = axis - 1; d >= 0; d--) {
			if (box.size(d) > 1 && !continues(d, axis, length)) break;
			length *= box.size(d);
			first = d;
		}
		final int[] at = base.clone();
		final int[] position = new int[n];
		long runs = 1;
		for (int d = 0; d < first; d++)
			runs *= box.size(d);
		for (long i = 0; i < runs; i++) {
			run.accept(at, length);
			for (int d = first - 1; d >= 0; d--) {
				for (int p = 0; p < at.length; p++)
					at[p] += strides[p][d];
				if (++position[d] < box.size(d)) break;
				for (int p = 0; p < at.length; p++)
					at[p] -= strides[p][d] * box.size(d);
				position[d] = 0;
			}
		}
	}

	/** The last axis with several positions, if in every tensor samples along it are neighbours or the same sample. */
	private int lastAxis() {
		int axis = box.rank() - 1;
		while (axis > 0 && box.size(axis) == 1)
			axis--;
		for (final int[] s : strides)
			if (axis >= 0 && s[axis] > 1) return box.rank() - 1;
		return axis;
	}

	/** Whether a step along an axis continues a run of that length, or repeats its sample if the run repeats one. */
	private boolean continues(final int d, final int axis, final int length) {
		for (final int[] s : strides) {
			final int expected = s[axis] == 0 ? 0 : length;
			if (s[d] != expected) return false;
		}
		return true;
	}
}
