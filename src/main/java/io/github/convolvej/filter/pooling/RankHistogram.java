package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Scratch;

/**
 * Counts how often each rank occurs in a moving window (Huang, Yang and Tang 1979). Samples are added and
 * removed, in the end all of them. The search for a rank starts at its previous position. Ranks are counted one
 * by one and in groups of two sizes, which makes long searches fast.
 */
final class RankHistogram {

	/** Logarithms of the numbers of ranks that are counted together. */
	private static final int GROUP = 5;
	private static final int LARGE = 10;

	private final int[] single;
	private final int[] group;
	private final int[] large;
	private int size;
	/** A rank, and the number of samples before it. */
	private int pivot;
	private int before;

	/**
	 * @param count ranks are less than this
	 * @param scratch memory of the calling thread
	 */
	RankHistogram(final int count, final Scratch scratch) {
		// the arrays contain zeros, because every histogram removes all its samples in the end
		single = scratch.integers("rank counts", count);
		group = scratch.integers("rank groups", (count >> GROUP) + 1);
		large = scratch.integers("rank large groups", (count >> LARGE) + 1);
	}

	/** Number of samples. */
	int size() {
		return size;
	}

	/** How often a rank occurs. */
	int count(final int rank) {
		return single[rank];
	}

	/**
	 * Adds the samples at one place of every row.
	 *
	 * @param keys ranks
	 * @param rows offsets of the rows
	 * @param n number of rows
	 * @param x place in the row
	 */
	void add(final int[] keys, final int[] rows, final int n, final int x) {
		int less = 0;
		for (int r = 0; r < n; r++) {
			final int key = keys[rows[r] + x];
			single[key]++;
			group[key >> GROUP]++;
			large[key >> LARGE]++;
			less += key - pivot >>> 31;
		}
		before += less;
		size += n;
	}

	/**
	 * Removes the samples at one place of every row.
	 *
	 * @param keys ranks
	 * @param rows offsets of the rows
	 * @param n number of rows
	 * @param x place in the row
	 */
	void remove(final int[] keys, final int[] rows, final int n, final int x) {
		int less = 0;
		for (int r = 0; r < n; r++) {
			final int key = keys[rows[r] + x];
			single[key]--;
			group[key >> GROUP]--;
			large[key >> LARGE]--;
			less += key - pivot >>> 31;
		}
		before -= less;
		size -= n;
	}

	/**
	 * @param k index of a sample in sorted order, 0 for the smallest
	 * @return its rank
	 */
	int ranked(final int k) {
		while (before > k) {
			if (starts(LARGE) && before - large[(pivot >> LARGE) - 1] > k) {
				pivot -= 1 << LARGE;
				before -= large[pivot >> LARGE];
			}
			else if (starts(GROUP) && before - group[(pivot >> GROUP) - 1] > k) {
				pivot -= 1 << GROUP;
				before -= group[pivot >> GROUP];
			}
			else before -= single[--pivot];
		}
		while (before + single[pivot] <= k) {
			if (starts(LARGE) && before + large[pivot >> LARGE] <= k) {
				before += large[pivot >> LARGE];
				pivot += 1 << LARGE;
			}
			else if (starts(GROUP) && before + group[pivot >> GROUP] <= k) {
				before += group[pivot >> GROUP];
				pivot += 1 << GROUP;
			}
			else before += single[pivot++];
		}
		return pivot;
	}

	/** Whether the pivot is the first rank of a group of that size. */
	private boolean starts(final int size) {
		return (pivot & (1 << size) - 1) == 0;
	}
}
