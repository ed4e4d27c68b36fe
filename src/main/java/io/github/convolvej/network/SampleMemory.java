package io.github.convolvej.network;

import java.util.LinkedList;

/**
 * Arrays of tensors that are no longer needed, for the next tensors: fresh arrays
 * must be filled with zeros, and their memory found, by one thread. Few arrays are
 * kept. Not thread-safe.
 */
final class SampleMemory {

	private static final int MOST_ARRAYS = 12;
	/** Arrays of up to so many samples serve tensors of any smaller size: a network's layers become smaller and smaller. */
	private static final int MODERATE = 1 << 21;
	/** 128 MB, or a sixteenth of Java's memory. */
	private static final long MOST_SAMPLES = Math.min(1 << 25, Runtime.getRuntime().maxMemory() / (16 * Float.BYTES));

	private final LinkedList<float[]> arrays = new LinkedList<>();
	private long samples;

	/**
	 * @param n number of samples
	 * @return an array of at least that length, of any content
	 */
	float[] take(final int n) {
		float[] best = null;
		for (final float[] array : arrays)
			if (array.length >= n && array.length <= Math.max(MODERATE, n + n / 8) && (best == null || array.length <= best.length))
				best = array;
		if (best == null) return new float[n];
		arrays.remove(best);
		samples -= best.length;
		return best;
	}

	/** Keeps an array that nobody reads any more, and forgets the oldest ones. */
	void give(final float[] array) {
		arrays.add(array);
		samples += array.length;
		while (arrays.size() > MOST_ARRAYS || samples > MOST_SAMPLES)
			samples -= arrays.removeFirst().length;
	}
}
