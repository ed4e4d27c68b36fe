package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.geometry.Window;

import java.io.Serializable;

/**
 * Which samples along each axis count for the windows of a pooling: those of the
 * image, or those of its padding too. Immutable.
 */
final class PoolingExtent implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Window[] windows;
	private final SampleRules rules;
	private final long[] sourceDimensions;
	private final long[] targetDimensions;

	/**
	 * @param windows a window for every axis
	 * @param rules which samples count
	 * @param sourceDimensions size of the image
	 * @throws IllegalArgumentException if there is no result
	 */
	PoolingExtent(final Window[] windows, final SampleRules rules, final long[] sourceDimensions) {
		this.windows = windows;
		this.rules = rules;
		this.sourceDimensions = sourceDimensions.clone();
		targetDimensions = new long[windows.length];
		for (int d = 0; d < targetDimensions.length; d++)
			targetDimensions[d] = windows[d].targetSize(sourceDimensions[d], d);
	}

	/** First sample along an axis that windows may read. */
	long low(final int d) {
		return rules.includesBorder() ? -windows[d].padBefore() : 0;
	}

	/** Last sample along an axis that windows may read. */
	long high(final int d) {
		return sourceDimensions[d] - 1 + (rules.includesBorder() ? windows[d].padAfter() : 0);
	}

	/** How many samples windows may read along every axis. */
	long[] samples() {
		final long[] samples = new long[windows.length];
		for (int d = 0; d < samples.length; d++)
			samples[d] = high(d) - low(d) + 1;
		return samples;
	}

	/** The size of the result. */
	long[] targetDimensions() {
		return targetDimensions.clone();
	}

	/** Taps along every axis. */
	int[] taps() {
		final int[] taps = new int[windows.length];
		for (int d = 0; d < taps.length; d++)
			taps[d] = windows[d].size();
		return taps;
	}

	/** The taps that lie on samples that count. */
	AxisTaps[] taps(final Block source, final Block target) {
		final AxisTaps[] taps = new AxisTaps[windows.length];
		for (int d = 0; d < taps.length; d++)
			taps[d] = AxisTaps.of(windows[d], low(d), high(d), target.min(d), target.size(d), source.min(d));
		return taps;
	}

	/** The taps that an average divides by, which may lie outside of the block. */
	AxisTaps[] counted(final Block source, final Block target) {
		final AxisTaps[] counted = new AxisTaps[windows.length];
		for (int d = 0; d < counted.length; d++)
			counted[d] = counted(d, target, source.min(d));
		return counted;
	}

	private AxisTaps counted(final int d, final Block target, final long blockMin) {
		return AxisTaps.of(windows[d], firstCounted(d), lastCounted(d), target.min(d), target.size(d), blockMin);
	}

	private long firstCounted(final int d) {
		return rules.includesPad() ? -windows[d].padBefore() : low(d);
	}

	private long lastCounted(final int d) {
		return rules.includesPad() ? sourceDimensions[d] + windows[d].padAfter() - 1 : high(d);
	}

	/** For every target sample along every axis how many taps the average counts; their product is the divisor. */
	double[][] divisors(final Block target) {
		final double[][] counts = new double[windows.length][];
		for (int d = 0; d < windows.length; d++) {
			counts[d] = new double[target.size(d)];
			for (int i = 0; i < counts[d].length; i++)
				counts[d][i] = rules.divisor() == 0 ? count(d, target.min(d) + i) : d == 0 ? rules.divisor() : 1;
		}
		return counts;
	}

	/** How many taps of a window count. */
	private int count(final int d, final long target) {
		final Window window = windows[d];
		final long first = firstCounted(d);
		final long last = lastCounted(d);
		final long begin = window.sourceMin(target);
		// most windows
		if (begin >= first && begin + window.effectiveSize() - 1 <= last) return window.size();
		return Math.max(0, window.endTap(target, last) - window.firstTap(target, first));
	}

	/** Index of a sample of the source in the image, x fastest. */
	long sourceIndex(final int i, final Block source) {
		return source.flatIndex(i, sourceDimensions);
	}

	/** Index of a sample of the target among the samples of all results, x fastest. */
	long targetIndex(final int i, final Block target) {
		long plane = 1;
		for (final long m : targetDimensions)
			plane *= m;
		return target.loopIndex() * plane + target.flatIndex(i, targetDimensions);
	}
}
