package io.github.convolvej.ij1.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Keeps the planes needed by the current computation, or the last ones used.
 * Planes are loaded one at a time, because ImageJ's virtual stacks may not be
 * thread-safe.
 */
final class PlaneCache {

	private final LongFunction<Object> loader;
	private final Map<Long, Object> planes;
	private int capacity;

	PlaneCache(final LongFunction<Object> loader) {
		this.loader = loader;
		planes = new LinkedHashMap<Long, Object>(16, 0.75f, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(final Map.Entry<Long, Object> eldest) {
				return size() > capacity;
			}
		};
		capacity = 1;
	}

	/**
	 * Drops the planes that are no longer needed, so that they do not displace
	 * needed ones.
	 *
	 * @param wanted whether a plane will be needed from now on
	 * @param count number of planes to keep, including other planes that a border
	 *          reads
	 */
	synchronized void keep(final LongPredicate wanted, final int count) {
		planes.keySet().removeIf(index -> !wanted.test(index));
		capacity = count;
	}

	synchronized Object get(final long index) {
		Object plane = planes.get(index);
		if (plane == null) {
			plane = loader.apply(index);
			planes.put(index, plane);
		}
		return plane;
	}
}
