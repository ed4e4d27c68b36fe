package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

/**
 * Deformable convolution in two dimensions (ONNX DeformConv): every tap samples
 * the image at its position plus an offset, with linear interpolation; a mask
 * may weight the sample. Inputs are the image, the offsets and, optionally, the
 * mask. Every sample may need any part of the image.
 */
final class DeformableSampling extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final PoolingWindows windows;
	private final long[] inputShape;
	private final long[] offsetShape;
	private final long[] maskShape;
	private final float[] weights;
	private final float[] bias;
	private final int groups;
	private final int offsetGroups;

	DeformableSampling(final PoolingWindows windows, final long[] inputShape, final long[] offsetShape,
		final long[] maskShape, final long outputs, final float[] weights, final float[] bias, final int groups,
		final int offsetGroups)
	{
		super(new long[] { inputShape[0], outputs, windows.sizes[0], windows.sizes[1] });
		this.windows = windows;
		this.inputShape = inputShape.clone();
		this.offsetShape = offsetShape.clone();
		this.maskShape = maskShape == null ? null : maskShape.clone();
		this.weights = weights;
		this.bias = bias;
		this.groups = groups;
		this.offsetGroups = offsetGroups;
	}

	@Override
	public long parameters() {
		return weights.length + (bias == null ? 0 : bias.length);
	}

	@Override
	public double multiplyAccumulates(final Box target) {
		return (double) target.samples() * weights.length / size(1);
	}

	@Override
	public double cost(final Box target) {
		return 5 * multiplyAccumulates(target);
	}

	@Override
	public Box needed(final int input, final Box target) {
		final Box all = Box.whole(input == 0 ? inputShape : input == 1 ? offsetShape : maskShape).with(0, target.min(0),
			target.max(0));
		return input == 0 ? all : all.with(2, target.min(2), target.max(2)).with(3, target.min(3), target.max(3));
	}

	@Override
	public int splitAxis(final Box target, final int threads) {
		return 2;
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final int channels = (int) inputShape[1];
		final int taps = windows.taps();
		final float[] samples = new float[channels * taps];
		final int perGroup = channels / groups;
		final int outputsOfGroup = (int) size(1) / groups;
		for (long n = piece.min(0); n <= piece.max(0); n++)
			for (long y = piece.min(2); y <= piece.max(2); y++)
				for (long x = piece.min(3); x <= piece.max(3); x++) {
					sample(inputs, n, y, x, samples);
					for (long k = piece.min(1); k <= piece.max(1); k++) {
						double sum = bias == null ? 0 : bias[(int) k];
						final int first = (int) k / outputsOfGroup * perGroup * taps;
						final int w = (int) k * perGroup * taps;
						for (int i = 0; i < perGroup * taps; i++)
							sum += (double) weights[w + i] * samples[first + i];
						target.floats()[target.index(n, k, y, x)] = (float) sum;
					}
				}
	}

	/** Samples all channels and taps of a window. */
	private void sample(final TensorPart[] inputs, final long n, final long y, final long x, final float[] samples) {
		final int taps = windows.taps();
		final int channels = (int) inputShape[1];
		final int width = windows.kernel[1];
		final int channelsOfOffset = channels / offsetGroups;
		for (int g = 0; g < offsetGroups; g++)
			for (int t = 0; t < taps; t++) {
				final long at = ((long) g * taps + t) * 2;
				final double py = windows.first(0, y) + (long) (t / width) * windows.dilation[0] + inputs[1].floats()[inputs[1]
					.index(n, at, y, x)];
				final double px = windows.first(1, x) + (long) (t % width) * windows.dilation[1] + inputs[1].floats()[inputs[1]
					.index(n, at + 1, y, x)];
				final double m = maskShape == null ? 1 : inputs[2].floats()[inputs[2].index(n, (long) g * taps + t, y, x)];
				for (int c = g * channelsOfOffset; c < (g + 1) * channelsOfOffset; c++)
					samples[c * taps + t] = (float) (m * linear(inputs[0], n, c, py, px));
			}
	}

	private double linear(final TensorPart image, final long n, final int c, final double y, final double x) {
		final long height = inputShape[2];
		final long width = inputShape[3];
		if (!(y > -1 && y < height && x > -1 && x < width)) return 0;
		final long y0 = (long) Math.floor(y);
		final long x0 = (long) Math.floor(x);
		double sum = 0;
		for (int dy = 0; dy <= 1; dy++)
			for (int dx = 0; dx <= 1; dx++) {
				final long sy = y0 + dy;
				final long sx = x0 + dx;
				if (sy < 0 || sx < 0 || sy >= height || sx >= width) continue;
				final double w = (dy == 0 ? 1 - (y - y0) : y - y0) * (dx == 0 ? 1 - (x - x0) : x - x0);
				sum += w * image.floats()[image.index(n, c, sy, sx)];
			}
		return sum;
	}
}
