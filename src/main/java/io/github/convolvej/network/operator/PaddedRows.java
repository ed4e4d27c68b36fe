package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.BlockSamples;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * A box of a tensor that a plan reads; samples outside the tensor are zero. Rows are read from the tensor's
 * array, or put together if samples outside belong to them; the whole box is copied only for plans that want an
 * array.
 */
final class PaddedRows implements BlockSamples, Rows<float[]> {

	private final TensorPart part;
	private final Box box;
	private final long[] shape;
	private final Scratch scratch;
	private final BoxRows rows;
	private final int width;
	/** Samples before the tensor, and the end of those within it, in a row. */
	private final int first;
	private final int end;
	private final float[] padded;
	private final float[] zeros;
	private int offset;

	/**
	 * @param part contains the part of the box within the tensor; null if there is none
	 * @param box the box, of one position along the first axis
	 * @param shape size of the tensor
	 * @param scratch memory of the calling thread
	 */
	PaddedRows(final TensorPart part, final Box box, final long[] shape, final Scratch scratch) {
		this.part = part;
		this.box = box;
		this.shape = shape;
		this.scratch = scratch;
		rows = new BoxRows(box, part);
		final int last = box.rank() - 1;
		width = box.size(last);
		first = (int) Math.min(width, Math.max(0, -box.min(last)));
		end = (int) Math.max(first, Math.min(width, shape[last] - box.min(last)));
		padded = scratch.array("network row", Precision.SINGLE, width);
		Arrays.fill(padded, 0, width, 0);
		zeros = scratch.array("network zeros", Precision.SINGLE, width);
		Arrays.fill(zeros, 0, width, 0);
	}

	@Override
	public float[] at(final int row) {
		rows.go(row, box.min(box.rank() - 1) + first);
		offset = 0;
		if (part == null || first == end || !rows.isWithin(shape)) return zeros;
		final int from = rows.index();
		if (first == 0 && end == width) {
			offset = from;
			return part.floats();
		}
		System.arraycopy(part.floats(), from, padded, first, end - first);
		return padded;
	}

	@Override
	public int offset() {
		return offset;
	}

	@Override
	public Object array() {
		if (part != null && part.box().equals(box)) return part.floats();
		final float[] samples = scratch.array("network source", Precision.SINGLE, Math.toIntExact(box.samples()));
		BoxCopy.read(part, box, shape, samples);
		return samples;
	}

	@Override
	public Rows<?> rows() {
		return this;
	}

	@Override
	public StoredSamples stored() {
		if (part == null || first == end) return null;
		final int axes = box.rank() - 1;
		final int[] before = new int[axes];
		final int[] size = new int[axes];
		final int[] step = new int[axes];
		final int[] strides = part.box().strides();
		final long[] position = new long[axes + 1];
		position[0] = box.min(0);
		for (int d = 0; d < axes; d++) {
			final int axis = axes - d;
			position[axis] = Math.max(0, box.min(axis));
			before[d] = Math.toIntExact(position[axis] - box.min(axis));
			size[d] = Math.toIntExact(Math.min(box.max(axis) + 1, shape[axis]) - position[axis]);
			step[d] = strides[axis];
			if (size[d] <= 0) return null;
		}
		return new StoredSamples(part.floats(), part.index(position), before, size, step);
	}

	@Override
	public boolean put(final Object line, final int from, final int row) {
		throw new IllegalStateException("A source cannot be written");
	}

	@Override
	public boolean isDouble() {
		return false;
	}
}
