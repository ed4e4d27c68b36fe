package io.github.convolvej.filter.pooling;

import java.util.Arrays;

/**
 * Ranks of samples: their places when all are sorted, each its own, equal ones in any
 * order. -0 is before 0, NaN last. Reused from block to block by one thread.
 */
final class SampleOrder {

	private static final int MOST_BITS = 11;
	private static final int LARGEST_WHOLE = 0xffff;
	/** Bits of a double that those made of floats do not use. */
	private static final int UNUSED = 29;

	private double[] values = new double[0];
	private long[] keys = new long[0];
	private long[] otherKeys;
	private int[] places;
	private int[] otherPlaces;
	private double[] sorted;
	private final int[] counts = new int[1 << MOST_BITS];
	private int count;
	private boolean whole;

	/** Begins with no samples, but memory for that many. */
	void clear(final int n) {
		count = 0;
		whole = true;
		if (values.length >= n) return;
		values = new double[n];
		keys = new long[n];
		otherKeys = new long[n];
		places = new int[n];
		otherPlaces = new int[n];
		sorted = new double[n];
	}

	/**
	 * @param value a sample
	 * @param place what {@link #rank} writes its rank to
	 */
	void add(final double value, final int place) {
		values[count] = value;
		places[count++] = place;
		final int number = (int) value;
		whole &= (number & LARGEST_WHOLE) == number && Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits(
			value);
	}

	/** Number of samples. */
	int size() {
		return count;
	}

	/**
	 * Sorts the samples.
	 *
	 * @param ranks gets at every place the rank of its sample
	 * @param single whether all samples are of single precision
	 */
	void rank(final int[] ranks, final boolean single) {
		final int n = count;
		if (n == 0) return;
		long least = Long.MAX_VALUE;
		long most = Long.MIN_VALUE;
		for (int i = 0; i < n; i++) {
			final long key = whole ? (long) values[i] : ordered(values[i]) >> (single ? UNUSED : 0);
			keys[i] = key;
			least = Math.min(least, key);
			most = Math.max(most, key);
		}
		final int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
		final int passes = (bits + MOST_BITS - 1) / MOST_BITS;
		final int digit = passes == 0 ? 0 : (bits + passes - 1) / passes;
		for (int pass = 0; pass < passes; pass++) {
			distribute(n, least, pass * digit, (1 << digit) - 1);
			final long[] swap = keys;
			keys = otherKeys;
			otherKeys = swap;
			final int[] swapped = places;
			places = otherPlaces;
			otherPlaces = swapped;
		}
		for (int i = 0; i < n; i++)
			ranks[places[i]] = i;
		for (int i = 0; i < n; i++)
			sorted[i] = whole ? keys[i] : value(single ? expanded(keys[i]) : keys[i]);
	}

	private void distribute(final int n, final long least, final int shift, final int mask) {
		final int[] next = counts;
		Arrays.fill(next, 0, mask + 1, 0);
		final long[] from = keys;
		final long[] to = otherKeys;
		final int[] placesFrom = places;
		final int[] placesTo = otherPlaces;
		for (int i = 0; i < n; i++)
			next[(int) (from[i] - least >>> shift) & mask]++;
		int sum = 0;
		for (int d = 0; d <= mask; d++) {
			final int c = next[d];
			next[d] = sum;
			sum += c;
		}
		for (int i = 0; i < n; i++) {
			final int at = next[(int) (from[i] - least >>> shift) & mask]++;
			to[at] = from[i];
			placesTo[at] = placesFrom[i];
		}
	}

	/** Bits that are ordered as the values are. */
	private static long ordered(final double v) {
		final long bits = Double.doubleToLongBits(v);
		return bits ^ bits >> Long.SIZE - 1 & Long.MAX_VALUE;
	}

	/** With the unused bits, which are ones below 0. */
	private static long expanded(final long key) {
		return key << UNUSED | key >> Long.SIZE - 1 & (1L << UNUSED) - 1;
	}

	private static double value(final long ordered) {
		return Double.longBitsToDouble(ordered ^ ordered >> Long.SIZE - 1 & Long.MAX_VALUE);
	}

	/** The sample of a rank. */
	double value(final int rank) {
		return sorted[rank];
	}

	/** How many samples are not NaN, which are the last ones. */
	int numbers() {
		int numbers = count;
		while (numbers > 0 && Double.isNaN(sorted[numbers - 1]))
			numbers--;
		return numbers;
	}
}
