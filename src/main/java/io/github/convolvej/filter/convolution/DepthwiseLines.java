package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;

/**
 * Computes one block of a direct convolution of planes with kernels that each read one channel and give one. A working
 * line holds many rows of a channel. Source samples are dealt out by their position modulo the stride, along x and y, to
 * a line for each remainder, with as many samples in a row for all; one copy of it makes the line for a tap.
 * {@link DenseLines}, whose lines would be short, gives the same bits: the taps are added in the same order.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DepthwiseLines<A> {

	private static final int LINE = 1 << 10;
	/** Images of wider rows are left to others. */
	private static final int WIDEST = 256;
	private static final int MOST_TAPS = 49;
	private static final int MOST_STRIDE = 4;

	private final Lines<A> lines;
	private final DenseKernel kernel;
	private final Block target;
	private final StoredSamples source;
	private final A in;
	private final int width;
	private final int height;
	private final int taps;
	private final int strideX;
	private final int strideY;
	/** Samples from one row to the next in a working line, and rows beyond those of results. */
	private final int step;
	private final int beyond;
	private final int rowsAtOnce;
	/** Source samples, [remainder along y * stride along x + remainder along x]. */
	private final A[] dealt;
	private final A[] copies;
	private final A[] read;
	private final A sum;
	private final A packed;

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
		this.target = target;
		final StoredSamples stored = source.stored();
		this.source = stored != null ? stored : source.with(source.data()).stored();
		in = (A) this.source.array();
		width = target.size(0);
		height = target.size(1);
		taps = kernel.columns() * kernel.rows();
		strideX = kernel.window(0).stride();
		strideY = kernel.strideY();
		step = width + (kernel.columns() - 1) * kernel.window(0).dilation() / strideX;
		beyond = (kernel.rows() - 1) * kernel.rowStep() / strideY;
		rowsAtOnce = Math.min(height, Math.max(1, LINE / step));
		final int length = Lines.wholeVectors(rowsAtOnce * step);
		dealt = scratch.arrays("depthwise dealt", lines, strideX * strideY, length + (beyond + 1) * step);
		copies = scratch.arrays("depthwise copies", lines, taps, length);
		read = lines.createList(taps);
		sum = scratch.array("depthwise sum", lines, length);
		packed = scratch.array("depthwise packed", lines, length);
	}

	/**
	 * @param kernel a kernel
	 * @param target a target block
	 * @return whether it is for them
	 */
	static boolean isFor(final DenseKernel kernel, final Block target) {
		return kernel.axes() == 2 && kernel.kernel().inputs() == 1 && kernel.outputsOfGroup() == 1 && target.size(
			0) <= WIDEST && target.size(1) > 1 && kernel.columns() * kernel.rows() <= MOST_TAPS && kernel.window(0)
				.stride() <= MOST_STRIDE && kernel.strideY() <= MOST_STRIDE;
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
				final int length = Lines.wholeVectors(rows * step);
				for (int py = 0; py < strideY; py++)
					for (int r = 0; r < rows + beyond; r++)
						deal(k, (y + r) * strideY + py, py * strideX, r * step);
				for (int r = 0; r < kernel.rows(); r++)
					for (int t = 0; t < kernel.columns(); t++)
						copy(r, t, rows * step);
				lines.set(sum, kernel.kernel().bias(firstOutput + k), kernel.weights(), (firstOutput + k) * taps, length, read, 0,
					taps);
				for (int r = 0; step > width && r < rows; r++)
					lines.copy(sum, r * step, packed, r * width, width);
				target.put(lines, step > width ? packed : sum, 0, k * height + y, rows);
			}
	}

	/** Deals out a source row to the lines of its remainder along y, from the first of them on. */
	private void deal(final int channel, final int row, final int first, final int to) {
		final int y = row - source.before(1);
		final boolean isStored = y >= 0 && y < source.size(1);
		for (int px = 0; px < strideX; px++) {
			final A line = dealt[first + px];
			// of the row's samples of this remainder, those before the first stored one and those before the end
			final int begin = isStored ? Math.min(step, Math.max(0, (source.before(0) - px + strideX - 1) / strideX)) : step;
			final int end = isStored ? Math.max(begin, Math.min(step, (source.before(0) + source.size(0) - px + strideX - 1) /
				strideX)) : step;
			clear(line, to, to + begin);
			if (end > begin) lines.gather(in, source.first() + channel * source.step(2) + y * source.step(1) + begin * strideX + px -
				source.before(0), strideX, line, to + begin, end - begin);
			clear(line, to + end, to + step);
		}
	}

	private void clear(final A line, final int from, final int to) {
		for (int i = from; i < to; i++)
			lines.set(line, i, 0);
	}

	/** Makes the line that a tap is multiplied with. */
	private void copy(final int r, final int t, final int length) {
		final int alongY = r * kernel.rowStep();
		final int alongX = t * kernel.window(0).dilation();
		final A line = dealt[alongY % strideY * strideX + alongX % strideX];
		final int from = alongY / strideY * step + alongX / strideX;
		final int i = r * kernel.columns() + t;
		read[i] = from == 0 ? line : copies[i];
		if (from > 0) lines.copy(line, from, copies[i], 0, length);
	}
}
