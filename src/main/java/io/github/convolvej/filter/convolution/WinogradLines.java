package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.INPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.OUTPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_FIRST;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_INPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_OUTPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_READ;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_SAMPLES;
import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.filter.lines.SumLines;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.util.Intervals;

/**
 * Computes one block of a {@link WinogradPlan}. Four result rows (a band) are computed from six source rows.
 * The six rows are transformed along y to six lines. In two dimensions each of these is copied once per tap
 * along x. For each output channel, the products of all input channels are added up in six lines, which are
 * transformed to the four result rows.
 * <p>
 * In three dimensions, two neighbouring results of a row (a pair) are computed from four samples as well. Even
 * and odd samples of a source row are put into a line each. These are transformed along y, then along x, to the
 * factors of 24 products, which are copied once per tap along z; their sums are transformed to both results of
 * the pairs of four rows.
 * <p>
 * Of an image that is to be enlarged twice, four results belong to each sample, which are computed as four output
 * channels; two of them are neighbours in a row ({@link DoubledKernel}).
 * <p>
 * A working line holds the results or pairs of several bands, and of the same bands of several planes, one
 * after another. A source row is read once for all output channels of a turn. The working memory therefore
 * holds six or 24 sums for each of them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class WinogradLines<A> {

	/** The rows that each transformed row reads, as positions in {@link #ORDER}: the first, and how many. */
	private static final int[] READ_FIRST = { 0, 3, 3, 3, 3, 7 };
	private static final int[] READ_COUNT = { 3, 4, 4, 4, 4, 3 };
	private static final int[] ORDER = { 0, 2, 4, 1, 2, 3, 4, 1, 3, 5 };
	private static final double[] WEIGHTS = new double[SAMPLES * RESULTS];
	/** The first of two transformed rows that read the same rows; and the first of two results that read the same sums. */
	private static final boolean[] READS_AS_NEXT = { false, true, false, true, false, false };
	private static final int SUMS_AS_NEXT = 1;
	/** The sums, of six, that each result reads: the first, and how many. */
	private static final int[] RESULT_FIRST = { 0, 1, 1, 1 };
	private static final int[] RESULT_COUNT = { 5, 4, 4, 5 };
	/** The same for results that do not read the last sum, or the first. */
	private static final int[] UPPER_COUNT = { 5, 4, 4, 4 };
	private static final int[] LOWER_FIRST = { 1, 1, 1, 1 };
	private static final int[] LOWER_COUNT = { 4, 4, 4, 5 };

	static {
		for (int i = 0; i < SAMPLES; i++)
			for (int t = 0; t < READ_COUNT[i]; t++)
				WEIGHTS[i * RESULTS + t] = INPUT[i][ORDER[READ_FIRST[i] + t]];
	}

	private final Lines<A> lines;
	private final WinogradKernel winograd;
	private final DenseKernel dense;
	private final Block target;
	private final Scratch scratch;
	private final int inputs;
	private final int members;
	/** Lines that a row of samples has; products of a transformed row, and of all. */
	private final int unit;
	/** Lines of results that are neighbours in a row; sums for each output channel, and result rows for each row of a band. */
	private final int neighbours;
	private final int phases;
	private final int rowPhases;
	private final int ofRow;
	private final int products;
	private final int channelsAtOnce;

	/** The results of all bands and pairs that the target block touches; rows and planes of them. */
	private final FinalInterval whole;
	private final int height;
	private final int depth;
	private final WinogradLayout layout;

	private final WinogradRows<A> rows;
	private final int outputsAtOnce;
	/** What a transformed row is made of; its even and odd samples, and both shifted by one pair. */
	private final A[] ordered;
	private final A[] samples;
	private final A[] read;
	/** Factors of products: for each channel one for each term. */
	private final A[] factors;
	private final SumLines<A> memory;
	private final int[] added;
	private final int[] weightsAt;
	/** Sums from one product to the next; and the sums of all products of each output channel. */
	private final int sumStep;
	private final A[] sums;
	/** Results along x of six transformed rows: first the first of each pair, then the second. */
	private final A[] halves;
	/** Results, or both results of pairs; those of the next row; and a row of them. */
	private final A[] finished;
	private final A[] next;
	private final A row;
	/** For each channel, the transformed row after the one that is used. */
	private final A[] ahead;
	private final A weights;
	private final A outputWeights;
	/** The direct sums of the block, if they have been needed. */
	private A direct;

	/**
	 * @param lines precision
	 * @param winograd the kernels
	 * @param dense the same, for results that are summed directly
	 * @param source the source block, of all samples that the bands read
	 * @param target the target block
	 * @param whole the results of all bands and pairs that the target block touches; of an image that is to be enlarged,
	 *          the samples that they belong to
	 * @param scratch working memory
	 */
	WinogradLines(final Lines<A> lines, final WinogradKernel winograd, final DenseKernel dense, final Block source,
		final Block target, final FinalInterval whole, final Scratch scratch)
	{
		this.lines = lines;
		this.winograd = winograd;
		this.dense = dense;
		this.target = target;
		this.whole = whole;
		this.scratch = scratch;
		inputs = winograd.kernel().inputs();
		members = dense.outputsOfGroup();
		channelsAtOnce = winograd.channelsAtOnce();
		ofRow = winograd.products();
		products = SAMPLES * ofRow;
		final int axes = dense.axes();
		height = (int) whole.dimension(1);
		depth = axes > 2 ? (int) whole.dimension(2) : 1;
		layout = new WinogradLayout(winograd, (int) whole.dimension(0), height, depth);
		unit = layout.unit();
		neighbours = layout.neighbours();
		phases = winograd.phases();
		rowPhases = winograd.isDoubled() ? PAIR : 1;
		outputsAtOnce = Math.min(layout.outputsAtOnce(), Math.min(members, target.size(axes)));
		final int sumsAtOnce = phases * outputsAtOnce;
		ordered = lines.createList(RESULTS);
		this.read = lines.createList(PAIR);
		// two neighbouring outputs share a loop
		sumStep = sumsAtOnce + sumsAtOnce % 2;
		final int ofRows = SAMPLES * unit * channelsAtOnce;
		final int ofSamples = unit > 1 ? PAIR_SAMPLES * channelsAtOnce : 0;
		final int ofHalves = unit > 1 ? PAIR * SAMPLES : 0;
		final int ofAhead = unit > 1 ? 0 : channelsAtOnce;
		memory = new SumLines<>(scratch, "winograd", lines, channelsAtOnce * winograd.terms(), ofRows + ofSamples + ofHalves +
			2 * neighbours + ofAhead, products * sumStep, layout.sourceSamples());
		factors = memory.factors();
		rows = new WinogradRows<>(lines, source, axes > 2 ? source.size(2) : 1, layout, others(0, ofRows), winograd.guard(),
			scratch);
		samples = others(ofRows, ofSamples);
		halves = others(ofRows + ofSamples, ofHalves);
		finished = others(ofRows + ofSamples + ofHalves, neighbours);
		next = others(ofRows + ofSamples + ofHalves + neighbours, neighbours);
		ahead = others(ofRows + ofSamples + ofHalves + 2 * neighbours, ofAhead);
		weights = lines.create(WEIGHTS.length);
		outputWeights = lines.create(RESULTS * SAMPLES);
		for (int i = 0; i < RESULTS * SAMPLES; i++) {
			lines.set(weights, i, WEIGHTS[i]);
			lines.set(outputWeights, i, OUTPUT[i / SAMPLES][i % SAMPLES]);
		}
		sums = lines.createList(products * sumsAtOnce);
		for (int i = 0; i < sums.length; i++)
			sums[i] = memory.sums()[i % products * sumStep + i / products];
		added = new int[sumsAtOnce];
		weightsAt = new int[sumsAtOnce];
		row = scratch.array("winograd row", lines, neighbours * layout.step());
	}

	private A[] others(final int first, final int count) {
		return Arrays.copyOfRange(memory.others(), first, first + count);
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
			final int ofGroup = Math.min(end, (group + 1) * members) - first;
			// turns of about equally many outputs
			final int turns = (ofGroup + outputsAtOnce - 1) / outputsAtOnce;
			final int count = (ofGroup + turns - 1) / turns;
			final int channel = (group - firstOutput / members) * inputs;
			for (int z = 0; z < depth; z += layout.planes())
				for (int band = 0; band < layout.allBands(); band += layout.bands())
					new Part(z, band, first, count, first - firstOutput).run(channel);
			first += count;
		}
	}

	/** Computes some bands of some planes, for some outputs that read the same input channels. */
	private final class Part {

		private final int firstPlane;
		private final int firstBand;
		private final int firstOutput;
		private final int outputs;
		/** The first output within the block. */
		private final int position;

		Part(final int firstPlane, final int firstBand, final int firstOutput, final int outputs, final int position) {
			this.firstPlane = firstPlane;
			this.firstBand = firstBand;
			this.firstOutput = firstOutput;
			this.outputs = outputs;
			this.position = position;
		}

		void run(final int channel) {
			rows.begin(firstPlane, firstBand);
			for (int c = 0; c < inputs; c += channelsAtOnce) {
				final int count = Math.min(inputs - c, channelsAtOnce);
				for (int d = 0; d < count; d++)
					rows.read(channel + c + d, d);
				for (int i = 0; i < SAMPLES; i++) {
					for (int d = 0; d < count; d++)
						if (unit > 1) pairsAlongY(i, d);
						else alongY(i, d);
					for (int j = 0; j < ofRow; j++) {
						for (int d = 0; d < count; d++)
							factor(j, d);
						add(i * ofRow + j, c, count * winograd.terms());
					}
				}
			}
			final boolean[][] wild = rows.wild();
			for (int k = 0; k < outputs; k++)
				finish(k, wild);
		}

		/** Computes one of the six transformed rows of a channel, or two of them at once. */
		private void alongY(final int i, final int channel) {
			final int at = channel * winograd.terms();
			if (i > 0 && READS_AS_NEXT[i - 1]) {
				final A line = factors[at];
				factors[at] = ahead[channel];
				ahead[channel] = line;
				return;
			}
			order(i, channel, 0);
			if (READS_AS_NEXT[i]) memory.set(factors[at], i * RESULTS, ahead[channel], (i + 1) * RESULTS, 0, weights, layout
				.sourceSamples(), ordered, 0, READ_COUNT[i]);
			else memory.set(factors[at], 0, WEIGHTS, i * RESULTS, layout.sourceSamples(), ordered, 0, READ_COUNT[i]);
		}

		/** Computes the even and odd samples of one of the six transformed rows of a channel, and both one pair on. */
		private void pairsAlongY(final int i, final int channel) {
			for (int parity = 0; parity < PAIR; parity++) {
				order(i, channel, parity);
				final A line = samples[PAIR_SAMPLES * channel + parity];
				memory.set(line, 0, WEIGHTS, i * RESULTS, layout.sourceSamples(), ordered, 0, READ_COUNT[i]);
				lines.copy(line, 1, samples[PAIR_SAMPLES * channel + PAIR + parity], 0, layout.sourceLength() - 1);
			}
		}

		private void order(final int i, final int channel, final int parity) {
			for (int t = 0; t < READ_COUNT[i]; t++)
				ordered[t] = rows.line(channel, ORDER[READ_FIRST[i] + t], parity);
		}

		/** Computes one of four factors of pairs; and copies of the factor for the taps along z, and along x if there are any. */
		private void factor(final int j, final int channel) {
			final int first = channel * winograd.terms();
			for (int t = 0; unit > 1 && t < PAIR; t++)
				read[t] = samples[PAIR_SAMPLES * channel + PAIR_READ[j][t]];
			if (unit > 1) memory.set(factors[first], 0, PAIR_INPUT[j], 0, layout.sourceSamples(), read, 0, PAIR);
			final int columns = winograd.columns();
			for (int t = 1; t < winograd.terms(); t++) {
				final int from = t / columns * layout.planeStep() + t % columns;
				lines.copy(factors[first], from, factors[first + t], 0, Math.min(layout.length(), layout.sourceLength() - from));
			}
		}

		/** Adds the products of some factors to one sum of each output. */
		private void add(final int product, final int input, final int terms) {
			final int at = winograd.at(phases * firstOutput, input);
			final int step = winograd.channelsAtOnce() * winograd.terms();
			int count = 0;
			for (int k = 0; k < phases * outputs; k++) {
				if (!winograd.reads(product / ofRow, k)) continue;
				added[count] = product * sumStep + k;
				weightsAt[count++] = at + k * step;
			}
			if (input == 0) memory.begin(added, weightsAt, count, weights(product), layout.samples(), 0, terms);
			else memory.add(added, weightsAt, count, weights(product), layout.samples(), 0, terms);
		}

		/** The weights of a product: all lines are of single precision. */
		@SuppressWarnings("unchecked")
		private A weights(final int product) {
			return (A) winograd.weights(product);
		}

		/** Computes the result rows of each band of an output, and writes them. */
		private void finish(final int k, final boolean[][] wild) {
			if (winograd.isDoubled()) {
				finish(k, 0, RESULT_FIRST, UPPER_COUNT, wild);
				finish(k, 1, LOWER_FIRST, LOWER_COUNT, wild);
			}
			else finish(k, 0, RESULT_FIRST, RESULT_COUNT, wild);
		}

		/**
		 * Computes four result rows of each band.
		 *
		 * @param first of the sums that each of the four reads
		 * @param count how many of them
		 */
		private void finish(final int k, final int rowPhase, final int[] first, final int[] count, final boolean[][] wild) {
			for (int i = 0; i < SAMPLES; i++)
				for (int p = 0; unit > 1 && p < PAIR; p++)
					memory.set(halves[p * SAMPLES + i], 0, PAIR_OUTPUT[p], 0, layout.samples(), sums, products * k + PAIR_SAMPLES * i +
						PAIR_FIRST[p], PAIR_OUTPUT[p].length);
			final double bias = winograd.kernel().bias(phases * (firstOutput + k));
			final A[] from = unit > 1 ? halves : sums;
			for (int a = 0; a < RESULTS; a++) {
				final A[] results = a == SUMS_AS_NEXT + 1 ? next : finished;
				for (int p = 0; p < neighbours; p++) {
					final int at = (unit > 1 ? p : phases * k + rowPhase * PAIR + p) * SAMPLES + first[a];
					if (a == SUMS_AS_NEXT) memory.set(finished[p], a * SAMPLES + first[a], next[p], (a + 1) * SAMPLES + first[a], bias,
						outputWeights, layout.samples(), from, at, count[a]);
					else if (a != SUMS_AS_NEXT + 1) memory.set(finished[p], bias, OUTPUT[a], first[a], layout.samples(), from, at, count[a]);
					target.activate(results[p], memory.first(), memory.end(layout.samples()));
				}
				for (int z = 0; z < layout.planes() && firstPlane + z < depth; z++)
					for (int b = 0; b < layout.bands() && firstBand + b < layout.allBands(); b++)
						put(position + k, firstPlane + z, (RESULTS * (firstBand + b) + a) * rowPhases + rowPhase, layout.at(z, b), results, wild);
			}
		}

		/** Writes a row of results, which are at a place of the lines of results. */
		private void put(final int output, final int z, final int y, final int from, final A[] results, final boolean[][] wild) {
			final long at = rowPhases * whole.min(1) + y - target.min(1);
			if (at < 0 || at >= target.size(1)) return;
			final boolean isPlain = neighbours == 1 && wild == null;
			// sums of odd results of enlarged samples begin one sample later
			if (neighbours > 1) lines.spread(results[0], from, results[1], from + rowPhases - 1, row, 0, PAIR, layout.units());
			else if (!isPlain) lines.copy(results[0], from, row, 0, layout.units());
			if (wild != null) replace(output, z, y, from, wild);
			final int left = (int) (target.min(0) - rowPhases * whole.min(0));
			target.put(lines, isPlain ? results[0] : row, isPlain ? from + left : left, (output * depth + z) * target.size(1) + (int) at);
		}

		/** Replaces results that are not to be computed from pairs by direct sums. */
		private void replace(final int output, final int z, final int y, final int from, final boolean[][] wild) {
			final int width = (int) whole.dimension(0) * rowPhases;
			for (int x = 0; x < width; x++) {
				if (!wild[x % unit][from + x / neighbours]) continue;
				if (direct == null) direct = direct();
				lines.copy(direct, ((output * depth + z) * height * rowPhases + y) * width + x, row, x, 1);
			}
		}
	}

	private A direct() {
		final FinalInterval all = winograd.isDoubled() ? DoubledSource.results(whole) : whole;
		final Block source = winograd.isDoubled() ? DoubledSource.of(lines, rows.source(), whole, scratch) : rows.source();
		final A results = direct(lines, dense, source, all, scratch);
		target.activate(results, (int) Intervals.numElements(all));
		return results;
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
		final int channels = dense.axes();
		new DenseLines<>(lines, dense, source, new Block(whole, sums), scratch).run((int) whole.min(channels), (int) whole
			.dimension(channels));
		return sums;
	}
}
