package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;

/**
 * Sums samples of separable convolutions again that come out as NaN or infinity:
 * tap by tap, in the order of {@link DenseLines}. The dense sum alone decides what
 * a NaN, an infinity or an overflow leaves of a sample.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class TapByTap<A> {

	private final Lines<A> lines;
	private final SeparablePasses passes;
	private final Block source;

	/**
	 * @param lines precision
	 * @param passes the kernels
	 * @param source the block
	 */
	TapByTap(final Lines<A> lines, final SeparablePasses passes, final Block source) {
		this.lines = lines;
		this.passes = passes;
		this.source = source;
	}

	/**
	 * @param kernel which kernel
	 * @param channel first row of the channel in the source block
	 * @param z target plane within the block
	 * @param y target row within the block
	 * @param out the line, whose samples that are not finite are set
	 * @param n number of samples
	 */
	void sumAgain(final int kernel, final int channel, final int z, final int y, final A out, final int n) {
		for (int x = 0; x < n; x++)
			if (!Double.isFinite(lines.get(out, x))) lines.set(out, x, denseSum(kernel, channel, z, y, x));
	}

	@SuppressWarnings("unchecked")
	private double denseSum(final int kernel, final int channel, final int z, final int y, final int x) {
		final A in = (A) source.data();
		double sum = lines.round(passes.bias(kernel));
		final int nx = passes.window(0).size();
		final int ny = passes.window(1).size();
		final int nz = passes.window(2).size();
		for (int ty = 0; ty < ny; ty++)
			for (int tz = 0; tz < nz; tz++) {
				final int row = channel + position(2, z, tz) * source.size(1) + position(1, y, ty);
				for (int tx = 0; tx < nx && !Double.isNaN(sum); tx++) {
					final double sample = lines.get(in, row * source.size(0) + position(0, x, tx));
					final double weight = lines.round(passes.weight(kernel, tx, ty, tz));
					sum = lines.multiplyAdd(weight, sample, sum);
				}
			}
		return sum;
	}

	/** Where in the source block a tap of a target sample lies, along an axis. */
	private int position(final int axis, final int target, final int tap) {
		return target * passes.window(axis).stride() + tap * passes.window(axis).dilation();
	}
}
