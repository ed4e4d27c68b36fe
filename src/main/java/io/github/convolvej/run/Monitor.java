package io.github.convolvej.run;

/**
 * Watches a computation and may stop it. Methods are called from the computing
 * threads, at every tile.
 */
public interface Monitor {

	/** Watches nothing and never cancels. */
	Monitor NONE = new Monitor() {};

	/**
	 * Told by one thread at a time; the numbers rise to the total.
	 *
	 * @param done samples of the result that are finished
	 * @param total samples of the result
	 */
	default void progress(final long done, final long total) {}

	/** @return whether to stop: the computation then ends with a {@link java.util.concurrent.CancellationException} */
	default boolean isCancelled() {
		return false;
	}
}
