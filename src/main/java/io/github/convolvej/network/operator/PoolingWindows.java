package io.github.convolvej.network.operator;

import io.github.convolvej.geometry.SamplePosition;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The windows of ONNX on all spatial axes, in ONNX's order of axes: kernel
 * sizes, strides, dilations, padding before and after, and the resulting sizes.
 */
final class PoolingWindows implements Serializable {

	private static final long serialVersionUID = 1L;

	final int[] kernel;
	final int[] stride;
	final int[] dilation;
	final int[] before;
	final int[] after;
	final long[] sizes;

	private PoolingWindows(final int n) {
		kernel = new int[n];
		stride = new int[n];
		dilation = new int[n];
		before = new int[n];
		after = new int[n];
		sizes = new long[n];
	}

	/**
	 * @param a attributes kernel_shape, strides, dilations, pads, auto_pad, ceil_mode
	 * @param kernelSize taps, if kernel_shape is not given; may be null
	 * @param input size of the input, batch and channel first
	 */
	static PoolingWindows of(final Attributes a, final long[] kernelSize, final long[] input) {
		final int n = input.length - 2;
		if (n < 1) throw new IllegalArgumentException("the input has shape " + Arrays.toString(input) +
			", but must have a batch, a channel and at least one spatial axis");
		final PoolingWindows w = new PoolingWindows(n);
		final long[] size = a.has("kernel_shape") ? a.integers("kernel_shape") : kernelSize;
		if (size == null) throw new IllegalArgumentException("attribute kernel_shape is missing");
		fill(w.kernel, "kernel_shape", size, 1);
		fill(w.stride, "strides", a.integers("strides"), 1);
		fill(w.dilation, "dilations", a.integers("dilations"), 1);
		final String auto = a.choice("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
		final boolean ceil = a.integer("ceil_mode", 0) != 0;
		final long[] pads = a.integers("pads");
		if (pads != null && pads.length != 2 * n) throw new IllegalArgumentException("attribute pads has " + pads.length +
			" numbers, but there are " + n + " spatial axes: it must have " + 2 * n);
		if (pads != null && Arrays.stream(pads).anyMatch(p -> Math.abs(p) > Integer.MAX_VALUE)) throw new IllegalArgumentException(
			"attribute pads is " + Arrays.toString(pads) + ", which no image has");
		for (int d = 0; d < n; d++) {
			final long span = (w.kernel[d] - 1L) * w.dilation[d] + 1;
			final long in = input[d + 2];
			if (auto.startsWith("SAME")) {
				final long m = -Math.floorDiv(-in, (long) w.stride[d]);
				final int total = (int) Math.max(0, (m - 1) * w.stride[d] + span - in);
				w.before[d] = auto.equals("SAME_LOWER") ? total - total / 2 : total / 2;
				w.after[d] = total - w.before[d];
			}
			else if (pads != null && !auto.equals("VALID")) {
				w.before[d] = (int) pads[d];
				w.after[d] = (int) pads[n + d];
			}
			w.sizes[d] = size(in, span, w.stride[d], w.before[d], w.after[d], ceil && !auto.startsWith("SAME"));
			if (w.sizes[d] < 1) throw new UnfitSizeException("along spatial axis " + d + ", a window of " + span +
				" samples does not fit into " + in + " with padding " + w.before[d] + " and " + w.after[d]);
		}
		return w;
	}

	private static long size(final long n, final long span, final int stride, final int before, final int after,
		final boolean ceil)
	{
		final long rest = n + before + after - span;
		if (!ceil) return rest < 0 ? 0 : rest / stride + 1;
		// a window larger than the image can be the last one, which reaches beyond it
		final long m = -Math.floorDiv(-rest, (long) stride) + 1;
		return (m - 1) * stride >= n + before ? m - 1 : m;
	}

	private static void fill(final int[] to, final String name, final long[] from, final int least) {
		if (from != null && from.length != to.length) throw new IllegalArgumentException("attribute " + name + " has " +
			from.length + " numbers, but there are " + to.length + " spatial axes");
		for (int d = 0; d < to.length; d++) {
			if (from != null && (from[d] < least || from[d] > Integer.MAX_VALUE)) throw new IllegalArgumentException("attribute " +
				name + " has " + from[d] + ", but must be at least " + least + " and at most " + Integer.MAX_VALUE);
			to[d] = from == null ? 1 : (int) from[d];
		}
	}

	long first(final int d, final long target) {
		return target * stride[d] - before[d];
	}

	long last(final int d, final long target) {
		return first(d, target) + (kernel[d] - 1L) * dilation[d];
	}

	/**
	 * @param d spatial axis
	 * @param target output sample
	 * @param low an input sample
	 * @return the first tap on or after that input sample; the number of taps if there is none
	 */
	int firstTap(final int d, final long target, final long low) {
		return (int) Math.max(0, Math.min(kernel[d], -Math.floorDiv(first(d, target) - low, (long) dilation[d])));
	}

	/** Positions of the centres of windows. */
	SamplePosition position(final int d) {
		return new SamplePosition(stride[d], (kernel[d] - 1) * dilation[d] / 2.0 - before[d]);
	}

	/** Positions of the samples of the unpooled result in the pooled image. */
	SamplePosition inverse(final int d) {
		return new SamplePosition(1.0 / stride[d], (before[d] - (kernel[d] - 1) * dilation[d] / 2.0) / stride[d]);
	}

	int taps() {
		int taps = 1;
		for (final int k : kernel)
			taps *= k;
		return taps;
	}
}
