package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.INPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.OUTPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

import net.imglib2.FinalInterval;

/**
 * Computes one block of a {@link WinogradPlan}. Four result rows (a band) are computed from six source rows at
 * a time. The six source rows are transformed to six lines. Each of these is copied once per tap along x. For
 * each output channel, the products of all input channels are added up in six lines, which are transformed to
 * the four result rows. Where rows are short, the working lines hold rows of several bands, one after another.
 * <p>
 * A source row is read once for all output channels. The working memory therefore holds six sums for each
 * output channel, and some copies.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class WinogradLines<A> {

	/** Approximate length of a working line, in samples. */
	private static final int LINE = 1 << 10;
	/** Samples of the copies that are used at a time: they fit into a core's fastest cache. */
	private static final int COPIED_SAMPLES = 6500;
	/** The rows that each transformed row reads, as positions in {@link #ORDER}: the first, and how many. */
	private static final int[] READ_FIRST = { 0, 3, 3, 3, 3, 7 };
	private static final int[] READ_COUNT = { 3, 4, 4, 4, 4, 3 };
	private static final int[] ORDER = { 0, 2, 4, 1, 2, 3, 4, 1, 3, 5 };
	private static final double[] WEIGHTS = new double[SAMPLES * RESULTS];
	/** The sums, of six, that each result reads: the first, and how many. */
	private static final int[] RESULT_FIRST = { 0, 1, 1, 1 };
	private static final int[] RESULT_COUNT = { 5, 4, 4, 5 };

	static {
		for (int i = 0; i < SAMPLES; i++)
			for (int t = 0; t < READ_COUNT[i]; t++)
				WEIGHTS[i * RESULTS + t] = INPUT[i][ORDER[READ_FIRST[i] + t]];
	}

	private final Lines<A> lines;
	private final WinogradKernel winograd;
	private final DenseKernel dense;
	private final Block source;
	private final Block target;
	private final Scratch scratch;
	private final Rows<A> in;
	private final int inputs;
	private final int members;
	private final int columns;

	/** The results of all bands that the target block touches. */
	private final FinalInterval whole;
	private final int height;
	/**
	 * Number of bands of four result rows: all, and those computed at a time; samples of a band in a working
	 * line; length of that line.
	 */
	private final int allBands;
	private final int bands;
	private final int step;
	private final int length;

	/** Six source rows of each of some input channels, in the order in which they are read. */
	private final A[] rows;
	private final A[] ordered;
	private final A[] copies;
	private final int channelsAtOnce;
	/** Six sums for each output channel. */
	private final A[] sums;
	private final A[] reached;
	private final int[] reachedWeights;
	private final A result;

	/** Not finite at columns where one of the six source rows is not finite or could overflow. */
	private final A check;
	private final double[] guard = new double[SAMPLES];
	/** The direct sums of the block, if they have been needed. */
	private A direct;

	/**
	 * @param lines precision
	 * @param winograd the kernels
	 * @param dense the same, for results that are summed directly
	 * @param source the source block, of all samples that the bands read
	 * @param target the target block
	 * @param whole the results of all bands that the target block touches
	 * @param scratch working memory
	 */
	WinogradLines(final Lines<A> lines, final WinogradKernel winograd, final DenseKernel dense, final Block source,
		final Block target, final FinalInterval whole, final Scratch scratch)
	{
		this.lines = lines;
		this.winograd = winograd;
		this.dense = dense;
		this.source = source;
		this.target = target;
		this.whole = whole;
		this.scratch = scratch;
		in = source.rows();
		inputs = winograd.kernel().inputs();
		members = dense.outputsOfGroup();
		columns = dense.columns();
		height = (int) whole.dimension(1);
		allBands = bandsOf(height);
		step = source.size(0);
		bands = Math.min(allBands, bandsAtOnce(step));
		length = Lines.wholeVectors(bands * step);
		channelsAtOnce = Math.max(1, Math.min(inputs, COPIED_SAMPLES / (length * columns)));
		rows = scratch.arrays("winograd rows", lines, SAMPLES * channelsAtOnce, length);
		ordered = lines.createList(ORDER.length);
		copies = scratch.arrays("winograd copies", lines, columns * channelsAtOnce, length);
		final int outputs = Math.min(members, target.size(2));
		sums = scratch.arrays("winograd sums", lines, SAMPLES * outputs, length);
		reached = lines.createList(outputs);
		reachedWeights = new int[outputs];
		result = scratch.array("winograd result", lines, length);
		check = scratch.array("winograd check", lines, length);
		Arrays.fill(guard, winograd.guard());
	}

	/** Number of bands for so many result rows. */
	static int bandsOf(final long results) {
		return (int) ((results + RESULTS - 1) / RESULTS);
	}

	/** Number of bands that are computed at a time, for source rows of this width. */
	static int bandsAtOnce(final int width) {
		return Math.max(1, Math.round((float) LINE / width));
	}

	/** The width at which one row fills a working line. */
	static int preferredLineLength() {
		return LINE;
	}

	/** Samples of working memory. */
	static double samples(final int outputs) {
		return SAMPLES * LINE * (double) outputs + 4 * COPIED_SAMPLES;
	}

	/**
	 * Computes the block.
	 *
	 * @param firstOutput output channel of the block's first
	 * @param outputs number of output channels in the block
	 */
	void run(final int firstOutput, final int outputs) {
		final int end = firstOutput + outputs;
		for (int first = firstOutput; first < end;) {
			final int group = first / members;
			final int count = Math.min(end, (group + 1) * members) - first;
			final int channel = (group - firstOutput / members) * inputs;
			for (int band = 0; band < allBands; band += bands)
				new Part(band, Math.min(bands, allBands - band), first, count, first - firstOutput).run(channel);
			first += count;
		}
	}

	/** Computes some bands of some outputs that read the same input channels. */
	private final class Part {

		private final int firstBand;
		private final int count;
		private final int firstOutput;
		private final int outputs;
		/** The first output within the block. */
		private final int position;

		Part(final int firstBand, final int count, final int firstOutput, final int outputs, final int position) {
			this.firstBand = firstBand;
			this.count = count;
			this.firstOutput = firstOutput;
			this.outputs = outputs;
			this.position = position;
		}

		void run(final int channel) {
			lines.fill(check, length, 0);
			for (int s = 0; s < SAMPLES * outputs; s++)
				lines.fill(sums[s], length, 0);
			for (int c = 0; c < inputs; c += channelsAtOnce) {
				final int end = Math.min(inputs, c + channelsAtOnce);
				for (int d = c; d < end; d++)
					read(channel + d, SAMPLES * (d - c));
				for (int i = 0; i < SAMPLES; i++) {
					for (int d = c; d < end; d++)
						transform(i, SAMPLES * (d - c), columns * (d - c));
					add(i, c, columns * (end - c));
				}
			}
			final boolean[] wild = wild();
			for (int k = 0; k < outputs; k++)
				for (int a = 0; a < RESULTS; a++)
					finish(k, a, wild);
		}

		/** Reads the six source rows of each band. */
		private void read(final int channel, final int at) {
			final int rowsOfChannel = source.size(1);
			for (int r = 0; r < SAMPLES; r++)
				for (int b = 0; b < count; b++) {
					final int y = RESULTS * (firstBand + b) + r;
					if (y < rowsOfChannel) {
						final A samples = in.at(channel * rowsOfChannel + y);
						lines.copy(samples, in.offset(), rows[at + r], b * step, step);
					}
					else clear(rows[at + r], b * step);
				}
			lines.add(check, guard, 0, length, rows, at, SAMPLES);
		}

		/** Fills bands with zeros below the last row of the result. */
		private void clear(final A row, final int from) {
			for (int x = from; x < from + step; x++)
				lines.set(row, x, 0);
		}

		/** Computes one of the six transformed rows of a channel, and its copies for the taps along x. */
		private void transform(final int i, final int at, final int copy) {
			for (int t = 0; t < READ_COUNT[i]; t++)
				ordered[t] = rows[at + ORDER[READ_FIRST[i] + t]];
			lines.set(copies[copy], 0, WEIGHTS, i * RESULTS, length, ordered, 0, READ_COUNT[i]);
			for (int t = 1; t < columns; t++)
				lines.copy(copies[copy], t, copies[copy + t], 0, length - t);
		}

		/** Adds the products of some copies to one of the six sums of all outputs. */
		private void add(final int i, final int input, final int terms) {
			for (int k = 0; k < outputs; k++) {
				reached[k] = sums[SAMPLES * k + i];
				reachedWeights[k] = ((firstOutput + k) * inputs + input) * columns;
			}
			lines.add(reached, reachedWeights, outputs, winograd.weights(i), length, copies, 0, terms);
		}

		/** Computes one of the four result rows of each band and writes it. */
		private void finish(final int k, final int a, final boolean[] wild) {
			lines.set(result, winograd.kernel().bias(firstOutput + k), OUTPUT[a], RESULT_FIRST[a], length, sums, SAMPLES * k +
				RESULT_FIRST[a], RESULT_COUNT[a]);
			for (int b = 0; b < count; b++) {
				final int y = RESULTS * (firstBand + b) + a;
				final long at = whole.min(1) + y - target.min(1);
				if (at < 0 || at >= target.size(1)) continue;
				if (wild != null) replace(wild, b, position + k, y);
				target.put(lines, result, b * step, (position + k) * target.size(1) + (int) at);
			}
		}

		/**
		 * Marks the results whose windows contain a sample that is not finite or could overflow; null if there
		 * are none.
		 */
		private boolean[] wild() {
			boolean[] wild = null;
			for (int x = 0; x < count * step; x++) {
				if (Double.isFinite(lines.get(check, x))) continue;
				if (wild == null) wild = new boolean[count * step];
				for (int t = 0; t < columns && x % step - t >= 0; t++)
					wild[x - t] = true;
			}
			return wild;
		}

		/** Replaces wild results by direct sums. */
		private void replace(final boolean[] wild, final int band, final int output, final int y) {
			final int width = target.size(0);
			for (int x = 0; x < width; x++) {
				if (!wild[band * step + x]) continue;
				if (direct == null) direct = direct(lines, dense, source, whole, scratch);
				lines.copy(direct, (output * height + y) * width + x, result, band * step + x, 1);
			}
		}
	}

	/**
	 * Computes results by the direct sum.
	 *
	 * @param lines precision
	 * @param dense the kernels
	 * @param source all samples that the results read
	 * @param whole where the results are
	 * @param scratch working memory
	 * @return the results, x fastest
	 */
	static <A> A direct(final Lines<A> lines, final DenseKernel dense, final Block source, final FinalInterval whole,
		final Scratch scratch)
	{
		int samples = 1;
		for (int d = 0; d < whole.numDimensions(); d++)
			samples *= (int) whole.dimension(d);
		final A sums = scratch.array("winograd direct", lines, samples);
		new DenseLines<>(lines, dense, source, new Block(whole, sums), scratch).run((int) whole.min(2), (int) whole.dimension(2));
		return sums;
	}
}
