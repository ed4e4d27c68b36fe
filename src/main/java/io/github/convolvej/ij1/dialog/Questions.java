package io.github.convolvej.ij1.dialog;

import java.awt.EventQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds answers on a thread of its own, so that no window waits for them. Only the newest question is answered: one that
 * is still waiting when the next is asked is dropped.
 */
final class Questions implements AutoCloseable {

	private final ExecutorService worker;
	/** The newest question; null once it is answered. */
	private final AtomicReference<Object> newest = new AtomicReference<>();

	/** @param name of the thread */
	Questions(final String name) {
		worker = Executors.newSingleThreadExecutor(task -> {
			final Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Asks. Called on the event thread.
	 *
	 * @param <T> of the answer
	 * @param question finds the answer; it throws nothing
	 * @param answered gets the answer, on the event thread, unless another question has been asked since
	 */
	<T> void ask(final Supplier<T> question, final Consumer<T> answered) {
		final Object own = new Object();
		newest.set(own);
		worker.execute(() -> {
			if (newest.get() != own) return;
			final T answer = question.get();
			EventQueue.invokeLater(() -> {
				if (newest.compareAndSet(own, null)) answered.accept(answer);
			});
		});
	}

	/** @return whether a question has not been answered yet */
	boolean isWaiting() {
		return newest.get() != null;
	}

	/** Drops the question that has not been answered yet. */
	void forget() {
		newest.set(null);
	}

	@Override
	public void close() {
		forget();
		worker.shutdown();
	}
}
