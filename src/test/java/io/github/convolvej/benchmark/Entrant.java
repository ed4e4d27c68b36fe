package io.github.convolvej.benchmark;

/** Someone who does the work of a workload, prepared so that only the work itself is timed. */
interface Entrant extends AutoCloseable {

	/** Before each run, outside of the time: an entrant that changes its image takes a fresh one. */
	default void reset() {}

	/**
	 * Does the work some times.
	 *
	 * @param threads how many threads it may use
	 * @param calls how often
	 */
	void run(int threads, int calls);

	/** @return whether it knows how to use two threads */
	boolean usesThreads();

	/** @return what the last call gave, x fastest */
	float[] values();

	@Override
	default void close() {}
}
