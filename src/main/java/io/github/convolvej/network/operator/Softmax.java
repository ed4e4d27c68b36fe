package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/** Exponentials normalised to a sum of 1 along some axes, or their logarithms (ONNX Softmax, LogSoftmax). */
final class Softmax extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final boolean[] summed;
	private final boolean logarithm;

	Softmax(final boolean[] summed, final boolean logarithm, final long[] shape) {
		super(shape);
		this.summed = summed.clone();
		this.logarithm = logarithm;
	}

	@Override
	public Box needed(final int input, final Box target) {
		return ReducedRuns.widened(target, summed, shape());
	}

	@Override
	public int splitAxis(final Box target, final int threads) {
		int longest = -1;
		for (int d = 0; d < target.rank(); d++)
			if (!summed[d] && (longest < 0 || target.size(d) > target.size(longest))) longest = d;
		return Math.max(0, longest);
	}

	@Override
	public double cost(final Box target) {
		return 30.0 * target.samples();
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		Box sums = piece;
		for (int d = 0; d < summed.length; d++)
			if (summed[d]) sums = sums.with(d, 0, 0);
		final float[] in = inputs[0].floats();
		final int count = Math.toIntExact(sums.samples());
		final double[] largest = new double[count];
		final double[] sum = new double[count];
		Arrays.fill(largest, Double.NEGATIVE_INFINITY);
		final ReducedRuns runs = new ReducedRuns(sums, summed, shape(), inputs[0].box());
		runs.run((from, along, to, n) -> {
			for (int i = 0; i < n; i++) {
				final int k = along ? to : to + i;
				largest[k] = Math.max(largest[k], in[from + i]);
			}
		});
		runs.run((from, along, to, n) -> {
			for (int i = 0; i < n; i++) {
				final int k = along ? to : to + i;
				sum[k] += Math.exp(in[from + i] - largest[k]);
			}
		});
		final Box box = sums;
		final TensorPart maxima = new TensorPart(box, largest);
		final RunLoop loop = new RunLoop(piece, new Box[] { inputs[0].box(), target.box(), maxima.box() });
		final int step = loop.isRepeated(2) ? 0 : 1;
		loop.run((at, n) -> {
			for (int i = 0; i < n; i++) {
				final int k = at[2] + i * step;
				final double v = in[at[0] + i] - largest[k];
				target.floats()[at[1] + i] = (float) (logarithm ? v - Math.log(sum[k]) : Math.exp(v) / sum[k]);
			}
		});
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final TensorPart in = pass.input(0);
		final TensorPart sum = pass.sum(0);
		pass.forEach((position, gradient) -> {
			// each sample of the result by itself: y (e - y) g, or (e - y) g for logarithms
			final Box all = needed(0, new Box(position, position));
			final double[] largest = { Double.NEGATIVE_INFINITY };
			final double[] total = new double[1];
			Backward.forEach(all, (at, one) -> largest[0] = Math.max(largest[0], pass.sample(0, in.index(at))));
			Backward.forEach(all, (at, one) -> total[0] += Math.exp(pass.sample(0, in.index(at)) - largest[0]));
			final double own = Math.exp(pass.sample(0, in.index(position)) - largest[0]) / total[0];
			Backward.forEach(all, (at, one) -> {
				final double y = Math.exp(pass.sample(0, in.index(at)) - largest[0]) / total[0];
				final double e = Arrays.equals(at, position) ? 1 : 0;
				sum.doubles()[sum.index(at)] += gradient * (e - y) * (logarithm ? 1 : own);
			});
		});
	}
}
