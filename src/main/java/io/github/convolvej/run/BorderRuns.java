package io.github.convolvej.run;

import io.github.convolvej.border.Border;

/**
 * The samples of one axis of a box that reaches outside the image: which samples
 * of the image it contains and at which places. A run is a series of
 * neighbouring samples of the image that are neighbours in the box too, or one
 * sample that is repeated. Where the border repeats the image several times, there
 * are runs for the first time only.
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
	private final boolean[] isRepeated;
	/** Number of places after which all of them repeat, and number of places; 0 if they do not repeat. */
	private final int period;
	private final int places;

	private BorderRuns(final long[] positions, final int from, final int to, final int period) {
		this.period = period;
		places = to;
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
		isRepeated = new boolean[to - from];
		int count = 0;
		final int end = period > 0 ? period : to;
		for (int i = from; i < end; i++) {
			if (positions[i] < 0) continue;
			final long step = i > from && count > 0 ? positions[i] - positions[i - 1] : -1;
			final boolean isFirst = count > 0 && runLength[count - 1] == 1;
			if (step == 1 && (isFirst || !isRepeated[count - 1])) runLength[count - 1]++;
			else if (step == 0 && (isFirst || isRepeated[count - 1])) {
				runLength[count - 1]++;
				isRepeated[count - 1] = true;
			}
			else {
				runSource[count] = (int) (positions[i] - min);
				runTarget[count] = i;
				runLength[count++] = 1;
			}
		}
		runs = count;
	}

	/**
	 * @param run a run of several samples
	 * @param i number of a sample in it
	 * @return which sample of the image that is, counted from {@link #sourceMin}
	 */
	int source(final int run, final int i) {
		return runSource[run] + (isRepeated[run] ? 0 : i);
	}

	/**
	 * Copies a run.
	 *
	 * @param run the run
	 * @param source an array with the samples of the image
	 * @param from where {@link #sourceMin} lies there
	 * @param target an array for the samples of the box
	 * @param to where the first one lies there
	 */
	void copy(final int run, final Object source, final int from, final Object target, final int to) {
		final int first = to + runTarget[run];
		System.arraycopy(source, from + runSource[run], target, first, isRepeated[run] ? 1 : runLength[run]);
		if (isRepeated[run]) extend(target, first, 1, runLength[run]);
	}

	/**
	 * Copies the places that repeat, when all runs have been copied.
	 *
	 * @param target an array for the samples of the box
	 * @param to where the first one lies there
	 * @param step distance of neighbouring samples
	 */
	void repeat(final Object target, final int to, final int step) {
		if (period > 0) extend(target, to, period * step, places * step);
	}

	/** Repeats what lies at the beginning of a part of an array. */
	private static void extend(final Object target, final int first, final int known, final int length) {
		for (int done = known; done < length; done += Math.min(done, length - done))
			System.arraycopy(target, first, target, first + done, Math.min(done, length - done));
	}

	/** After how many places all of them repeat, if there are several times as many. */
	private static int period(final long[] positions, final long n) {
		for (final long period : new long[] { n, 2 * n - 2, 2 * n })
			if (period > 0 && period <= positions.length / 2 && repeats(positions, (int) period)) return (int) period;
		return 0;
	}

	private static boolean repeats(final long[] positions, final int period) {
		for (int i = period; i < positions.length; i++)
			if (positions[i] != positions[i - period]) return false;
		return true;
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
		if (seam == 0 || n <= size) return new BorderRuns[] { new BorderRuns(positions, 0, size, period(positions, n)) };
		return new BorderRuns[] { new BorderRuns(positions, 0, seam, 0), new BorderRuns(positions, seam, size, 0) };
	}
}
