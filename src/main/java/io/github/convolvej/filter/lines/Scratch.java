package io.github.convolvej.filter.lines;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Working memory of one thread, which is reused from tile to tile. Not thread-safe. */
public final class Scratch {

	/** Bytes before an array's first element: the usual number, but Java does not guarantee it. */
	private static final int HEADER = 16;
	private static final int CACHE_LINE = 64;
	/** Shorter lines would be padded too much. */
	private static final int PADDED_BYTES = 1 << 10;

	private final Map<Object, Object> arrays = new HashMap<>();
	/** Of each key the lists of arrays, by the number of bits of the length that was asked for. */
	private final Map<Object, Object[][]> lists = new HashMap<>();
	private final Map<Object[], LoopStart> starts = new IdentityHashMap<>();

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
		// a list for each power of two: otherwise few long lines and many short ones would replace each other
		final Object[][] ofKey = lists.computeIfAbsent(key, k -> new Object[Integer.SIZE + 1][]);
		final int size = Integer.SIZE - Integer.numberOfLeadingZeros(length);
		for (int s = size; s < ofKey.length; s++)
			if (ofKey[s] != null && lines.isInstance(ofKey[s][0]) && ofKey[s].length >= count && lines.length(
				(A) ofKey[s][0]) >= length) return (A[]) ofKey[s];
		final Object[] old = ofKey[size] != null && lines.isInstance(ofKey[size][0]) ? ofKey[size] : null;
		final A[] created = create(lines, old == null ? count : Math.max(count, old.length), old == null ? length : Math.max(length,
			lines.length((A) old[0])));
		starts.remove(old);
		ofKey[size] = created;
		return created;
	}

	/**
	 * Returns an object that is made once and used again, with what it holds.
	 *
	 * @param <T> what it is
	 * @param key its class, and what it is for
	 * @param fits whether one that was made before is still large enough
	 * @param create makes one
	 * @return the object
	 */
	@SuppressWarnings("unchecked")
	public <T> T object(final Object key, final Predicate<T> fits, final Supplier<T> create) {
		T object = (T) arrays.get(key);
		if (object == null || !fits.test(object)) {
			object = create.get();
			arrays.put(key, object);
		}
		return object;
	}

	/** Creates lines one after another, see {@link #padded}. */
	static <A> A[] create(final LineMemory<A> lines, final int count, final int length) {
		final A[] created = lines.createList(count);
		for (int i = 0; i < count; i++)
			created[i] = lines.create(padded(length, lines.bytes()));
		return created;
	}

	/** Finds where loops over the arrays of a list begin best. */
	LoopStart start(final Object[] list) {
		return starts.computeIfAbsent(list, l -> new LoopStart(list.length));
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
