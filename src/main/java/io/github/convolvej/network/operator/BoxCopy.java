package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/** Copies boxes between parts of tensors, row by row. */
final class BoxCopy {

	private BoxCopy() {}

	/**
	 * Copies a box that may extend outside the tensor; samples outside are zero.
	 *
	 * @param from contains the part of the box within the tensor; null if there is
	 *          none
	 * @param box the box to copy
	 * @param shape size of the tensor
	 * @param to array for the box
	 */
	static void read(final TensorPart from, final Box box, final long[] shape, final float[] to) {
		final int samples = Math.toIntExact(box.samples());
		final Box inside = box.intersect(Box.whole(shape));
		if (inside == null || from == null || !inside.equals(box)) Arrays.fill(to, 0, samples, 0);
		if (inside == null || from == null) return;
		copy(from, new TensorPart(box, to), inside);
	}

	/**
	 * Copies a box that lies in both parts.
	 *
	 * @param from source
	 * @param to target
	 * @param box the box to copy
	 */
	static void copy(final TensorPart from, final TensorPart to, final Box box) {
		final int n = box.rank();
		// trailing axes that are whole in both are copied at once
		int run = 1;
		int axis = n - 1;
		while (axis >= 0) {
			run *= box.size(axis);
			if (box.size(axis) != from.box().size(axis) || box.size(axis) != to.box().size(axis)) break;
			axis--;
		}
		final long[] position = new long[n];
		for (int d = 0; d < n; d++)
			position[d] = box.min(d);
		final long runs = box.samples() / run;
		for (long i = 0; i < runs; i++) {
			System.arraycopy(from.data(), from.index(position), to.data(), to.index(position), run);
			for (int d = axis - 1; d >= 0 && ++position[d] > box.max(d); d--)
				position[d] = box.min(d);
		}
	}

	/** Writes an array with the samples of a box to a part that contains the box. */
	static void write(final float[] from, final Box box, final TensorPart to) {
		copy(new TensorPart(box, from), to, box);
	}
}
