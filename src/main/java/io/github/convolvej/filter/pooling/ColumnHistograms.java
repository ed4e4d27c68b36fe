package io.github.convolvej.filter.pooling;

import java.util.Arrays;

/**
 * Medians of large windows whose samples have few different values. Every column
 * of the window's height has a histogram that is updated from line to line. The
 * histogram of the window is the sum of those of its columns, so the work does
 * not depend on the size of the window (Perreault and Hebert, IEEE Transactions
 * on Image Processing 16, 2007). It has two levels with 16 groups of 16 ranks,
 * and only groups that contain medians are summed up. A {@code long} holds four
 * counts.
 */
final class ColumnHistograms {

	/** Ranks must be less than this number. */
	static final int RANKS = 256;
	/** Largest number of samples of a window; more would overflow a count. */
	static final int SAMPLES = 0xffff;

	/** Longs of a level or of one group: 16 counts. */
	private static final int GROUP = 4;
	private static final int ALL = 16 * GROUP;
	private static final long LANES = 0x0001000100010001L;

	private final int[] keys;
	private final int width;
	private final long[] groups;
	private final long[] single;
	private int[] rows = new int[0];

	private final long[] windowGroups = new long[GROUP];
	private final long[] windowSingle = new long[ALL];
	/** The columns whose sum each group of the window holds. */
	private final int[] from = new int[16];
	private final int[] to = new int[16];
	private int low;
	private int high;
	private int before;

	/**
	 * @param keys ranks of the source
	 * @param width samples of a row of the source
	 */
	ColumnHistograms(final int[] keys, final int width) {
		this.keys = keys;
		this.width = width;
		groups = new long[width * GROUP];
		single = new long[width * ALL];
	}

	/**
	 * Moves to another line, with an empty window.
	 *
	 * @param offsets offsets of the window's rows in the source, in order
	 * @param n number of rows
	 */
	void moveTo(final int[] offsets, final int n) {
		int left = 0;
		int entered = 0;
		while (left < rows.length || entered < n)
			if (entered == n || left < rows.length && rows[left] < offsets[entered]) count(rows[left++], -1);
			else if (left == rows.length || offsets[entered] < rows[left]) count(offsets[entered++], 1);
			else {
				left++;
				entered++;
			}
		rows = Arrays.copyOf(offsets, n);
		Arrays.fill(windowGroups, 0);
		Arrays.fill(windowSingle, 0);
		Arrays.fill(from, 0);
		Arrays.fill(to, 0);
		low = 0;
		high = 0;
	}

	private void count(final int row, final long sign) {
		for (int x = 0; x < width; x++) {
			final int key = keys[row + x];
			groups[x * GROUP + (key >> 6)] += sign << (key >> 4 & 3) * 16;
			single[x * ALL + (key >> 2)] += sign << (key & 3) * 16;
		}
	}

	/**
	 * Moves the window along the line.
	 *
	 * @param start first column, not less than that of the previous window
	 * @param end column after the last one, not less than that of the previous
	 *          window
	 */
	void window(final int start, final int end) {
		low = move(groups, GROUP, 0, windowGroups, 0, low, high, start, end);
		high = end;
	}

	/**
	 * Updates sums over some columns to sums over other columns.
	 *
	 * @return the first of the new columns
	 */
	private static int move(final long[] columns, final int step, final int offset, final long[] sums, final int at,
		final int oldLow, final int oldHigh, final int newLow, final int newHigh)
	{
		long a = sums[at];
		long b = sums[at + 1];
		long c = sums[at + 2];
		long d = sums[at + 3];
		int first = oldHigh;
		if (newLow - oldLow + newHigh - oldHigh > newHigh - newLow) {
			a = b = c = d = 0;
			first = newLow;
		}
		else for (int x = oldLow; x < newLow; x++) {
			final int i = x * step + offset;
			a -= columns[i];
			b -= columns[i + 1];
			c -= columns[i + 2];
			d -= columns[i + 3];
		}
		for (int x = first; x < newHigh; x++) {
			final int i = x * step + offset;
			a += columns[i];
			b += columns[i + 1];
			c += columns[i + 2];
			d += columns[i + 3];
		}
		sums[at] = a;
		sums[at + 1] = b;
		sums[at + 2] = c;
		sums[at + 3] = d;
		return newLow;
	}

	/**
	 * @param k index of a sample of the window in sorted order, 0 for the smallest
	 * @return its rank
	 */
	int ranked(final int k) {
		before = 0;
		final int group = find(windowGroups, 0, k);
		from[group] = move(single, ALL, group * GROUP, windowSingle, group * GROUP, from[group], to[group], low, high);
		to[group] = high;
		return group * 16 + find(windowSingle, group * GROUP, k);
	}

	/** Finds which of 16 counts contains the k-th sample, and the number of samples before that count. */
	private int find(final long[] counts, final int at, final int k) {
		for (int i = 0; i < GROUP; i++) {
			// lane j of the product is the sum of lanes 0 ... j
			final long sums = counts[at + i] * LANES;
			final int all = (int) (sums >>> 48);
			if (before + all <= k) {
				before += all;
				continue;
			}
			final int rest = k - before;
			int lane = 0;
			while ((sums >>> lane * 16 & 0xffff) <= rest)
				lane++;
			if (lane > 0) before += (int) (sums >>> (lane - 1) * 16 & 0xffff);
			return i * 4 + lane;
		}
		throw new AssertionError("fewer than " + k + " samples");
	}
}
