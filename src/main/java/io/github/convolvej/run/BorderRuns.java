package io.github.convolvej.run;

import io.github.convolvej.border.Border;

/**
 * The samples of one axis of a box that reaches outside the image: which samples
 * of the image it contains and at which places. A run is a series of
 * neighbouring samples of the image that are neighbours in the box too.
 */
final class BorderRuns {

	/** First sample of the image in the box. */
	final long sourceMin;
	/** Number of samples of the image to read, at most the size of the box. */
	final int sourceSize;
	final int runs;
	/** The first sample of each run, counted from {@link #sourceMin}. */
	final int[] runSource;
	/** The place of each run in the box. */
	final int[] runTarget;
	final int[] runLength;

	private BorderRuns(final long[] positions, final int from, final int to) {
		long min = Long.MAX_VALUE;
		long max = Long.MIN_VALUE;
		for (int i = from; i < to; i++)
			if (positions[i] >= 0) {
				min = Math.min(min, positions[i]);
				max = Math.max(max, positions[i]);
			}
		sourceMin = min;
		sourceSize = (int) (max - min + 1);
		runSource = new int[to - from];
		runTarget = new int[to - from];
		runLength = new int[to - from];
		int count = 0;
		for (int i = from; i < to; i++) {
			if (positions[i] < 0) continue;
			if (i > from && count > 0 && positions[i] == positions[i - 1] + 1) runLength[count - 1]++;
			else {
				runSource[count] = (int) (positions[i] - min);
				runTarget[count] = i;
				runLength[count++] = 1;
			}
		}
		runs = count;
	}

	/**
	 * @param border the border
	 * @param min first position of the box along the axis
	 * @param size number of samples of the box
	 * @param n number of samples of the image
	 * @return the stretches of the image that the box contains: none, one, or two
	 *         if it contains both ends of the image but not all samples between
	 *         them
	 */
	static BorderRuns[] of(final Border border, final long min, final int size, final long n) {
		final long[] positions = new long[size];
		boolean any = false;
		int seam = 0;
		for (int i = 0; i < size; i++) {
			positions[i] = border.position(min + i, n);
			any |= positions[i] >= 0;
			if (i > 0 && positions[i] >= 0 && positions[i - 1] - positions[i] > 1) seam = i;
		}
		if (!any) return new BorderRuns[0];
		// if the image is smaller than the box, the whole image is read at once
		if (seam == 0 || n <= size) return new BorderRuns[] { new BorderRuns(positions, 0, size) };
		return new BorderRuns[] { new BorderRuns(positions, 0, seam), new BorderRuns(positions, seam, size) };
	}
}
