package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.BlockSamples;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/**
 * A box of a tensor that a plan writes, followed by an activation. Rows are put into the tensor and activated
 * while they are in the fastest cache. A plan that wants an array gets one; {@link #finish} then does the rest.
 */
final class ActivatedRows implements BlockSamples {

	/** Narrower rows are activated all at once. */
	private static final int NARROW = 32;

	private final TensorPart target;
	private final Box box;
	private final UnaryFunction activation;
	private final Scratch scratch;
	private final BoxRows rows;
	private final int width;
	private float[] array;

	/**
	 * @param target contains the box
	 * @param box the box, of one position along the first axis
	 * @param activation null for none
	 * @param scratch memory of the calling thread
	 */
	ActivatedRows(final TensorPart target, final Box box, final UnaryFunction activation, final Scratch scratch) {
		this.target = target;
		this.box = box;
		this.activation = activation;
		this.scratch = scratch;
		rows = new BoxRows(box, target);
		width = box.size(box.rank() - 1);
	}

	private boolean isAll(final TensorPart part) {
		return part.box().equals(box);
	}

	@Override
	public Object array() {
		if (array == null) array = isAll(target) ? target.floats() : scratch.array("network target", Precision.SINGLE, Math
			.toIntExact(box.samples()));
		return array;
	}

	@Override
	public boolean put(final Object line, final int from, final int row) {
		if (width < NARROW) return false;
		rows.go(row, box.min(box.rank() - 1));
		final int to = rows.index();
		System.arraycopy(line, from, target.data(), to, width);
		if (activation != null) activation.apply(target.floats(), to, target.floats(), to, width);
		return true;
	}

	/** Activates and writes what the plan has put into the array, if it has asked for one. */
	void finish() {
		if (array == null) return;
		if (activation != null) activation.apply(array, 0, array, 0, Math.toIntExact(box.samples()));
		if (!isAll(target)) BoxCopy.write(array, box, target);
	}

	@Override
	public Rows<?> rows() {
		throw new IllegalStateException("A target cannot be read");
	}

	@Override
	public boolean isDouble() {
		return false;
	}
}
