package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Constant;
import io.github.convolvej.network.tensor.TensorPart;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.parallel.Parallelization;

/**
 * The weights of a convolution between a coarse grid, whose positions are strides
 * apart, and a fine grid. A convolution reads the fine grid and gives the coarse
 * one, so its gradient is spread over the fine grid: the transposed convolution
 * of the same weights. A transposed convolution reads the coarse grid, so its
 * gradient is gathered by the convolution of the same weights. In double
 * precision, in an order that does not depend on threads.
 */
final class WindowWeights implements Serializable {

	private static final long serialVersionUID = 1L;

	/** [channel of the coarse grid][channel of the fine grid within the group][taps, the last axis fastest] */
	private final Constant weights;
	private final int groups;
	private final int[] kernel;
	private final int[] stride;
	private final int[] dilation;
	/** Position of the first tap on the fine grid, seen from stride times the position on the coarse one, negated. */
	private final int[] before;
	/** Whether the operator reads the fine grid. */
	private final boolean fromFine;

	WindowWeights(final Constant weights, final int groups, final int[] kernel, final int[] stride, final int[] dilation,
		final int[] before, final boolean fromFine)
	{
		this.weights = weights;
		this.groups = groups;
		this.kernel = kernel.clone();
		this.stride = stride.clone();
		this.dilation = dilation.clone();
		this.before = before.clone();
		this.fromFine = fromFine;
	}

	/** The window of a convolution of 3 taps along each axis, of samples that are repeated before: seen from the others. */
	static WindowWeights doubled(final int axes) {
		final int[] size = new int[axes];
		final int[] two = new int[axes];
		final int[] one = new int[axes];
		Arrays.fill(size, 4);
		Arrays.fill(two, 2);
		Arrays.fill(one, 1);
		return new WindowWeights(null, 1, size, two, one, one, false);
	}

	/** The same window without the weights, which tells what depends on what. */
	WindowWeights windowOnly() {
		return new WindowWeights(null, groups, kernel, stride, dilation, before, fromFine);
	}

	boolean hasWeights() {
		return weights != null;
	}

	/** What of a part of the input the windows of a part of the result touch; null for nothing. */
	Box within(final Box input, final Box target) {
		Box box = input;
		for (int d = 0; d < kernel.length; d++) {
			final long reach = (kernel[d] - 1L) * dilation[d];
			final long first = target.min(d + 2);
			final long last = target.max(d + 2);
			final long low = fromFine ? first * stride[d] - before[d] : -Math.floorDiv(reach - first - before[d], (long) stride[d]);
			final long high = fromFine ? last * stride[d] - before[d] + reach : Math.floorDiv(last + before[d], (long) stride[d]);
			long from = Math.max(low, box.min(d + 2));
			long to = Math.min(high, box.max(d + 2));
			// a window that the edge cuts may have holes there
			while (from <= to && !isTouched(d, from, first, last))
				from++;
			while (from <= to && !isTouched(d, to, first, last))
				to--;
			if (from > to) return null;
			box = box.with(d + 2, from, to);
		}
		return box;
	}

	/** Whether a tap of a window of the result, from a first to a last position, lies at a position of the input. */
	private boolean isTouched(final int d, final long input, final long first, final long last) {
		final long reach = (kernel[d] - 1L) * dilation[d];
		final long step = fromFine ? stride[d] : 1;
		// tap = (fine + before - coarse * stride) / dilation
		final long low = fromFine ? -Math.floorDiv(reach - input - before[d], step) : input * stride[d] - before[d];
		final long high = fromFine ? Math.floorDiv(input + before[d], step) : low + reach;
		for (long p = Math.max(first, low); p <= Math.min(last, high); p++) {
			final long off = fromFine ? input + before[d] - p * stride[d] : p + before[d] - input * stride[d];
			if (off % dilation[d] == 0) return true;
		}
		return false;
	}

	/** Adds what flows back from a part of the result to a part of the input. */
	void backward(final TensorPart gradient, final TensorPart sum) {
		final Box box = sum.box();
		final List<Runnable> tasks = new ArrayList<>();
		// each task writes a channel of its own
		for (long n = box.min(0); n <= box.max(0); n++)
			for (long c = box.min(1); c <= box.max(1); c++) {
				final long batch = n;
				final int channel = (int) c;
				tasks.add(() -> channel(gradient, sum, batch, channel));
			}
		Parallelization.getTaskExecutor().runAll(tasks);
	}

	private void channel(final TensorPart gradient, final TensorPart sum, final long batch, final int channel) {
		final long[] shape = weights.shape();
		final int coarsePerGroup = (int) shape[0] / groups;
		final int finePerGroup = (int) shape[1];
		final int taps = weights.samples() / (int) (shape[0] * shape[1]);
		final int group = channel / (fromFine ? finePerGroup : coarsePerGroup);
		final int others = fromFine ? coarsePerGroup : finePerGroup;
		for (int o = 0; o < others; o++) {
			final int other = group * others + o;
			if (other < gradient.box().min(1) || other > gradient.box().max(1)) continue;
			final int coarse = fromFine ? other : channel;
			final int fine = fromFine ? channel : other;
			for (int t = 0; t < taps; t++) {
				final double w = weights.at((coarse * finePerGroup + fine % finePerGroup) * taps + t);
				if (w != 0) tap(fromFine ? gradient : sum, fromFine ? sum : gradient, batch, coarse, fine, t, w);
			}
		}
	}

	/** Adds the product of a tap, row by row. */
	private void tap(final TensorPart coarse, final TensorPart fine, final long batch, final int coarseChannel,
		final int fineChannel, final int t, final double w)
	{
		final int n = kernel.length;
		final long[] shift = new long[n];
		for (int d = n - 1, rest = t; d >= 0; d--) {
			shift[d] = (long) (rest % kernel[d]) * dilation[d] - before[d];
			rest /= kernel[d];
		}
		final long[] from = new long[n];
		final long[] to = new long[n];
		for (int d = 0; d < n; d++) {
			// positions on the coarse grid whose tap lies in the part of the fine grid
			from[d] = Math.max(coarse.box().min(d + 2), -Math.floorDiv(shift[d] - fine.box().min(d + 2), (long) stride[d]));
			to[d] = Math.min(coarse.box().max(d + 2), Math.floorDiv(fine.box().max(d + 2) - shift[d], (long) stride[d]));
			if (to[d] < from[d]) return;
		}
		final long[] atCoarse = new long[n + 2];
		final long[] atFine = new long[n + 2];
		atCoarse[0] = batch;
		atFine[0] = batch;
		atCoarse[1] = coarseChannel;
		atFine[1] = fineChannel;
		final long[] position = from.clone();
		final int width = (int) (to[n - 1] - from[n - 1] + 1);
		while (true) {
			for (int d = 0; d < n; d++) {
				atCoarse[d + 2] = position[d];
				atFine[d + 2] = position[d] * stride[d] + shift[d];
			}
			row(coarse.doubles(), coarse.index(atCoarse), fine.doubles(), fine.index(atFine), width, w);
			int d = n - 2;
			for (; d >= 0 && ++position[d] > to[d]; d--)
				position[d] = from[d];
			if (d < 0) return;
		}
	}

	private void row(final double[] coarse, final int atCoarse, final double[] fine, final int atFine, final int width,
		final double w)
	{
		final int step = stride[kernel.length - 1];
		if (fromFine && step == 1) for (int i = 0; i < width; i++)
			fine[atFine + i] += w * coarse[atCoarse + i];
		else if (fromFine) for (int i = 0; i < width; i++)
			fine[atFine + i * step] += w * coarse[atCoarse + i];
		else for (int i = 0; i < width; i++)
			coarse[atCoarse + i] += w * fine[atFine + i * step];
	}
}
