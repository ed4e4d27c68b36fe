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
 * The lines engine of {@link WinogradPlan}: computes one block. Four result rows at a
 * time are made of six source rows: these are transformed to six lines, of which each
 * is copied once per tap along x; the products of all input channels are summed to six
 * lines for each output channel, which are transformed to the four results. Where rows
 * are short, the working lines hold rows of several such bands, one after another.
 * <p>
 * A source row is read once for all output channels, so the working set is six sums of
 * each of these, and some copies.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class WinogradLines<A> {

	/** Samples of a working line, about. */
	private static final int LINE = 1 << 10;
	/** Samples of the copies that are used at a time: what stays in a core's fastest cache. */
	private static final int COPIED_SAMPLES = 6500;
	/** Which of the source rows in {@link #ORDER} each transformed row reads: the first, and how many. */
	private static final int[] READ_FIRST = { 0, 3, 3, 3, 3, 7 };
	private static final int[] READ_COUNT = { 3, 4, 4, 4, 4, 3 };
	private static final int[] ORDER = { 0, 2, 4, 1, 2, 3, 4, 1, 3, 5 };
	private static final double[] WEIGHTS = new double[SAMPLES * RESULTS];
	/** Which of the six sums each result reads: the first, and how many. */
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

	/** Where the results of all bands are that reach into the target block. */
	private final FinalInterval whole;
	private final int height;
	/** Bands of four result rows in all, and at a time; samples of each in a working line, and of the line. */
	private final int allBands;
	private final int bands;
	private final int step;
	private final int length;

	/** Source rows of some input channels: six of each, in the order in which they are read. */
	private final A[] rows;
	private final A[] ordered;
	private final A[] copies;
	private final int channelsAtOnce;
	/** Six sums for each output channel. */
	private final A[] sums;
	private final A[] reached;
	private final int[] reachedWeights;
	private final A result;

	/** Not finite where a column of six source rows holds something that is not, or could overflow. */
	private final A check;
	private final double[] guard = new double[SAMPLES];
	/** The direct sums of the block, once they are needed. */
	private A direct;

	/**
	 * @param lines precision
	 * @param winograd the kernels
	 * @param dense the same, for results that are summed directly
	 * @param source the source block, of all samples that the bands read
	 * @param target the target block
	 * @param whole where the results of all bands are that reach into the target block
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

	/** Bands of so many result rows. */
	static int bandsOf(final long results) {
		return (int) ((results + RESULTS - 1) / RESULTS);
	}

	/** Bands that are computed at a time, of source rows of so many samples. */
	static int bandsAtOnce(final int width) {
		return Math.max(1, Math.round((float) LINE / width));
	}

	/** The width at which rows are working lines. */
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

	/** Some bands of some outputs, which share their input channels. */
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

		/** Below the last result that there is, bands are filled up with zeros. */
		private void clear(final A row, final int from) {
			for (int x = from; x < from + step; x++)
				lines.set(row, x, 0);
		}

		/** Makes one of the six transformed rows of a channel, and its copies for the taps along x. */
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

		/** Makes one of the four result rows of each band, and hands it over. */
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

		/** In whose windows something is not finite, or could overflow; null if there is no such result. */
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

		/** Puts direct sums in the place of wild results. */
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
	 * Sums directly.
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
