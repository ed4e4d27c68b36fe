package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The metadata of an array of Zarr 3: {@code zarr.json}. */
final class MetadataV3 {

	private static final Set<String> KNOWN = new HashSet<>(Arrays.asList("zarr_format", "node_type", "shape", "data_type",
		"chunk_grid", "chunk_key_encoding", "fill_value", "codecs", "attributes", "storage_transformers", "dimension_names",
		"consolidated_metadata"));

	private MetadataV3() {}

	static ArrayMetadata parse(final JsonObject json, final String location) throws IOException {
		if (Json.integer(json, "zarr_format", -1) != 3) throw new IOException(location + ": zarr_format is " + json.get(
			"zarr_format") + ", but must be 3");
		checkExtensions(json, location);
		final long[] shape = Json.longs(json, "shape", location);
		final JsonObject grid = Json.object(json, "chunk_grid", location);
		if (!"regular".equals(Json.text(grid, "name", ""))) throw new IOException(location + ": the chunk grid " + grid.get("name") +
			" is not supported: rewrite the array with a regular one");
		final long[] chunk = Json.longs(Json.object(grid, "configuration", location), "chunk_shape", location);
		Shapes.check(shape, chunk, location);
		final SampleType type = type(Json.need(json, "data_type", location), location);
		final JsonObject encoding = Json.object(json, "chunk_key_encoding", location);
		final String encodingName = Json.text(encoding, "name", "");
		if (!encodingName.equals("default") && !encodingName.equals("v2")) throw new IOException(location +
			": the chunk key encoding " + encoding.get("name") + " is not supported: default and v2 are");
		final String separator = Json.text(Json.objectOrEmpty(encoding, "configuration"), "separator", encodingName.equals("v2")
			? "." : "/");
		if (!separator.equals(".") && !separator.equals("/")) throw new IOException(location + ": the separator is '" + separator +
			"', but must be . or /");
		final int[] chunkShape = Shapes.toInts(chunk, "chunk_shape");
		final CodecChain codecs = chain(Json.objects(json, "codecs", location), type, chunkShape, location);
		Json.need(json, "fill_value", location);
		return new ArrayMetadata(3, shape, chunkShape, type, FillValue.parse(json.get("fill_value"), type, location),
			encodingName.equals("v2") ? "" : "c", separator.charAt(0), codecs, names(json, shape.length, location), Json
				.objectOrEmpty(json, "attributes"));
	}

	private static void checkExtensions(final JsonObject json, final String location) throws IOException {
		final JsonElement transformers = Json.get(json, "storage_transformers");
		if (transformers != null && !(transformers.isJsonArray() && transformers.getAsJsonArray().size() == 0))
			throw new IOException(location + ": storage transformers are not supported: " + transformers);
		for (final Map.Entry<String, JsonElement> e : json.entrySet()) {
			if (KNOWN.contains(e.getKey())) continue;
			final boolean optional = e.getValue().isJsonObject() && e.getValue().getAsJsonObject().has("must_understand") && !e
				.getValue().getAsJsonObject().get("must_understand").getAsBoolean();
			if (!optional) throw new IOException(location + " needs the extension '" + e.getKey() + "', which is not supported");
		}
	}

	private static SampleType type(final JsonElement json, final String location) throws IOException {
		final String name = json.isJsonPrimitive() ? json.getAsString() : json.toString();
		if (name.equals("bool")) return SampleType.UINT8;
		for (final SampleType t : SampleType.values())
			if (t.name().toLowerCase(Locale.ROOT).equals(name)) return t;
		throw new IOException(location + ": samples of type " + name + " are not supported: convert them to one of " + Arrays
			.toString(SampleType.values()).toLowerCase(Locale.ROOT));
	}

	private static String[] names(final JsonObject json, final int n, final String location) throws IOException {
		if (Json.get(json, "dimension_names") == null) return null;
		final JsonArray array = Json.array(json, "dimension_names", location);
		if (array.size() != n) throw new IOException(location + " is inconsistent: the array has " + n +
			" axes, but dimension_names has " + array.size());
		final String[] names = new String[n];
		for (int d = 0; d < n; d++) {
			if (array.get(d).isJsonNull()) return null;
			names[d] = array.get(d).getAsString();
		}
		return names;
	}

	private static CodecChain chain(final List<JsonObject> list, final SampleType type, final int[] shape,
		final String location) throws IOException
	{
		int[] order = null;
		ByteOrder bytes = null;
		Sharding sharding = null;
		final List<BytesCodec> codecs = new ArrayList<>();
		for (final JsonObject json : list) {
			final String name = Json.text(json, "name", String.valueOf(json));
			final JsonObject configuration = Json.objectOrEmpty(json, "configuration");
			final boolean stored = bytes != null;
			if (name.equals("transpose") && !stored) order = then(order, order(configuration, shape.length, location));
			else if (name.equals("bytes") && !stored) bytes = endian(configuration);
			else if (name.equals("sharding_indexed") && !stored) {
				bytes = ByteOrder.LITTLE_ENDIAN;
				sharding = sharding(configuration, type, order == null ? shape : SampleBytes.permuted(shape, order), location);
			}
			else if (stored) codecs.add(Codecs.of(json, location));
			else throw new IOException(location + ": the codec " + name + " comes before the conversion of samples to bytes," +
				" where only transpose, bytes and sharding_indexed are allowed");
		}
		if (bytes == null) throw new IOException(location + " is inconsistent: no codec converts samples to bytes" +
			" (bytes or sharding_indexed)");
		return new CodecChain(type, order, bytes, sharding, codecs);
	}

	private static int[] then(final int[] first, final int[] second) {
		return first == null ? second : SampleBytes.permuted(first, second);
	}

	private static int[] order(final JsonObject configuration, final int n, final String location) throws IOException {
		final long[] order = Json.longs(configuration, "order", location);
		final long[] sorted = order.clone();
		Arrays.sort(sorted);
		for (int d = 0; d < sorted.length; d++)
			if (sorted.length != n || sorted[d] != d) throw new IOException(location + ": transpose has order " + Arrays.toString(
				order) + ", but must name each of the " + n + " axes once");
		return Arrays.stream(order).mapToInt(d -> (int) d).toArray();
	}

	private static ByteOrder endian(final JsonObject configuration) {
		return "big".equals(Json.text(configuration, "endian", "little")) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
	}

	private static Sharding sharding(final JsonObject configuration, final SampleType type, final int[] shard,
		final String location) throws IOException
	{
		final long[] chunk = Json.longs(configuration, "chunk_shape", location);
		for (int d = 0; d < chunk.length; d++)
			if (chunk.length != shard.length || chunk[d] < 1 || shard[d] % chunk[d] != 0) throw new IOException(location +
				" is inconsistent: shards of " + Arrays.toString(shard) + " do not hold whole chunks of " + Arrays.toString(chunk));
		final int[] shape = Shapes.toInts(chunk, "chunk_shape");
		final CodecChain inner = chain(Json.objects(configuration, "codecs", location), type, shape, location);
		boolean checksum = false;
		ByteOrder order = ByteOrder.LITTLE_ENDIAN;
		for (final JsonObject codec : Json.objects(configuration, "index_codecs", location)) {
			final String name = Json.text(codec, "name", String.valueOf(codec));
			if (name.equals("bytes")) order = endian(Json.objectOrEmpty(codec, "configuration"));
			else if (name.equals("crc32c")) checksum = true;
			else throw new IOException(location + ": the codec " + name + " of an index of shards is not supported:" +
				" bytes and crc32c are");
		}
		final boolean end = !"start".equals(Json.text(configuration, "index_location", "end"));
		return new Sharding(type, shape, inner, end, checksum, order);
	}

	static JsonObject toJson(final ArrayMetadata array) {
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 3);
		json.addProperty("node_type", "array");
		json.add("shape", Json.array(array.shape()));
		json.addProperty("data_type", array.type().name().toLowerCase(Locale.ROOT));
		json.add("chunk_grid", Json.codec(3, "regular", "chunk_shape", Json.array(Shapes.longs(array.chunk()))));
		json.add("chunk_key_encoding", Json.codec(3, "default", "separator", String.valueOf(array.separator())));
		FillValue.add(json, array.fill());
		json.add("codecs", codecs(array.codecs(), array.type()));
		json.add("attributes", array.attributes());
		final JsonArray names = new JsonArray();
		if (array.axisNames() != null) for (final String name : array.axisNames())
			names.add(name);
		json.add("dimension_names", array.axisNames() == null ? JsonNull.INSTANCE : names);
		return json;
	}

	private static JsonArray codecs(final CodecChain chain, final SampleType type) {
		final JsonArray codecs = new JsonArray();
		if (chain.order() != null) codecs.add(Json.codec(3, "transpose", "order", Json.array(Shapes.longs(chain.order()))));
		final Sharding sharding = chain.sharding();
		if (sharding == null) codecs.add(bytes(chain.byteOrder()));
		else {
			final JsonArray index = new JsonArray();
			index.add(bytes(sharding.indexOrder()));
			if (sharding.indexChecksum()) index.add(Json.codec(3, "crc32c"));
			codecs.add(Json.codec(3, "sharding_indexed", "chunk_shape", Json.array(Shapes.longs(sharding.chunk())), "codecs", codecs(
				sharding.inner(), type), "index_codecs", index, "index_location", sharding.indexAtEnd() ? "end" : "start"));
		}
		for (final BytesCodec codec : chain.codecs())
			codecs.add(codec.toJson(3, type.bytes()));
		return codecs;
	}

	private static JsonObject bytes(final ByteOrder order) {
		return Json.codec(3, "bytes", "endian", order == ByteOrder.BIG_ENDIAN ? "big" : "little");
	}

	/** The metadata of a new array, with shards if there is a shape for them. */
	static ArrayMetadata create(final long[] shape, final int[] chunk, final int[] shard, final SampleType type,
		final BytesCodec codec, final String[] names)
	{
		final List<BytesCodec> codecs = codec == null ? Collections.emptyList() : Collections.singletonList(codec);
		final CodecChain plain = new CodecChain(type, null, ByteOrder.LITTLE_ENDIAN, null, codecs);
		final CodecChain chain = shard == null ? plain : new CodecChain(type, null, ByteOrder.LITTLE_ENDIAN, new Sharding(type,
			chunk, plain, true, true, ByteOrder.LITTLE_ENDIAN), Collections.emptyList());
		return new ArrayMetadata(3, shape, shard == null ? chunk : shard, type, type.isInteger() ? (Object) 0L : 0.0, "c", '/',
			chain, names, new JsonObject());
	}
}
