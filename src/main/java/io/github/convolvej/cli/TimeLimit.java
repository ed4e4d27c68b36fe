package io.github.convolvej.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

/** Runs an action with a limit of time, also if the action ignores that it should stop. */
final class TimeLimit {

	/** Time for an action to clean up after it was told to stop. */
	private static final int GRACE_SECONDS = 5;

	/** An action that may fail. */
	interface Action {

		void run() throws IOException;
	}

	private final int seconds;

	/**
	 * @param seconds of time
	 */
	TimeLimit(final int seconds) {
		this.seconds = seconds;
	}

	/**
	 * @param action what to run
	 * @param stop tells it to stop; the thread of an action that does not listen is left
	 *          alone until the program ends
	 * @throws TimeoutException if it did not end in time
	 * @throws IOException if the action throws it
	 */
	void run(final Action action, final Runnable stop) throws IOException, TimeoutException {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		final Throwable[] thrown = new Throwable[1];
		final Thread thread = new Thread(() -> Parallelization.runWithExecutor(executor, () -> {
			try {
				action.run();
			}
			catch (final Throwable e) {
				thrown[0] = e;
			}
		}), "file");
		thread.setDaemon(true);
		thread.start();
		final boolean late = !joined(thread, seconds);
		if (late) {
			stop.run();
			if (!joined(thread, GRACE_SECONDS)) throw new TimeoutException();
			// it was written in the last moment
			if (thrown[0] != null) throw new TimeoutException();
		}
		rethrow(thrown[0]);
	}

	private static boolean joined(final Thread thread, final int seconds) {
		try {
			thread.join(TimeUnit.SECONDS.toMillis(seconds));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return !thread.isAlive();
	}

	private static void rethrow(final Throwable e) throws IOException {
		if (e instanceof IOException) throw (IOException) e;
		if (e instanceof RuntimeException) throw (RuntimeException) e;
		if (e instanceof Error) throw (Error) e;
		if (e != null) throw new IllegalStateException(e);
	}
}
