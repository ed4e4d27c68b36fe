package io.github.convolvej.spark;

import io.github.convolvej.batch.BatchCounts;
import io.github.convolvej.batch.BlockTasks;
import io.github.convolvej.cli.VolumeWork;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CancellationException;

import net.imglib2.parallel.Parallelization;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.LongAccumulator;

/** Computes the blocks of a task, by the same task as a local run. */
final class BlockFunction implements VoidFunction<Iterator<long[]>> {

	private static final long serialVersionUID = 1L;

	private final String run;
	private final VolumeWork work;
	private final Sums sums;

	/** Sums over all tasks, at the driver. */
	static final class Sums implements java.io.Serializable {

		private static final long serialVersionUID = 1L;

		private final LongAccumulator blocks;
		private final LongAccumulator clamped;
		private final LongAccumulator needed;
		private final LongAccumulator read;

		Sums(final org.apache.spark.SparkContext context) {
			blocks = context.longAccumulator("blocks");
			clamped = context.longAccumulator("samples clamped");
			needed = context.longAccumulator("samples needed of the input");
			read = context.longAccumulator("samples read of the input");
		}

		long blocks() {
			return blocks.sum();
		}

		long clamped() {
			return clamped.sum();
		}

		long[] samplesOfInput() {
			return new long[] { needed.sum(), read.sum() };
		}
	}

	/**
	 * @param run identifies the run
	 * @param work what is computed
	 * @param sums are added to
	 */
	BlockFunction(final String run, final VolumeWork work, final Sums sums) {
		this.run = run;
		this.work = work;
		this.sums = sums;
	}

	@Override
	public void call(final Iterator<long[]> tasks) throws BlockFailure {
		final VolumeWork.Elsewhere own = ExecutorWork.open(run, work);
		final TaskContext context = TaskContext.get();
		final BatchCounts counts = new BatchCounts();
		while (tasks.hasNext()) {
			final long[] runs = tasks.next();
			for (int i = 0; i < runs.length; i += 2)
				for (long block = runs[i]; block < runs[i] + runs[i + 1]; block++)
					compute(own, block, context, counts);
			sums.blocks.add(BlockTasks.blocks(runs));
		}
		sums.clamped.add(counts.clamped());
		final long[] samples = ExecutorWork.samples(own);
		sums.needed.add(samples[0]);
		sums.read.add(samples[1]);
	}

	private static void compute(final VolumeWork.Elsewhere own, final long block, final TaskContext context,
		final BatchCounts counts) throws BlockFailure
	{
		final Throwable[] thrown = new Throwable[1];
		final Runnable task = () -> {
			try {
				own.task().run(block, new TaskMonitor(context), counts);
			}
			catch (final IOException | RuntimeException | OutOfMemoryError e) {
				thrown[0] = e;
			}
		};
		// as many threads as Spark gives to a task
		if (context.cpus() == 1) Parallelization.runSingleThreaded(task);
		else Parallelization.runWithNumThreads(context.cpus(), task);
		if (thrown[0] instanceof CancellationException) throw (CancellationException) thrown[0];
		if (thrown[0] != null) throw new BlockFailure("block " + block + ": " + BlockFailure.reason(thrown[0]) + ExecutorWork
			.place(), thrown[0]);
	}

	/** Stops when Spark gives a task up. */
	private static final class TaskMonitor implements Monitor {

		private final TaskContext context;

		TaskMonitor(final TaskContext context) {
			this.context = context;
		}

		@Override
		public boolean isCancelled() {
			return context.isInterrupted();
		}
	}
}
