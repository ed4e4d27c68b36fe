package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.fourier.FourierGrid;
import io.github.convolvej.filter.fourier.FourierKernels;
import io.github.convolvej.filter.fourier.FourierTile;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

import net.imglib2.FinalInterval;

/**
 * Computes the part of one box of a {@link FourierPlan} that lies in a target block.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class FourierBox<A> {

	private final Lines<A> lines;
	private final DenseKernel dense;
	private final Kernel kernel;
	private final FourierKernels kernels;
	private final FourierGrid grid;
	private final FourierTile tile;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final int axes;

	/** The box, cut off where the result ends: position and size along x, y, z. */
	private final long[] min = new long[3];
	private final int[] size = { 1, 1, 1 };
	/** The part of the box that lies in the target block. */
	private final long[] partMin = new long[3];
	private final int[] partSize = { 1, 1, 1 };

	FourierBox(final Lines<A> lines, final DenseKernel dense, final long[] targetDimensions, final FourierKernels kernels,
		final long[] box, final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.dense = dense;
		kernel = dense.kernel();
		this.kernels = kernels;
		this.source = source;
		this.target = target;
		this.scratch = scratch;
		grid = kernels.grid();
		tile = kernels.tile();
		axes = dense.axes();
		for (int d = 0; d < axes; d++) {
			min[d] = box[d] * grid.box(d);
			size[d] = (int) Math.min(grid.box(d), targetDimensions[d] - min[d]);
			partMin[d] = Math.max(min[d], target.min(d));
			partSize[d] = (int) (Math.min(min[d] + size[d], target.min(d) + target.size(d)) - partMin[d]);
		}
	}

	/**
	 * Computes some output channels of one group.
	 *
	 * @param first the first of them
	 * @param end the one after the last
	 * @param channel the group's first input channel in the source block
	 */
	void run(final int first, final int end, final int channel) {
		final int inputs = kernel.inputs();
		final double[][][] re = new double[inputs][][];
		final double[][][] im = new double[inputs][][];
		double squares = 0;
		for (int i = 0; i < inputs; i++) {
			re[i] = memory("re", i);
			im[i] = memory("im", i);
			load(channel + i, re[i], im[i]);
			squares += tile.squares(re[i], im[i], scratch);
		}
		final double norm = Math.sqrt(squares);
		double largest = 0;
		// test all outputs of the group: the choice must not depend on which outputs are computed
		final int members = kernel.outputs() / kernel.groups();
		final int group = first / members * members;
		for (int k = group; k < group + members; k++)
			largest = Math.max(largest, kernels.norm(k) * norm + Math.abs(kernel.bias(k)));
		final double limit = lines == (Object) Precision.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
		// neither the sums nor the transforms may overflow; false if a sample is not finite
		final boolean tame = Math.max(norm, largest) * 4 * Math.sqrt(grid.samples()) < limit;
		if (!tame) dense(first, end, channel);
		else transformed(first, end, re, im, norm);
	}

	private void transformed(final int first, final int end, final double[][][] re, final double[][][] im,
		final double norm)
	{
		for (int i = 0; i < re.length && norm > 0; i++)
			tile.forward(re[i], im[i]);
		final boolean reuse = re.length == 1 && end == first + 1;
		for (int k = first; k < end; k++) {
			final double[][] sumRe = reuse ? re[0] : memory("re", re.length);
			final double[][] sumIm = reuse ? im[0] : memory("im", re.length);
			if (norm > 0) tile.convolve(re, im, kernels.transforms(k), sumRe, sumIm, scratch);
			else clear(sumRe, sumIm);
			store(k, sumRe, sumIm, grid.relativeError() * kernels.norm(k) * norm);
		}
	}

	private double[][] memory(final String part, final int number) {
		return scratch.arrays("fourier " + part + " " + number, Precision.DOUBLE, tile.count(), tile.width());
	}

	private void clear(final double[][] re, final double[][] im) {
		for (int i = 0; i < tile.count(); i++) {
			Arrays.fill(re[i], 0, tile.width(), 0);
			Arrays.fill(im[i], 0, tile.width(), 0);
		}
	}

	/** Results in one half of the box, along one axis. */
	private int inHalf(final int half, final int d) {
		if (d != grid.pair()) return size[d];
		return Math.max(0, Math.min(grid.half(d), size[d] - half * grid.half(d)));
	}

	/** Source samples of one half of the box, along one axis. */
	private int sourceSize(final int half, final int d) {
		final int results = inHalf(half, d);
		return d >= axes ? 1 : results == 0 ? 0 : (int) dense.window(d).sourceSize(results);
	}

	private void load(final int channel, final double[][] re, final double[][] im) {
		load(channel, 0, re);
		load(channel, 1, im);
	}

	/** Copies one half of the box and fills the rest with zeros. */
	@SuppressWarnings("unchecked")
	private void load(final int channel, final int half, final double[][] to) {
		final int width = sourceSize(half, 0);
		final int height = width == 0 ? 0 : sourceSize(half, 1);
		final int depth = sourceSize(half, 2);
		for (int z = 0; z < grid.size(2); z++)
			for (int y = 0; y < grid.size(1); y++) {
				final double[] line = to[z * grid.size(1) + y];
				final boolean filled = y < height && z < depth;
				if (filled) lines.toDouble((A) source.data(), offset(channel, half, y, z), line, width);
				Arrays.fill(line, filled ? width : 0, grid.size(0), 0);
			}
	}

	/** Index in the source block of a line of one half. */
	private int offset(final int channel, final int half, final int y, final int z) {
		final int[] at = { 0, y, z };
		int index = 0;
		int step = 1;
		for (int d = 0; d < axes; d++) {
			final long from = min[d] + (d == grid.pair() ? (long) half * grid.half(d) : 0);
			index += step * (int) (dense.window(d).sourceMin(from) + at[d] - source.min(d));
			step *= source.size(d);
		}
		return index + step * channel;
	}

	/** Index in the target block of a result. */
	private int index(final int output, final long x, final long y, final long z) {
		final long[] at = { x, y, z };
		int index = 0;
		int step = 1;
		for (int d = 0; d < axes; d++) {
			index += step * (int) (at[d] - target.min(d));
			step *= target.size(d);
		}
		return hasChannels() ? index + step * (int) (output - target.min(axes)) : index;
	}

	@SuppressWarnings("unchecked")
	private void store(final int output, final double[][] re, final double[][] im, final double small) {
		final double bias = kernel.bias(output);
		final double[] line = scratch.array("fourier line", Precision.DOUBLE, grid.box(0));
		for (int z = 0; z < partSize[2]; z++)
			for (int y = 0; y < partSize[1]; y++) {
				final int atZ = (int) (partMin[2] + z - min[2]);
				final int atY = (int) (partMin[1] + y - min[1]);
				final int atX = (int) (partMin[0] - min[0]);
				int x = 0;
				while (x < partSize[0]) {
					final int half = new int[] { atX + x, atY, atZ }[grid.pair()] / grid.half(grid.pair());
					final int[] at = { atX + x, atY, atZ };
					at[grid.pair()] -= half * grid.half(grid.pair());
					final int n = Math.min(partSize[0] - x, inHalf(half, 0) - at[0]);
					final double[] from = (half == 0 ? re : im)[at[2] * stride(2) * grid.size(1) + at[1] * stride(1)];
					for (int i = 0, j = at[0] * stride(0); i < n; i++, j += stride(0))
						line[x + i] = (Math.abs(from[j]) <= small ? 0 : from[j]) + bias;
					x += n;
				}
				lines.fromDouble(line, (A) target.data(), index(output, partMin[0], partMin[1] + y, partMin[2] + z),
					partSize[0]);
			}
	}

	private int stride(final int d) {
		return d < axes ? dense.window(d).stride() : 1;
	}

	/** Computes the part directly, with {@link DenseLines}, from a copy of its source. */
	@SuppressWarnings("unchecked")
	private void dense(final int first, final int end, final int channel) {
		final boolean channels = hasChannels();
		final int n = axes + (channels ? 1 : 0);
		final long[] from = new long[n];
		final long[] to = new long[n];
		final long[] low = new long[n];
		final long[] high = new long[n];
		for (int d = 0; d < axes; d++) {
			low[d] = partMin[d];
			high[d] = partMin[d] + partSize[d] - 1;
			from[d] = dense.window(d).sourceMin(low[d]);
			to[d] = from[d] + dense.window(d).sourceSize(partSize[d]) - 1;
		}
		if (channels) {
			low[axes] = first;
			high[axes] = end - 1L;
			from[axes] = source.min(axes) + channel;
			to[axes] = from[axes] + kernel.inputs() - 1;
		}
		final Block in = block("fourier dense source", new FinalInterval(from, to));
		copyLines(source, in, in);
		final Block out = block("fourier dense target", new FinalInterval(low, high));
		new DenseLines<>(lines, dense, in, out, scratch).run(first, end - first);
		copyLines(out, target, out);
	}

	private boolean hasChannels() {
		return !kernel.isSingle();
	}

	private Block block(final String key, final FinalInterval box) {
		int samples = 1;
		for (int d = 0; d < box.numDimensions(); d++)
			samples *= (int) box.dimension(d);
		return new Block(box, scratch.array(key, lines, samples));
	}

	/** Copies the lines of a box from one block to another. Both blocks contain the box. */
	@SuppressWarnings("unchecked")
	private void copyLines(final Block from, final Block to, final Block box) {
		final int n = axes + (hasChannels() ? 1 : 0);
		final int count = box.samples() / box.size(0);
		for (int i = 0; i < count; i++) {
			int rest = i;
			int a = 0;
			int b = 0;
			int stepA = 1;
			int stepB = 1;
			for (int d = 0; d < n; d++) {
				final long at = d == 0 ? box.min(0) : box.min(d) + rest % box.size(d);
				if (d > 0) rest /= box.size(d);
				a += stepA * (int) (at - from.min(d));
				b += stepB * (int) (at - to.min(d));
				stepA *= from.size(d);
				stepB *= to.size(d);
			}
			lines.copy((A) from.data(), a, (A) to.data(), b, box.size(0));
		}
	}
}
