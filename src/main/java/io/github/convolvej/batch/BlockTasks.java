package io.github.convolvej.batch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The blocks that are to be computed, cut into tasks: runs of blocks that follow
 * one another, which share most of what they read. There are enough tasks for all
 * executors to end at about the same time, and not so many that the driver has
 * much to keep.
 */
public final class BlockTasks {

	/** Number of tasks for each thread of the cluster. */
	private static final int TASKS_PER_THREAD = 8;
	/** Largest number of blocks of a task, which are computed again if its executor is lost before any is there. */
	private static final int MOST_BLOCKS = 64;
	/** Number of tasks beyond which they become larger. */
	private static final int MOST_TASKS = 20_000;

	private BlockTasks() {}

	/**
	 * @param blocks number of all blocks
	 * @param open the blocks to compute; null for all
	 * @param threads number of blocks that are computed at the same time
	 * @return for each task the first block and their number, again and again
	 */
	public static List<long[]> cut(final long blocks, final BitSet open, final int threads) {
		final long count = open == null ? blocks : open.cardinality();
		final long fair = count / ((long) TASKS_PER_THREAD * threads);
		final long size = Math.max(Math.max(1, Math.min(MOST_BLOCKS, fair)), (count + MOST_TASKS - 1) / MOST_TASKS);
		final List<long[]> tasks = new ArrayList<>();
		List<Long> runs = new ArrayList<>();
		long left = size;
		for (long first = next(open, 0); first >= 0 && first < blocks;) {
			final long end = open == null ? blocks : open.nextClearBit((int) first);
			final long n = Math.min(left, end - first);
			runs.add(first);
			runs.add(n);
			left -= n;
			if (left == 0) {
				tasks.add(array(runs));
				runs = new ArrayList<>();
				left = size;
			}
			first = next(open, first + n);
		}
		if (!runs.isEmpty()) tasks.add(array(runs));
		return tasks;
	}

	/**
	 * @param blocks number of all blocks
	 * @param open the blocks to compute; null for all
	 * @return all of them as a single task; no task if there are none
	 */
	public static List<long[]> one(final long blocks, final BitSet open) {
		final List<Long> runs = new ArrayList<>();
		for (final long[] task : cut(blocks, open, 1))
			for (final long number : task)
				runs.add(number);
		final List<long[]> tasks = new ArrayList<>();
		if (!runs.isEmpty()) tasks.add(array(runs));
		return tasks;
	}

	private static long next(final BitSet open, final long from) {
		return open == null ? from : open.nextSetBit((int) from);
	}

	private static long[] array(final List<Long> numbers) {
		return numbers.stream().mapToLong(Long::longValue).toArray();
	}

	/**
	 * @param task a task
	 * @return number of its blocks
	 */
	public static long blocks(final long... task) {
		long n = 0;
		for (int i = 1; i < task.length; i += 2)
			n += task[i];
		return n;
	}
}
