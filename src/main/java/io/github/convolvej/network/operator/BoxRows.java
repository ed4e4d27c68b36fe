package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/** Numbers the rows along the last axis of a box, the axis before it fastest, and finds them in a part of a tensor. */
final class BoxRows {

	private final Box box;
	private final TensorPart part;
	private final long[] position;

	/**
	 * @param box the box
	 * @param part contains those rows that are asked for; null if there are none
	 */
	BoxRows(final Box box, final TensorPart part) {
		this.box = box;
		this.part = part;
		position = new long[box.rank()];
	}

	/**
	 * Goes to a row.
	 *
	 * @param row its number
	 * @param x position along the last axis
	 */
	void go(final int row, final long x) {
		int rest = row;
		for (int d = position.length - 2; d >= 0; d--) {
			position[d] = box.min(d) + rest % box.size(d);
			rest /= box.size(d);
		}
		position[position.length - 1] = x;
	}

	/**
	 * @param shape size of the whole tensor
	 * @return whether the row lies in it
	 */
	boolean isWithin(final long[] shape) {
		for (int d = 0; d < position.length - 1; d++)
			if (position[d] < 0 || position[d] >= shape[d]) return false;
		return true;
	}

	/** @return index of the position in the array of the part */
	int index() {
		return part.index(position);
	}
}
