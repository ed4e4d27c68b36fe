package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.kernel.Kernel;

/**
 * The polyphase lines engine of transposed convolution, for any number of axes
 * and channels: computes one block. All target samples of one phase along x and
 * y use the same taps, and neighbouring samples of a phase read neighbouring
 * source samples. Each phase is therefore a convolution with stride 1: a sum of
 * products of weights and shifted copies of the source. The phases are then
 * interleaved. Several short rows are joined to one working line; the copies
 * hold zeros outside the image.
 * <p>
 * The products of an output sample are added by input channel, then by tap, x
 * fastest, wherever the block begins. The copies of some source rows of some
 * channels are added to the sums of all output channels before the next copies
 * are made; two output channels at a time share the reading of the copies.
 * <p>
 * {@link #run} iterates over output channels, planes and bands; {@link
 * ShiftedRows} holds the copies, {@link PhaseWeights} the weights in order of
 * use, and {@link PhaseSums} the sums.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class TransposedLines<A> {

	/**
	 * Largest number of samples of all copies, and of all sums, that stay in a
	 * core's cache.
	 */
	private static final int CACHED_SAMPLES = 1 << 17;
	/** Number of samples of a working line of joined rows. */
	private static final int LINE = 1024;
	private static final int MAX_INTERLEAVED_LINE = 4096;

	private final Lines<A> lines;
	private final Kernel kernel;
	/** Whether all weights may be multiplied by the zeros outside the image. */
	private final boolean finite;
	private final double[] bias;
	private final Block target;
	private final Scratch scratch;
	private final AxisPhases x;
	private final AxisPhases y;
	private final TransposedPlanes planes;
	/** Input channels of a group. */
	private final int channels;
	/** Distance between channels in rows of the source block. */
	private final int channelRows;
	/** Number of samples of a joined row, and largest number of joined rows. */
	private final int rowLength;
	private final int mostRows;
	private final int outputsAtOnce;

	private final ShiftedRows<A> copies;
	private final PhaseWeights weights;
	private final PhaseSums<A> sums;

	TransposedLines(final Lines<A> lines, final Kernel kernel, final boolean finite, final double[] bias,
		final TransposedWindow[] windows, final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.finite = finite;
		this.bias = bias;
		this.target = target;
		this.scratch = scratch;
		x = new AxisPhases(windows[0], source, target, 0);
		y = windows.length > 1 ? new AxisPhases(windows[1], source, target, 1) : AxisPhases.NONE;
		planes = new TransposedPlanes(kernel, windows, source, target);
		channels = kernel.outputs() / kernel.groups();
		channelRows = rows(source, windows.length);
		rowLength = x.count(0);
		final int bands = (y.count(0) * rowLength + LINE - 1) / LINE;
		mostRows = Math.max(1, (y.count(0) + bands - 1) / bands);
		final int longest = Lines.wholeVectors(mostRows * rowLength);
		final int most = Math.max(1, CACHED_SAMPLES / longest);
		outputsAtOnce = Math.min(Math.max(2, most / x.phases() / 2 * 2), Math.min(kernel.inputs(), target.size(
			windows.length)));
		copies = new ShiftedRows<>(lines, source, x, y, planes, channels, channelRows, rowLength, longest, most, scratch);
		weights = new PhaseWeights(kernel, x, y, planes, channels, outputsAtOnce, scratch);
		sums = new PhaseSums<>(lines, target, x, rowLength, longest, outputsAtOnce, scratch);
	}

	private static int rows(final Block block, final int axes) {
		int rows = 1;
		for (int d = 1; d < axes; d++)
			rows *= block.size(d);
		return rows;
	}

	static int preferredLineLength(final TransposedWindow[] windows) {
		return (int) Math.min(MAX_INTERLEAVED_LINE, (long) windows[0].window().stride() * LINE);
	}

	/**
	 * @param weight a weight
	 * @return whether it is finite in both precisions, so that it may be
	 *         multiplied by the zeros outside the image
	 */
	static boolean isFinite(final double weight) {
		return Math.abs(weight) <= Float.MAX_VALUE;
	}

	/**
	 * Computes the block.
	 *
	 * @param first output channel of the block
	 * @param count number of output channels in the block
	 */
	void run(final int first, final int count) {
		final int depth = planes.depth();
		final int height = target.samples() / (target.size(0) * depth * count);
		final int firstGroup = first / kernel.inputs();
		int outputs;
		for (int output = first; output < first + count; output += outputs) {
			final int group = output / kernel.inputs();
			outputs = Math.min(outputsAtOnce, Math.min(first + count, (group + 1) * kernel.inputs()) - output);
			final int channel = (group - firstGroup) * channels * channelRows;
			for (int z = 0; z < depth; z++) {
				planes.find(z);
				weights.order(output, outputs, group * channels);
				copies.forget();
				runPlane(output, outputs, channel, (output - first) * depth + z, depth, height);
			}
		}
	}

	/**
	 * Computes a plane of some output channels, band by band and phase by phase.
	 * The number of rows never grows from one phase to the next, so reused copies
	 * have all rows needed.
	 */
	private void runPlane(final int firstOutput, final int outputs, final int channel, final int firstPlane,
		final int depth, final int height)
	{
		for (int row = 0; row < y.count(0); row += mostRows)
			for (int phase = 0; phase < y.phases(); phase++) {
				final int rows = Math.min(mostRows, y.count(phase) - row);
				if (rows < 1) continue;
				final Band band = new Band(phase, row, rows, Lines.wholeVectors(rows * rowLength));
				sum(band, firstOutput, outputs, channel);
				for (int k = 0; k < outputs; k++)
					for (int j = 0; j < rows; j++)
						sums.interleave(k, j, (firstPlane + k * depth) * height + phase + (row + j) * y.stride());
			}
	}

	/** Computes the sums of all phases along x of a band for all outputs, some source rows at a time. */
	private void sum(final Band band, final int firstOutput, final int outputs, final int channel) {
		final int sourceRows = channels * planes.count() * y.terms(band.phase);
		int first = 0;
		do {
			final int count = Math.min(copies.places(), sourceRows - first);
			copies.load(band, channel, first, count);
			for (int u = 0; u < x.phases(); u++)
				sum(band, u, firstOutput, outputs, channel, first, count);
			first += count;
		}
		while (first < sourceRows);
	}

	/** Adds some source rows to a phase along x of all outputs. The first source rows are added to the bias. */
	private void sum(final Band band, final int u, final int firstOutput, final int outputs, final int channel,
		final int first, final int count)
	{
		final A[] terms = copies.terms(band, u, first, count);
		final int n = count * x.terms(u);
		final int at = weights.begin(band.phase, u) + first * x.terms(u);
		if (first == 0 && finite && outputs == 1) {
			lines.set(sums.of(u, 0), bias[firstOutput], weights.ordered(), at, band.length, terms, 0, n);
			return;
		}
		if (first == 0) for (int k = 0; k < outputs; k++)
			lines.fill(sums.of(u, k), band.length, bias[firstOutput + k]);
		if (finite) sums.add(u, outputs, band.length, terms, n, weights.ordered(), at, weights.perOutput());
		else for (int i = 0; i < n; i++)
			for (int k = 0; k < outputs; k++)
				addOne(band, channel, u, k, first + i / x.terms(u), i % x.terms(u), terms, i, at + i);
	}

	/**
	 * Adds one term to a phase of an output. A weight that is not finite must not
	 * be multiplied by the zeros outside the image.
	 */
	private void addOne(final Band band, final int channel, final int u, final int k, final int sourceRow, final int tap,
		final A[] terms, final int term, final int at)
	{
		final A sum = sums.of(u, k);
		final int weight = k * weights.perOutput() + at;
		if (isFinite(weights.ordered()[weight])) lines.add(sum, weights.ordered(), weight, band.length, terms, term, 1);
		else addInside(band, channel, x.start(x.begin(u, tap)), sourceRow, sum, weight);
	}

	/** Adds a term to the samples whose source is within the image. */
	private void addInside(final Band band, final int channel, final int start, final int sourceRow, final A sum,
		final int weight)
	{
		final int first = Math.max(0, -start);
		final int n = Math.min(rowLength, x.sourceSize() - start) - first;
		if (n <= 0) return;
		final A part = scratch.array("part", lines, rowLength);
		final A inside = scratch.array("inside", lines, rowLength);
		final A[] term = lines.createList(1);
		term[0] = inside;
		final int end = copies.endInside(band, sourceRow);
		for (int j = copies.firstInside(band, sourceRow); j < end; j++) {
			copies.read(band, channel, sourceRow, j, start + first, inside, n);
			lines.copy(sum, j * rowLength + first, part, 0, n);
			lines.add(part, weights.ordered(), weight, n, term, 0, 1);
			lines.copy(part, 0, sum, j * rowLength + first, n);
		}
	}
}
