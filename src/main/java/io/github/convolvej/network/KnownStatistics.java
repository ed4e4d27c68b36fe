package io.github.convolvej.network;

import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Statistics of whole images at several positions of further axes, such as
 * slices. Each is computed when it is first needed; those used last are kept.
 * Thread-safe.
 */
final class KnownStatistics {

	private static final long MOST_BYTES = 1 << 26;

	/** The one used last comes last. */
	private final Map<List<Long>, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	/** Statistics at one position. Threads that need them at the same time wait for the first one. */
	private static final class Entry {

		private Map<Integer, TensorPart> statistics;

		synchronized Map<Integer, TensorPart> get(final Supplier<Map<Integer, TensorPart>> computation) {
			if (statistics == null) statistics = computation.get();
			return statistics;
		}

		synchronized long bytes() {
			if (statistics == null) return 0;
			long bytes = 0;
			for (final TensorPart part : statistics.values())
				bytes += part.box().samples() * (part.isWide() ? Double.BYTES : Float.BYTES);
			return bytes;
		}
	}

	/**
	 * @param position position along further axes
	 * @param computation computes the statistics there
	 * @return the statistics, by number of the tensor
	 */
	Map<Integer, TensorPart> at(final long[] position, final Supplier<Map<Integer, TensorPart>> computation) {
		final List<Long> key = Arrays.stream(position).boxed().collect(Collectors.toList());
		final Entry entry;
		synchronized (entries) {
			entry = entries.computeIfAbsent(key, k -> new Entry());
		}
		final Map<Integer, TensorPart> statistics = entry.get(computation);
		forget(entry.bytes());
		return statistics;
	}

	/** Forgets entries that were not used for a long time. */
	private void forget(final long bytesOfEach) {
		synchronized (entries) {
			final Iterator<Entry> oldest = entries.values().iterator();
			for (long kept = entries.size() * Math.max(1, bytesOfEach); kept > MOST_BYTES && entries.size() > 1; kept -= Math.max(1,
				bytesOfEach))
			{
				oldest.next();
				oldest.remove();
			}
		}
	}
}
