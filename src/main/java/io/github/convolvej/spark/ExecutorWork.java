package io.github.convolvej.spark;

import io.github.convolvej.cli.VolumeWork;

import java.io.IOException;

import org.apache.spark.SparkEnv;

/**
 * The work of an executor: input, result and decoded chunks, which are opened
 * once and shared by all its tasks.
 */
final class ExecutorWork {

	private static String current;
	private static VolumeWork.Elsewhere open;
	private static long needed;
	private static long read;

	private ExecutorWork() {}

	/**
	 * @param run identifies the run
	 * @param work what is computed
	 * @return that, opened in this process
	 * @throws BlockFailure if it cannot be opened here
	 */
	static synchronized VolumeWork.Elsewhere open(final String run, final VolumeWork work) throws BlockFailure {
		final String id = run + " " + work.id();
		if (id.equals(current)) return open;
		System.setProperty("java.awt.headless", "true");
		try {
			close();
			open = work.open();
		}
		catch (final IOException | RuntimeException e) {
			throw new BlockFailure(BlockFailure.reason(e) + place(), e);
		}
		current = id;
		needed = 0;
		read = 0;
		return open;
	}

	/** Frees what is open. */
	static synchronized void close() throws IOException {
		if (open == null) return;
		final VolumeWork.Elsewhere old = open;
		current = null;
		open = null;
		old.close();
	}

	/** Number of samples of the input that were needed and read since the last call. */
	static synchronized long[] samples(final VolumeWork.Elsewhere work) {
		if (work != open) return new long[2];
		final long[] since = { work.recipe().samplesNeeded() - needed, work.recipe().samplesRead() - read };
		needed += since[0];
		read += since[1];
		return since;
	}

	/** Which executor this is, for messages. */
	static String place() {
		return " (" + name() + ")";
	}

	static String name() {
		return "executor " + SparkEnv.get().executorId() + " on " + SparkEnv.get().blockManager().blockManagerId().host();
	}
}
