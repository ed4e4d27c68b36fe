package io.github.convolvej.network;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.operator.Backward;
import io.github.convolvej.network.operator.BoundOperator;
import io.github.convolvej.network.operator.Rectifier;
import io.github.convolvej.network.operator.Step;
import io.github.convolvej.network.operator.Value;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.List;

/**
 * Everything that one sample of a network's result depends on: the samples of all layers as they were computed, each
 * layer as far as the sample needs it. Immutable.
 */
public final class NetworkTrace {

	private final List<Step> steps;
	private final TensorPart[] parts;
	private final Value input;
	private final Value result;
	private final Box sample;

	NetworkTrace(final List<Step> steps, final TensorPart[] parts, final Value input, final Value result, final Box sample) {
		this.steps = steps;
		this.parts = parts;
		this.input = input;
		this.result = result;
		this.sample = sample;
	}

	/** @return the network's result */
	public Value result() {
		return result;
	}

	/** @return the network's input */
	public Value input() {
		return input;
	}

	/** @return position of the sample in the result, a copy */
	public long[] position() {
		return corner(sample);
	}

	private static long[] corner(final Box box) {
		final long[] position = new long[box.rank()];
		for (int d = 0; d < position.length; d++)
			position[d] = box.min(d);
		return position;
	}

	/**
	 * @param value a tensor
	 * @return the step that computes it; null for the input and constants
	 */
	public Step maker(final Value value) {
		for (final Step s : steps)
			if (s.output().id() == value.id()) return s;
		return null;
	}

	/**
	 * @param value a tensor
	 * @param position a sample of it that the traced sample depends on
	 * @return that sample as the layer computed it
	 */
	public double sample(final Value value, final long... position) {
		final TensorPart part = parts[value.id()];
		final int index = part.index(position);
		return part.isWide() ? part.doubles()[index] : part.floats()[index];
	}

	/**
	 * @param step a step
	 * @param i number of one of its inputs
	 * @param position a sample of its output
	 * @return the part of that input that the sample depends on; null if there is none, or its samples are constants
	 */
	public Box window(final Step step, final int i, final long... position) {
		return step.inputs()[i].constant() != null ? null : step.operator().dependsOn(i, new Box(position, position));
	}

	/**
	 * The derivatives of a sample by those that it is computed from. In a weighted sum they are the weights.
	 *
	 * @param step a step that has them, see {@link BoundOperator#hasBackward}
	 * @param position a sample of its output
	 * @return for each input the derivatives by its samples, in a box that contains the {@link #window}; null where
	 *         nothing is passed back
	 */
	public TensorPart[] derivatives(final Step step, final long... position) {
		final Value[] inputs = step.inputs();
		final TensorPart[] in = new TensorPart[inputs.length];
		final TensorPart[] sums = new TensorPart[inputs.length];
		final Box unit = new Box(position, position);
		for (int i = 0; i < in.length; i++) {
			in[i] = parts[inputs[i].id()];
			if (inputs[i].constant() != null || in[i] == null || !step.operator().passesBackTo(i)) continue;
			sums[i] = TensorPart.create(in[i].box(), true);
		}
		step.operator().backward(new Backward(in, new TensorPart(unit, new double[] { 1 }), sums, Rectifier.GRADIENT));
		return sums;
	}

	/**
	 * What the sample would be if all that it is computed from were 0: of a weighted sum the constant that is added.
	 *
	 * @param step a step
	 * @param position a sample of its output
	 * @return the sample
	 */
	public double withoutInputs(final Step step, final long... position) {
		final Value[] inputs = step.inputs();
		final TensorPart[] in = new TensorPart[inputs.length];
		final Box unit = new Box(position, position);
		for (int i = 0; i < in.length; i++) {
			final Box needed = step.operator().needed(i, unit);
			if (inputs[i].constant() != null) in[i] = parts[inputs[i].id()];
			else if (needed != null) in[i] = TensorPart.create(needed, inputs[i].isWide());
		}
		final TensorPart out = TensorPart.create(unit, step.operator().isWide());
		step.operator().compute(in, out, unit, new Scratch());
		return out.isWide() ? out.doubles()[0] : out.floats()[0];
	}

	/**
	 * Finds the axis of channels: the second, unless moving along it moves the part of the input that is needed, and moving
	 * along the last one does not, as in networks with channels last.
	 *
	 * @param value a tensor
	 * @param position a sample of it
	 * @return the axis
	 */
	public int channelAxis(final Value value, final long... position) {
		final int last = value.rank() - 1;
		return last < 2 || moves(value, 1, position) && !moves(value, last, position) ? last : 1;
	}

	private boolean moves(final Value value, final int axis, final long... position) {
		final long[] other = position.clone();
		final long size = value.shape()[axis];
		// far away, because neighbours of an enlarged tensor may need the same
		other[axis] = position[axis] < size / 2 ? size - 1 : 0;
		final Box here = receptiveField(value, position);
		final Box there = receptiveField(value, other);
		boolean moved = false;
		// the input has the axes batch, channel and those of the image
		for (int d = 2; here != null && there != null && d < here.rank(); d++)
			moved |= here.min(d) != there.min(d) || here.max(d) != there.max(d);
		return moved;
	}

	/**
	 * @param value a tensor
	 * @param position a sample of it
	 * @return the part of the network's input that it depends on, cropped to the input; null if there is none
	 */
	public Box receptiveField(final Value value, final long... position) {
		final Box[] boxes = new Box[parts.length];
		boxes[value.id()] = new Box(position, position);
		for (int s = steps.size() - 1; s >= 0; s--) {
			final Box box = boxes[steps.get(s).output().id()];
			final Value[] inputs = steps.get(s).inputs();
			for (int i = 0; box != null && i < inputs.length; i++) {
				final Box part = steps.get(s).operator().dependsOn(i, box);
				if (part != null) boxes[inputs[i].id()] = part.hull(boxes[inputs[i].id()]);
			}
		}
		return boxes[input.id()];
	}
}
