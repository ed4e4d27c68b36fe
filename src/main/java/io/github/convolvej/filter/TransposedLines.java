package io.github.convolvej.filter;

import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The polyphase lines engine of the transposed convolution, for any number of
 * axes and channels: computes one block. The samples of a target line that are of
 * one phase meet the same taps, and their input moves by one sample from one to
 * the next: so each phase of a line is a sum of products of weights with shifted
 * source lines, and the phases are interleaved. Shifted copies of the source rows
 * that neighbouring target rows share are kept in a ring; beyond the image they
 * hold zeros.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class TransposedLines<A> {

	/** Samples of shifted lines to keep: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;
	private static final int MAX_INTERLEAVED_LINE = 4096;

	private final Lines<A> lines;
	private final Kernel kernel;
	private final double[] weights;
	private final int kernelTaps;
	private final double[] bias;
	private final Block source;
	private final Block target;
	private final A in;
	private final A out;
	private final A sum;
	private final A part;

	/** Along x: for each phase the number of target samples, the taps, and the copies that they need. */
	private final int stride;
	private final int[] count;
	private final int[][] taps;
	private final int[][] columns;
	private final int longest;

	/** Where in the source row each copy starts: a negative number is beyond the image. */
	private int[] columnStart = new int[0];

	/** On the axes beyond x: for each target sample the taps that fall there and the source samples they come from. */
	private final int[][][] tapsAt;
	private final int[][][] sourcesAt;

	/** Combinations of taps on the axes beyond y for the current plane, and the source offset of each. */
	private final int[] planeTap;
	private final int[] planeOffset;
	private int planes;

	/** Shifted lines: [((channel * planes + plane) * ring + row % ring) * columns + column]. */
	private final A[] shifted;
	private final boolean cached;
	private final int ring;
	private final int[] held;

	private final int channels;
	private final int channelStep;
	private final A[] termLines;
	private final double[] termWeights = new double[Lines.TERMS];
	private int terms;

	@SuppressWarnings("unchecked")
	TransposedLines(final Lines<A> lines, final Kernel kernel, final double[] bias, final TransposedWindow[] windows,
		final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.bias = bias;
		this.source = source;
		this.target = target;
		weights = kernel.weights();
		kernelTaps = kernel.taps();
		in = (A) source.data();
		out = (A) target.data();
		stride = windows[0].window().stride();
		final int phases = Math.min(stride, target.size(0));
		count = new int[phases];
		taps = new int[phases][];
		columns = new int[phases][];
		for (int p = 0; p < phases; p++)
			phase(windows[0], p);
		longest = count[0];
		tapsAt = new int[windows.length][][];
		sourcesAt = new int[windows.length][][];
		int combinations = 1;
		int step = source.size(0);
		for (int d = 1; d < windows.length; d++) {
			contributions(windows[d], d);
			if (d > 1) combinations *= kernel.size(d);
			step *= source.size(d);
		}
		channelStep = step;
		channels = kernel.outputs() / kernel.groups();
		planeTap = new int[combinations];
		planeOffset = new int[combinations];
		cached = ringLines(kernel, windows) <= Math.max(1L << 12, 4L * CACHED_SAMPLES / longest);
		ring = cached ? ringRows(windows) : 0;
		final int slots = source.size(windows.length) * combinations * ring;
		held = new int[slots];
		shifted = scratch.arrays("shifted", lines, cached ? Math.max(1, slots * columnStart.length) : Lines.TERMS, longest);
		sum = scratch.array("sum", lines, longest);
		part = scratch.array("part", lines, longest);
		termLines = lines.createList(Lines.TERMS);
	}

	static int preferredLineLength(final Kernel kernel, final TransposedWindow[] windows) {
		final int s = windows[0].window().stride();
		final double fitting = CACHED_SAMPLES / ringLines(kernel, windows);
		return (int) Math.min(MAX_INTERLEAVED_LINE, s * Math.max(MIN_LINE, Math.min(MAX_LINE, fitting)));
	}

	/** Lines that the ring would need for all input channels. */
	private static double ringLines(final Kernel kernel, final TransposedWindow[] windows) {
		double count = (double) kernel.outputs() * (steps(windows[0]) + 1) * ringRows(windows);
		for (int d = 2; d < windows.length; d++)
			count *= kernel.size(d);
		return count;
	}

	private static int ringRows(final TransposedWindow[] windows) {
		return windows.length < 2 ? 1 : (int) Math.min(steps(windows[1]), 1 << 24);
	}

	/** Most input samples from the first to the last that reach one output sample. */
	private static long steps(final TransposedWindow window) {
		return (window.window().effectiveSize() - 1) / window.window().stride() + 1;
	}

	private void phase(final TransposedWindow window, final int p) {
		count[p] = (target.size(0) - p - 1) / stride + 1;
		final long first = target.min(0) + p;
		taps[p] = window.taps(window.phase(first));
		columns[p] = new int[taps[p].length];
		for (int i = 0; i < taps[p].length; i++)
			columns[p][i] = column(window.source(first, taps[p][i]) - source.min(0));
	}

	/** The copy that starts there; positions so far beyond the block that nothing is left are moved to just beyond it. */
	private int column(final long position) {
		final int start = (int) Math.max(-target.size(0), Math.min(source.size(0), position));
		for (int i = 0; i < columnStart.length; i++)
			if (columnStart[i] == start) return i;
		columnStart = Arrays.copyOf(columnStart, columnStart.length + 1);
		columnStart[columnStart.length - 1] = start;
		return columnStart.length - 1;
	}

	private void contributions(final TransposedWindow window, final int d) {
		final int n = target.size(d);
		tapsAt[d] = new int[n][];
		sourcesAt[d] = new int[n][];
		for (int i = 0; i < n; i++) {
			final long position = target.min(d) + i;
			final int[] all = window.taps(window.phase(position));
			final int[] sources = new int[all.length];
			int inside = 0;
			for (final int t : all) {
				final long j = window.source(position, t) - source.min(d);
				if (j < 0 || j >= source.size(d)) continue;
				all[inside] = t;
				sources[inside++] = (int) j;
			}
			tapsAt[d][i] = Arrays.copyOf(all, inside);
			sourcesAt[d][i] = Arrays.copyOf(sources, inside);
		}
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final int width = target.size(0);
		final int height = tapsAt.length > 1 ? target.size(1) : 1;
		int depth = 1;
		for (int d = 2; d < tapsAt.length; d++)
			depth *= target.size(d);
		for (int z = 0; z < depth; z++) {
			findPlanes(z);
			Arrays.fill(held, -1);
			for (int y = 0; y < height; y++) {
				if (cached) fillRing(y);
				for (int k = 0; k < outputs; k++)
					for (int p = 0; p < count.length; p++) {
						sumPhase(y, firstOutput + k, (group(firstOutput + k) - group(firstOutput)) * channels, p);
						lines.spread(sum, out, ((k * depth + z) * height + y) * width + p, stride, count[p]);
					}
			}
		}
	}

	private int group(final int output) {
		return output / kernel.inputs();
	}

	private void findPlanes(final int z) {
		planes = 1;
		planeTap[0] = 0;
		planeOffset[0] = 0;
		int rest = z;
		int tapStep = kernel.size(0) * (tapsAt.length > 1 ? kernel.size(1) : 1);
		int step = source.size(0) * source.size(1);
		for (int d = 2; d < tapsAt.length; d++) {
			final int[] t = tapsAt[d][rest % target.size(d)];
			final int[] s = sourcesAt[d][rest % target.size(d)];
			// from the last to the first, which overwrites the combinations so far
			for (int j = t.length - 1; j >= 0; j--)
				for (int i = 0; i < planes; i++) {
					planeTap[j * planes + i] = planeTap[i] + t[j] * tapStep;
					planeOffset[j * planes + i] = planeOffset[i] + s[j] * step;
				}
			planes *= t.length;
			rest /= target.size(d);
			tapStep *= kernel.size(d);
			step *= source.size(d);
		}
	}

	private int rows(final int y) {
		return tapsAt.length > 1 ? tapsAt[1][y].length : 1;
	}

	private int sourceRow(final int y, final int row) {
		return tapsAt.length > 1 ? sourcesAt[1][y][row] : 0;
	}

	private int slot(final int c, final int plane, final int sourceRow) {
		return (c * planeTap.length + plane) * ring + sourceRow % ring;
	}

	private int line(final int c, final int plane, final int sourceRow) {
		return c * channelStep + planeOffset[plane] + sourceRow * source.size(0);
	}

	private void fillRing(final int y) {
		final int n = held.length / (planeTap.length * ring);
		for (int c = 0; c < n; c++)
			for (int p = 0; p < planes; p++)
				for (int r = 0; r < rows(y); r++) {
					final int sourceRow = sourceRow(y, r);
					final int slot = slot(c, p, sourceRow);
					if (held[slot] == sourceRow) continue;
					held[slot] = sourceRow;
					for (int x = 0; x < columnStart.length; x++)
						shift(line(c, p, sourceRow), columnStart[x], shifted[slot * columnStart.length + x]);
				}
	}

	private void shift(final int line, final int start, final A copy) {
		final int from = Math.max(0, -start);
		final int to = Math.min(longest, source.size(0) - start);
		if (from > 0 || to < longest) lines.fill(copy, longest, 0);
		if (from < to) lines.copy(in, line + start + from, copy, from, to - from);
	}

	private void sumPhase(final int y, final int output, final int firstChannel, final int phase) {
		lines.fill(sum, count[phase], bias[output]);
		terms = 0;
		final int kernels = kernel.inputs();
		final int member = output % kernels;
		final int firstKernel = group(output) * channels;
		for (int c = 0; c < channels; c++)
			for (int p = 0; p < planes; p++)
				for (int r = 0; r < rows(y); r++) {
					final int row = tapsAt.length > 1 ? tapsAt[1][y][r] : 0;
					final int tap = kernelTaps * (member + kernels * (firstKernel + c)) + planeTap[p] + row * kernel.size(0);
					for (int i = 0; i < taps[phase].length; i++)
						addTerm(firstChannel + c, p, sourceRow(y, r), phase, columns[phase][i], weights[tap + taps[phase][i]]);
				}
		if (terms > 0) addTerms(count[phase]);
	}

	private void addTerm(final int c, final int plane, final int sourceRow, final int phase, final int column,
		final double weight)
	{
		final int n = count[phase];
		if (!(Math.abs(weight) <= Float.MAX_VALUE)) {
			if (terms > 0) addTerms(n);
			addInside(line(c, plane, sourceRow), columnStart[column], n, weight);
			return;
		}
		if (cached) termLines[terms] = shifted[slot(c, plane, sourceRow) * columnStart.length + column];
		else shift(line(c, plane, sourceRow), columnStart[column], termLines[terms] = shifted[terms]);
		termWeights[terms++] = weight;
		if (terms == Lines.TERMS) addTerms(n);
	}

	private void addTerms(final int n) {
		lines.accumulate(sum, n, termLines, termWeights, terms);
		terms = 0;
	}

	/** Adds one term where the image is: a weight that is not finite must not meet the zeros beyond it. */
	private void addInside(final int line, final int start, final int n, final double weight) {
		final int from = Math.max(0, -start);
		final int length = Math.min(n, source.size(0) - start) - from;
		if (length <= 0) return;
		termLines[0] = lines.create(length);
		termWeights[0] = weight;
		lines.copy(in, line + start + from, termLines[0], 0, length);
		lines.copy(sum, from, part, 0, length);
		lines.accumulate(part, length, termLines, termWeights, 1);
		lines.copy(part, 0, sum, from, length);
	}
}
