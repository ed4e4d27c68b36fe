package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;

import java.util.Arrays;

/** Pooling window by window, in double precision: for windows that cannot be reduced along one axis after the other. */
final class PoolingWindows {

	private final Reduction reduction;
	private final SampleRules rules;
	private final PoolingExtent extent;
	private final Block source;
	private final Block target;
	private final WindowSamples samples;
	/** The taps that an average divides by may lie outside of the block: they are only counted. */
	private final WindowSamples cells;

	/**
	 * @param reduction how the samples of a window become one value
	 * @param rules which samples count
	 * @param footprint which samples of a window count, x fastest, or null for all
	 * @param extent where windows read
	 * @param source the source block, in double precision
	 * @param target the target block, in double precision
	 */
	PoolingWindows(final Reduction reduction, final SampleRules rules, final boolean[] footprint, final PoolingExtent extent,
		final Block source, final Block target)
	{
		this.reduction = reduction;
		this.rules = rules;
		this.extent = extent;
		this.source = source;
		this.target = target;
		samples = new WindowSamples(extent.taps(source, target), footprint, extent.taps(), source);
		cells = new WindowSamples(extent.counted(source, target), footprint, extent.taps(), source);
	}

	/** Computes the block. */
	void run() {
		final double[] out = (double[]) target.data();
		final int width = target.size(0);
		final int count = target.samples();
		for (int i = 0; i < count; i++) {
			if (i % width == 0) {
				samples.moveTo(i / width);
				cells.moveTo(i / width);
			}
			final int n = samples.collect(i % width);
			if (reduction.isStochastic()) checkNegatives(n);
			out[i] = reduce(n, cells.count(i % width), i);
		}
	}

	private double reduce(final int n, final int counted, final int i) {
		final double[] window = samples.samples();
		switch (reduction) {
			case MAX:
				return Reduction.max(window, n);
			case MIN:
				return Reduction.min(window, n);
			case AVERAGE:
				return Reduction.sum(window, n) / (rules.divisor() == 0 ? counted : rules.divisor());
			case LP:
				return Reduction.norm(window, n, rules.exponent());
			case MEDIAN:
				return Reduction.median(window, n);
			case SAMPLE:
				return Reduction.sample(window, n, Reduction.uniform(rules.seed(), extent.targetIndex(i, target)));
			case EXPECTED:
				return Reduction.expected(window, n);
			case ARGMAX:
				final int best = Reduction.argmax(window, n);
				return best < 0 ? -1 : extent.sourceIndex(samples.offsets()[best], source);
			default:
				throw new IllegalArgumentException("Windows cannot be reduced by " + reduction +
					": pooling takes max, min, average, Lp, median, stochastic reductions and positions");
		}
	}

	private void checkNegatives(final int n) {
		final double[] window = samples.samples();
		for (int t = 0; t < n; t++) {
			if (!(window[t] < 0)) continue;
			if (!rules.takesNegativesAsZero()) throw new IllegalArgumentException(
				"Stochastic pooling takes samples for probabilities, but the image is " + window[t] + " at position " + Arrays
					.toString(source.position(samples.offsets()[t])) +
					" (x first): samples must be at least 0, or ask for negative ones to count as 0 (negatives=zero)");
			window[t] = 0;
		}
	}
}
