package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.util.Arrays;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What {@code .zarray} or {@code zarr.json} says of an array. Shapes have the
 * slowest axis first. Immutable.
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
	 * @param shape of the array
	 * @param chunk of what a file holds: a chunk or a shard
	 * @param type of samples
	 * @param fill value of chunks that are missing; null if none may be
	 * @param prefix what precedes the numbers in the key of a chunk, "" or "c"
	 * @param separator between the numbers
	 * @param codecs what is done to a chunk
	 * @param axisNames names of the axes, or null
	 * @param attributes of the array
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

	/** Shape of what a file holds: a chunk or a shard. */
	int[] chunk() {
		return chunk.clone();
	}

	/** Shape of what can be read by itself. */
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

	/** The key of a chunk, below the array. */
	String key(final long[] cell) {
		return key(cell, separator);
	}

	/** The key if the separator were another. */
	String key(final long[] cell, final char other) {
		final StringBuilder key = new StringBuilder(prefix);
		for (final long c : cell) {
			if (key.length() > 0) key.append(other);
			key.append(c);
		}
		return key.length() == 0 ? "0" : key.toString();
	}

	/** Number of files, which may be more than a long holds. */
	double files() {
		double files = 1;
		for (int d = 0; d < shape.length; d++)
			files *= Math.ceil((double) shape[d] / chunk[d]);
		return files;
	}

	/**
	 * @param store where
	 * @param node the array's place in it
	 * @return its metadata, or null if there is no array
	 * @throws IOException if it cannot be read, is inconsistent or not supported
	 */
	static ArrayMetadata read(final KeyStore store, final String node) throws IOException {
		final String key3 = KeyStore.join(node, "zarr.json");
		final String text3 = store.readText(key3);
		if (text3 != null) {
			final JsonObject json = Json.parse(text3, store.location(key3));
			return "array".equals(Json.text(json, "node_type", "")) ? MetadataV3.parse(json, store.location(key3)) : null;
		}
		final String key2 = KeyStore.join(node, ".zarray");
		final String text2 = store.readText(key2);
		if (text2 == null) return null;
		final String attributesKey = KeyStore.join(node, ".zattrs");
		final String attributes = store.readText(attributesKey);
		return MetadataV2.parse(Json.parse(text2, store.location(key2)), attributes == null ? new JsonObject() : Json.parse(
			attributes, store.location(attributesKey)), store.location(key2));
	}

	static void checkShapes(final long[] shape, final long[] chunk, final String location) throws IOException {
		if (shape.length != chunk.length) throw new IOException(location + " is inconsistent: the array has " +
			shape.length + " axes, but its chunks have " + chunk.length);
		if (shape.length == 0) throw new IOException(location + ": the array has no axes, so it is no image");
		for (final long s : shape)
			if (s < 1) throw new IOException(location + ": the array has shape " + Arrays.toString(shape) +
				", so it holds no samples");
		for (final long c : chunk)
			if (c < 1 || c > Integer.MAX_VALUE) throw new IOException(location + " is inconsistent: chunks of shape " + Arrays
				.toString(chunk));
	}

	/**
	 * A fill value: a number, a word or the bits of a floating-point number.
	 *
	 * @return a Double, Float or Long; null if there is none
	 */
	static Object fill(final JsonElement json, final SampleType type, final String location) throws IOException {
		if (json == null || json.isJsonNull()) return null;
		final String text = json.isJsonPrimitive() ? json.getAsString() : json.toString();
		try {
			if (type.isInteger()) {
				if (text.equals("true") || text.equals("false")) return text.equals("true") ? 1L : 0L;
				final java.math.BigInteger value = new java.math.BigDecimal(text).toBigIntegerExact();
				final int bits = 8 * type.bytes();
				if (value.bitLength() > bits) throw new NumberFormatException("too large");
				return value.longValue();
			}
			if (text.startsWith("0x")) {
				final long bits = Long.parseUnsignedLong(text.substring(2), 16);
				return type == SampleType.FLOAT32 ? (Object) Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
			}
			switch (text) {
				case "NaN":
					return Double.NaN;
				case "Infinity":
					return Double.POSITIVE_INFINITY;
				case "-Infinity":
					return Double.NEGATIVE_INFINITY;
				default:
					return Double.parseDouble(text);
			}
		}
		catch (final NumberFormatException | ArithmeticException e) {
			throw new IOException(location + ": fill_value is " + json + ", which is no " + type.name().toLowerCase(
				java.util.Locale.ROOT), e);
		}
	}

	/** A fill value as JSON has it. */
	static Object fillJson(final Object fill) {
		if (fill instanceof Double || fill instanceof Float) {
			final double v = ((Number) fill).doubleValue();
			if (Double.isNaN(v)) return "NaN";
			if (Double.isInfinite(v)) return v > 0 ? "Infinity" : "-Infinity";
		}
		return fill;
	}
}
