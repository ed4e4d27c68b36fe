package io.github.convolvej.filter.lines;

import java.util.HashMap;
import java.util.Map;

/** Working memory of one thread, kept from tile to tile. Not thread-safe. */
public final class Scratch {

	/** Bytes before an array's first element: usual, not promised. */
	private static final int HEADER = 16;
	private static final int CACHE_LINE = 64;
	/** Shorter lines would be padded too much. */
	private static final int PADDED_BYTES = 1 << 10;

	private final Map<Object, Object> arrays = new HashMap<>();

	/**
	 * Fetches an array with whatever a previous use left in it.
	 *
	 * @param <A> primitive array type
	 * @param key what the array is for
	 * @param lines creates arrays of the precision
	 * @param length smallest length
	 * @return an array of at least that length
	 */
	@SuppressWarnings("unchecked")
	public <A> A array(final Object key, final LineMemory<A> lines, final int length) {
		Object array = arrays.get(key);
		if (array == null || !lines.isInstance(array) || lines.length((A) array) < length) {
			array = lines.create(length);
			arrays.put(key, array);
		}
		return (A) array;
	}

	/**
	 * Fetches a list of arrays.
	 *
	 * @param <A> primitive array type
	 * @param key what the arrays are for
	 * @param lines creates arrays of the precision
	 * @param count smallest number of arrays
	 * @param length smallest length of each
	 * @return at least that many arrays of at least that length
	 */
	@SuppressWarnings("unchecked")
	public <A> A[] arrays(final Object key, final LineMemory<A> lines, final int count, final int length) {
		Object list = arrays.get(key);
		if (list == null || !lines.isInstance(((Object[]) list)[0]) || ((Object[]) list).length < count || lines.length(
			((A[]) list)[0]) < length)
		{
			final A[] created = lines.createList(count);
			for (int i = 0; i < count; i++)
				created[i] = lines.create(padded(length, lines.bytes()));
			list = created;
			arrays.put(key, list);
		}
		return (A[]) list;
	}

	/**
	 * Lines that are created one after another with these lengths have the same
	 * address modulo the size of a vector, so that a loop over several of them meets
	 * no vector, or as few as can be, that lies in two lines of the cache; and they
	 * differ by an odd number of these, so that they spread over the whole cache.
	 */
	private static int padded(final int length, final int bytes) {
		if (length * bytes < PADDED_BYTES) return length;
		final int units = (HEADER + length * bytes + CACHE_LINE - 1) / CACHE_LINE | 1;
		return (units * CACHE_LINE - HEADER) / bytes;
	}

	/**
	 * Fetches integers with whatever a previous use left in them.
	 *
	 * @param key what the integers are for
	 * @param length smallest length
	 * @return an array of at least that length; zeros if all users of this key leave
	 *         zeros
	 */
	public int[] integers(final Object key, final int length) {
		int[] array = (int[]) arrays.get(key);
		if (array == null || array.length < length) {
			array = new int[length];
			arrays.put(key, array);
		}
		return array;
	}
}
