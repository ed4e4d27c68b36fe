package io.github.convolvej.spark;

import io.github.convolvej.cli.VolumeWork;

import java.io.IOException;

import org.apache.spark.SparkEnv;

/**
 * The work of an executor: input, result and decoded chunks, which are opened
 * once and shared by all its tasks.
 */
final class ExecutorWork {

	/** A disk that machines share may show a new folder to others some seconds later. */
	private static final long SHOWN_NANOSECONDS = 5_000_000_000L;
	private static final int PAUSE_MILLISECONDS = 200;

	private static String current;
	private static VolumeWork.Elsewhere open;
	private static long needed;
	private static long read;
	private static String asked;
	private static String failure;

	private ExecutorWork() {}

	/**
	 * Looks whether work can be opened here, once for all who ask: none of them looks
	 * again, so that what is slow to fail, such as an address, is not tried for each.
	 *
	 * @param run identifies the run
	 * @param work what is to be computed
	 * @return why it cannot be opened; null if it can
	 */
	static synchronized String failure(final String run, final VolumeWork work) {
		final String id = id(run, work);
		if (id.equals(asked)) return failure;
		failure = look(run, work);
		asked = id;
		return failure;
	}

	/** Waits for the container only, which is new; the input was there before. */
	private static String look(final String run, final VolumeWork work) {
		final long start = System.nanoTime();
		while (true)
			try {
				open(run, work);
				return null;
			}
			catch (final BlockFailure e) {
				if (!(e.getCause() instanceof VolumeWork.NoContainer) || System.nanoTime() - start > SHOWN_NANOSECONDS || !pause()) return e
					.getMessage();
			}
			// a value: Spark would try again what was thrown
			catch (final LinkageError | OutOfMemoryError e) {
				return BlockFailure.reason(e) + place();
			}
	}

	/** False if Spark gives the task up. */
	private static boolean pause() {
		try {
			Thread.sleep(PAUSE_MILLISECONDS);
			return true;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static String id(final String run, final VolumeWork work) {
		return run + " " + work.id();
	}

	/**
	 * @param run identifies the run
	 * @param work what is computed
	 * @return that, opened in this process
	 * @throws BlockFailure if it cannot be opened here
	 */
	static synchronized VolumeWork.Elsewhere open(final String run, final VolumeWork work) throws BlockFailure {
		final String id = id(run, work);
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
