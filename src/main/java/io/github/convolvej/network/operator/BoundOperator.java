package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.io.Serializable;

/**
 * An operator bound to the sizes of what it reads. It is asked backwards, like a
 * {@link io.github.convolvej.filter.Plan}: which part of the result is wanted,
 * which part of each input does that need, then compute. Positions are those of
 * whole tensors, inputs are never asked for beyond their edges (the operator pads
 * by itself), and a sample of the result does not depend on which part is
 * computed; so tiles and whole tensors give the same bits. Immutable and
 * thread-safe; one result.
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
	 * @param input which input
	 * @param target part of the result
	 * @return part of that input that is needed for it, within the input; null if
	 *         nothing is
	 */
	public abstract Box needed(int input, Box target);

	/**
	 * Computes a piece of the result.
	 *
	 * @param inputs for each input at least what is needed, null where nothing is
	 * @param target the array to write to
	 * @param piece which part of it; several threads may compute pieces of one
	 *          target
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
	 * @return the axis of the first input that it comes from
	 */
	public int sourceAxis(final int d) {
		return d;
	}

	/**
	 * @param d axis of the result
	 * @return where its samples sit along that axis of the first input
	 */
	public SamplePosition position(final int d) {
		return SamplePosition.IDENTITY;
	}

	/** @return number of weights */
	public long parameters() {
		return 0;
	}

	/** @return whether the result is held in double precision: positions and statistics */
	public boolean isWide() {
		return false;
	}

	/**
	 * @param target part of the result
	 * @return the axis along which pieces for threads are cut
	 */
	public int splitAxis(final Box target) {
		int longest = 0;
		for (int d = 0; d < target.rank() - 1; d++)
			if (target.size(d) > target.size(longest)) longest = d;
		return longest;
	}

	/**
	 * @param target part of the result
	 * @return about how many nanoseconds of one core it takes, to decide on threads
	 */
	public double cost(final Box target) {
		return 2.0 * target.samples() + 0.1 * multiplyAccumulates(target);
	}
}
