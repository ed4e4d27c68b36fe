package io.github.convolvej.batch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * The blocks that are to be computed, cut into tasks: runs of blocks that follow
 * one another, which share most of what they read. The first tasks are long, so
 * that little is read by two of them; they become shorter towards the end, so that
 * all executors end at about the same time. There are not so many that the driver
 * has much to keep.
 */
public final class BlockTasks {

	/** A task has such a part of what is left for each thread of the cluster. */
	private static final int SHARE = 2;
	/** Largest number of blocks of a task: the driver is told of them when all are done. */
	private static final int MOST_BLOCKS = 1024;
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
		return cut(blocks, open, threads, (first, most) -> most);
	}

	/**
	 * @param good for the first block of a task and the largest number of blocks,
	 *          the number after which it is good to end, at least 1
	 */
	static List<long[]> cut(final long blocks, final BitSet open, final int threads, final LongBinaryOperator good) {
		final long count = open == null ? blocks : open.cardinality();
		final List<long[]> tasks = new ArrayList<>();
		List<Long> runs = new ArrayList<>();
		long uncut = count;
		long left = 0;
		for (long first = next(open, 0); first >= 0 && first < blocks;) {
			if (left == 0) left = good.applyAsLong(first, size(uncut, count, threads));
			final long end = open == null ? blocks : open.nextClearBit((int) first);
			final long n = Math.min(left, end - first);
			runs.add(first);
			runs.add(n);
			left -= n;
			uncut -= n;
			if (left == 0) {
				tasks.add(array(runs));
				runs = new ArrayList<>();
			}
			first = next(open, first + n);
		}
		if (!runs.isEmpty()) tasks.add(array(runs));
		return tasks;
	}

	private static long size(final long uncut, final long count, final int threads) {
		final long fair = Math.max(1, uncut / ((long) SHARE * threads));
		return Math.max(Math.min(MOST_BLOCKS, fair), (count + MOST_TASKS - 1) / MOST_TASKS);
	}

	/** Number of blocks of a long task. */
	static long longest(final long blocks, final int threads) {
		return size(blocks, blocks, threads);
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
