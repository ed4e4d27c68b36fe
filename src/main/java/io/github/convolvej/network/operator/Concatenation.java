package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/** Concatenates tensors along an axis (ONNX Concat). */
final class Concatenation extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final int axis;
	/** The first position of each input, and the end of the last. */
	private final long[] begins;

	Concatenation(final int axis, final long[]... inputShapes) {
		super(shape(axis, inputShapes));
		this.axis = axis;
		begins = new long[inputShapes.length + 1];
		for (int i = 0; i < inputShapes.length; i++)
			begins[i + 1] = begins[i] + inputShapes[i][axis];
	}

	private static long[] shape(final int axis, final long[][] shapes) {
		final long[] shape = shapes[0].clone();
		for (int i = 1; i < shapes.length; i++) {
			final long[] other = shapes[i].clone();
			if (other.length != shape.length) throw new IllegalArgumentException("inputs of " + shape.length + " and " +
				other.length + " axes cannot be concatenated");
			other[axis] = shape[axis];
			if (!Arrays.equals(other, shape)) throw new UnfitSizeException("inputs of shapes " + Arrays.toString(shapes[0]) +
				" and " + Arrays.toString(shapes[i]) + " cannot be concatenated along axis " + axis +
				": the other sizes must be equal");
			shape[axis] += shapes[i][axis];
		}
		return shape;
	}

	@Override
	public Box needed(final int input, final Box target) {
		final long min = Math.max(target.min(axis), begins[input]);
		final long max = Math.min(target.max(axis), begins[input + 1] - 1);
		return max < min ? null : target.with(axis, min - begins[input], max - begins[input]);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		for (int i = 0; i < inputs.length; i++) {
			final Box wanted = needed(i, piece);
			if (wanted == null) continue;
			final Box held = inputs[i].box();
			// a part that was computed in its place is there
			if (inputs[i].data() == target.data() && held.min(axis) + begins[i] == target.box().min(axis)) continue;
			final Box moved = held.with(axis, held.min(axis) + begins[i], held.max(axis) + begins[i]);
			BoxCopy.copy(new TensorPart(moved, inputs[i].data()), target, wanted.with(axis, wanted.min(axis) + begins[i], wanted
				.max(axis) + begins[i]));
		}
	}

	@Override
	public boolean sharesArrays() {
		return true;
	}

	@Override
	public long[] placeOf(final int input) {
		final long[] place = new long[rank()];
		place[axis] = begins[input];
		return place;
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		for (int i = 0; i < pass.inputs(); i++) {
			final Box part = needed(i, pass.box());
			if (part == null || !pass.wants(i)) continue;
			final double[] sums = pass.sum(i).doubles();
			final Box held = pass.sum(i).box();
			final Box moved = held.with(axis, held.min(axis) + begins[i], held.max(axis) + begins[i]);
			final Box target = part.with(axis, part.min(axis) + begins[i], part.max(axis) + begins[i]);
			new RunLoop(target, new Box[] { moved, pass.box() }).run((at, n) -> {
				for (int k = 0; k < n; k++)
					sums[at[0] + k] += pass.gradients()[at[1] + k];
			});
		}
	}
}
