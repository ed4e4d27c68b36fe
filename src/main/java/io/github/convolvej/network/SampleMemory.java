package io.github.convolvej.network;

import java.util.Iterator;
import java.util.LinkedList;

/**
 * Arrays of tensors that are no longer needed, for the next tensors: fresh arrays
 * must be filled with zeros, and their memory found. Few arrays are kept. Not
 * thread-safe.
 */
final class SampleMemory {

	private static final int MOST_ARRAYS = 4;
	private static final long MOST_SAMPLES = 1 << 24;

	private final LinkedList<float[]> arrays = new LinkedList<>();
	private long samples;

	/**
	 * @param n number of samples
	 * @return an array of that length or a little longer, of any content
	 */
	float[] take(final int n) {
		for (final Iterator<float[]> i = arrays.descendingIterator(); i.hasNext();) {
			final float[] array = i.next();
			if (array.length < n || array.length > n + n / 8) continue;
			i.remove();
			samples -= array.length;
			return array;
		}
		return new float[n];
	}

	/** Keeps an array that nobody reads any more, and forgets the oldest ones. */
	void give(final float[] array) {
		arrays.add(array);
		samples += array.length;
		while (arrays.size() > MOST_ARRAYS || samples > MOST_SAMPLES)
			samples -= arrays.removeFirst().length;
	}
}
