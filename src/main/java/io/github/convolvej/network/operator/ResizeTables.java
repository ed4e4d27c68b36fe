package io.github.convolvej.network.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions of the samples of a resized axis in the input, by the rules of ONNX
 * Resize.
 */
final class ResizeTables {

	private final int in;
	private final int out;
	private final float scale;
	private final String transformation;

	/**
	 * @param in samples of the input
	 * @param out samples of the result
	 * @param scale factor of enlargement
	 * @param transformation attribute coordinate_transformation_mode
	 */
	ResizeTables(final long in, final long out, final double scale, final String transformation) {
		this.in = Math.toIntExact(in);
		this.out = Math.toIntExact(out);
		this.scale = (float) scale;
		this.transformation = transformation;
	}

	/**
	 * Position of a sample of the result in the input, in single precision like
	 * other engines, because rounding decides ties.
	 */
	private double position(final int x) {
		switch (transformation) {
			case "asymmetric":
				return x / scale;
			case "half_pixel":
				return (x + 0.5f) / scale - 0.5f;
			case "pytorch_half_pixel":
				return out > 1 ? (x + 0.5f) / scale - 0.5f : 0;
			case "tf_half_pixel_for_nn":
				return (x + 0.5f) / scale;
			case "align_corners":
				return out == 1 ? 0 : (float) x * (in - 1) / (out - 1);
			case "half_pixel_symmetric":
				final double exact = (double) scale * in;
				return in / 2.0 * (1 - out / exact) + (x + 0.5) / scale - 0.5;
			default:
				throw new IllegalArgumentException("coordinate_transformation_mode is " + transformation +
					", but must be half_pixel, half_pixel_symmetric, pytorch_half_pixel, align_corners, asymmetric or" +
					" tf_half_pixel_for_nn");
		}
	}

	/** The nearest input sample for each sample of the result. */
	int[] nearest(final String rounding) {
		final int[] table = new int[out];
		for (int i = 0; i < out; i++) {
			final double at = position(i);
			table[i] = (int) Math.max(0, Math.min(in - 1, round(at, rounding)));
		}
		return table;
	}

	private static double round(final double at, final String rounding) {
		switch (rounding) {
			case "round_prefer_floor":
				return Math.ceil(at - 0.5);
			case "round_prefer_ceil":
				return Math.floor(at + 0.5);
			case "floor":
				return Math.floor(at);
			case "ceil":
				return Math.ceil(at);
			default:
				throw new IllegalArgumentException("nearest_mode is " + rounding +
					", but must be round_prefer_floor, round_prefer_ceil, floor or ceil");
		}
	}

	/**
	 * Linear interpolation along an axis; positions outside are moved to the edge.
	 */
	AxisInterpolation linear(final long[] shape, final int axis) {
		final int[][] samples = new int[out][];
		final double[][] weights = new double[out][];
		for (int i = 0; i < out; i++) {
			final double at = Math.max(0, Math.min(in - 1, position(i)));
			final int low = Math.min((int) at, in - 1);
			samples[i] = new int[] { low, Math.min(low + 1, in - 1) };
			weights[i] = new double[] { 1 - (at - low), at - low };
		}
		return new AxisInterpolation(shape, axis, samples, weights);
	}

	/**
	 * Cubic interpolation along an axis (Keys 1981) with parameter a. Samples
	 * outside repeat the edge sample, or are excluded.
	 */
	AxisInterpolation cubic(final long[] shape, final int axis, final double a, final boolean excludeOutside) {
		final int[][] samples = new int[out][];
		final double[][] weights = new double[out][];
		for (int i = 0; i < out; i++) {
			final double at = position(i);
			final int low = (int) Math.floor(at);
			final List<Integer> taps = new ArrayList<>();
			final List<Double> factors = new ArrayList<>();
			double sum = 0;
			for (int t = -1; t <= 2; t++) {
				final int x = low + t;
				if (excludeOutside && (x < 0 || x >= in)) continue;
				final double w = keys(Math.abs(at - x), a);
				taps.add(Math.max(0, Math.min(in - 1, x)));
				factors.add(w);
				sum += w;
			}
			final double all = excludeOutside ? sum : 1;
			samples[i] = taps.stream().mapToInt(v -> v).toArray();
			weights[i] = factors.stream().mapToDouble(v -> v / all).toArray();
		}
		return new AxisInterpolation(shape, axis, samples, weights);
	}

	private static double keys(final double d, final double a) {
		if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
		return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
	}
}
