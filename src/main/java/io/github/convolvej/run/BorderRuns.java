package io.github.convolvej.run;

import io.github.convolvej.border.Border;

/**
 * Part of one axis of a box that reaches outside of the image: which neighbouring
 * samples of the image it shows, and where. Positions in the image that follow
 * each other in the box too form a run.
 */
final class BorderRuns {

	/** First sample of the image. */
	final long sourceMin;
	/** Number of samples of the image, at most as many as the box has. */
	final int sourceSize;
	final int runs;
	/** For each run its first sample, counted from {@link #sourceMin}. */
	final int[] runSource;
	/** For each run its place in the box. */
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
	 * @param border what is outside
	 * @param min first position of the box along the axis
	 * @param size number of samples of the box
	 * @param n number of samples of the image
	 * @return what of the image the box shows: nothing, one stretch, or two where
	 *         it shows both ends of the image but not all between
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
		// where the image is smaller than the box, all of it is read at once
		if (seam == 0 || n <= size) return new BorderRuns[] { new BorderRuns(positions, 0, size) };
		return new BorderRuns[] { new BorderRuns(positions, 0, seam), new BorderRuns(positions, seam, size) };
	}
}
