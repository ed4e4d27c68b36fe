package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Computes the mean and 1 / sqrt(variance + epsilon), or 1 / (sqrt(variance) + epsilon), along some axes, in
 * double precision. They lie on an additional axis of two positions. The variance is the population variance,
 * computed in a second pass over the samples.
 */
final class Moments extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final boolean[] reduced;
	private final long[] inputShape;
	private final double epsilon;
	private final boolean epsilonOfRoot;

	/**
	 * @param reduced for each axis whether it is reduced
	 * @param inputShape size of the input
	 * @param epsilon a small number that avoids division by zero
	 * @param epsilonOfRoot whether epsilon is added to the square root of the
	 *          variance
	 */
	Moments(final boolean[] reduced, final long[] inputShape, final double epsilon, final boolean epsilonOfRoot) {
		super(shape(reduced, inputShape));
		this.epsilonOfRoot = epsilonOfRoot;
		this.reduced = reduced.clone();
		this.inputShape = inputShape.clone();
		this.epsilon = epsilon;
	}

	static long[] shape(final boolean[] reduced, final long[] inputShape) {
		final long[] kept = Reduction.shape(reduced, inputShape);
		final long[] shape = Arrays.copyOf(kept, kept.length + 1);
		shape[kept.length] = 2;
		return shape;
	}

	@Override
	public boolean isWide() {
		return true;
	}

	static Box withoutLast(final Box box) {
		final long[] min = new long[box.rank() - 1];
		final long[] max = new long[min.length];
		for (int d = 0; d < min.length; d++) {
			min[d] = box.min(d);
			max[d] = box.max(d);
		}
		return new Box(min, max);
	}

	@Override
	public Box needed(final int input, final Box target) {
		return ReducedRuns.widened(withoutLast(target), reduced, inputShape);
	}

	@Override
	public double cost(final Box target) {
		return 2.0 * needed(0, target).samples();
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final Box kept = withoutLast(piece);
		final int count = Math.toIntExact(kept.samples());
		final float[] in = inputs[0].floats();
		final double[] mean = new double[count];
		final double[] squares = new double[count];
		final ReducedRuns runs = new ReducedRuns(kept, reduced, inputShape, inputs[0].box());
		runs.run((from, along, to, n) -> {
			for (int i = 0; i < n; i++)
				mean[along ? to : to + i] += in[from + i];
		});
		double samples = 1;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) samples *= inputShape[d];
		for (int i = 0; i < count; i++)
			mean[i] /= samples;
		runs.run((from, along, to, n) -> {
			for (int i = 0; i < n; i++) {
				final int k = along ? to : to + i;
				final double v = in[from + i] - mean[k];
				squares[k] += v * v;
			}
		});
		final int last = piece.rank() - 1;
		final double[] both = new double[2 * count];
		for (int i = 0; i < count; i++) {
			both[2 * i] = mean[i];
			final double variance = squares[i] / samples;
			both[2 * i + 1] = 1 / (epsilonOfRoot ? Math.sqrt(variance) + epsilon : Math.sqrt(variance + epsilon));
		}
		BoxCopy.copy(new TensorPart(piece.with(last, 0, 1), both), target, piece);
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
		double samples = 1;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) samples *= inputShape[d];
		final double share = 1 / samples;
		pass.forEach((position, gradient) -> {
			final Box all = needed(0, new Box(position, position));
			if (position[position.length - 1] == 0) {
				Backward.forEach(all, (at, one) -> sum.doubles()[sum.index(at)] += gradient * share);
				return;
			}
			final double[] moments = new double[2];
			Backward.forEach(all, (at, one) -> moments[0] += pass.sample(0, in.index(at)) * share);
			Backward.forEach(all, (at, one) -> moments[1] += Math.pow(pass.sample(0, in.index(at)) - moments[0], 2) * share);
			final double root = Math.sqrt(epsilonOfRoot ? moments[1] : moments[1] + epsilon);
			final double factor = 1 / (epsilonOfRoot ? root + epsilon : root);
			// the derivative of the factor by the variance, times 2 (x - mean) / samples
			final double slope = root > 0 ? -factor * factor / root * share * gradient : 0;
			Backward.forEach(all, (at, one) -> sum.doubles()[sum.index(at)] += slope * (pass.sample(0, in.index(at)) - moments[0]));
		});
	}
}
