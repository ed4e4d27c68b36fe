package io.github.convolvej.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks have every open block once, and there are neither too few nor too many. */
class BlockTasksTest {

	private static BitSet blocks(final List<long[]> tasks) {
		final BitSet all = new BitSet();
		for (final long[] task : tasks)
			for (int i = 0; i < task.length; i += 2)
				for (long b = task[i]; b < task[i] + task[i + 1]; b++) {
					assertTrue(!all.get((int) b), "block " + b + " is in two tasks");
					all.set((int) b);
				}
		return all;
	}

	/** When the last of all threads ends, each of which takes the next task when it has done one, in blocks. */
	private static long last(final List<long[]> tasks, final int threads) {
		final PriorityQueue<Long> ends = new PriorityQueue<>(Collections.nCopies(threads, 0L));
		for (final long[] task : tasks)
			ends.add(ends.remove() + BlockTasks.blocks(task));
		return Collections.max(ends);
	}

	@ParameterizedTest
	@CsvSource({ "0,1", "1,1", "5,2", "1000,2", "1000,64", "54321,7", "1000000,1600", "3000000,4" })
	void everyBlockIsInOneTask(final int blocks, final int threads) {
		final List<long[]> tasks = BlockTasks.cut(blocks, null, threads);
		assertEquals(blocks, blocks(tasks).cardinality());
		assertTrue(tasks.size() <= 20_000, tasks.size() + " tasks");
		assertTrue(last(tasks, threads) <= 1.1 * blocks / threads + 2, "a thread computes " + last(tasks, threads) + " blocks");
		assertEquals(Math.min(1, blocks), BlockTasks.one(blocks, null).size());
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.01, 0.3, 0.9, 1 })
	void onlyOpenBlocksAreComputed(final double share) {
		final BitSet open = new BitSet();
		final Random random = new Random(3);
		for (int i = 0; i < 20_000; i++)
			open.set(i, random.nextDouble() < share);
		assertEquals(open, blocks(BlockTasks.cut(20_000, open, 3)));
		assertEquals(open, blocks(BlockTasks.one(20_000, open)));
		for (final long[] task : BlockTasks.cut(20_000, open, 3))
			assertTrue(BlockTasks.blocks(task) <= 1024);
	}

	/** The same image, files and memory, when tasks did not end where columns do, and all had the same length: 2.5 and 2.7. */
	@ParameterizedTest
	@CsvSource({ "512,512,64,2,1,60,2.1", "4096,1024,128,10,4,1024,2.2", "2048,2048,64,8,2,256,2.2" })
	void tasksReadLittleTwice(final long width, final long depth, final int file, final int executors, final int threads,
		final int megabytes, final double most)
	{
		final double read = new ClusterSimulation(new long[] { width, width, depth }, 64, file, new Workers((long) megabytes << 20,
			threads, executors * threads), 1).readForEach();
		assertTrue(read <= most, read + " samples read for each");
	}

	/** The table of the manual is of this plan; reading is simulated for the largest chunks only, since it takes longer for small ones. */
	@ParameterizedTest
	@CsvSource({ "64,1", "128,2", "256,3" })
	void theManualHasThePlanOfTenTerabytes(final int chunk, final int column) throws IOException {
		final Workers executors = new Workers(6144L << 20, 4, 800);
		final ClusterSimulation simulation = new ClusterSimulation(new long[] { 20480, 20480, 11921 }, chunk, 256, executors, 42);
		final BatchPlan plan = simulation.plan();
		assertEquals(cell("files", column), String.format(Locale.ROOT, "%,d", plan.unitsInAll()));
		final int[] block = plan.block();
		assertEquals(cell("blocks", column), String.format(Locale.ROOT, "%,d", plan.blocks()));
		assertTrue(row("blocks").contains(block[0] + " x " + block[1] + " x " + block[2]), row("blocks"));
		final List<long[]> tasks = plan.tasks(null, executors.inAll());
		assertEquals(cell("tasks", column), "" + tasks.size());
		assertEquals(cell("blocks of the longest task", column), "" + tasks.stream().mapToLong(BlockTasks::blocks).max().orElse(0));
		if (chunk < 256) return;
		final double[] samples = simulation.amplification();
		assertEquals(cell("samples needed", column), String.format(Locale.ROOT, "%.2f", samples[0]));
		assertEquals(cell("samples read", column), String.format(Locale.ROOT, "%.1f", samples[1]));
	}

	private static String row(final String first) throws IOException {
		return Files.readAllLines(Path.of("docs/manual/cluster.md")).stream().filter(line -> line.matches("\\| " + first +
			"\\b.*")).findFirst().orElseThrow();
	}

	private static String cell(final String row, final int column) throws IOException {
		return row(row).split("\\|")[column + 1].trim();
	}

	@ParameterizedTest
	@CsvSource({ "512,60,1", "700,100,2" })
	void tasksOfAPlanHaveEveryBlock(final long size, final int megabytes, final int threads) {
		final BatchPlan plan = new ClusterSimulation(new long[] { size, size, size }, 64, 64, new Workers((long) megabytes << 20,
			threads, 2 * threads), 1).plan();
		assertEquals(plan.blocks(), blocks(plan.tasks(null, 2 * threads)).cardinality());
		final BitSet open = new BitSet();
		open.set(3, 20);
		assertEquals(open, blocks(plan.tasks(open, 2)));
	}
}
