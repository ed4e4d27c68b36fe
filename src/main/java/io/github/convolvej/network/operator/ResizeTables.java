package io.github.convolvej.network.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions of the samples of a resized axis in the input, by the rules of ONNX
 * Resize.
 */
final class ResizeTables {

	/** The transformation that resizes a part of the input. */
	static final String CROP = "tf_crop_and_resize";

	/** Positions that differ less from the middle of two samples are in the middle, as other engines have it. */
	private static final double TIE = 1e-6;

	private final int in;
	private final int out;
	private final float scale;
	private final String transformation;
	/** The part that is cut out and resized, from 0 for the first sample to 1 for the last. */
	private final float start;
	private final float end;

	/**
	 * @param in samples of the input
	 * @param out samples of the result
	 * @param scale factor of enlargement
	 * @param transformation attribute coordinate_transformation_mode
	 * @param part first and last position of the part that is resized, of CROP
	 */
	ResizeTables(final long in, final long out, final double scale, final String transformation, final double[] part) {
		this.in = Math.toIntExact(in);
		this.out = Math.toIntExact(out);
		this.scale = (float) scale;
		this.transformation = transformation;
		start = (float) part[0];
		end = (float) part[1];
	}

	/** For each sample of the result its own position, or {@link PositionTable#OUTSIDE} where it is beyond the input. */
	int[] inside() {
		final int[] table = PositionTable.identity(out);
		for (int i = 0; i < out; i++)
			if (position(i) < 0 || position(i) > in - 1) table[i] = PositionTable.OUTSIDE;
		return table;
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
				return (float) (in / 2f * (1 - out / (scale * in)) + (x + 0.5) / scale - 0.5);
			case CROP:
				return out > 1 ? start * (in - 1) + x * (end - start) * (in - 1) / (out - 1) : 0.5f * (start + end) * (in - 1);
			default:
				throw new IllegalArgumentException("coordinate_transformation_mode is " + transformation +
					", but must be half_pixel, half_pixel_symmetric, pytorch_half_pixel, align_corners, asymmetric," +
					" tf_half_pixel_for_nn or " + CROP);
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
				return Math.ceil(at - 0.5 - TIE);
			case "round_prefer_ceil":
				return Math.floor(at + 0.5 + TIE);
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

	/**
	 * Interpolation along an axis whose kernel is as wide as a sample of the
	 * result where the result is smaller, so that nothing is skipped (antialias).
	 *
	 * @param a parameter of cubic interpolation; NaN for linear
	 * @param excludeOutside whether samples outside are excluded; otherwise they
	 *          repeat the edge sample
	 */
	AxisInterpolation antialiased(final long[] shape, final int axis, final double a, final boolean excludeOutside) {
		final double step = Math.max(1, 1 / scale);
		final double support = (Double.isNaN(a) ? 1 : 2) * step;
		final int[][] samples = new int[out][];
		final double[][] weights = new double[out][];
		for (int i = 0; i < out; i++) {
			final double at = position(i);
			final List<Integer> taps = new ArrayList<>();
			final List<Double> factors = new ArrayList<>();
			double sum = 0;
			for (int x = (int) Math.floor(at - support) + 1; x < at + support; x++) {
				if (excludeOutside && (x < 0 || x >= in)) continue;
				final double d = Math.abs(x - at) / step;
				final double w = Double.isNaN(a) ? Math.max(0, 1 - d) : keys(d, a);
				taps.add(Math.max(0, Math.min(in - 1, x)));
				factors.add(w);
				sum += w;
			}
			final double all = sum;
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
