package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/**
 * (x - mean) * factor + summand with one number of each for every channel, axis
 * 1 (batch normalisation with given statistics).
 */
final class ChannelScaling extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final double[] mean;
	private final double[] factor;
	private final double[] summand;

	ChannelScaling(final long[] shape, final double[] mean, final double[] factor, final double[] summand) {
		super(shape);
		this.mean = mean;
		this.factor = factor;
		this.summand = summand;
	}

	@Override
	public long parameters() {
		return 2L * mean.length;
	}

	@Override
	public Box needed(final int input, final Box target) {
		return target;
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final float[] in = inputs[0].floats();
		final float[] out = target.floats();
		for (int c = (int) piece.min(1); c <= piece.max(1); c++) {
			final double m = mean[c];
			final double f = factor[c];
			final double s = summand[c];
			new RunLoop(piece.with(1, c, c), new Box[] { inputs[0].box(), target.box() }).run((at, n) -> {
				for (int i = 0; i < n; i++)
					out[at[1] + i] = (float) ((in[at[0] + i] - m) * f + s);
			});
		}
	}
}
