package io.github.convolvej.ij1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Keeps the planes that were used last. Planes are loaded one at a time: ImageJ's
 * virtual stacks do not promise to be thread-safe.
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

	/** Keeps at least that many planes. */
	synchronized void reserve(final int count) {
		capacity = Math.max(capacity, count);
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
