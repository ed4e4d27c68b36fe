package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

/**
 * The lines engine of the dense convolution, for any number of axes and channels:
 * computes one block. A source row is copied once per tap along x, shifted (and
 * subsampled) so that target and sources share one index; then its products are
 * added to all the target rows whose windows it lies in, two at a time since these
 * share the copies: rows of one output channel, or of two. So the
 * working set is a ring of as many unfinished target rows as the kernel is high,
 * and some copies of one row.
 * <p>
 * Calls for short lines cost more than their work: where rows are short, the block
 * is cut into bands of rows, and the working lines hold a row of each band. Where
 * neighbouring planes share their source planes, several of them are computed at
 * the same time.
 * <p>
 * The taps of an output sample are added row by row (y), within a row by input
 * channel, z and x, wherever the block begins.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DenseLines<A> {

	/** Samples of working lines: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	/** Samples of the copies that are used at a time: what stays in a core's fastest cache. */
	private static final int COPIED_SAMPLES = 6 << 10;
	private static final int MIN_COPIES = 6;
	/** Taps of a row so few are not dealt out to several turns. */
	private static final int FEW_COLUMNS = 9;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	/** Bands have so many times more rows than they read beyond theirs. */
	private static final int BAND_WORTH = 4;
	/** Planes that are computed at the same time. */
	private static final int SLAB = 16;

	private final Lines<A> lines;
	private final DenseKernel kernel;
	private final Block source;
	private final Block target;
	private final Rows<A> in;
	private final int width;
	/** Rows of the source block from one tap, or one channel, to the next: [plane], and for all planes of a slab. */
	private final int[] planeRow;
	private final int channelRows;

	private final int bands;
	private final int length;
	private final int slab;

	/** Copies of a source row, for taps in the order (input * planes + plane) * columns + column, so many at a time. */
	private final A[] shifted;
	private final int copies;
	/** Unfinished target rows: [(output * slab + plane) * ring + row % ring], of the outputs of one group. */
	private final A[] sums;
	private final int ring;

	/** The rows that the copies are added to, and where the weights for each begin. */
	private final A[] reached;
	private final int[] reachedWeights;
	private int reachedCount;

	DenseLines(final Lines<A> lines, final DenseKernel kernel, final Block source, final Block target,
		final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.source = source;
		this.target = target;
		in = source.rows();
		width = target.size(0);
		final int height = rowsOfClass(0);
		bands = bands(kernel, width, height);
		length = Lines.wholeVectors(bands * width);
		slab = kernel.sharesPlanes() ? Math.min(SLAB, target.size(2)) : 1;
		planeRow = planeRows();
		int rows = 1;
		for (int d = 1; d < kernel.axes(); d++)
			rows *= source.size(d);
		channelRows = rows;
		ring = Math.min((kernel.rows() + kernel.stride() - 1) / kernel.stride(), (height + bands - 1) / bands);
		final int least = Math.max(MIN_COPIES, Math.min(FEW_COLUMNS, kernel.columns()));
		copies = Math.min(linesOfRow(), Math.max(least, COPIED_SAMPLES / length));
		shifted = scratch.arrays("shifted", lines, copies, length);
		final int outputs = Math.min(kernel.outputsOfGroup(), target.size(kernel.axes()));
		sums = scratch.arrays("sums", lines, outputs * slab * ring, length);
		reached = lines.createList(outputs * ring);
		reachedWeights = new int[outputs * ring];
	}

	/** Bands of rows, for lines that are long but read little more than without. */
	private static int bands(final DenseKernel kernel, final int width, final int height) {
		final int beyond = Math.max(0, kernel.rows() - kernel.stride());
		return Math.max(1, Math.min(MAX_LINE / width, height / Math.max(1, BAND_WORTH * beyond)));
	}

	static int preferredLineLength(final DenseKernel kernel) {
		final double lines = (double) kernel.outputsOfGroup() * kernel.rows() + MIN_COPIES;
		final int preferred = (int) Math.max(MIN_LINE, Math.min(MAX_LINE, CACHED_SAMPLES / lines));
		return preferred / Lines.VECTOR * Lines.VECTOR;
	}

	/** Lines that a source row is copied to: a slab's planes beyond the first need more. */
	private int linesOfRow() {
		return kernel.terms() + (slab - 1) * kernel.columns();
	}

	private int[] planeRows() {
		final int[] rows = new int[kernel.planes() + slab - 1];
		for (int i = 0; i < rows.length; i++) {
			int rest = i;
			int step = source.size(1);
			for (int d = 2; d < kernel.axes(); d++) {
				// planes of a slab are beyond the kernel's, on the only axis there is then
				final int tap = slab > 1 ? rest : rest % kernel.kernel().size(d);
				rows[i] += tap * kernel.window(d).dilation() * step;
				rest /= kernel.kernel().size(d);
				step *= source.size(d);
			}
		}
		return rows;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final int height = kernel.axes() > 1 ? target.size(1) : 1;
		int depth = 1;
		for (int d = 2; d < kernel.axes(); d++)
			depth *= target.size(d);
		final int group = kernel.outputsOfGroup();
		final int end = firstOutput + outputs;
		for (int first = firstOutput; first < end;) {
			final int count = Math.min(end, (first / group + 1) * group) - first;
			final int channel = (first / group - firstOutput / group) * kernel.kernel().inputs() * channelRows;
			for (int z = 0; z < depth; z += slab)
				for (int c = 0; c < kernel.classes(); c++)
					runClass(channel + sourcePlane(z), c, Math.min(slab, depth - z), first, count, ((first - firstOutput) * depth +
						z) * height, depth * height);
			first += count;
		}
	}

	private int rowsOfClass(final int first) {
		final int height = kernel.axes() > 1 ? target.size(1) : 1;
		return (height - first + kernel.classes() - 1) / kernel.classes();
	}

	/** Row in the source block of the first tap's plane. */
	private int sourcePlane(final int z) {
		int row = 0;
		int rest = z;
		int step = source.size(1);
		for (int d = 2; d < kernel.axes(); d++) {
			row += rest % target.size(d) * kernel.window(d).stride() * step;
			rest /= target.size(d);
			step *= source.size(d);
		}
		return row;
	}

	/**
	 * Computes every classes-th row of some outputs, which share their input
	 * channels, in some planes.
	 *
	 * @param from row of the first plane in the source block
	 * @param first its first row
	 * @param planes how many planes
	 * @param output the first output channel
	 * @param outputs how many
	 * @param to row of the first plane in the target block
	 * @param outputStep rows between output channels there
	 */
	private void runClass(final int from, final int first, final int planes, final int output, final int outputs,
		final int to, final int outputStep)
	{
		final int rows = rowsOfClass(first);
		final int stride = kernel.stride();
		final int height = (rows + bands - 1) / bands;
		final int sourceRows = (height - 1) * stride + kernel.rows();
		final int columns = kernel.columns();
		final int count = kernel.terms() + (planes - 1) * columns;
		for (int s = 0; s < sourceRows && rows > 0; s++) {
			final int firstTap = s % stride;
			if (firstTap >= kernel.rows()) continue;
			for (int t = 0; t < count; t += copies) {
				final int end = Math.min(count, t + copies);
				shift(from + first * kernel.strideY(), s, height * stride, (rows - 1) * stride + kernel.rows(), t, end);
				for (int p = 0; p < planes; p++) {
					final int begin = Math.max(t, p * columns);
					final int terms = Math.min(end, p * columns + kernel.terms()) - begin;
					if (terms > 0) addRows(s, firstTap, height, p, output, outputs, begin - p * columns, begin - t, terms);
				}
			}
			final int finished = s - kernel.rows() + 1;
			if (finished >= 0 && finished % stride == 0) put(finished / stride, height, rows, first, planes, outputs, to,
				outputStep);
		}
	}

	/** Adds terms of a source row to all target rows, and outputs, that it reaches. */
	private void addRows(final int s, final int firstTap, final int height, final int plane, final int output,
		final int outputs, final int term, final int line, final int terms)
	{
		for (int r = firstTap; r < kernel.rows() && r <= s; r += kernel.stride()) {
			final int row = (s - r) / kernel.stride();
			if (row >= height) continue;
			final int slot = plane * ring + row % ring;
			final boolean begins = r == 0 && term == 0;
			for (int k = 0; k < outputs; k++) {
				final A sum = sums[k * slab * ring + slot];
				final int at = ((output + k) * kernel.rows() + r) * kernel.terms() + term;
				// with rows of one output alone the first is left over anyway, of an odd number
				if (begins && outputs == 1) {
					lines.set(sum, kernel.kernel().bias(output), kernel.weights(), at, length, shifted, line, terms);
					continue;
				}
				if (begins) lines.fill(sum, length, kernel.kernel().bias(output + k));
				reached[reachedCount] = sum;
				reachedWeights[reachedCount++] = at;
			}
		}
		lines.add(reached, reachedWeights, reachedCount, kernel.weights(), length, shifted, line, terms);
		reachedCount = 0;
	}

	/**
	 * Copies a row of each band, shifted as some of the taps see it.
	 *
	 * @param from the first source row
	 * @param row which row of a band
	 * @param bandStep rows from band to band
	 * @param rows how many there are in all bands; where there are no more, a line
	 *          keeps what it holds
	 * @param first the first tap
	 * @param end the last and 1
	 */
	private void shift(final int from, final int row, final int bandStep, final int rows, final int first, final int end) {
		final int columns = kernel.columns();
		for (int t = first; t < end;) {
			final int line = t / columns;
			final int next = Math.min(end, (line + 1) * columns);
			final int plane = slab > 1 ? line : line % kernel.planes();
			final int channel = slab > 1 ? 0 : line / kernel.planes();
			for (int b = 0; b < bands && b * bandStep + row < rows; b++) {
				final A samples = in.at(from + channel * channelRows + planeRow[plane] + (b * bandStep + row) * kernel.rowStep());
				final int offset = in.offset();
				for (int i = t; i < next; i++)
					lines.gather(samples, offset + (i - line * columns) * kernel.window(0).dilation(), kernel.window(0).stride(),
						shifted[i - first], b * width, width);
			}
			t = next;
		}
	}

	/** Hands a finished row of each band over, of all planes and outputs. */
	private void put(final int row, final int height, final int rows, final int first, final int planes,
		final int outputs, final int to, final int outputStep)
	{
		final int planeStep = kernel.axes() > 1 ? target.size(1) : 1;
		for (int k = 0; k < outputs; k++)
			for (int p = 0; p < planes; p++)
				for (int b = 0; b < bands && b * height + row < rows; b++)
					target.put(lines, sums[(k * slab + p) * ring + row % ring], b * width, to + k * outputStep + p * planeStep +
						first + (b * height + row) * kernel.classes());
	}
}
