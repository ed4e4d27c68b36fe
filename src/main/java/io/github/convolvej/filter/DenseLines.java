package io.github.convolvej.filter;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

/**
 * The lines engine of the dense convolution, for any number of axes and channels:
 * computes one block. A source row is copied once per tap along x, shifted (and
 * subsampled) so that target and sources share one index; then its products are
 * added to all the target rows whose windows it lies in, two of them at a time
 * since these share the copies: rows of one output channel, or of two. So the
 * working set is a ring of as many unfinished target rows as the kernel is high,
 * and the copies of one row.
 * <p>
 * The taps of an output sample are added row by row (y), within a row by input
 * channel, z and x, wherever the block begins.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DenseLines<A> {

	/** Samples of working lines: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	private static final int MIN_COPIES = 15;

	private final Lines<A> lines;
	private final Kernel kernel;
	private final Window[] windows;
	private final Block source;
	private final Block target;
	private final A in;
	private final A out;
	private final int width;
	private final int length;
	private final int columns;
	private final int rows;

	/** Combinations of taps on the axes beyond y, and the source offset of each. */
	private final int planes;
	private final int[] planeOffset;
	private final int channelStep;

	/** Copies of one source row, for taps in the order (input * planes + plane) * columns + column, so many at a time. */
	private final A[] shifted;
	private final int copies;
	private final int terms;
	/** Weights in the order of the copies: [(output * rows + row) * terms + term]. */
	private final double[] weights;

	/**
	 * Target rows are taken in classes of every classes-th, so that in each class
	 * neighbouring rows of taps are neighbouring source rows, of distance rowStep,
	 * and neighbouring windows are stride of them apart.
	 */
	private final int classes;
	private final int rowStep;
	private final int stride;
	/** Unfinished target rows: [output * ring + row % ring], of the outputs of one group. */
	private final A[] sums;
	private final int ring;

	private int shiftedCount;
	/** A row that waits for another to be added to together. */
	private A pendingSum;
	private int pendingWeights;
	private boolean pending;

	@SuppressWarnings("unchecked")
	DenseLines(final Lines<A> lines, final Kernel kernel, final Window[] windows, final Block source,
		final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.windows = windows;
		this.source = source;
		this.target = target;
		in = (A) source.data();
		out = (A) target.data();
		width = target.size(0);
		length = Lines.wholeVectors(width);
		columns = kernel.size(0);
		rows = windows.length > 1 ? kernel.size(1) : 1;
		planeOffset = planeOffsets();
		planes = planeOffset.length;
		int step = 1;
		for (int d = 0; d < windows.length; d++)
			step *= source.size(d);
		channelStep = step;
		terms = kernel.inputs() * planes * columns;
		weights = byRow(kernel.weights());
		final int strideY = windows.length > 1 ? windows[1].stride() : 1;
		final int dilationY = windows.length > 1 ? windows[1].dilation() : 1;
		final int common = greatestCommonDivisor(strideY, dilationY);
		classes = dilationY / common;
		rowStep = dilationY;
		stride = strideY / common;
		ring = Math.min((rows + stride - 1) / stride, (height() + classes - 1) / classes);
		copies = Math.min(terms, Math.max(MIN_COPIES, CACHED_SAMPLES / 2 / length));
		shifted = scratch.arrays("shifted", lines, copies, length);
		sums = scratch.arrays("sums", lines, Math.min(outputsOfGroup(), target.size(windows.length)) * ring, length);
	}

	static int preferredLineLength(final Kernel kernel, final Window[] windows) {
		final double fitting = CACHED_SAMPLES / workingLines(kernel, windows);
		final int preferred = (int) Math.max(MIN_LINE, Math.min(MAX_LINE, fitting));
		return preferred / Lines.VECTOR * Lines.VECTOR;
	}

	private static double workingLines(final Kernel kernel, final Window[] windows) {
		double copies = (double) kernel.inputs() * kernel.size(0);
		for (int d = 2; d < windows.length; d++)
			copies *= kernel.size(d);
		return copies + (double) kernel.outputs() / kernel.groups() * (windows.length > 1 ? kernel.size(1) : 1);
	}

	private static int greatestCommonDivisor(final int a, final int b) {
		return b == 0 ? a : greatestCommonDivisor(b, a % b);
	}

	private int outputsOfGroup() {
		return kernel.outputs() / kernel.groups();
	}

	private double[] byRow(final double[] given) {
		final double[] ordered = new double[given.length];
		int from = 0;
		for (int k = 0; k < kernel.outputs(); k++)
			for (int p = 0; p < kernel.inputs() * planes; p++)
				for (int r = 0; r < rows; r++, from += columns)
					System.arraycopy(given, from, ordered, (k * rows + r) * terms + p * columns, columns);
		return ordered;
	}

	private int[] planeOffsets() {
		int count = 1;
		for (int d = 2; d < windows.length; d++)
			count *= kernel.size(d);
		final int[] offsets = new int[count];
		for (int i = 0; i < count; i++) {
			int rest = i;
			int step = source.size(0) * source.size(1);
			for (int d = 2; d < windows.length; d++) {
				offsets[i] += rest % kernel.size(d) * windows[d].dilation() * step;
				rest /= kernel.size(d);
				step *= source.size(d);
			}
		}
		return offsets;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final int planeSize = width * height();
		int depth = 1;
		for (int d = 2; d < windows.length; d++)
			depth *= target.size(d);
		final int firstGroup = firstOutput / outputsOfGroup();
		final int end = firstOutput + outputs;
		for (int first = firstOutput; first < end;) {
			final int group = first / outputsOfGroup();
			final int count = Math.min(end, (group + 1) * outputsOfGroup()) - first;
			final int channel = (group - firstGroup) * kernel.inputs() * channelStep;
			for (int z = 0; z < depth; z++)
				for (int c = 0; c < classes; c++)
					runClass(channel + sourcePlane(z), c, first, count, ((first - firstOutput) * depth + z) * planeSize,
						depth * planeSize);
			first += count;
		}
	}

	private int height() {
		return windows.length > 1 ? target.size(1) : 1;
	}

	/** Offset in the source block of the first tap's plane. */
	private int sourcePlane(final int z) {
		int offset = 0;
		int rest = z;
		int step = source.size(0) * source.size(1);
		for (int d = 2; d < windows.length; d++) {
			offset += rest % target.size(d) * windows[d].stride() * step;
			rest /= target.size(d);
			step *= source.size(d);
		}
		return offset;
	}

	/**
	 * Computes every classes-th row of some outputs, which share their input
	 * channels, in one plane.
	 *
	 * @param from offset of the plane in the source block
	 * @param first its first row
	 * @param output the first output channel
	 * @param outputs how many
	 * @param to offset of the plane in the target block
	 * @param outputStep distance of output channels there
	 */
	private void runClass(final int from, final int first, final int output, final int outputs, final int to,
		final int outputStep)
	{
		final int count = (height() - first + classes - 1) / classes;
		final int sourceRows = (count - 1) * stride + rows;
		final int firstRow = windows.length > 1 ? first * windows[1].stride() : 0;
		for (int s = 0; s < sourceRows && count > 0; s++) {
			final int firstTap = s % stride;
			if (firstTap >= rows) continue;
			final int sourceRow = from + (firstRow + s * rowStep) * source.size(0);
			for (int t = 0; t < terms; t += copies) {
				shift(sourceRow, t, Math.min(copies, terms - t));
				for (int r = firstTap; r < rows && r <= s; r += stride) {
					final int row = (s - r) / stride;
					if (row < count) for (int k = 0; k < outputs; k++) {
						final A sum = sums[k * ring + row % ring];
						final int at = ((output + k) * rows + r) * terms + t;
						final boolean begins = r == 0 && t == 0;
						// with rows of one output alone the first is left over anyway, of an odd number
						if (begins && outputs == 1) lines.set(sum, kernel.bias(output), weights, at, length, shifted, 0, shiftedCount);
						else {
							if (begins) lines.fill(sum, length, kernel.bias(output + k));
							add(sum, at);
						}
					}
				}
				addPending();
			}
			final int finished = s - rows + 1;
			if (finished >= 0 && finished % stride == 0) for (int k = 0; k < outputs; k++) {
				final int row = finished / stride;
				lines.put(sums[k * ring + row % ring], out, to + k * outputStep + (first + row * classes) * width, width);
			}
		}
	}

	/** Copies a source row, shifted as some of the taps see it. */
	private void shift(final int row, final int first, final int count) {
		for (int i = 0; i < count; i++) {
			final int tap = first + i;
			final int line = tap / columns;
			final int offset = line / planes * channelStep + planeOffset[line % planes] + row;
			lines.gather(in, offset + tap % columns * windows[0].dilation(), windows[0].stride(), shifted[i], width);
		}
		shiftedCount = count;
	}

	private void add(final A sum, final int at) {
		if (pending) lines.add(pendingSum, pendingWeights, sum, at, weights, length, shifted, 0, shiftedCount);
		pendingSum = sum;
		pendingWeights = at;
		pending = !pending;
	}

	private void addPending() {
		if (pending) lines.add(pendingSum, weights, pendingWeights, length, shifted, 0, shiftedCount);
		pending = false;
	}
}
