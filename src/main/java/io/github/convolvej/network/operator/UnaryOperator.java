package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/** Applies a function to every sample. */
final class UnaryOperator extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final UnaryFunction function;

	UnaryOperator(final UnaryFunction function, final long[] shape) {
		super(shape);
		this.function = function;
	}

	UnaryFunction function() {
		return function;
	}

	@Override
	public Box needed(final int input, final Box target) {
		return target;
	}

	@Override
	public double cost(final Box target) {
		return 10.0 * target.samples();
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final TensorPart in = inputs[0];
		new RunLoop(piece, new Box[] { in.box(), target.box() }).run((at, n) -> {
			if (in.isWide()) for (int i = 0; i < n; i++)
				target.floats()[at[1] + i] = (float) function.function().applyAsDouble(in.doubles()[at[0] + i]);
			else function.apply(in.floats(), at[0], target.floats(), at[1], n);
		});
	}

	@Override
	public boolean sharesArrays() {
		return true;
	}

	@Override
	public boolean hasBackward() {
		return UnaryDerivative.isDefined(function);
	}

	@Override
	public boolean passesBackTo(final int input) {
		return !UnaryDerivative.isFlat(function);
	}

	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final double[] sums = pass.sum(0).doubles();
		new RunLoop(pass.box(), new Box[] { pass.input(0).box(), pass.sum(0).box(), pass.box() }).run((at, n) -> {
			for (int i = 0; i < n; i++) {
				final double g = pass.gradients()[at[2] + i];
				if (g != 0) sums[at[1] + i] += UnaryDerivative.back(function, g, pass.sample(0, at[0] + i), pass.rectifier());
			}
		});
	}
}
