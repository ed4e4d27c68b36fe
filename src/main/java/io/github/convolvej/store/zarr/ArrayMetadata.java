package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import com.google.gson.JsonObject;

/**
 * The metadata of an array from {@code .zarray} or {@code zarr.json}. Shapes
 * have the slowest axis first. Immutable.
 */
final class ArrayMetadata {

	private final int version;
	private final long[] shape;
	private final int[] chunk;
	private final SampleType type;
	private final Object fill;
	private final String prefix;
	private final char separator;
	private final CodecChain codecs;
	private final String[] axisNames;
	private final JsonObject attributes;

	/**
	 * @param version format, 2 or 3
	 * @param shape shape of the array
	 * @param chunk shape of the content of a file: a chunk or a shard
	 * @param type type of the samples
	 * @param fill value of missing chunks; null if no chunk may be missing
	 * @param prefix text before the numbers in the key of a chunk, "" or "c"
	 * @param separator character between the numbers
	 * @param codecs codecs that encode a chunk
	 * @param axisNames names of the axes, or null
	 * @param attributes attributes of the array
	 */
	ArrayMetadata(final int version, final long[] shape, final int[] chunk, final SampleType type, final Object fill,
		final String prefix, final char separator, final CodecChain codecs, final String[] axisNames,
		final JsonObject attributes)
	{
		this.version = version;
		this.shape = shape;
		this.chunk = chunk;
		this.type = type;
		this.fill = fill;
		this.prefix = prefix;
		this.separator = separator;
		this.codecs = codecs;
		this.axisNames = axisNames;
		this.attributes = attributes;
	}

	int version() {
		return version;
	}

	long[] shape() {
		return shape.clone();
	}

	/** Shape of the content of a file: a chunk or a shard. */
	int[] chunk() {
		return chunk.clone();
	}

	/** Shape of the smallest part that can be read separately. */
	int[] innerChunk() {
		final Sharding sharding = codecs.partialSharding();
		return sharding == null ? chunk() : sharding.chunk();
	}

	SampleType type() {
		return type;
	}

	Object fill() {
		return fill;
	}

	CodecChain codecs() {
		return codecs;
	}

	char separator() {
		return separator;
	}

	String prefix() {
		return prefix;
	}

	/** Names of the axes, the slowest first, or null. */
	String[] axisNames() {
		return axisNames;
	}

	JsonObject attributes() {
		return attributes;
	}

	/** The key of a chunk, relative to the array. */
	String key(final long[] cell) {
		return key(cell, separator);
	}

	/** The key of a chunk with another separator. */
	String key(final long[] cell, final char other) {
		final StringBuilder key = new StringBuilder(prefix);
		for (final long c : cell) {
			if (key.length() > 0) key.append(other);
			key.append(c);
		}
		return key.length() == 0 ? "0" : key.toString();
	}

	/** Number of files, which may not fit into a long. */
	double files() {
		double files = 1;
		for (int d = 0; d < shape.length; d++)
			files *= Math.ceil((double) shape[d] / chunk[d]);
		return files;
	}
}
