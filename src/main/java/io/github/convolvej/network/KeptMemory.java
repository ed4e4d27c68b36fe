package io.github.convolvej.network;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Working memory that one run leaves to the next, as long as Java does not need it: fresh arrays must be filled with
 * zeros, and their memory found, which takes longer than small layers of a network. Thread-safe.
 *
 * @param <T> what is kept
 */
final class KeptMemory<T> {

	private final int most;
	private final ConcurrentLinkedDeque<SoftReference<T>> kept = new ConcurrentLinkedDeque<>();

	/** @param most how many are kept at most: those that were given last */
	KeptMemory(final int most) {
		this.most = most;
	}

	/** @return what was kept last and is used by nobody; null if there is nothing */
	T take() {
		for (SoftReference<T> next = kept.poll(); next != null; next = kept.poll()) {
			final T memory = next.get();
			if (memory != null) return memory;
		}
		return null;
	}

	/** @param memory what is no longer used */
	void give(final T memory) {
		kept.push(new SoftReference<>(memory));
		while (kept.size() > most)
			kept.pollLast();
	}
}
