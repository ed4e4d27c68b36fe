package io.github.convolvej.store.zarr;

import io.github.convolvej.store.Boxes;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An array of Zarr 2 or 3 whose chunks are read one by one. Shapes and positions
 * have the slowest axis first. Thread-safe.
 */
final class ZarrArray {

	/** Number of shard indices that are kept in memory. */
	private static final int INDICES = 64;

	private final KeyStore store;
	private final String node;
	private final ArrayMetadata metadata;
	private final Map<String, long[]> indices = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<String, long[]> eldest) {
			return size() > INDICES;
		}
	};

	ZarrArray(final KeyStore store, final String node, final ArrayMetadata metadata) {
		this.store = store;
		this.node = node;
		this.metadata = metadata;
	}

	ArrayMetadata metadata() {
		return metadata;
	}

	String location() {
		return store.location(node);
	}

	/** A text that changes if the metadata change. */
	String version() throws IOException {
		return store.version(KeyStore.join(node, metadata.version() == 3 ? "zarr.json" : ".zarray"));
	}

	/**
	 * Reads the smallest part that can be read separately: a chunk, or an inner
	 * chunk of a shard.
	 *
	 * @param cell its number along each axis
	 * @return its samples, including those beyond the end of the array; null if
	 *         all of them have the fill value
	 * @throws IOException if it is damaged, or missing although there is no fill
	 *           value
	 */
	Object readChunk(final long[] cell) throws IOException {
		final Sharding sharding = metadata.codecs().partialSharding();
		return sharding == null ? readFile(cell) : readInner(sharding, cell);
	}

	private Object readFile(final long[] cell) throws IOException {
		final String key = KeyStore.join(node, metadata.key(cell));
		final byte[] bytes = store.read(key);
		if (bytes == null) return missing(key, cell);
		try {
			return metadata.codecs().decode(bytes, metadata.chunk(), metadata.fill());
		}
		catch (final IOException e) {
			throw damaged(key, cell, e);
		}
	}

	private IOException damaged(final String key, final long[] cell, final IOException e) {
		if (e instanceof UnsupportedCompressionException) return new IOException(store.location(key) + ": chunk " + Arrays.toString(
			cell) + " cannot be read: " + e.getMessage(), e);
		return new IOException(store.location(key) + ": chunk " + Arrays.toString(cell) + " is damaged: " + e.getMessage() +
			"; copy the file again from its source" + (metadata.fill() == null ? "" : ", or delete it to have the fill value " +
				FillValue.text(metadata.fill(), metadata.type()) + " there"), e);
	}

	private Object missing(final String key, final long[] cell) throws IOException {
		final char other = metadata.separator() == '.' ? '/' : '.';
		final String otherKey = KeyStore.join(node, metadata.key(cell, other));
		if (!otherKey.equals(key) && store instanceof FolderStore && ((FolderStore) store).exists(otherKey))
			throw new IOException(location() + " is inconsistent: its metadata say that numbers of chunks are separated by '" +
				metadata.separator() + "', but there is a file " + store.location(otherKey));
		if (metadata.fill() == null) throw new IOException(store.location(key) + " is missing: chunk " + Arrays.toString(cell) +
			", and the metadata have no fill value for it; copy it again, or set \"fill_value\": 0 in .zarray if it is empty");
		return null;
	}

	private Object readInner(final Sharding sharding, final long[] cell) throws IOException {
		final int[] shard = metadata.chunk();
		final int[] counts = sharding.counts(shard);
		final long[] file = new long[cell.length];
		int i = 0;
		for (int d = 0; d < cell.length; d++) {
			file[d] = cell[d] / counts[d];
			i = i * counts[d] + (int) (cell[d] % counts[d]);
		}
		final String key = KeyStore.join(node, metadata.key(file));
		try {
			final long[] index = index(sharding, key, shard);
			if (index.length == 0) return missing(key, file);
			if (Sharding.isMissing(index, i)) return null;
			final long length = index[2 * i + 1];
			if (length < 0 || length > Integer.MAX_VALUE - 16) throw new IOException("the index gives it " + length + " bytes");
			final byte[] bytes = store.read(key, index[2 * i], (int) length);
			if (bytes == null || bytes.length < length) throw new IOException("the shard ends too early");
			return sharding.inner().decode(bytes, sharding.chunk(), metadata.fill());
		}
		catch (final IOException e) {
			if (e.getMessage().startsWith(location())) throw e;
			throw damaged(key, cell, e);
		}
	}

	/** The index of a shard; an empty array if the file does not exist. */
	private long[] index(final Sharding sharding, final String key, final int[] shard) throws IOException {
		synchronized (indices) {
			final long[] known = indices.get(key);
			if (known != null) return known;
		}
		final int length = sharding.indexBytes(shard);
		final byte[] bytes = store.read(key, sharding.indexAtEnd() ? -length : 0, length);
		final long[] index = bytes == null ? new long[0] : sharding.index(bytes, shard);
		synchronized (indices) {
			indices.put(key, index);
		}
		return index;
	}

	/**
	 * Reads a box.
	 *
	 * @param min its first sample
	 * @param size its size
	 * @return its samples
	 */
	Object read(final long[] min, final int[] size) throws IOException {
		final int[] chunk = metadata.innerChunk();
		final int n = size.length;
		final long[] first = new long[n];
		final int[] cells = new int[n];
		for (int d = 0; d < n; d++) {
			first[d] = min[d] / chunk[d];
			cells[d] = (int) ((min[d] + size[d] - 1) / chunk[d] - first[d] + 1);
		}
		final Object samples = metadata.fill() == null || isZero(metadata.fill()) ? metadata.type().newArray(Boxes.samples(size))
			: SampleBytes.filled(metadata.type(), Boxes.samples(size), metadata.fill());
		final int count = Boxes.samples(cells);
		final long[] cell = first.clone();
		for (int i = 0; i < count; i++) {
			final Object part = readChunk(cell);
			if (part != null && count == 1 && Arrays.equals(size, chunk)) return part;
			if (part != null) paste(part, chunk, cell, samples, min, size);
			for (int d = n - 1; d >= 0 && ++cell[d] == first[d] + cells[d]; d--)
				cell[d] = first[d];
		}
		return samples;
	}

	private static boolean isZero(final Object fill) {
		// -0.0 does not count as zero
		return fill instanceof Long ? (Long) fill == 0 : Double.doubleToLongBits(((Number) fill).doubleValue()) == 0;
	}

	private static void paste(final Object part, final int[] chunk, final long[] cell, final Object samples,
		final long[] min, final int[] size)
	{
		final int n = size.length;
		final int[] from = new int[n];
		final int[] to = new int[n];
		final int[] common = new int[n];
		for (int d = 0; d < n; d++) {
			final long start = cell[d] * chunk[d];
			final long begin = Math.max(start, min[d]);
			from[d] = (int) (begin - start);
			to[d] = (int) (begin - min[d]);
			common[d] = (int) (Math.min(start + chunk[d], min[d] + size[d]) - begin);
		}
		Boxes.copy(part, Shapes.reversed(chunk), Shapes.reversed(from), samples, Shapes.reversed(size), Shapes.reversed(to),
			Shapes.reversed(common));
	}
}
