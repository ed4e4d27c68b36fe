package io.github.convolvej.filter;

/**
 * How often each rank occurs in a window that moves (Huang, Yang and Tang 1979):
 * samples are added and removed (all of them, in the end), and the middle is found from where it was before.
 * Ranks are counted one by one and in groups, so that a long way is short.
 */
final class RankHistogram {

	private static final int GROUP = 5;

	private final int[] single;
	private final int[] group;
	private int size;
	/** A rank, and how many samples are before it. */
	private int pivot;
	private int before;

	/**
	 * @param count ranks are less than this
	 * @param scratch memory of the calling thread
	 */
	RankHistogram(final int count, final Scratch scratch) {
		// a histogram leaves zeros, as all samples are removed in the end
		single = scratch.integers("rank counts", count);
		group = scratch.integers("rank groups", (count >> GROUP) + 1);
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
	 * Adds samples at some place of every row.
	 *
	 * @param keys ranks
	 * @param rows where rows begin
	 * @param n number of rows
	 * @param x place in the row
	 */
	void add(final int[] keys, final int[] rows, final int n, final int x) {
		int less = 0;
		for (int r = 0; r < n; r++) {
			final int key = keys[rows[r] + x];
			single[key]++;
			group[key >> GROUP]++;
			less += key - pivot >>> 31;
		}
		before += less;
		size += n;
	}

	/**
	 * Removes samples at some place of every row.
	 *
	 * @param keys ranks
	 * @param rows where rows begin
	 * @param n number of rows
	 * @param x place in the row
	 */
	void remove(final int[] keys, final int[] rows, final int n, final int x) {
		int less = 0;
		for (int r = 0; r < n; r++) {
			final int key = keys[rows[r] + x];
			single[key]--;
			group[key >> GROUP]--;
			less += key - pivot >>> 31;
		}
		before -= less;
		size -= n;
	}

	/**
	 * @param k number of a sample in their order, 0 for the smallest
	 * @return its rank
	 */
	int ranked(final int k) {
		while (before > k) {
			if ((pivot & (1 << GROUP) - 1) == 0 && before - group[(pivot >> GROUP) - 1] > k) {
				pivot -= 1 << GROUP;
				before -= group[pivot >> GROUP];
			}
			else before -= single[--pivot];
		}
		while (before + single[pivot] <= k) {
			if ((pivot & (1 << GROUP) - 1) == 0 && before + group[pivot >> GROUP] <= k) {
				before += group[pivot >> GROUP];
				pivot += 1 << GROUP;
			}
			else before += single[pivot++];
		}
		return pivot;
	}
}
