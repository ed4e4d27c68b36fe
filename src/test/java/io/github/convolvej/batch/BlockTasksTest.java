package io.github.convolvej.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
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

	@ParameterizedTest
	@CsvSource({ "0,1", "1,1", "5,2", "1000,2", "1000,64", "54321,7", "1000000,1600", "3000000,4" })
	void everyBlockIsInOneTask(final int blocks, final int threads) {
		final List<long[]> tasks = BlockTasks.cut(blocks, null, threads);
		assertEquals(blocks, blocks(tasks).cardinality());
		assertTrue(tasks.size() <= 20_000, tasks.size() + " tasks");
		assertTrue(tasks.size() >= Math.min(blocks, 8L * threads), tasks.size() + " tasks");
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
			assertTrue(BlockTasks.blocks(task) <= 64);
	}
}
