package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Computes one block of a direct convolution of small images with kernels that each read one channel and give
 * one. A working line holds many rows of a channel. With stride 1 these are rows of the source with all their
 * samples, so one copy makes the line for a tap. {@link DenseLines}, whose lines would be short, gives the same
 * bits: the taps are added in the same order.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DepthwiseLines<A> {

	private static final int LINE = 1 << 10;
	/** Images of wider rows are left to others. */
	private static final int WIDEST = 64;
	private static final int MOST_TAPS = 49;

	private final Lines<A> lines;
	private final DenseKernel kernel;
	private final Block source;
	private final Block target;
	private final A in;
	private final int width;
	private final int height;
	private final int taps;
	/** Samples from one row to the next in a working line. */
	private final int step;
	private final int rowsAtOnce;
	private final A[] copies;
	private final A sum;

	/**
	 * @param lines precision
	 * @param kernel the kernel
	 * @param source the source block
	 * @param target the target block
	 * @param scratch working memory
	 */
	@SuppressWarnings("unchecked")
	DepthwiseLines(final Lines<A> lines, final DenseKernel kernel, final Block source, final Block target,
		final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.source = source;
		this.target = target;
		in = (A) source.data();
		width = target.size(0);
		height = target.size(1);
		taps = kernel.columns() * kernel.rows();
		step = isDense(kernel) ? source.size(0) : width;
		rowsAtOnce = Math.min(height, Math.max(1, LINE / step));
		final int length = Lines.wholeVectors(rowsAtOnce * step);
		copies = scratch.arrays("depthwise copies", lines, taps, length);
		sum = scratch.array("depthwise sum", lines, length);
	}

	/**
	 * @param kernel a kernel
	 * @param target a target block
	 * @return whether it is for them
	 */
	static boolean isFor(final DenseKernel kernel, final Block target) {
		return kernel.axes() == 2 && kernel.kernel().inputs() == 1 && kernel.outputsOfGroup() == 1 && target.size(
			0) <= WIDEST && target.size(1) > 1 && kernel.columns() * kernel.rows() <= MOST_TAPS;
	}

	private static boolean isDense(final DenseKernel kernel) {
		return kernel.window(0).stride() == 1 && kernel.strideY() == 1;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		for (int k = 0; k < outputs; k++)
			for (int y = 0; y < height; y += rowsAtOnce) {
				final int rows = Math.min(rowsAtOnce, height - y);
				for (int r = 0; r < kernel.rows(); r++)
					for (int t = 0; t < kernel.columns(); t++)
						copy(k, y, rows, r, t);
				lines.set(sum, kernel.kernel().bias(firstOutput + k), kernel.weights(), (firstOutput + k) * taps, Lines.wholeVectors(
					rows * step), copies, 0, taps);
				for (int row = 0; row < rows; row++)
					target.put(lines, sum, row * step, k * height + y + row);
			}
	}

	/** Makes the line that a tap is multiplied with. */
	private void copy(final int channel, final int y, final int rows, final int r, final int t) {
		final A copy = copies[r * kernel.columns() + t];
		final int from = (channel * source.size(1) + y * kernel.strideY() + r * kernel.rowStep()) * step(source) + t * kernel
			.window(0).dilation();
		if (isDense(kernel)) lines.copy(in, from, copy, 0, Math.min(rows * step, source.samples() - from));
		else for (int row = 0; row < rows; row++)
			lines.gather(in, from + row * kernel.strideY() * step(source), kernel.window(0).stride(), copy, row * step, width);
	}

	private static int step(final Block block) {
		return block.size(0);
	}
}
