package io.github.convolvej.ij1.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Keeps the planes that are wanted for what is being computed, or as many that
 * were used last. Planes are loaded one at a time: ImageJ's virtual stacks do not
 * promise to be thread-safe.
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
	 * Drops the planes that are not wanted any more, so that no wanted one has to
	 * make room for others.
	 *
	 * @param wanted tells the planes that will be needed from now on
	 * @param count how many planes to keep: as many, and those that a border reads
	 *          from elsewhere
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
