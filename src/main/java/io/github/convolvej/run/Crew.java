package io.github.convolvej.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The calling thread and helpers, which do the same work together. The caller begins at once, and helpers come as soon as an
 * executor has a thread for them: waking one takes as long as filtering a small image. A helper that has not come when the caller
 * has finished is no longer needed, so the work ends even if the executor has no thread to spare.
 */
final class Crew {

	/** Nanoseconds for which the caller waits awake. */
	private static final long PATIENCE = 50_000;

	private Crew() {}

	/**
	 * Does some work on several threads.
	 *
	 * @param executor runs the helpers
	 * @param size number of threads that may work, the caller being one of them
	 * @param work what each of them does; it returns when there is nothing left to do, and throws nothing
	 * @throws RejectedExecutionException if the executor takes no tasks; nothing is being worked on then
	 */
	static void run(final ExecutorService executor, final int size, final Runnable work) {
		final List<Helper> helpers = new ArrayList<>();
		try {
			for (int i = 1; i < size; i++) {
				final Helper helper = new Helper(work);
				executor.execute(helper);
				helpers.add(helper);
			}
			work.run();
		}
		finally {
			helpers.forEach(Helper::await);
		}
	}

	/** A task that may come too late. */
	private static final class Helper implements Runnable {

		private static final int CALLED = 0;
		private static final int WORKING = 1;
		private static final int GONE = 2;

		/** Null when it is no longer needed, since the executor may keep this for long. */
		private Runnable work;
		private final Thread caller = Thread.currentThread();
		private final AtomicInteger state = new AtomicInteger(CALLED);

		Helper(final Runnable work) {
			this.work = work;
		}

		@Override
		public void run() {
			if (!state.compareAndSet(CALLED, WORKING)) return;
			try {
				work.run();
			}
			finally {
				state.set(GONE);
				LockSupport.unpark(caller);
			}
		}

		/** Waits until it has finished, unless it has not begun and never will. */
		void await() {
			if (state.compareAndSet(CALLED, GONE)) {
				work = null;
				return;
			}
			if (!Waiting.awake(this::isGone, PATIENCE)) Waiting.asleep(this::isGone, this);
		}

		private boolean isGone() {
			return state.get() == GONE;
		}
	}
}
