package io.github.convolvej.filter.pooling;

import io.github.convolvej.geometry.Window;

import java.util.Arrays;

/**
 * The samples that the windows of a block read along one axis: for every target
 * sample, those of its taps that lie within an interval of the source.
 */
final class AxisTaps {

	private final int[] first;
	private final int[] start;
	private final int[] count;
	private final int step;

	private AxisTaps(final int n, final int step) {
		first = new int[n];
		start = new int[n];
		count = new int[n];
		this.step = step;
	}

	/**
	 * @param window the window
	 * @param low first source sample of the interval
	 * @param high last source sample of the interval
	 * @param targetMin first target sample of the block
	 * @param n target samples of the block
	 * @param blockMin first sample of the source block
	 * @return the taps
	 */
	static AxisTaps of(final Window window, final long low, final long high, final long targetMin, final int n,
		final long blockMin)
	{
		final AxisTaps taps = new AxisTaps(n, window.dilation());
		for (int i = 0; i < n; i++) {
			final long target = targetMin + i;
			taps.first[i] = window.firstTap(target, low);
			taps.count[i] = Math.max(0, window.endTap(target, high) - taps.first[i]);
			taps.start[i] = taps.count[i] == 0 ? 0 : Math.toIntExact(window.sourceMin(target) + (long) taps.first[i] * window
				.dilation() - blockMin);
		}
		return taps;
	}

	/**
	 * @param starts first source sample of every bin of the axis
	 * @param ends sample after the last one of every bin
	 * @param targetMin first bin of the block
	 * @param n bins of the block
	 * @param blockMin first sample of the source block
	 * @return the taps
	 */
	static AxisTaps of(final long[] starts, final long[] ends, final long targetMin, final int n, final long blockMin) {
		final AxisTaps taps = new AxisTaps(n, 1);
		for (int i = 0; i < n; i++) {
			final int bin = (int) targetMin + i;
			taps.start[i] = Math.toIntExact(starts[bin] - blockMin);
			taps.count[i] = Math.toIntExact(ends[bin] - starts[bin]);
		}
		return taps;
	}

	/**
	 * @param radius samples of a window on each side of its centre
	 * @param stride distance of the centres
	 * @param blockMin first sample of the source block, which holds all samples that count
	 * @param blockSize samples of the source block
	 * @param targetMin first target sample of the block
	 * @param n target samples of the block
	 * @return the taps
	 */
	static AxisTaps around(final int radius, final int stride, final long blockMin, final int blockSize,
		final long targetMin, final int n)
	{
		final AxisTaps taps = new AxisTaps(n, 1);
		for (int i = 0; i < n; i++) {
			final long centre = (targetMin + i) * stride - blockMin;
			taps.start[i] = (int) Math.max(0, centre - radius);
			taps.count[i] = (int) Math.min(blockSize - 1, centre + radius) - taps.start[i] + 1;
		}
		return taps;
	}

	/** Number of target samples. */
	int size() {
		return first.length;
	}

	/** Number of the first tap of target sample i within the interval. */
	int first(final int i) {
		return first[i];
	}

	/** The position of that tap in the source block. */
	int start(final int i) {
		return start[i];
	}

	/** Number of taps of target sample i within the interval. */
	int count(final int i) {
		return count[i];
	}

	/** Largest number of taps of any target sample. */
	int maxCount() {
		return Arrays.stream(count).max().orElse(0);
	}

	/** Distance of neighbouring taps. */
	int step() {
		return step;
	}
}
