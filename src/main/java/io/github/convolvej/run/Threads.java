package io.github.convolvej.run;

import java.util.concurrent.ForkJoinTask;

import net.imglib2.parallel.ForkJoinExecutorService;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

/** Threads of ImgLib2's executors. */
public final class Threads {

	private Threads() {}

	/** @return number of threads that can work for the caller's {@link Parallelization}, see {@link #of} */
	public static int current() {
		return of(Parallelization.getTaskExecutor());
	}

	/**
	 * The number of threads that can work at the same time, if the caller works too. ImgLib2's executor of all processors is
	 * Java's common pool, which has a thread less than there are processors, because the caller is to be one of those
	 * who work; with two processors, one thread is all it has.
	 *
	 * @param executor an executor
	 * @return number of threads that can work for it, of which the caller may be one
	 */
	public static int of(final TaskExecutor executor) {
		final int others = executor.getParallelism();
		final boolean isCommon = executor.getExecutorService() instanceof ForkJoinExecutorService && !ForkJoinTask.inForkJoinPool();
		return isCommon ? Math.max(others, Math.min(others + 1, Runtime.getRuntime().availableProcessors())) : others;
	}
}
