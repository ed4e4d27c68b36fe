package io.github.convolvej.filter;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The lines engine of the dense convolution, for any number of axes and channels:
 * computes one block. A target line is a sum of products of weights with source
 * lines; each source line is copied once per tap along x, shifted (and
 * subsampled) so that target and sources share one index. The copies of the rows
 * that neighbouring target rows share are kept in a ring.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class DenseLines<A> {

	/** Samples of shifted lines to keep: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	/** Beyond this the ring costs more memory than it saves time. */
	private static final int MAX_RING_SAMPLES = 4 * CACHED_SAMPLES;
	private static final int MIN_LINE = 128;
	private static final int MAX_LINE = 1024;

	private final Lines<A> lines;
	private final Kernel kernel;
	private final Window[] windows;
	private final double[] weights;
	private final Block source;
	private final Block target;
	private final A in;
	private final A out;
	private final A sum;
	private final int width;
	private final int columns;
	private final int rows;

	/** Combinations of taps on the axes beyond y, and the source offset of each. */
	private final int planes;
	private final int[] planeOffset;
	private final int channelStep;

	/** Shifted lines: [((channel * planes + plane) * ring + row % ring) * columns + column]. */
	private final A[] shifted;
	private final boolean cached;
	private final int ring;
	private final int[] held;

	private final A[] termLines;
	private final double[] termWeights = new double[Lines.TERMS];
	private int terms;

	@SuppressWarnings("unchecked")
	DenseLines(final Lines<A> lines, final Kernel kernel, final Window[] windows, final Block source,
		final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.windows = windows;
		this.source = source;
		this.target = target;
		weights = kernel.weights();
		in = (A) source.data();
		out = (A) target.data();
		width = target.size(0);
		columns = kernel.size(0);
		rows = windows.length > 1 ? kernel.size(1) : 1;
		planeOffset = planeOffsets();
		planes = planeOffset.length;
		int step = 1;
		for (int d = 0; d < windows.length; d++)
			step *= source.size(d);
		channelStep = step;
		cached = keepsRing(kernel, windows, width);
		ring = cached ? ringRows(windows) : 0;
		final int channels = source.size(windows.length);
		shifted = scratch.arrays("shifted", lines, cached ? channels * planes * ring * columns : Lines.TERMS, width);
		held = new int[channels * planes * ring];
		sum = scratch.array("sum", lines, width);
		termLines = lines.createList(Lines.TERMS);
	}

	static int preferredLineLength(final Kernel kernel, final Window[] windows) {
		final double fitting = CACHED_SAMPLES / ringLines(kernel, windows);
		return (int) Math.max(MIN_LINE, Math.min(MAX_LINE, fitting));
	}

	/** Whether the ring fits, for target lines of a length. The result is the same with and without. */
	static boolean keepsRing(final Kernel kernel, final Window[] windows, final int width) {
		return ringLines(kernel, windows) * width <= MAX_RING_SAMPLES;
	}

	/** Lines that the ring would need for all input channels. */
	private static double ringLines(final Kernel kernel, final Window[] windows) {
		double count = (double) kernel.inputs() * kernel.groups() * kernel.size(0) * ringRows(windows);
		for (int d = 2; d < windows.length; d++)
			count *= kernel.size(d);
		return count;
	}

	private static int ringRows(final Window[] windows) {
		return windows.length < 2 ? 1 : (int) Math.min(windows[1].effectiveSize(), 1 << 24);
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
		final int height = windows.length > 1 ? target.size(1) : 1;
		int depth = 1;
		for (int d = 2; d < windows.length; d++)
			depth *= target.size(d);
		for (int z = 0; z < depth; z++) {
			final int sourcePlane = sourcePlane(z);
			Arrays.fill(held, -1);
			for (int y = 0; y < height; y++) {
				if (cached) fillRing(sourcePlane, y);
				for (int k = 0; k < outputs; k++) {
					sumLine(sourcePlane, y, firstOutput + k, group(firstOutput + k) - group(firstOutput));
					lines.put(sum, out, ((k * depth + z) * height + y) * width, width);
				}
			}
		}
	}

	private int group(final int output) {
		return output / (kernel.outputs() / kernel.groups());
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

	private int sourceRow(final int y, final int row) {
		return windows.length < 2 ? 0 : y * windows[1].stride() + row * windows[1].dilation();
	}

	private void fillRing(final int sourcePlane, final int y) {
		final int channels = source.size(windows.length);
		for (int c = 0; c < channels; c++)
			for (int p = 0; p < planes; p++)
				for (int r = 0; r < rows; r++) {
					final int sourceRow = sourceRow(y, r);
					final int slot = (c * planes + p) * ring + sourceRow % ring;
					if (held[slot] == sourceRow) continue;
					held[slot] = sourceRow;
					final int line = c * channelStep + sourcePlane + planeOffset[p] + sourceRow * source.size(0);
					for (int x = 0; x < columns; x++)
						shift(line, x, shifted[slot * columns + x]);
				}
	}

	private void shift(final int line, final int column, final A copy) {
		lines.gather(in, line + column * windows[0].dilation(), windows[0].stride(), copy, width);
	}

	private void sumLine(final int sourcePlane, final int y, final int output, final int group) {
		lines.fill(sum, width, kernel.bias(output));
		terms = 0;
		int tap = output * kernel.inputs() * planes * rows * columns;
		for (int i = 0; i < kernel.inputs(); i++) {
			final int c = group * kernel.inputs() + i;
			for (int p = 0; p < planes; p++)
				for (int r = 0; r < rows; r++) {
					final int sourceRow = sourceRow(y, r);
					final int slot = cached ? (c * planes + p) * ring + sourceRow % ring : 0;
					final int line = c * channelStep + sourcePlane + planeOffset[p] + sourceRow * source.size(0);
					for (int x = 0; x < columns; x++)
						addTerm(slot, line, x, weights[tap++]);
				}
		}
		if (terms > 0) addTerms();
	}

	private void addTerm(final int slot, final int line, final int column, final double weight) {
		if (cached) termLines[terms] = shifted[slot * columns + column];
		else shift(line, column, termLines[terms] = shifted[terms]);
		termWeights[terms++] = weight;
		if (terms == Lines.TERMS) addTerms();
	}

	private void addTerms() {
		lines.accumulate(sum, width, termLines, termWeights, terms);
		terms = 0;
	}
}
