package io.github.convolvej.batch;

import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Threads;
import io.github.convolvej.store.BlockSink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

/**
 * Computes a recipe block by block into a sink, with the threads of this process.
 * Units that the sink already has are skipped, so an interrupted run can be
 * started again. Several processes can each compute a part. Each thread computes
 * one block at a time. If blocks take too much memory for that, all threads
 * compute one, and meanwhile the one before it is compressed and written.
 */
public final class BatchRun {

	private final StreamedRecipe recipe;
	private final BlockSink sink;
	private final BatchPlan plan;
	private final Monitor monitor;
	/** Number of blocks that are computed at the same time, and of threads for each of them. */
	private final int workers;
	private final int threadsOfEach;
	private final BatchCounts counts = new BatchCounts();
	private final AtomicLong next = new AtomicLong();
	/** As many blocks are computed at the same time; others are written. */
	private final Semaphore turns;
	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	/**
	 * Plans a run for the whole result.
	 *
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result, with its size and type
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the sink is for another image, or there
	 *           is too little memory
	 */
	public BatchRun(final StreamedRecipe recipe, final BlockSink sink, final Monitor monitor) {
		this(recipe, sink, monitor, 1, 1);
	}

	/**
	 * Plans a run for a part of the result.
	 *
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result
	 * @param monitor receives progress and can stop the run
	 * @param part number of the part, from 1
	 * @param parts number of parts
	 * @throws IllegalArgumentException if there is no such part, the sink is for
	 *           another image, or there is too little memory
	 */
	public BatchRun(final StreamedRecipe recipe, final BlockSink sink, final Monitor monitor, final int part,
		final int parts)
	{
		this(recipe, sink, new BatchPlan(recipe, sink, Workers.local(), part, parts), monitor);
	}

	/**
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result
	 * @param plan the plan for them and for this process
	 * @param monitor receives progress and can stop the run
	 */
	public BatchRun(final StreamedRecipe recipe, final BlockSink sink, final BatchPlan plan, final Monitor monitor) {
		this.recipe = recipe;
		this.sink = sink;
		this.plan = plan;
		this.monitor = monitor;
		final int threads = Threads.current();
		workers = plan.isWhole() ? 1 : Math.min(threads, plan.together());
		threadsOfEach = Math.max(1, threads / workers);
		turns = new Semaphore(workers);
	}

	/** @return number of units of the sink in the part */
	public long units() {
		return plan.units();
	}

	/** @return number of blocks of the part */
	public long blocks() {
		return plan.blocks();
	}

	/** @return size of a block on x, y, z, c, t */
	public int[] block() {
		return plan.block();
	}

	/** @return number of samples clamped in the blocks of this run, including those of intermediate steps */
	public long clamped() {
		return counts.clamped();
	}

	/** @return number of units that this run has written */
	public long written() {
		return counts.written();
	}

	/** @return number of units that existed before */
	public long skipped() {
		return counts.skipped();
	}

	/** @return what this run has done so far */
	public BatchCounts counts() {
		return counts;
	}

	/**
	 * Lists the units of the part that are missing.
	 *
	 * @param most largest number of units to list
	 * @return their first samples on the axes of the sink
	 * @throws IOException if this cannot be found out
	 */
	public List<long[]> missing(final int most) throws IOException {
		return plan.missing(sink, most);
	}

	/**
	 * Computes all missing blocks of the part.
	 *
	 * @throws IOException if something cannot be read or written; written units
	 *           stay
	 * @throws CancellationException if the monitor cancelled
	 */
	public void run() throws IOException {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		final BlockTask task = new BlockTask(recipe, sink, plan);
		recipe.order(BlockUses.of(recipe, plan.grid()), plan.grid().ahead());
		final long blocks = plan.blocks();
		if (workers > 1 && blocks > 1) {
			final List<Runnable> tasks = new ArrayList<>();
			for (int i = 0; i < Math.min(workers, blocks); i++)
				tasks.add(() -> work(task, blocks));
			executor.runAll(tasks);
		}
		else if (threadsOfEach > 1 && blocks > 1 && !plan.isWhole()) {
			// blocks that are computed one after another are written while the next is computed. The other thread is none of
			// the executor's: one that waits for others may begin another task, and would then wait for itself
			final Runnable loop = () -> Parallelization.runWithNumThreads(threadsOfEach, () -> work(task, blocks));
			final CompletableFuture<Void> other = CompletableFuture.runAsync(loop, r -> new Thread(r, "ConvolveJ blocks").start());
			loop.run();
			other.join();
		}
		else work(task, blocks);
		final Throwable t = failure.get();
		if (t instanceof UncheckedIOException) throw ((UncheckedIOException) t).getCause();
		if (t instanceof IOException) throw (IOException) t;
		if (t instanceof Error) throw (Error) t;
		if (t != null) throw (RuntimeException) t;
	}

	private void work(final BlockTask task, final long blocks) {
		final Monitor own = new BlockMonitor();
		try {
			while (true) {
				final BlockTask.Computed block;
				turns.acquireUninterruptibly();
				try {
					final long number = next.getAndIncrement();
					if (number >= blocks || failure.get() != null) return;
					recipe.begin(number, workers);
					block = task.compute(number, own, counts);
				}
				finally {
					turns.release();
				}
				if (block != null) task.write(block, own, counts);
			}
		}
		catch (final IOException | RuntimeException | Error e) {
			// the first failure ends all workers and is thrown to the caller
			failure.compareAndSet(null, e);
		}
	}

	/** Stops all threads at the first failure, and tells how much of the run is done. */
	private final class BlockMonitor implements Monitor {

		@Override
		public boolean isCancelled() {
			return monitor.isCancelled() || failure.get() != null;
		}

		@Override
		public void progress(final long done, final long ofBlock) {
			final double share = (double) plan.units() / plan.unitsInAll();
			final long total = (long) Math.max(1, Box.whole(recipe.target()).samples() * share);
			monitor.progress(Math.min(total, counts.samples()), total);
		}
	}

	/** @return name of the part, such as part-3-of-64; null for the whole result */
	public String label() {
		return plan.label();
	}
}
