package io.github.convolvej.filter.pooling;

import java.util.Arrays;

/**
 * Sorts samples and gives each its rank; equal samples get different ranks in
 * any order. -0 is before 0, NaN last. One thread uses the same object for many
 * blocks.
 */
final class SampleOrder {

	private static final int MOST_BITS = 11;
	private static final int LARGEST_WHOLE = 0xffff;
	/**
	 * Number of bits of a double that are not used if it was converted from a
	 * float.
	 */
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

	/** Removes all samples and reserves memory for that many. */
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
	 * @param place index at which {@link #rank} writes its rank
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
	 * @param ranks receives the rank of each sample at its place
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

	/** Bits whose order is that of the values. */
	private static long ordered(final double v) {
		final long bits = Double.doubleToLongBits(v);
		return bits ^ bits >> Long.SIZE - 1 & Long.MAX_VALUE;
	}

	/** Restores the unused bits, which are ones for negative values. */
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

	/** Number of samples that are not NaN; NaN are the last samples. */
	int numbers() {
		int numbers = count;
		while (numbers > 0 && Double.isNaN(sorted[numbers - 1]))
			numbers--;
		return numbers;
	}
}
