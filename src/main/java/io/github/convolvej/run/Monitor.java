package io.github.convolvej.run;

/**
 * Receives the progress of a computation and may stop it. Methods are called
 * from the computing threads, at every tile.
 */
public interface Monitor {

	/** Ignores progress and never cancels. */
	Monitor NONE = new Monitor() {};

	/**
	 * Called by one thread at a time; the numbers increase up to the total.
	 *
	 * @param done number of finished samples of the result
	 * @param total number of samples of the result
	 */
	default void progress(final long done, final long total) {}

	/** @return whether to stop: the computation then ends with a {@link java.util.concurrent.CancellationException} */
	default boolean isCancelled() {
		return false;
	}
}
