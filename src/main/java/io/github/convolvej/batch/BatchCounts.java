package io.github.convolvej.batch;

import java.util.concurrent.atomic.AtomicLong;

/** What a run has done so far. Thread-safe. */
public final class BatchCounts {

	private final AtomicLong written = new AtomicLong();
	private final AtomicLong skipped = new AtomicLong();
	private final AtomicLong clamped = new AtomicLong();
	private final AtomicLong samples = new AtomicLong();

	/**
	 * Adds to the numbers.
	 *
	 * @param unitsWritten units that were written
	 * @param unitsSkipped units that existed before
	 * @param samplesClamped samples clamped, including those of intermediate steps
	 * @param samplesDone samples of all these units
	 */
	public void add(final long unitsWritten, final long unitsSkipped, final long samplesClamped, final long samplesDone) {
		written.addAndGet(unitsWritten);
		skipped.addAndGet(unitsSkipped);
		clamped.addAndGet(samplesClamped);
		samples.addAndGet(samplesDone);
	}

	/** @return number of units that were written */
	public long written() {
		return written.get();
	}

	/** @return number of units that existed before */
	public long skipped() {
		return skipped.get();
	}

	/** @return number of samples clamped in the blocks, including those of intermediate steps */
	public long clamped() {
		return clamped.get();
	}

	/** @return number of samples of the units that were written or skipped */
	public long samples() {
		return samples.get();
	}
}
