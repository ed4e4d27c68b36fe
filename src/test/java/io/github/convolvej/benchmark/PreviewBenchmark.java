package io.github.convolvej.benchmark;

import io.github.convolvej.ij1.preview.PreviewLatency;

import java.util.Arrays;
import java.util.Locale;

/** How long a preview of a whole 2048 x 2048 plane takes, from the changed parameter to the picture. */
public final class PreviewBenchmark {

	private PreviewBenchmark() {}

	/**
	 * Prints the first, the smallest and the median of 30 previews, in
	 * milliseconds, for every sample type.
	 *
	 * @param args none
	 * @throws InterruptedException never
	 */
	public static void main(final String... args) throws InterruptedException {
		for (final int depth : new int[] { 8, 16, 32, 24 }) {
			final double[] times = PreviewLatency.measure(depth, 2048, 30);
			final double first = times[0];
			Arrays.sort(times);
			System.out.printf(Locale.ROOT, "%2d bits: first %.0f ms, then at best %.0f ms, median %.0f ms%n", depth, first,
				times[0], times[times.length / 2]);
		}
	}
}
