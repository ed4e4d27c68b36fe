package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.parallel.TaskExecutors;

import org.junit.jupiter.api.Test;

/** Numbers of threads. */
class ThreadsTest {

	@Test
	void withAllProcessorsTheCallerWorksBesideTheCommonPool() throws InterruptedException {
		final int[] found = new int[1];
		final Thread outside = new Thread(() -> found[0] = Threads.of(TaskExecutors.multiThreaded()));
		outside.start();
		outside.join();
		final int pool = ForkJoinPool.getCommonPoolParallelism();
		assertEquals(Math.max(pool, Math.min(pool + 1, Runtime.getRuntime().availableProcessors())), found[0]);
	}

	@Test
	void aThreadOfAPoolIsOneOfThem() throws InterruptedException, ExecutionException {
		final ForkJoinPool pool = new ForkJoinPool(3);
		assertEquals(3, pool.submit(() -> Threads.of(TaskExecutors.multiThreaded())).get());
		pool.shutdown();
	}

	@Test
	void otherExecutorsHaveAsManyAsWereAskedFor() {
		for (final int n : new int[] { 1, 2, 5 }) {
			final int[] found = new int[1];
			Parallelization.runWithNumThreads(n, () -> found[0] = Threads.of(Parallelization.getTaskExecutor()));
			assertEquals(n, found[0]);
			try (TaskExecutor fixed = TaskExecutors.fixedThreadPool(n)) {
				assertEquals(n, Threads.of(fixed));
			}
		}
		assertEquals(1, Threads.of(TaskExecutors.singleThreaded()));
	}
}
