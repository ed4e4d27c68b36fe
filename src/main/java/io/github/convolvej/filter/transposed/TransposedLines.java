package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;

/**
 * The polyphase lines engine of the transposed convolution, for any number of
 * axes and channels: computes one block. Target samples of one phase along x and
 * y meet the same taps, and their source moves by one sample from one to the next:
 * so each phase is a convolution without stride, a sum of products of weights with
 * shifted copies of the source, and the phases are interleaved. Short rows are
 * joined, several of them to one working line; beyond the image the copies hold
 * zeros.
 * <p>
 * The products of an output sample are added by input channel, then by tap, x
 * fastest, wherever the block begins. The copies of some source rows of some
 * channels at a time are added to the sums of all output channels, two of them
 * together, which share them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class TransposedLines<A> {

	/** Samples of copies, and samples of sums: what stays in a core's cache. */
	private static final int CACHED_SAMPLES = 1 << 17;
	/** Samples of a working line that rows are joined to. */
	private static final int LINE = 1024;
	private static final int MAX_INTERLEAVED_LINE = 4096;
	/** Copies that are used for all output channels before the next ones: what stays in the smallest cache. */
	private static final int TERMS_AT_ONCE = 9;

	private final Lines<A> lines;
	private final Kernel kernel;
	private final double[] bias;
	private final Block target;
	private final Rows<A> in;
	/** Not rows: single samples written one after another and rows written to memory hinder each other. */
	private final A out;
	private final AxisPhases x;
	private final AxisPhases y;
	private final TransposedPlanes planes;
	private final int channels;
	/** Rows of the source block from one channel to the next. */
	private final int channelRows;

	/** Samples of a row of a phase, as they are joined, and most rows that are. */
	private final int rowLength;
	private final int mostRows;

	/**
	 * Copies: [place * x.starts() + start]. Those of a channel, a plane and a source
	 * row have a place while they are used; or, if there are few, always the same:
	 * neighbouring target rows may use them again.
	 */
	private final A[] shifted;
	private final int places;
	private final boolean keeps;
	private final int ring;
	private final int[] held;

	/** Sums: [phase * outputsAtOnce + output]. */
	private final A[] sums;
	private final int outputsAtOnce;
	private final A[] added;
	private final int[] addedWeights;
	private final A part;
	private final A inside;

	/** The weights of the outputs in the order in which they are used: [output][y phase][x phase][term]. */
	private final double[] weights;
	private final double[] given;
	private final boolean finite;
	private final int weightsOfOutput;

	/** What is being computed: some outputs from first on, and some joined rows of a phase along y. */
	private int firstOutput;
	private int outputs;
	private int phaseY;
	private int firstRow;
	private int rows;
	private int length;
	private final A[] terms;

	@SuppressWarnings("unchecked")
	TransposedLines(final Lines<A> lines, final Kernel kernel, final boolean finite, final double[] bias,
		final TransposedWindow[] windows, final Block source, final Block target, final Scratch scratch)
	{
		this.lines = lines;
		this.kernel = kernel;
		this.finite = finite;
		this.bias = bias;
		this.target = target;
		in = source.rows();
		out = (A) target.data();
		x = new AxisPhases(windows[0], source, target, 0);
		y = windows.length > 1 ? new AxisPhases(windows[1], source, target, 1) : AxisPhases.NONE;
		planes = new TransposedPlanes(kernel, windows, source, target);
		int step = 1;
		for (int d = 1; d < windows.length; d++)
			step *= source.size(d);
		channelRows = step;
		channels = kernel.outputs() / kernel.groups();
		rowLength = x.count(0);
		final int bands = (y.count(0) * rowLength + LINE - 1) / LINE;
		mostRows = Math.max(1, (y.count(0) + bands - 1) / bands);
		final int longest = Lines.wholeVectors(mostRows * rowLength);
		final int most = Math.max(1, CACHED_SAMPLES / longest);
		ring = y.ring();
		final int slices = channels * planes.most();
		keeps = (long) slices * ring * x.starts() <= most;
		places = keeps ? slices * ring : Math.max(1, Math.min(slices * y.mostTerms(), most / Math.max(1, x.starts())));
		held = new int[keeps ? places : 0];
		shifted = scratch.arrays("shifted", lines, Math.max(1, places * x.starts()), longest);
		terms = lines.createList(places * x.mostTerms());
		outputsAtOnce = Math.min(Math.max(2, most / x.phases() / 2 * 2), Math.min(kernel.inputs(), target.size(
			windows.length)));
		added = lines.createList(outputsAtOnce);
		addedWeights = new int[outputsAtOnce];
		sums = scratch.arrays("sums", lines, outputsAtOnce * x.phases(), longest);
		part = scratch.array("part", lines, rowLength);
		inside = scratch.array("inside", lines, rowLength);
		given = kernel.weights();
		weightsOfOutput = channels * kernel.taps();
		weights = scratch.array("weights", Lines.DOUBLE, outputsAtOnce * weightsOfOutput);
	}

	static int preferredLineLength(final TransposedWindow[] windows) {
		return Math.min(MAX_INTERLEAVED_LINE, windows[0].window().stride() * LINE);
	}

	/**
	 * @param weight a weight
	 * @return whether it may meet the zeros beyond the image, in either precision
	 */
	static boolean isFinite(final double weight) {
		return Math.abs(weight) <= Float.MAX_VALUE;
	}

	/**
	 * Computes the block.
	 *
	 * @param first output channel of the block's first
	 * @param count number of output channels in the block
	 */
	void run(final int first, final int count) {
		final int depth = planes.depth();
		final int height = target.samples() / (target.size(0) * depth * count);
		final int firstGroup = first / kernel.inputs();
		for (firstOutput = first; firstOutput < first + count; firstOutput += outputs) {
			final int group = firstOutput / kernel.inputs();
			outputs = Math.min(outputsAtOnce, Math.min(first + count, (group + 1) * kernel.inputs()) - firstOutput);
			for (int z = 0; z < depth; z++) {
				planes.find(z);
				orderWeights(group * channels);
				Arrays.fill(held, Integer.MIN_VALUE);
				// from band to band and phase to phase no more rows, so that copies hold all that are needed
				for (firstRow = 0; firstRow < y.count(0); firstRow += mostRows)
					for (phaseY = 0; phaseY < y.phases(); phaseY++) {
						rows = Math.min(mostRows, y.count(phaseY) - firstRow);
						length = Lines.wholeVectors(rows * rowLength);
						if (rows < 1) continue;
						sum((group - firstGroup) * channels * channelRows);
						for (int k = 0; k < outputs; k++)
							interleave(k, ((firstOutput - first + k) * depth + z) * height + phaseY);
					}
			}
		}
	}

	private void orderWeights(final int firstKernel) {
		final int[] taps = new int[kernel.taps()];
		int begin = 0;
		for (int v = 0; v < y.phases(); v++)
			for (int u = 0; u < x.phases(); u++) {
				int n = 0;
				for (int p = 0; p < planes.count(); p++)
					for (int j = 0; j < y.terms(v); j++)
						for (int i = 0; i < x.terms(u); i++)
							taps[n++] = planes.tap(p) + y.tap(v, j) * kernel.size(0) + x.tap(u, i);
				for (int k = 0; k < outputs; k++) {
					final int member = (firstOutput + k) % kernel.inputs();
					int at = k * weightsOfOutput + begin;
					for (int c = 0; c < channels; c++) {
						final int from = (member + kernel.inputs() * (firstKernel + c)) * taps.length;
						for (int i = 0; i < n; i++)
							weights[at++] = given[from + taps[i]];
					}
				}
				begin += channels * n;
			}
	}

	/** Where the weights of the first output for a phase begin. */
	private int firstWeight(final int phaseX) {
		int rowTerms = 0;
		for (int v = 0; v < phaseY; v++)
			rowTerms += y.terms(v);
		int allTerms = 0;
		int before = 0;
		for (int u = 0; u < x.phases(); u++) {
			allTerms += x.terms(u);
			if (u < phaseX) before += x.terms(u);
		}
		return channels * planes.count() * (rowTerms * allTerms + y.terms(phaseY) * before);
	}

	/** Sums up all phases along x of all outputs, some source rows at a time. */
	private void sum(final int from) {
		final int sourceRows = channels * planes.count() * y.terms(phaseY);
		int first = 0;
		do {
			final int rowCount = Math.min(places, sourceRows - first);
			for (int i = first; i < first + rowCount; i++)
				copy(from, i, place(i, first));
			for (int u = 0; u < x.phases(); u++) {
				final int count = listTerms(u, first, rowCount);
				final int at = firstWeight(u) + first * x.terms(u);
				if (first == 0 && finite && outputs == 1) {
					lines.set(sums[u * outputsAtOnce], bias[firstOutput], weights, at, length, terms, 0, count);
					continue;
				}
				if (first == 0) begin(u);
				if (finite) add(u, at, count);
				else for (int i = 0; i < count; i++)
					addOne(from, u, first + i / x.terms(u), i % x.terms(u), i, at + i);
			}
			first += rowCount;
		}
		while (first < sourceRows);
	}

	/** Source rows are counted by channel, plane and tap along y. */
	private int plane(final int sourceRow) {
		return sourceRow / y.terms(phaseY);
	}

	/** The row of the block that the first of the joined rows comes from. */
	private int rowOf(final int sourceRow) {
		return y.start(y.begin(phaseY, sourceRow % y.terms(phaseY))) + firstRow;
	}

	private int place(final int sourceRow, final int first) {
		return keeps ? plane(sourceRow) * ring + Math.floorMod(rowOf(sourceRow), ring) : sourceRow - first;
	}

	/** The first row of the plane in the block that a source row is in. */
	private int firstOfPlane(final int from, final int sourceRow) {
		final int plane = plane(sourceRow);
		return from + plane / planes.count() * channelRows + planes.row(plane % planes.count());
	}

	/** Copies joined rows, shifted as the taps see them. */
	private void copy(final int from, final int sourceRow, final int place) {
		final int row = rowOf(sourceRow);
		if (keeps && held[place] == row) return;
		if (keeps) held[place] = row;
		final int first = place * x.starts();
		final int top = Math.max(0, -row);
		final int bottom = Math.min(rows, y.sourceSize() - row);
		for (int i = 0; i < x.starts(); i++)
			if (top > 0 || bottom < rows || x.start(i) < 0 || x.start(i) + rowLength > x.sourceSize()) lines.fill(shifted[first + i],
				length, 0);
		final int plane = firstOfPlane(from, sourceRow);
		for (int j = top; j < bottom; j++) {
			final A samples = in.at(plane + row + j);
			final int offset = in.offset();
			for (int i = 0; i < x.starts(); i++) {
				final int start = x.start(i);
				final int begin = Math.max(0, -start);
				final int n = Math.min(rowLength, x.sourceSize() - start) - begin;
				if (n > 0) lines.copy(samples, offset + start + begin, shifted[first + i], j * rowLength + begin, n);
			}
		}
	}

	private int listTerms(final int phaseX, final int first, final int count) {
		int n = 0;
		for (int i = first; i < first + count; i++) {
			final int place = place(i, first) * x.starts();
			for (int j = 0; j < x.terms(phaseX); j++)
				terms[n++] = shifted[place + x.begin(phaseX, j)];
		}
		return n;
	}

	private void begin(final int phaseX) {
		for (int k = 0; k < outputs; k++)
			lines.fill(sums[phaseX * outputsAtOnce + k], length, bias[firstOutput + k]);
	}

	/** Adds the listed terms to a phase of all outputs. */
	private void add(final int phaseX, final int at, final int count) {
		System.arraycopy(sums, phaseX * outputsAtOnce, added, 0, outputs);
		for (int t = 0; t < count; t += TERMS_AT_ONCE) {
			for (int k = 0; k < outputs; k++)
				addedWeights[k] = k * weightsOfOutput + at + t;
			lines.add(added, addedWeights, outputs, weights, length, terms, t, Math.min(TERMS_AT_ONCE, count - t));
		}
	}

	/** Adds a term to a phase of all outputs, where the image is: a weight that is not finite must not meet the zeros beyond. */
	private void addOne(final int from, final int phaseX, final int sourceRow, final int tap, final int term, final int at) {
		final int row = rowOf(sourceRow);
		final int start = x.start(x.begin(phaseX, tap));
		final int first = Math.max(0, -start);
		final int n = Math.min(rowLength, x.sourceSize() - start) - first;
		for (int k = 0; k < outputs; k++) {
			final A sum = sums[phaseX * outputsAtOnce + k];
			final int weight = k * weightsOfOutput + at;
			if (isFinite(weights[weight])) lines.add(sum, weights, weight, length, terms, term, 1);
			else for (int j = Math.max(0, -row); n > 0 && j < Math.min(rows, y.sourceSize() - row); j++)
				addInside(firstOfPlane(from, sourceRow) + row + j, start + first, sum, j * rowLength + first, n, weight);
		}
	}

	private void addInside(final int row, final int from, final A sum, final int to, final int n, final int weight) {
		final A[] term = lines.createList(1);
		term[0] = inside;
		final A samples = in.at(row);
		lines.copy(samples, in.offset() + from, inside, 0, n);
		lines.copy(sum, to, part, 0, n);
		lines.add(part, weights, weight, n, term, 0, 1);
		lines.copy(part, 0, sum, to, n);
	}

	/** Deals out the phases along x of an output to its rows, two at a time. */
	private void interleave(final int k, final int firstTarget) {
		for (int j = 0; j < rows; j++) {
			final int from = j * rowLength;
			final int to = (firstTarget + (firstRow + j) * y.stride()) * target.size(0);
			int u = 0;
			for (; u + 2 <= x.phases(); u += 2) {
				final int n = x.count(u + 1);
				lines.spread(sums[u * outputsAtOnce + k], sums[(u + 1) * outputsAtOnce + k], from, out, to + u, x.stride(), n);
				if (x.count(u) > n) lines.spread(sums[u * outputsAtOnce + k], from + n, out, to + u + n * x.stride(), 1, 1);
			}
			if (u < x.phases()) lines.spread(sums[u * outputsAtOnce + k], from, out, to + u, x.stride(), x.count(u));
		}
	}
}
