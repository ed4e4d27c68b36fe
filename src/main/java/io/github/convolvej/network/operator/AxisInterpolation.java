package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/** Interpolation along one axis: weighted sums of samples, with separate samples and weights for each position. */
final class AxisInterpolation extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final int axis;
	/** {@code [position][tap]} */
	private final int[][] samples;
	private final double[][] weights;
	/** The same tap by tap, if every position has two taps. */
	private final int[] firsts;
	private final int[] seconds;
	private final float[] firstWeights;
	private final float[] secondWeights;

	/**
	 * @param inputShape size of the input
	 * @param axis the axis
	 * @param samples positions in the input for each position of the result
	 * @param weights the weight of each of these samples
	 */
	AxisInterpolation(final long[] inputShape, final int axis, final int[][] samples, final double[][] weights) {
		super(shape(inputShape, axis, samples.length));
		this.axis = axis;
		this.samples = samples;
		this.weights = weights;
		boolean pairs = true;
		for (final int[] s : samples)
			pairs &= s.length == 2;
		final int n = pairs ? samples.length : 0;
		firsts = new int[n];
		seconds = new int[n];
		firstWeights = new float[n];
		secondWeights = new float[n];
		for (int i = 0; i < n; i++) {
			firsts[i] = samples[i][0];
			seconds[i] = samples[i][1];
			firstWeights[i] = (float) weights[i][0];
			secondWeights[i] = (float) weights[i][1];
		}
	}

	private static long[] shape(final long[] inputShape, final int axis, final int size) {
		final long[] shape = inputShape.clone();
		shape[axis] = size;
		return shape;
	}

	@Override
	public SamplePosition position(final int d) {
		return d == axis ? PositionTable.line(samples.length, i -> {
			double at = 0;
			for (int t = 0; t < samples[i].length; t++)
				at += weights[i][t] * samples[i][t];
			return at;
		}) : SamplePosition.IDENTITY;
	}

	@Override
	public double multiplyAccumulates(final Box target) {
		return (double) target.samples() * samples[0].length;
	}

	@Override
	public Box needed(final int input, final Box target) {
		int low = Integer.MAX_VALUE;
		int high = 0;
		for (int i = (int) target.min(axis); i <= target.max(axis); i++)
			for (final int s : samples[i]) {
				low = Math.min(low, s);
				high = Math.max(high, s);
			}
		return target.with(axis, low, high);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int n = piece.rank();
		final int width = piece.size(n - 1);
		final Box held = inputs[0].box();
		final int stride = held.strides()[axis];
		final long[] position = new long[n];
		for (int d = 0; d < n; d++)
			position[d] = piece.min(d);
		final long rows = piece.samples() / width;
		for (long r = 0; r < rows; r++) {
			final int to = target.index(position);
			final long own = position[axis];
			position[axis] = held.min(axis);
			final int from = inputs[0].index(position) - (int) held.min(axis) * stride;
			position[axis] = own;
			if (axis == n - 1) alongRow(inputs[0].floats(), from, target.floats(), to, (int) own, width);
			else acrossRows(inputs[0].floats(), from, stride, target.floats(), to, (int) own, width);
			for (int d = n - 2; d >= 0 && ++position[d] > piece.max(d); d--)
				position[d] = piece.min(d);
		}
	}

	private void alongRow(final float[] in, final int from, final float[] out, final int to, final int first,
		final int width)
	{
		if (firsts.length > 0) {
			for (int i = 0; i < width; i++)
				out[to + i] = firstWeights[first + i] * in[from + firsts[first + i]] + secondWeights[first + i] * in[from +
					seconds[first + i]];
			return;
		}
		for (int i = 0; i < width; i++) {
			final int[] taps = samples[first + i];
			final double[] w = weights[first + i];
			float sum = 0;
			for (int t = 0; t < taps.length; t++)
				sum += (float) w[t] * in[from + taps[t]];
			out[to + i] = sum;
		}
	}

	private void acrossRows(final float[] in, final int from, final int stride, final float[] out, final int to,
		final int own, final int width)
	{
		final int[] taps = samples[own];
		if (taps.length == 2) {
			pair(in, from + taps[0] * stride, from + taps[1] * stride, (float) weights[own][0], (float) weights[own][1], out, to, width);
			return;
		}
		for (int t = 0; t < taps.length; t++) {
			final float w = (float) weights[own][t];
			final int at = from + taps[t] * stride;
			for (int i = 0; i < width; i++)
				out[to + i] = (t == 0 ? 0 : out[to + i]) + w * in[at + i];
		}
	}

	private static void pair(final float[] in, final int first, final int second, final float a, final float b,
		final float[] out, final int to, final int n)
	{
		for (int i = 0; i < n; i++)
			out[to + i] = a * in[first + i] + b * in[second + i];
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final TensorPart sum = pass.sum(0);
		final long[] from = new long[rank()];
		pass.forEach((position, gradient) -> {
			System.arraycopy(position, 0, from, 0, from.length);
			final int own = (int) position[axis];
			for (int t = 0; t < samples[own].length; t++) {
				from[axis] = samples[own][t];
				sum.doubles()[sum.index(from)] += (float) weights[own][t] * gradient;
			}
		});
	}
}
