package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.io.Serializable;

/**
 * An operator with one result, bound to the sizes of its inputs. Like a {@link
 * io.github.convolvej.filter.Plan}, it works backwards: for a part of the result
 * it first returns the parts of each input that it needs, then computes it.
 * Positions are those of whole tensors. Inputs are never read outside their
 * edges; padding is done by the operator. A sample of the result does not depend
 * on the part that is computed, so tiles and whole tensors give the same bits.
 * Immutable and thread-safe.
 */
public abstract class BoundOperator implements Serializable {

	private static final long serialVersionUID = 1L;

	private final long[] shape;

	/** @param shape size of the result along every axis */
	protected BoundOperator(final long[] shape) {
		this.shape = shape.clone();
	}

	/** @return size of the result, a copy */
	public final long[] shape() {
		return shape.clone();
	}

	final long size(final int d) {
		return shape[d];
	}

	final int rank() {
		return shape.length;
	}

	/**
	 * @param input index of an input
	 * @param target part of the result
	 * @return part of that input that it needs, within the input; null if it needs
	 *         nothing
	 */
	public abstract Box needed(int input, Box target);

	/**
	 * Computes a piece of the result.
	 *
	 * @param inputs for each input at least the part that is needed, null if
	 *          nothing is needed
	 * @param target the array to write to
	 * @param piece part of the target to compute; several threads may compute
	 *          pieces of one target
	 * @param scratch memory of the calling thread
	 */
	public abstract void compute(TensorPart[] inputs, TensorPart target, Box piece, Scratch scratch);

	/**
	 * @param target part of the result
	 * @return multiply-accumulates for it; 0 for operators that do not sum products
	 */
	public double multiplyAccumulates(final Box target) {
		return 0;
	}

	/**
	 * @param d axis of the result
	 * @return the corresponding axis of the first input
	 */
	public int sourceAxis(final int d) {
		return d;
	}

	/**
	 * @param d axis of the result
	 * @return positions of its samples along that axis of the first input
	 */
	public SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	/**
	 * The part of an input that a part of the result depends on. {@link #needed}
	 * may be larger, because an engine computes bands or boxes of a fixed grid.
	 *
	 * @param input index of an input
	 * @param target part of the result
	 * @return part of that input, within the input; null if there is none
	 */
	public Box dependsOn(final int input, final Box target) {
		return needed(input, target);
	}

	/**
	 * @param input index of an input
	 * @return the position of its first sample in the result, if the result holds
	 *         a copy of it; otherwise null
	 */
	public long[] placeOf(final int input) {
		return null;
	}

	/**
	 * @return whether inputs and result may be parts of larger arrays, in which
	 *         other tensors lie
	 */
	public boolean sharesArrays() {
		return false;
	}

	/** @return rows that are computed at a time, counted from the first of the whole result: pieces best end between them */
	public int rowsAtOnce() {
		return 4;
	}

	/** @return whether {@link #backward} is defined */
	public boolean hasBackward() {
		return false;
	}

	/**
	 * @param input index of an input
	 * @return whether a gradient flows back to it; not to positions and conditions
	 */
	public boolean passesBackTo(final int input) {
		return true;
	}

	/**
	 * Passes a gradient back to the inputs: the product of the transposed Jacobian
	 * with it, unless rectifiers pass back something else.
	 *
	 * @param pass inputs, gradient, and the sums to add to
	 */
	public void backward(final Backward pass) {
		throw new UnsupportedOperationException(getClass().getSimpleName());
	}

	/** @return number of weights */
	public long parameters() {
		return 0;
	}

	/** @return whether the result is in double precision, as positions and statistics are */
	public boolean isWide() {
		return false;
	}

	/**
	 * @param target part of the result
	 * @param threads number of threads that could work on it
	 * @return the axis along which it is divided into pieces for threads
	 */
	public int splitAxis(final Box target, final int threads) {
		int longest = 0;
		for (int d = 0; d < target.rank() - 1; d++)
			if (target.size(d) > target.size(longest)) longest = d;
		return longest;
	}

	/**
	 * @param target part of the result
	 * @param axis the axis along which it is divided
	 * @return positions along the axis of which a piece should have at least as many: the work on smaller ones is
	 *         more in all
	 */
	public int leastPiece(final Box target, final int axis) {
		return 1;
	}

	/**
	 * @param target part of the result
	 * @return estimated nanoseconds on one core, used to decide on threads
	 */
	public double cost(final Box target) {
		return 2.0 * target.samples() + 0.1 * multiplyAccumulates(target);
	}
}
