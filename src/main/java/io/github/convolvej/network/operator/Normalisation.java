package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * (x - mean) * factor * scale + shift, or the inverse x / factor + mean. Mean and factor come from {@link
 * Moments}; scale and shift are weights, one of each for every position along
 * some axes.
 */
final class Normalisation extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final long[] momentsShape;
	private final long[] weightsShape;
	private final float[] scale;
	private final float[] shift;
	private final boolean inverse;

	/**
	 * @param shape size of input and result
	 * @param momentsShape size of the moments
	 * @param weightsShape size of the weights, 1 along axes on which they do not
	 *          vary
	 * @param scale the factors, or null
	 * @param shift the summands, or null
	 */
	Normalisation(final long[] shape, final long[] momentsShape, final long[] weightsShape, final float[] scale,
		final float[] shift)
	{
		this(shape, momentsShape, weightsShape, scale, shift, false);
	}

	/**
	 * The inverse: gives samples of mean 0 and standard deviation 1 other moments.
	 *
	 * @param shape size of input and result
	 * @param momentsShape size of the moments
	 */
	static Normalisation inverse(final long[] shape, final long[] momentsShape) {
		final long[] ones = new long[shape.length];
		Arrays.fill(ones, 1);
		return new Normalisation(shape, momentsShape, ones, null, null, true);
	}

	private Normalisation(final long[] shape, final long[] momentsShape, final long[] weightsShape, final float[] scale,
		final float[] shift, final boolean inverse)
	{
		super(shape);
		this.momentsShape = momentsShape.clone();
		this.weightsShape = weightsShape.clone();
		this.scale = scale;
		this.shift = shift;
		this.inverse = inverse;
	}

	@Override
	public long parameters() {
		return (scale == null ? 0 : scale.length) + (shift == null ? 0 : shift.length);
	}

	@Override
	public Box needed(final int input, final Box target) {
		if (input == 0) return target;
		final int n = target.rank();
		final long[] min = new long[n + 1];
		final long[] max = new long[n + 1];
		for (int d = 0; d < n; d++) {
			min[d] = momentsShape[d] == 1 ? 0 : target.min(d);
			max[d] = momentsShape[d] == 1 ? 0 : target.max(d);
		}
		max[n] = 1;
		return new Box(min, max);
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int n = piece.rank();
		final float[] in = inputs[0].floats();
		final double[] moments = inputs[1].wide();
		final Box held = inputs[1].box();
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			min[d] = held.min(d);
			max[d] = held.max(d);
		}
		final RunLoop loop = new RunLoop(piece, new Box[] { inputs[0].box(), target.box(), new Box(min, max), Box.whole(
			weightsShape) });
		final int stepMoments = loop.isRepeated(2) ? 0 : 2;
		final int stepWeights = loop.isRepeated(3) ? 0 : 1;
		final float[] out = target.floats();
		loop.run((at, count) -> {
			for (int i = 0; i < count; i++) {
				final int m = 2 * at[2] + i * stepMoments;
				final int w = at[3] + i * stepWeights;
				final double x = in[at[0] + i];
				double v = inverse ? x / moments[m + 1] + moments[m] : (x - moments[m]) * moments[m + 1];
				if (scale != null) v *= scale[w];
				out[at[1] + i] = (float) (shift == null ? v : v + shift[w]);
			}
		});
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		final int n = rank();
		final TensorPart moments = pass.input(1);
		final long[] at = new long[n + 1];
		final long[] weight = new long[n];
		final TensorPart weights = new TensorPart(Box.whole(weightsShape), scale == null ? new float[1] : scale);
		pass.forEach((position, gradient) -> {
			for (int d = 0; d < n; d++) {
				at[d] = momentsShape[d] == 1 ? 0 : position[d];
				weight[d] = weightsShape[d] == 1 ? 0 : position[d];
			}
			at[n] = 0;
			final int mean = moments.index(at);
			final double g = scale == null ? gradient : gradient * scale[weights.index(weight)];
			final double factor = moments.doubles()[mean + 1];
			if (inverse) {
				backwardInverse(pass, position, at, factor, gradient);
				return;
			}
			if (pass.wants(0)) pass.sum(0).doubles()[pass.sum(0).index(position)] += g * factor;
			if (!pass.wants(1)) return;
			final int to = pass.sum(1).index(at);
			pass.sum(1).doubles()[to] -= g * factor;
			pass.sum(1).doubles()[to + 1] += g * (pass.sample(0, pass.input(0).index(position)) - moments.doubles()[mean]);
		});
	}

	private static void backwardInverse(final Backward pass, final long[] position, final long[] moments,
		final double factor, final double gradient)
	{
		if (pass.wants(0)) pass.sum(0).doubles()[pass.sum(0).index(position)] += gradient / factor;
		if (!pass.wants(1)) return;
		final int to = pass.sum(1).index(moments);
		pass.sum(1).doubles()[to] += gradient;
		pass.sum(1).doubles()[to + 1] -= gradient * pass.sample(0, pass.input(0).index(position)) / (factor * factor);
	}
}
