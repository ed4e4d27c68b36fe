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
	private static final int BOTH_SAMPLES = 1 << 20;

	private final Map<Object, Object> arrays = new HashMap<>();
	private final Map<Object, LoopStart> starts = new HashMap<>();

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
		final Object[] list = (Object[]) arrays.get(key);
		final boolean isKind = list != null && lines.isInstance(list[0]);
		final int length0 = isKind ? lines.length((A) list[0]) : 0;
		if (isKind && list.length >= count && length0 >= length) return (A[]) list;
		// users in turns, one of many lines and one of long ones, have lines for both
		final int most = isKind ? Math.max(count, list.length) : count;
		final int longest = Math.max(length, length0);
		final boolean forBoth = (long) most * longest <= BOTH_SAMPLES;
		final A[] created = create(lines, forBoth ? most : count, forBoth ? longest : length);
		arrays.put(key, created);
		return created;
	}

	/** Creates lines one after another, see {@link #padded}. */
	static <A> A[] create(final LineMemory<A> lines, final int count, final int length) {
		final A[] created = lines.createList(count);
		for (int i = 0; i < count; i++)
			created[i] = lines.create(padded(length, lines.bytes()));
		return created;
	}

	/** Finds where loops over the arrays of a key begin best. */
	LoopStart start(final Object key) {
		return starts.computeIfAbsent(key, k -> new LoopStart());
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
