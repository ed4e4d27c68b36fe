package io.github.convolvej.network;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.run.Waiting;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The calling thread and helpers, which work together on one job after another, each in pieces. Helpers are tasks
 * of an executor. For a short time they look for the next job without a pause, since waking a thread takes as long
 * as a small layer of a network; then they give their thread back, and are called again for the next job.
 * <p>
 * The caller works itself, and waits only for pieces that a helper has begun. So a job ends even if the executor
 * has no thread to spare, as when the caller is one of its threads. Each worker has a share of the pieces, the same
 * part of every job, so that it finds what it has computed last in its own cache; a worker that has finished takes
 * pieces of the others.
 */
final class Team implements AutoCloseable {

	/** Nanoseconds for which a thread waits awake. */
	private static final long PATIENCE = 100_000;

	private static final KeptMemory<Scratch> SCRATCH = new KeptMemory<>(8);

	private final ExecutorService executor;
	/** 1 for each helper that has been called and has not left. */
	private final AtomicIntegerArray called;
	private final Scratch scratch = scratch();
	/** The last job; null before the first, and after all. */
	private volatile Job job;

	/** Work on one of several pieces. */
	interface Work {

		/**
		 * @param piece number of the piece
		 * @param scratch memory of the calling thread
		 */
		void accept(int piece, Scratch scratch);
	}

	/**
	 * @param executor runs the helpers
	 * @param size number of threads that may work, the caller being one of them
	 */
	Team(final ExecutorService executor, final int size) {
		this.executor = executor;
		called = new AtomicIntegerArray(Math.max(1, size));
	}

	private static Scratch scratch() {
		final Scratch kept = SCRATCH.take();
		return kept == null ? new Scratch() : kept;
	}

	/** Number of threads that may work. */
	int size() {
		return called.length();
	}

	/**
	 * Works on all pieces. Only one thread may call this, and not from within a piece.
	 *
	 * @param count number of pieces
	 * @param each work on a piece
	 * @throws RuntimeException the first failure of a piece; then some pieces have not been begun, and none is being
	 *           worked on
	 */
	void forEach(final int count, final Work each) {
		final Job next = new Job(count, each, Math.max(1, Math.min(count, size())));
		if (next.shares() > 1) {
			job = next;
			call(next);
		}
		next.work(0, scratch);
		next.await();
		final Throwable t = next.failure.get();
		if (t instanceof Error) throw (Error) t;
		if (t != null) throw (RuntimeException) t;
	}

	/** Calls the helpers, so that they are awake when the next job begins soon. */
	void prepare() {
		if (job == null && size() > 1) forEach(size(), (i, scratch) -> {});
	}

	private void call(final Job next) {
		for (int helper = 1; helper < next.shares(); helper++)
			try {
				if (called.compareAndSet(helper, 0, 1)) {
					final int which = helper;
					executor.execute(() -> help(which));
				}
			}
			// a helper that was called before may be at work already, so that the caller must go on and wait for it
			catch (final RuntimeException | Error e) {
				called.set(helper, 0);
				next.failure.compareAndSet(null, e);
			}
	}

	/** What a helper does. */
	private void help(final int helper) {
		if (job == null) return;
		final Scratch own = scratch();
		Job done = null;
		do {
			for (Job next = next(done); next != null; next = next(done)) {
				next.work(helper, own);
				done = next;
			}
			called.set(helper, 0);
			// a job that has come in between has not called this helper
		}
		while (job != null && job != done && called.compareAndSet(helper, 0, 1));
		SCRATCH.give(own);
	}

	/** Waits for a job after the one that is done; null if none comes soon, or there will be none. */
	private Job next(final Job done) {
		return Waiting.awake(() -> job != done, PATIENCE) ? job : null;
	}

	/** Sends the helpers away. */
	@Override
	public void close() {
		job = null;
		SCRATCH.give(scratch);
	}

	/** Pieces to work on. */
	private static final class Job {

		private final int count;
		private final Work each;
		/** The next piece of each share. */
		private final AtomicIntegerArray next;
		/** Pieces that are not finished. */
		private final AtomicInteger left;
		private final AtomicReference<Throwable> failure = new AtomicReference<>();
		private final Thread caller = Thread.currentThread();
		private volatile boolean asleep;

		Job(final int count, final Work each, final int shares) {
			this.count = count;
			this.each = each;
			next = new AtomicIntegerArray(shares);
			left = new AtomicInteger(count);
			for (int s = 0; s < shares; s++)
				next.set(s, begin(s));
		}

		int shares() {
			return next.length();
		}

		private int begin(final int share) {
			return (int) ((long) count * share / shares());
		}

		/** Works on the pieces of a worker's share, if there is one, then on what is left of the others. */
		void work(final int worker, final Scratch scratch) {
			for (int s = worker; s < worker + shares(); s++) {
				final int of = s % shares();
				final int end = begin(of + 1);
				for (int i = next.getAndIncrement(of); i < end; i = next.getAndIncrement(of))
					work(i, scratch, failure);
			}
		}

		private void work(final int piece, final Scratch scratch, final AtomicReference<Throwable> failed) {
			try {
				// after a failure, the other pieces are passed over
				if (failed.get() == null) each.accept(piece, scratch);
			}
			catch (final RuntimeException | Error e) {
				failed.compareAndSet(null, e);
			}
			finally {
				if (left.decrementAndGet() == 0 && asleep) LockSupport.unpark(caller);
			}
		}

		/** Waits for the pieces that others have begun. */
		void await() {
			if (Waiting.awake(this::isDone, PATIENCE)) return;
			asleep = true;
			Waiting.asleep(this::isDone, this);
		}

		private boolean isDone() {
			return left.get() == 0;
		}
	}
}
