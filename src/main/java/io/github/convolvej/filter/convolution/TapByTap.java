package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

/**
 * Recomputes samples of separable convolutions that are NaN or infinite. It adds their products tap by tap, in
 * the order of {@link DenseLines}, so the results equal those of the dense sum: finite, NaN or infinite.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class TapByTap<A> {

	/**
	 * If at least one sample in so many must be recomputed, the whole line is: vector instructions do that
	 * much faster.
	 */
	private static final int FEW = 16;
	/** Shifted copies of a row that are made at a time. */
	private static final int COPIES = 5;

	private final Lines<A> lines;
	private final SeparablePasses passes;
	private final Block source;
	private final Scratch scratch;

	/**
	 * @param lines precision
	 * @param passes the kernels
	 * @param source the block
	 * @param scratch working memory
	 */
	TapByTap(final Lines<A> lines, final SeparablePasses passes, final Block source, final Scratch scratch) {
		this.lines = lines;
		this.passes = passes;
		this.source = source;
		this.scratch = scratch;
	}

	/** Adds the products of a row of taps. */
	private interface RowOfTaps {

		/**
		 * @param row source row, within the block
		 * @param weights of the taps
		 */
		void add(int row, double[] weights);
	}

	/**
	 * @param kernel which kernel
	 * @param channel first row of the channel in the source block
	 * @param z target plane within the block
	 * @param y target row within the block
	 * @param out the line; its samples that are not finite are replaced
	 * @param from where they begin
	 * @param n number of samples
	 */
	void sumAgain(final int kernel, final int channel, final int z, final int y, final A out, final int from, final int n) {
		final int[] places = scratch.integers("tap by tap places", n);
		int count = 0;
		for (int x = 0; x < n; x++)
			if (!Double.isFinite(lines.get(out, from + x))) places[count++] = x;
		if (count == 0) return;
		if (count < n / FEW) sumSome(kernel, channel, z, y, out, from, places, count);
		else sumAll(kernel, channel, z, y, out, from, n);
	}

	/** Recomputes single samples. */
	@SuppressWarnings("unchecked")
	private void sumSome(final int kernel, final int channel, final int z, final int y, final A out, final int from,
		final int[] places, final int count)
	{
		final A in = (A) source.data();
		final Window window = passes.window(0);
		for (int i = 0; i < count; i++)
			lines.set(out, from + places[i], passes.bias(kernel));
		rows(kernel, channel, z, y, (row, weights) -> {
			for (int i = 0; i < count; i++) {
				double sum = lines.get(out, from + places[i]);
				final int at = row * source.size(0) + places[i] * window.stride();
				for (int t = 0; t < weights.length && !Double.isNaN(sum); t++)
					sum = lines.multiplyAdd(lines.round(weights[t]), lines.get(in, at + t * window.dilation()), sum);
				lines.set(out, from + places[i], sum);
			}
		});
	}

	/** Recomputes all samples of a line, but keeps those that were finite. */
	@SuppressWarnings("unchecked")
	private void sumAll(final int kernel, final int channel, final int z, final int y, final A out, final int from,
		final int n)
	{
		final A in = (A) source.data();
		final Window window = passes.window(0);
		final int length = Lines.wholeVectors(n);
		final A[] copies = scratch.arrays("tap by tap copies", lines, COPIES, length);
		final A sum = scratch.array("tap by tap sum", lines, length);
		lines.fill(sum, length, passes.bias(kernel));
		rows(kernel, channel, z, y, (row, weights) -> {
			for (int t = 0; t < weights.length; t += COPIES) {
				final int terms = Math.min(COPIES, weights.length - t);
				for (int i = 0; i < terms; i++)
					lines.gather(in, row * source.size(0) + (t + i) * window.dilation(), window.stride(), copies[i], 0, n);
				lines.add(sum, weights, t, length, copies, 0, terms);
			}
		});
		for (int x = 0; x < n; x++)
			if (!Double.isFinite(lines.get(out, from + x))) lines.set(out, from + x, lines.get(sum, x));
	}

	/** Calls sums with each row of taps, in the order of the dense sum. */
	private void rows(final int kernel, final int channel, final int z, final int y, final RowOfTaps sums) {
		final double[] weights = new double[passes.window(0).size()];
		for (int ty = 0; ty < passes.window(1).size(); ty++)
			for (int tz = 0; tz < passes.window(2).size(); tz++) {
				for (int tx = 0; tx < weights.length; tx++)
					weights[tx] = passes.weight(kernel, tx, ty, tz);
				sums.add(channel + position(2, z, tz) * source.size(1) + position(1, y, ty), weights);
			}
	}

	/** Position in the source block that a tap of a target sample reads, along an axis. */
	private int position(final int axis, final int target, final int tap) {
		return target * passes.window(axis).stride() + tap * passes.window(axis).dilation();
	}
}
