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
	/** So many samples wait at most: they stay in the fastest cache. */
	private static final int WAITING = 1 << 12;

	private final TensorPart target;
	private final Box box;
	private final UnaryFunction activation;
	private final Scratch scratch;
	private final BoxRows rows;
	private final int width;
	/** Rows that lie one after another in the tensor, in groups of so many. */
	private final int together;
	private float[] array;
	/** Whether lines are activated before they are put. */
	private boolean activated;
	/** What has been written to the tensor, but not been activated yet. */
	private int begin;
	private int end;

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
		together = together(box, target.box());
	}

	private static int together(final Box box, final Box all) {
		int rows = 1;
		for (int d = box.rank() - 1; d > 1 && box.size(d) == all.size(d); d--)
			rows *= box.size(d - 1);
		return rows;
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
		return width >= NARROW && write(line, from, row, 1);
	}

	@Override
	public boolean put(final Object line, final int from, final int row, final int count) {
		if (width * together < NARROW) return false;
		for (int r = 0, n; r < count; r += n) {
			n = Math.min(count - r, together - (row + r) % together);
			write(line, from + r * width, row + r, n);
		}
		return true;
	}

	/** Writes rows that lie one after another. */
	private boolean write(final Object line, final int from, final int row, final int count) {
		rows.go(row, box.min(box.rank() - 1));
		final int to = rows.index();
		System.arraycopy(line, from, target.data(), to, count * width);
		if (activation == null || activated) return true;
		if (to != end || end - begin >= WAITING) {
			activateWritten();
			begin = to;
		}
		end = to + count * width;
		return true;
	}

	/** Activates rows that have been written one after another: few long ones instead of many short ones. */
	private void activateWritten() {
		if (end > begin) activation.apply(target.floats(), begin, target.floats(), begin, end - begin);
		begin = end;
	}

	@Override
	public void activate(final Object line, final int from, final int to) {
		activated = true;
		if (activation != null) activation.apply((float[]) line, from, (float[]) line, from, to - from);
	}

	/** Activates and writes what the plan has put into the array, if it has asked for one. */
	void finish() {
		activateWritten();
		if (array == null) return;
		if (activation != null && !activated) activation.apply(array, 0, array, 0, Math.toIntExact(box.samples()));
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
