package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/**
 * (x - mean) * factor + summand with one number of each for every channel, axis
 * 1 (batch normalisation with given statistics), as one product and one sum in
 * single precision.
 */
final class ChannelScaling extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private static final int RUN = 4096;

	private final double[] factor;
	/** What is added after the multiplication. */
	private final double[] summand;
	/** Applied in the same pass; null for none. */
	private final UnaryFunction activation;

	ChannelScaling(final long[] shape, final double[] mean, final double[] factor, final double[] summand) {
		super(shape);
		this.factor = factor.clone();
		this.summand = summand.clone();
		for (int c = 0; c < mean.length; c++)
			this.summand[c] -= mean[c] * factor[c];
		activation = null;
	}

	private ChannelScaling(final ChannelScaling scaling, final UnaryFunction activation) {
		super(scaling.shape());
		factor = scaling.factor;
		summand = scaling.summand;
		this.activation = activation;
	}

	/** This operator followed by an activation in the same pass. */
	ChannelScaling then(final UnaryFunction function) {
		return new ChannelScaling(this, activation == null ? function : activation.then(function));
	}

	double[] factors() {
		return factor.clone();
	}

	double[] summands() {
		return summand.clone();
	}

	/** Whether all numbers are finite, and no activation follows. */
	boolean isFinite() {
		boolean finite = activation == null;
		for (int c = 0; c < factor.length; c++)
			finite &= Math.abs(factor[c]) < Float.MAX_VALUE && Math.abs(summand[c]) < Float.MAX_VALUE;
		return finite;
	}

	@Override
	public long parameters() {
		return 2L * factor.length;
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
			final float f = (float) factor[c];
			final float s = (float) summand[c];
			new RunLoop(piece.with(1, c, c), new Box[] { inputs[0].box(), target.box() }).run((at, n) -> {
				// in parts, so that the activation reads what is still in a cache
				for (int i = 0; i < n; i += RUN) {
					final int count = Math.min(RUN, n - i);
					scale(in, at[0] + i, f, s, out, at[1] + i, count);
					if (activation != null) activation.apply(out, at[1] + i, out, at[1] + i, count);
				}
			});
		}
	}

	private static void scale(final float[] in, final int from, final float f, final float s, final float[] out,
		final int to, final int n)
	{
		for (int i = 0; i < n; i++)
			out[to + i] = in[from + i] * f + s;
	}

	@Override
	public boolean sharesArrays() {
		return true;
	}

	@Override
	public boolean hasBackward() {
		return activation == null;
	}

	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final double[] sums = pass.sum(0).doubles();
		for (int c = (int) pass.box().min(1); c <= pass.box().max(1); c++) {
			final double f = (float) factor[c];
			new RunLoop(pass.box().with(1, c, c), new Box[] { pass.sum(0).box(), pass.box() }).run((at, n) -> {
				for (int i = 0; i < n; i++)
					sums[at[0] + i] += f * pass.gradients()[at[1] + i];
			});
		}
	}
}
