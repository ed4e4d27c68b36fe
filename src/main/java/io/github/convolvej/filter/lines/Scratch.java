package io.github.convolvej.filter.lines;

import java.util.HashMap;
import java.util.Map;

/** Working memory of one thread, which is reused from tile to tile. Not thread-safe. */
public final class Scratch {

	/** Bytes before an array's first element: the usual number, but Java does not guarantee it. */
	private static final int HEADER = 16;
	private static final int CACHE_LINE = 64;
	/** Shorter lines would be padded too much. */
	private static final int PADDED_BYTES = 1 << 10;

	private final Map<Object, Object> arrays = new HashMap<>();

	/**
	 * Returns an array. It may contain values from a previous use.
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
	 * Returns a list of arrays. They may contain values from a previous use.
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
	 * Rounds a length up so that lines that are created one after another begin at the same place within a
	 * cache line. A loop over several lines then reads as few vectors as possible that cross the boundary of a
	 * cache line. Lines are an odd number of cache lines apart, so that they spread over the whole cache.
	 */
	private static int padded(final int length, final int bytes) {
		if (length * bytes < PADDED_BYTES) return length;
		final int units = (HEADER + length * bytes + CACHE_LINE - 1) / CACHE_LINE | 1;
		return (units * CACHE_LINE - HEADER) / bytes;
	}

	/**
	 * Returns an array of integers. It may contain values from a previous use.
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
