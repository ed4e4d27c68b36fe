package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.StoredSamples;
import io.github.convolvej.filter.lines.SumLines;

/**
 * Computes one block of a direct convolution of planes with kernels that each read one channel and give one. A working
 * line holds many rows of a channel. There is a line of source samples for each column of taps: one copy of the samples
 * where they lie, row after row, in which zeros replace those beyond an end of a row. With a stride, samples are dealt
 * out by their position modulo the stride, along x and y, to a line for each remainder. One copy of such a line makes
 * the line for a tap. {@link DenseLines}, whose lines would be short, gives the same bits: the taps are added in the same
 * order.
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
	/** Whether rows lie in the source as in a working line. */
	private final boolean isRun;
	private final int rowsAtOnce;
	/**
	 * A line for each tap, and lines of source samples, [remainder of the row * linesOfRow + column of taps], or with a
	 * stride along x [remainder of the row * linesOfRow + remainder along x].
	 */
	private final int linesOfRow;
	private final SumLines<A> memory;
	private final A[] read;
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
		final int apart = this.source.step(1);
		isRun = strideX == 1 && apart >= width && apart <= width + width / 4 + Lines.VECTOR;
		linesOfRow = strideX > 1 ? strideX : kernel.columns();
		step = isRun ? apart : strideX == 1 ? width : width + (kernel.columns() - 1) * kernel.window(0).dilation() / strideX;
		beyond = (kernel.rows() - 1) * kernel.rowStep() / strideY;
		final int pieces = (height * step + LINE - 1) / LINE;
		rowsAtOnce = (height + pieces - 1) / pieces;
		memory = new SumLines<>(scratch, "depthwise", lines, taps, strideY * linesOfRow, 2, (rowsAtOnce + beyond) * step);
		read = lines.createList(taps);
		packed = scratch.array("depthwise packed", lines, rowsAtOnce * width);
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
		final A sum = memory.sums()[0];
		for (int k = 0; k < outputs; k++)
			for (int y = 0; y < height; y += rowsAtOnce) {
				final int rows = Math.min(rowsAtOnce, height - y);
				final int samples = (rows - 1) * step + width;
				for (int remainder = 0; remainder < strideY; remainder++)
					read(k, y * strideY + remainder, rows + beyond, remainder * linesOfRow);
				for (int r = 0, i = 0; r < kernel.rows(); r++)
					for (int t = 0; t < kernel.columns(); t++, i++)
						shift(r, t, i, samples);
				memory.set(sum, kernel.kernel().bias(firstOutput + k), kernel.weights(), (firstOutput + k) * taps, samples, read, 0,
					taps);
				put(sum, k * height + y, rows);
			}
	}

	/** Reads source rows, from one of the block's on, as many as there are, a stride apart, to a group of lines. */
	private void read(final int channel, final int first, final int rows, final int line) {
		final int from = first - source.before(1);
		// rows before the first stored one, and before the end of the stored ones
		final int begin = Math.min(rows, from < 0 ? (strideY - 1 - from) / strideY : 0);
		final int end = Math.max(begin, Math.min(rows, (source.size(1) - from + strideY - 1) / strideY));
		final int at = source.first() + channel * source.step(2) + from * source.step(1) - source.before(0);
		for (int i = 0; i < linesOfRow; i++) {
			final A to = memory.others()[line + i];
			clear(to, 0, begin * step);
			clear(to, end * step, rows * step);
			if (strideX == 1) copyRows(at, begin, end, i * kernel.window(0).dilation(), to);
			else deal(at, begin, end, i, to);
		}
	}

	/** Copies rows for a column of taps. */
	private void copyRows(final int at, final int begin, final int end, final int shift, final A line) {
		final int zeros = Math.min(width, Math.max(0, source.before(0) - shift));
		final int stored = Math.max(zeros, Math.min(width, source.before(0) + source.size(0) - shift));
		if (isRun && strideY == 1) copy(at + shift + begin * step, line, begin * step, (end - begin) * step);
		else for (int r = begin; r < end; r++)
			copy(at + shift + r * strideY * source.step(1) + zeros, line, r * step + zeros, stored - zeros);
		for (int r = begin; r < end; r++) {
			clear(line, r * step, r * step + zeros);
			clear(line, r * step + stored, r * step + width);
		}
	}

	/** Deals out samples of rows of one remainder along x. */
	private void deal(final int at, final int begin, final int end, final int remainder, final A line) {
		// of a row's samples of this remainder, those before the first stored one and those before the end
		final int first = Math.min(step, Math.max(0, (source.before(0) - remainder + strideX - 1) / strideX));
		final int last = Math.max(first, Math.min(step, (source.before(0) + source.size(0) - remainder + strideX - 1) / strideX));
		for (int r = begin; r < end; r++) {
			final int to = r * step;
			clear(line, to, to + first);
			if (last > first) lines.gather(in, at + r * strideY * source.step(1) + remainder + first * strideX, strideX, line,
				SumLines.MARGIN + to + first, last - first);
			clear(line, to + last, to + step);
		}
	}

	/** Copies source samples, of which some at the ends may lie outside the array: those are not used. */
	private void copy(final int from, final A line, final int to, final int n) {
		final int before = Math.max(0, -from);
		final int end = Math.min(n, lines.length(in) - from);
		if (end > before) lines.copy(in, from + before, line, SumLines.MARGIN + to + before, end - before);
	}

	private void clear(final A line, final int from, final int to) {
		for (int i = from; i < to; i++)
			lines.set(line, SumLines.MARGIN + i, 0);
	}

	/** Makes the line that a tap is multiplied with. */
	private void shift(final int r, final int t, final int tap, final int samples) {
		final int alongY = r * kernel.rowStep();
		final int alongX = t * kernel.window(0).dilation();
		final A line = memory.others()[alongY % strideY * linesOfRow + (strideX > 1 ? alongX % strideX : t)];
		final int from = alongY / strideY * step + (strideX > 1 ? alongX / strideX : 0);
		read[tap] = from == 0 ? line : memory.factors()[tap];
		if (from > 0) lines.copy(line, SumLines.MARGIN + from, read[tap], SumLines.MARGIN, samples);
	}

	/** Writes results to rows that follow each other. */
	private void put(final A sum, final int row, final int rows) {
		if (step == width) {
			target.put(lines, sum, SumLines.MARGIN, row, rows);
			return;
		}
		for (int r = 0; r < rows; r++)
			lines.copy(sum, SumLines.MARGIN + r * step, packed, r * width, width);
		target.put(lines, packed, 0, row, rows);
	}
}
