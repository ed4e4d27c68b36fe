package io.github.convolvej.spark;

import io.github.convolvej.batch.BatchCounts;
import io.github.convolvej.batch.Workers;
import io.github.convolvej.cli.VolumeEngine;
import io.github.convolvej.cli.VolumeWork;
import io.github.convolvej.cli.console.Console;
import io.github.convolvej.cli.console.ConsoleText;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.spark.api.java.JavaFutureAction;

/**
 * Computes the blocks of a run with the executors of a Spark cluster. The driver
 * plans and says which blocks are to be computed; their numbers are all that it
 * sends, besides the recipe once. What is missing when executors were lost is
 * planned anew.
 */
final class SparkEngine implements VolumeEngine, AutoCloseable {

	private static final int LOG_SECONDS = 10;
	/** So many times in a row Spark may give up with no block done. */
	private static final int MOST_IDLE_ROUNDS = 3;

	private final String run = UUID.randomUUID().toString();
	private Cluster cluster;
	private Console console;
	private Workers workers;
	private String name;
	private long[] samples = new long[2];

	@Override
	public Workers start(final Console to, final String given) throws IOException {
		if (given != null) throw new UsageException(given + " is for one machine: threads of a cluster are Spark's, such as" +
			" --executor-cores=4, or --master 'local[4]'");
		console = to;
		cluster = Cluster.connect();
		final List<Probe.Answer> executors = cluster.executors();
		workers = cluster.workers(executors);
		final String java = executors.stream().map(Probe.Answer::java).distinct().sorted().collect(Collectors.joining(", "));
		name = "Spark " + cluster.version() + ", " + ConsoleText.count(executors.size(), "executor") + ", " + ConsoleText.count(
			workers.inAll(), "thread") + ", Java " + java;
		console.note(name + ", " + (workers.heap() >> 20) + " MB each");
		for (final Probe.Answer executor : executors)
			if (!executor.spark().equals(SparkVersion.read())) throw new IOException(executor.name() + " has Spark " + executor
				.spark() + ", but the driver has " + SparkVersion.read() + ": submit with the version of the cluster");
		return workers;
	}

	@Override
	public void check(final VolumeWork work) throws IOException {
		final String failures = Cluster.failures(cluster.ask(new Probe(run, work)));
		if (failures != null) throw new IOException(failures);
	}

	@Override
	public BatchCounts compute(final VolumeWork work, final Monitor monitor) throws IOException {
		final BlockFunction.Sums sums = new BlockFunction.Sums(cluster.context().sc());
		final long unitsBefore = work.isNew() ? 0 : work.plan().units() - work.plan().count(work.sink());
		// an unlisted block is done; null says that none is
		BitSet open = work.isNew() ? null : work.plan().open(work.sink());
		final long inAll = open == null ? work.plan().blocks() : open.cardinality();
		final Progress progress = new Progress(work.name(), inAll, monitor);
		long left = inAll;
		for (int idle = 0; left > 0;) {
			try {
				runTasks(work, open, sums, progress.from(inAll - left, sums.blocks()));
				break;
			}
			catch (final BlockFailure e) {
				throw new IOException(goesOn(e.getMessage()), e);
			}
			catch (final IOException e) {
				open = work.plan().open(work.sink());
				idle = open.cardinality() < left ? 0 : idle + 1;
				left = open.cardinality();
				if (idle == MOST_IDLE_ROUNDS || cluster.context().sc().isStopped()) throw new IOException(goesOn(e
					.getMessage()), e);
				console.note(work.name() + ": " + e.getMessage() + "; " + ConsoleText.count(left, "block") + " left, planned anew");
			}
		}
		final BatchCounts counts = new BatchCounts();
		counts.add(work.plan().units() - unitsBefore, unitsBefore, sums.clamped(), 0);
		samples = sums.samplesOfInput();
		return counts;
	}

	/** Says how to go on, unless the message does. */
	private static String goesOn(final String message) {
		return message.contains("the same command") ? message : message +
			"; what is done stays, and the same command goes on from here";
	}

	private void runTasks(final VolumeWork work, final BitSet open, final BlockFunction.Sums sums, final Progress progress)
		throws IOException
	{
		final List<long[]> tasks = work.plan().tasks(open, workers.inAll());
		if (tasks.isEmpty()) return;
		final JavaFutureAction<Void> job = cluster.context().parallelize(tasks, tasks.size()).foreachPartitionAsync(
			new BlockFunction(run, work, sums));
		while (!job.isDone()) {
			if (progress.isCancelled()) {
				job.cancel(true);
				throw new CancellationException("cancelled");
			}
			progress.tell(sums.blocks());
			Cluster.pause();
		}
		try {
			job.get();
			progress.tell(sums.blocks());
		}
		catch (final ExecutionException e) {
			if (progress.isCancelled()) throw new CancellationException("cancelled");
			throw Cluster.failure(e);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("cancelled");
		}
	}

	/** Tells the monitor and the log how far it is. */
	private final class Progress {

		private final String target;
		private final long total;
		private final Monitor monitor;
		private final long start = System.nanoTime();
		private long told = start;
		/** Blocks that were there, less those that were counted then. */
		private long before;

		Progress(final String target, final long total, final Monitor monitor) {
			this.target = target;
			this.total = total;
			this.monitor = monitor;
		}

		Progress from(final long done, final long counted) {
			before = done - counted;
			return this;
		}

		boolean isCancelled() {
			return monitor.isCancelled();
		}

		void tell(final long counted) {
			final long done = Math.min(total, before + counted);
			monitor.progress(done, total);
			final long now = System.nanoTime();
			if (now - told < LOG_SECONDS * 1_000_000_000L) return;
			told = now;
			console.note(target + ": " + TimeLeft.text(done, total, (now - start) * 1e-9) + (ExecutorList.threads().isEmpty()
				? "; no executor is left, waiting for one: is a worker running?" : ""));
		}
	}

	@Override
	public long[] samplesOfInput() {
		return samples.clone();
	}

	@Override
	public boolean isElsewhere() {
		return true;
	}

	@Override
	public String name() {
		return name;
	}

	/** Ends the cluster's work for this run. */
	@Override
	public void close() {
		if (cluster == null) return;
		cluster.stop();
		try {
			// where the executor is this process
			ExecutorWork.close();
		}
		catch (final IOException e) {
			console.error("unfinished files could not be deleted: " + e.getMessage());
		}
	}
}
