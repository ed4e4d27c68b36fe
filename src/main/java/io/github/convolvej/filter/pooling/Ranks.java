package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Replaces the samples of a block by small integers (keys) of the same order,
 * for counting. Whole numbers from 0 to 65535 are their own keys; otherwise the
 * key is the rank in the block. -0 is before 0, NaN last.
 */
final class Ranks {

	private static final int DIGIT = 11;

	private final int[] keys;
	private final double[] values;
	private final int count;

	/**
	 * @param source a block in double precision
	 * @param scratch memory of the calling thread
	 */
	Ranks(final Block source, final Scratch scratch) {
		final double[] samples = (double[]) source.data();
		final int n = source.samples();
		keys = scratch.integers("ranks", n);
		final int largest = wholeNumbers(samples, n);
		if (largest >= 0) {
			values = null;
			count = largest + 1;
			return;
		}
		values = scratch.array("rank values", Precision.DOUBLE, n);
		count = rank(samples, n, scratch);
	}

	/** The key of every sample of the block. */
	int[] keys() {
		return keys;
	}

	/** All keys are less than this number. */
	int count() {
		return count;
	}

	/** The sample of a key. */
	double value(final int key) {
		return values == null ? key : values[key];
	}

	/** The key of NaN, or -1 if there is none. */
	int notANumber() {
		return values != null && Double.isNaN(values[count - 1]) ? count - 1 : -1;
	}

	/** Makes keys of samples that are whole numbers and returns the largest; returns -1 if there are other samples. */
	private int wholeNumbers(final double[] samples, final int n) {
		int largest = 0;
		for (int i = 0; i < n; i++) {
			final int key = (int) samples[i];
			if ((key & 0xffff) != key || Double.doubleToRawLongBits(key) != Double.doubleToRawLongBits(samples[i])) return -1;
			keys[i] = key;
			largest = Math.max(largest, key);
		}
		return largest;
	}

	/** Radix sort from the last digit to the first; skips digits that are the same in all samples. */
	private int rank(final double[] samples, final int n, final Scratch scratch) {
		final int digits = (Long.SIZE + DIGIT - 1) / DIGIT;
		final int[][] counts = new int[digits][1 << DIGIT];
		for (int i = 0; i < n; i++) {
			final long bits = ordered(samples[i]);
			for (int d = 0; d < digits; d++)
				counts[d][digit(bits, d)]++;
		}
		int[] order = scratch.integers("rank order", n);
		int[] next = scratch.integers("rank next order", n);
		for (int i = 0; i < n; i++)
			order[i] = i;
		for (int d = 0; d < digits; d++) {
			final int[] place = counts[d];
			if (place[digit(ordered(samples[0]), d)] == n) continue;
			for (int digit = 0, sum = 0; digit < place.length; digit++) {
				final int c = place[digit];
				place[digit] = sum;
				sum += c;
			}
			for (int i = 0; i < n; i++)
				next[place[digit(ordered(samples[order[i]]), d)]++] = order[i];
			final int[] swap = order;
			order = next;
			next = swap;
		}
		int rank = -1;
		for (int i = 0; i < n; i++) {
			final double v = samples[order[i]];
			if (rank < 0 || Double.compare(v, values[rank]) != 0) values[++rank] = v;
			keys[order[i]] = rank;
		}
		return rank + 1;
	}

	private static int digit(final long bits, final int d) {
		return (int) (bits >>> d * DIGIT) & (1 << DIGIT) - 1;
	}

	/** Maps a value to bits whose unsigned order is that of the values. */
	private static long ordered(final double v) {
		final long bits = Double.doubleToLongBits(v);
		return bits ^ (bits >> Long.SIZE - 1 | Long.MIN_VALUE);
	}
}
