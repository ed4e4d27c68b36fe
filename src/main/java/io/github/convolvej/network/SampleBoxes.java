package io.github.convolvej.network;

import io.github.convolvej.network.tensor.Box;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Boxes of samples in the order of networks, batch, channel, [z,] y, x, and in that of images, x, y[, z], channel,
 * which have no batch.
 */
final class SampleBoxes {

	private SampleBoxes() {}

	static Box box(final Interval interval) {
		final int n = interval.numDimensions();
		final long[] min = new long[n + 1];
		final long[] max = new long[n + 1];
		for (int d = 0; d < n; d++) {
			min[n - d] = interval.min(d);
			max[n - d] = interval.max(d);
		}
		return new Box(min, max);
	}

	static Interval interval(final Box box) {
		final int n = box.rank() - 1;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			min[d] = box.min(n - d);
			max[d] = box.max(n - d);
		}
		return new FinalInterval(min, max);
	}
}
