package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR;
import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;
import static io.github.convolvej.filter.convolution.WinogradTransform.TAPS;

import io.github.convolvej.filter.lines.SumLines;

/**
 * Where results lie in the working lines of {@link WinogradLines}. A unit is a result, or a pair of results
 * along x. A line holds the units of a row of each of some bands, one after another, each followed by room for
 * the samples that are read beyond them; then those of the next plane. Immutable.
 */
final class WinogradLayout {

	/** Approximate length of a working line of results, and of one of pairs. */
	private static final int LINE = 512;
	private static final int PAIRS_LINE = 384;
	/** Most planes in a line. Each line of factors holds some more, as many as the kernel reads beyond. */
	private static final int PLANES = 8;
	private static final int FEWEST_OUTPUTS = 8;
	/** Samples of all sums: they stay in a core's second cache. */
	private static final int SUM_SAMPLES = 300_000;
	/** A line costs as much as so many more samples; and reading an input channel as much as adding it to so many outputs. */
	private static final double LINE_COST = 48;
	private static final double READ_COST = 9;

	private final int unit;
	private final int neighbours;
	private final int products;
	private final int units;
	private final int step;
	private final int allBands;
	private final int bands;
	private final int planes;
	private final int beyond;

	/**
	 * @param kernel the kernels
	 * @param width results along x
	 * @param height along y
	 * @param depth along z, 1 in two dimensions
	 */
	WinogradLayout(final WinogradKernel kernel, final int width, final int height, final int depth) {
		unit = unit(kernel);
		neighbours = kernel.isDoubled() ? PAIR : unit;
		products = products(kernel);
		units = (width + unit - 1) / unit;
		step = step(kernel, width);
		allBands = bandsOf(height);
		beyond = kernel.planes() - 1;
		final int line = line(kernel);
		planes = beyond == 0 ? 1 : even(depth, Math.max(1, Math.max(beyond, Math.min(PLANES, line / step))));
		bands = bands(kernel, Math.max(1, Math.round((float) line / (planes * step))));
	}

	/** The bands of a line, at most so many, that are expected to take the least time. */
	private int bands(final WinogradKernel kernel, final int most) {
		final int outputs = kernel.kernel().outputs() / kernel.kernel().groups();
		int best = 1;
		double least = Double.POSITIVE_INFINITY;
		for (int b = 1; b <= most; b++) {
			final int count = even(allBands, b);
			final int samples = planes * count * step;
			final int atOnce = kernel.phases() * outputsAtOnce(samples);
			final int turns = (outputs + atOnce - 1) / atOnce;
			// the last line may have fewer bands, but takes as long
			final double computed = (allBands + count - 1) / count * count * (1 + LINE_COST / samples);
			final double cost = computed * (outputs + READ_COST * turns);
			if (cost <= least) best = count;
			least = Math.min(least, cost);
		}
		return best;
	}

	/** Output channels whose sums stay in the cache. */
	private int outputsAtOnce(final int samples) {
		return Math.max(FEWEST_OUTPUTS, SUM_SAMPLES / (products * SumLines.length(samples)));
	}

	/** Divides a size into pieces of about equal size, not larger than the wanted one. */
	private static int even(final int size, final int wanted) {
		final int pieces = (size + wanted - 1) / wanted;
		return (size + pieces - 1) / pieces;
	}

	/** Results of a unit. */
	private static int unit(final WinogradKernel kernel) {
		return kernel.hasPairs() ? PAIR : 1;
	}

	/** Sums for an output channel: of the four results of an enlarged sample, each reads one transformed row less. */
	private static int products(final WinogradKernel kernel) {
		return kernel.isDoubled() ? kernel.phases() * (SAMPLES - 1) : SAMPLES * kernel.products();
	}

	private static int line(final WinogradKernel kernel) {
		return kernel.hasPairs() ? PAIRS_LINE : LINE;
	}

	/** Samples that a row of so many results takes in a line: of 3 + width - 1 source samples, even ones and odd ones apart. */
	private static int step(final WinogradKernel kernel, final long width) {
		return (int) (kernel.hasPairs() ? (width + PAIR - 1) / PAIR + 1 : width + TAPS - 1);
	}

	/** Number of bands for so many result rows. */
	static int bandsOf(final long results) {
		return (int) ((results + RESULTS - 1) / RESULTS);
	}

	/** The width of results at which a row fills a working line. */
	static int preferredWidth(final WinogradKernel kernel) {
		return unit(kernel) * (line(kernel) - TAPS + 1);
	}

	/** Number of bands that are computed at a time, for results of this width in one plane. */
	static int bandsAtOnce(final WinogradKernel kernel, final long width) {
		return Math.max(1, Math.round((float) line(kernel) / step(kernel, width)));
	}

	/** Samples of working memory, for so many outputs. */
	static double samples(final WinogradKernel kernel, final int outputs) {
		final double line = line(kernel) * (kernel.planes() + 1.0) / 2;
		final double sums = products(kernel) * line;
		return Math.min(sums * outputs, Math.max(SUM_SAMPLES, sums * FEWEST_OUTPUTS)) + line * kernel.channelsAtOnce() * (2 *
			SAMPLES + 4 + kernel.terms()) + 2 * SAMPLES * line;
	}

	/** Results of a unit along x. */
	int unit() {
		return unit;
	}

	/** Results next to each other that are in lines of their own. */
	int neighbours() {
		return neighbours;
	}

	/** Units of a row of results. */
	int units() {
		return units;
	}

	/** Samples from one band to the next. */
	int step() {
		return step;
	}

	/** Samples from one plane to the next. */
	int planeStep() {
		return bands * step;
	}

	/** Bands of the block. */
	int allBands() {
		return allBands;
	}

	/** Bands that are computed at a time. */
	int bands() {
		return bands;
	}

	/** Planes of results that are computed at a time. */
	int planes() {
		return planes;
	}

	/** Planes of the source that they read. */
	int sourcePlanes() {
		return planes + beyond;
	}

	/** Place of a band of a plane in a line. */
	int at(final int plane, final int band) {
		return SumLines.MARGIN + plane * planeStep() + band * step;
	}

	/** Samples of a line of results. */
	int samples() {
		return planes * planeStep();
	}

	/** Samples of a line of the source. */
	int sourceSamples() {
		return sourcePlanes() * planeStep();
	}

	/** Length of a line of results. */
	int length() {
		return SumLines.length(samples());
	}

	/** Length of a line of source samples. */
	int sourceLength() {
		return SumLines.length(sourceSamples());
	}

	/** Output channels that are computed at a time. */
	int outputsAtOnce() {
		return outputsAtOnce(samples());
	}
}
