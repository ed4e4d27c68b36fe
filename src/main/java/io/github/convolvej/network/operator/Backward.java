package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * What one operator passes back from its result to its inputs: the inputs as
 * they were on the way forward, the gradient that came, and for each input the
 * sums that the operator adds to. Gradients are in double precision.
 */
public final class Backward {

	private final TensorPart[] inputs;
	private final TensorPart gradient;
	private final TensorPart[] sums;
	private final Rectifier rectifier;

	/**
	 * @param inputs for each input at least the part that the gradient's box needs
	 * @param gradient a part of the result, in double precision
	 * @param sums for each input a part in double precision to add to, which
	 *          contains what the gradient's box needs; null if nothing is wanted
	 * @param rectifier what a rectifier passes back
	 */
	public Backward(final TensorPart[] inputs, final TensorPart gradient, final TensorPart[] sums,
		final Rectifier rectifier)
	{
		this.inputs = inputs;
		this.gradient = gradient;
		this.sums = sums;
		this.rectifier = rectifier;
	}

	TensorPart input(final int i) {
		return inputs[i];
	}

	int inputs() {
		return inputs.length;
	}

	TensorPart gradient() {
		return gradient;
	}

	/** The box of the gradient. */
	Box box() {
		return gradient.box();
	}

	double[] gradients() {
		return gradient.doubles();
	}

	/** Where the gradient of an input is summed; null if it is not wanted. */
	TensorPart sum(final int i) {
		return sums[i];
	}

	boolean wants(final int i) {
		return sums[i] != null;
	}

	Rectifier rectifier() {
		return rectifier;
	}

	/** An input's sample, which may be in double precision. */
	double sample(final int i, final int index) {
		return inputs[i].isWide() ? inputs[i].doubles()[index] : inputs[i].floats()[index];
	}

	/** Calls a task for every position of the gradient that is not 0; the array is the same each time. */
	void forEach(final Task task) {
		final Box box = box();
		final int n = box.rank();
		final long[] position = new long[n];
		for (int d = 0; d < n; d++)
			position[d] = box.min(d);
		final double[] values = gradients();
		for (int i = 0; i < values.length; i++) {
			if (values[i] != 0) task.accept(position, values[i]);
			for (int d = n - 1; d >= 0 && ++position[d] > box.max(d); d--)
				position[d] = box.min(d);
		}
	}

	/** Calls a task for every position of a box, with 1. */
	static void forEach(final Box box, final Task task) {
		final double[] ones = new double[Math.toIntExact(box.samples())];
		Arrays.fill(ones, 1);
		new Backward(new TensorPart[0], new TensorPart(box, ones), new TensorPart[0], Rectifier.GRADIENT).forEach(task);
	}

	/** What is done at a position. */
	interface Task {

		void accept(long[] position, double gradient);
	}
}
