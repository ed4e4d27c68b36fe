package io.github.convolvej.ij1.job;

import java.util.Arrays;

/**
 * Finds the smallest and the largest of many samples. Most samples lie between
 * the extremes found so far. A fast loop checks this for many samples at once;
 * only if one lies outside are all of them compared.
 */
final class Extremes {

	/** Number of samples of a loop. */
	private static final int PIECE = 1 << 10;
	/** Number of samples that are checked before the result of the check is read. */
	private static final int BATCH = 1 << 16;

	private final float[] samples;
	private final float[] piece = new float[PIECE];
	private final float[] low = new float[PIECE];
	private final float[] high = new float[PIECE];
	private float smallest = Float.POSITIVE_INFINITY;
	private float largest = Float.NEGATIVE_INFINITY;

	private Extremes(final float[] samples) {
		this.samples = samples;
	}

	/**
	 * @param samples some samples
	 * @param from index of the first
	 * @param to index after the last sample; the range must not be empty
	 * @return the smallest and the largest sample; both NaN if any sample is NaN
	 */
	static double[] of(final float[] samples, final int from, final int to) {
		final Extremes extremes = new Extremes(samples);
		for (int i = from; i < to; i += BATCH) {
			final int end = Math.min(to, i + BATCH);
			if (!extremes.areBetween(i, end)) extremes.compare(i, end);
			if (Float.isNaN(extremes.smallest)) break;
		}
		return new double[] { extremes.smallest, extremes.largest };
	}

	/** Whether all samples lie between the extremes found so far; may be false if they do. */
	private boolean areBetween(final int from, final int to) {
		final float middle = smallest / 2 + largest / 2;
		// rounding keeps the order, so a sample outside is at least as far from the middle as an extreme
		final float half = Math.nextDown(Math.min(largest - middle, middle - smallest));
		if (!(half > 0 && half <= Float.MAX_VALUE)) return false;
		final float[] beyond = low;
		Arrays.fill(beyond, 0);
		for (int i = from; i < to; i += PIECE)
			addBeyond(take(i, to), piece, beyond, middle, half);
		float sum = 0;
		for (final float b : beyond)
			sum += b;
		return sum == 0;
	}

	/** Copies samples to the piece and returns their number. */
	private int take(final int from, final int to) {
		final int n = Math.min(PIECE, to - from);
		System.arraycopy(samples, from, piece, 0, n);
		return n;
	}

	/** Numbers that are not positive are added to their magnitudes, which gives 0. */
	private static void addBeyond(final int n, final float[] piece, final float[] beyond, final float middle,
		final float half)
	{
		for (int i = 0; i < n; i++) {
			final float d = Math.abs(piece[i] - middle) - half;
			beyond[i] += Math.abs(d) + d;
		}
	}

	private void compare(final int from, final int to) {
		Arrays.fill(low, smallest);
		Arrays.fill(high, largest);
		for (int i = from; i < to; i += PIECE)
			compare(take(i, to), piece, low, high);
		for (int i = 0; i < PIECE; i++) {
			// NaN stays NaN
			smallest = Math.min(smallest, low[i]);
			largest = Math.max(largest, high[i]);
		}
	}

	private static void compare(final int n, final float[] piece, final float[] low, final float[] high) {
		for (int i = 0; i < n; i++) {
			low[i] = Math.min(low[i], piece[i]);
			high[i] = Math.max(high[i], piece[i]);
		}
	}
}
