package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/**
 * Exponentials normalised to a sum of 1, or their logarithms (ONNX Softmax, LogSoftmax), by the logarithm of
 * the sum of exponentials, which is the second input: that may be the sum of a whole image, made of tiles.
 */
final class SoftmaxOfSum extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final long[] sumShape;
	private final boolean logarithm;

	/**
	 * @param shape size of input and result
	 * @param sumShape size of the logarithms of sums: 1 along axes that are summed
	 * @param logarithm whether the result is the logarithm
	 */
	SoftmaxOfSum(final long[] shape, final long[] sumShape, final boolean logarithm) {
		super(shape);
		this.sumShape = sumShape.clone();
		this.logarithm = logarithm;
	}

	@Override
	public Box needed(final int input, final Box target) {
		if (input == 0) return target;
		Box box = target;
		for (int d = 0; d < sumShape.length; d++)
			if (sumShape[d] == 1) box = box.with(d, 0, 0);
		return box;
	}

	@Override
	public double cost(final Box target) {
		return 15.0 * target.samples();
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final float[] in = inputs[0].floats();
		final double[] sums = inputs[1].wide();
		final float[] out = target.floats();
		final RunLoop loop = new RunLoop(piece, new Box[] { inputs[0].box(), target.box(), inputs[1].box() });
		final int step = loop.isRepeated(2) ? 0 : 1;
		loop.run((at, n) -> {
			for (int i = 0; i < n; i++) {
				final double v = in[at[0] + i] - sums[at[2] + i * step];
				out[at[1] + i] = (float) (logarithm ? v : Math.exp(v));
			}
		});
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		final TensorPart sums = pass.input(1);
		pass.forEach((position, gradient) -> {
			final long[] of = position.clone();
			for (int d = 0; d < of.length; d++)
				if (sumShape[d] == 1) of[d] = 0;
			final double v = pass.sample(0, pass.input(0).index(position)) - sums.doubles()[sums.index(of)];
			final double g = logarithm ? gradient : gradient * Math.exp(v);
			if (pass.wants(0)) pass.sum(0).doubles()[pass.sum(0).index(position)] += g;
			if (pass.wants(1)) pass.sum(1).doubles()[pass.sum(1).index(of)] -= g;
		});
	}
}
