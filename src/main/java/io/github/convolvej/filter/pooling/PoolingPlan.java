package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Pooling of an image of known size. The source of a block is cut to the samples
 * that count, so that engines need not know what padding is.
 */
final class PoolingPlan implements Plan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 1024;
	/** Source samples of a line that is reduced with others, few enough to stay in the cache nearest to the core. */
	private static final int REDUCED_LINE = 2048;
	/** Source samples that are reduced together, so that they stay in the cache nearest to the core. */
	private static final double STRIP = 1 << 15;
	/** Strips are that many windows high, so that few lines are reduced twice. */
	private static final long OVERLAPS = 8;

	private final Pooling pooling;
	private final Window[] windows;
	private final long[] sourceDimensions;
	private final long[] targetDimensions;

	PoolingPlan(final Pooling pooling, final Window[] windows, final long[] sourceDimensions) {
		this.pooling = pooling;
		this.windows = windows;
		this.sourceDimensions = sourceDimensions.clone();
		targetDimensions = sourceDimensions.clone();
		for (int d = 0; d < windows.length; d++)
			targetDimensions[d] = windows[d].targetSize(sourceDimensions[d], d);
	}

	@Override
	public long[] sourceDimensions() {
		return sourceDimensions.clone();
	}

	@Override
	public long[] targetDimensions() {
		return targetDimensions.clone();
	}

	@Override
	public SamplePosition position(final int d) {
		return windows[d].position();
	}

	/** Pooling compares and adds, but multiplies nothing. */
	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		return isSeparable() ? Math.max(LINE / 2, REDUCED_LINE / windows[0].stride()) : LINE;
	}

	@Override
	public boolean needsDouble() {
		double positions = 1;
		for (final long n : sourceDimensions)
			positions *= n;
		return pooling.reduction() == Reduction.ARGMAX && positions > 1 << 24;
	}

	@Override
	public String engine() {
		if (hasMedians()) return Medians.haveNetwork(windows) ? "sorting network" : "histogram";
		if (!isSeparable()) return "windows";
		final long[] extent = extent();
		for (int d = 0; d < windows.length; d++)
			if (PoolingLines.isDoubled(windows[d], extent[d])) return "separable lines, doubling";
		return "separable lines";
	}

	private boolean isSeparable() {
		return pooling.reduction().isSeparable() && pooling.footprint() == null;
	}

	/** Whether it is the median of all samples of a window. */
	private boolean hasMedians() {
		return pooling.reduction() == Reduction.MEDIAN && pooling.footprint() == null;
	}

	/** First and last sample along an axis that windows may read. */
	private long low(final int d) {
		return pooling.includesBorder() ? -windows[d].padBefore() : 0;
	}

	private long high(final int d) {
		return sourceDimensions[d] - 1 + (pooling.includesBorder() ? windows[d].padAfter() : 0);
	}

	/** How many samples windows may read along every axis. */
	private long[] extent() {
		final long[] extent = new long[windows.length];
		for (int d = 0; d < extent.length; d++)
			extent[d] = high(d) - low(d) + 1;
		return extent;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = windows.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			final long first = windows[d].sourceMin(target.min(d));
			final long last = first + windows[d].sourceSize(target.dimension(d)) - 1;
			// at least one sample, even for windows in the padding, which do not read it
			min[d] = Math.min(Math.max(first, low(d)), high(d));
			max[d] = Math.max(Math.min(last, high(d)), min[d]);
		}
		return new FinalInterval(min, max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		if (isSeparable() && pooling.reduction() != Reduction.LP) {
			if (target.isDouble()) reduceLines(Lines.DOUBLE, sources[0], target, scratch);
			else reduceLines(Lines.FLOAT, sources[0], target, scratch);
			return;
		}
		if (hasMedians()) {
			Medians.apply(windows, taps(sources[0], target), sources[0], target, scratch);
			return;
		}
		final Block out = target.likeDouble("double target", scratch);
		if (!isSeparable()) reduceWindows(sources[0].asDouble("double source", scratch), out);
		else if (target.isDouble()) norms(Lines.DOUBLE, sources[0], out, scratch);
		else norms(Lines.FLOAT, sources[0], out, scratch);
		target.setDouble(out);
	}

	private <A> void reduceLines(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int width = target.size(0);
		final double[][] counts = pooling.reduction() == Reduction.AVERAGE ? counts(target) : null;
		final double[] row = new double[width];
		final A divisors = scratch.array("divisors", lines, width);
		double held = Double.NaN;
		final int last = windows.length - 1;
		final int height = last == 0 ? 1 : stripHeight(source, target);
		int i = 0;
		for (int from = 0; from < target.size(last); from += height) {
			final Block strip = last == 0 ? target : target.slice(last, from, Math.min(height, target.size(last) - from));
			final int end = i + strip.samples() / strip.size(0);
			final PoolingLines<A> result = new PoolingLines<>(lines, pooling.reduction(), windows, extent(), source, strip,
				scratch);
			for (int j = 0; i < end; i++, j++) {
				final A line = result.line(j);
				if (counts != null) {
					final double factor = factor(counts, i, target);
					if (factor != held) {
						for (int x = 0; x < width; x++)
							row[x] = counts[0][x] * factor;
						lines.fromDouble(row, divisors, 0, width);
						held = factor;
					}
					lines.divide(line, width, divisors);
				}
				target.put(lines, line, 0, i);
			}
			if (last == 0) return;
		}
	}

	/** How far along the last axis a strip of the target reaches whose lines stay in the nearest cache. */
	private int stripHeight(final Block source, final Block target) {
		final int last = windows.length - 1;
		final Window w = windows[last];
		final double lines = (double) source.samples() / source.size(last) * w.stride();
		return (int) Math.min(target.size(last), Math.max(STRIP / lines, OVERLAPS * w.effectiveSize() / w.stride() + 1.0));
	}

	/** For every target sample along every axis how many taps the average counts; their product is the divisor. */
	private double[][] counts(final Block target) {
		final double[][] counts = new double[windows.length][];
		for (int d = 0; d < windows.length; d++) {
			counts[d] = new double[target.size(d)];
			final AxisTaps taps = counted(d, target, 0);
			for (int i = 0; i < counts[d].length; i++)
				counts[d][i] = pooling.divisor() == 0 ? taps.count(i) : d == 0 ? pooling.divisor() : 1;
		}
		return counts;
	}

	private AxisTaps counted(final int d, final Block target, final long blockMin) {
		final long before = pooling.includesPad() ? windows[d].padBefore() : -low(d);
		final long end = pooling.includesPad() ? sourceDimensions[d] + windows[d].padAfter() - 1 : high(d);
		return AxisTaps.of(windows[d], -before, end, target.min(d), target.size(d), blockMin);
	}

	private static double factor(final double[][] counts, final int line, final Block target) {
		double factor = 1;
		int rest = line;
		for (int d = 1; d < counts.length; d++) {
			factor *= counts[d][rest % target.size(d)];
			rest /= target.size(d);
		}
		return factor;
	}

	@SuppressWarnings("unchecked")
	private <A> void norms(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final double p = pooling.exponent();
		final double[] powers = scratch.array("powers", Lines.DOUBLE, source.samples());
		WindowLines.of(lines).powers((A) source.data(), powers, source.samples(), p);
		final double[] norms = (double[]) target.data();
		reduceLines(Lines.DOUBLE, source.with(powers), target, scratch);
		final int n = target.samples();
		if (p == 2) for (int i = 0; i < n; i++)
			norms[i] = Math.sqrt(norms[i]);
		else if (p != 1) for (int i = 0; i < n; i++)
			norms[i] = Reduction.root(norms[i], p);
	}

	/** The taps that lie on samples that count. */
	private AxisTaps[] taps(final Block source, final Block target) {
		final AxisTaps[] taps = new AxisTaps[windows.length];
		for (int d = 0; d < taps.length; d++)
			taps[d] = AxisTaps.of(windows[d], low(d), high(d), target.min(d), target.size(d), source.min(d));
		return taps;
	}

	private void reduceWindows(final Block source, final Block target) {
		final AxisTaps[] taps = taps(source, target);
		final AxisTaps[] counted = new AxisTaps[windows.length];
		final int count = target.samples();
		for (int d = 0; d < taps.length; d++)
			counted[d] = counted(d, target, source.min(d));
		final double[] out = (double[]) target.data();
		final WindowSamples samples = new WindowSamples(taps, pooling.footprint(), pooling.size(), source);
		// the taps that an average divides by may lie outside of the block: they are only counted
		final WindowSamples cells = new WindowSamples(counted, pooling.footprint(), pooling.size(), source);
		final int width = target.size(0);
		for (int i = 0; i < count; i++) {
			if (i % width == 0) {
				samples.moveTo(i / width);
				cells.moveTo(i / width);
			}
			final int n = samples.collect(i % width);
			if (pooling.reduction().isStochastic()) checkNegatives(samples, n, source);
			out[i] = reduce(samples, n, cells.count(i % width), i, source, target);
		}
	}

	private double reduce(final WindowSamples window, final int n, final int cells, final int i, final Block source,
		final Block target)
	{
		final double[] samples = window.samples();
		switch (pooling.reduction()) {
			case MAX:
				return Reduction.max(samples, n);
			case MIN:
				return Reduction.min(samples, n);
			case AVERAGE:
				return Reduction.sum(samples, n) / (pooling.divisor() == 0 ? cells : pooling.divisor());
			case LP:
				for (int t = 0; t < n; t++)
					samples[t] = Reduction.power(samples[t], pooling.exponent());
				return Reduction.root(Reduction.sum(samples, n), pooling.exponent());
			case MEDIAN:
				return Reduction.median(samples, n);
			case SAMPLE:
				return Reduction.sample(samples, n, Reduction.uniform(pooling.seed(), targetIndex(i, target)));
			case EXPECTED:
				return Reduction.expected(samples, n);
			default:
				final int best = Reduction.argmax(samples, n);
				return best < 0 ? -1 : source.flatIndex(window.offsets()[best], sourceDimensions);
		}
	}

	private long targetIndex(final int i, final Block target) {
		long plane = 1;
		for (final long m : targetDimensions)
			plane *= m;
		return target.loopIndex() * plane + target.flatIndex(i, targetDimensions);
	}

	private void checkNegatives(final WindowSamples window, final int n, final Block source) {
		final double[] samples = window.samples();
		for (int t = 0; t < n; t++) {
			if (!(samples[t] < 0)) continue;
			if (!pooling.takesNegativesAsZero()) throw new IllegalArgumentException(
				"Stochastic pooling takes samples for probabilities, but the image is " + samples[t] + " at position " + Arrays
					.toString(source.position(window.offsets()[t])) +
					" (x first): samples must be at least 0, or ask for negative ones to count as 0 (negatives=zero)");
			samples[t] = 0;
		}
	}
}
