package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The metadata of an array of Zarr 2: {@code .zarray}. */
final class MetadataV2 {

	private static final Map<String, SampleType> TYPES = new LinkedHashMap<>();
	static {
		TYPES.put("u1", SampleType.UINT8);
		TYPES.put("i1", SampleType.INT8);
		TYPES.put("u2", SampleType.UINT16);
		TYPES.put("i2", SampleType.INT16);
		TYPES.put("u4", SampleType.UINT32);
		TYPES.put("i4", SampleType.INT32);
		TYPES.put("u8", SampleType.UINT64);
		TYPES.put("i8", SampleType.INT64);
		TYPES.put("f4", SampleType.FLOAT32);
		TYPES.put("f8", SampleType.FLOAT64);
		TYPES.put("b1", SampleType.UINT8);
	}

	private MetadataV2() {}

	static ArrayMetadata parse(final JsonObject json, final JsonObject attributes, final String location)
		throws IOException
	{
		final int format = Json.integer(json, "zarr_format", -1);
		if (format != 2) throw new IOException(location + ": zarr_format is " + json.get("zarr_format") + ", but must be 2");
		final long[] shape = Json.longs(json, "shape", location);
		final long[] chunk = Json.longs(json, "chunks", location);
		Shapes.check(shape, chunk, location);
		final JsonElement dtype = Json.need(json, "dtype", location);
		final SampleType type = dtype.isJsonPrimitive() && dtype.getAsString().length() == 3 ? TYPES.get(dtype.getAsString()
			.substring(1)) : null;
		if (type == null) throw new IOException(location + ": samples of type " + dtype +
			" are not supported: convert them to one of " + String.join(", ", TYPES.keySet()));
		final ByteOrder order = dtype.getAsString().charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		final String layout = Json.text(json, "order", "C");
		if (!layout.equals("C") && !layout.equals("F")) throw new IOException(location + ": order is '" + layout +
			"', but must be C or F");
		int[] axes = null;
		if (layout.equals("F")) {
			axes = new int[shape.length];
			for (int d = 0; d < axes.length; d++)
				axes[d] = axes.length - 1 - d;
		}
		final JsonElement filters = Json.get(json, "filters");
		if (filters != null && !(filters.isJsonArray() && ((JsonArray) filters).size() == 0)) throw new IOException(location +
			": the filters " + filters + " are not supported: rewrite the array without filters");
		final List<BytesCodec> codecs = new ArrayList<>();
		if (Json.get(json, "compressor") != null) codecs.add(Codecs.of(Json.object(json, "compressor", location), location));
		final String separator = Json.text(json, "dimension_separator", ".");
		if (!separator.equals(".") && !separator.equals("/")) throw new IOException(location + ": dimension_separator is '" +
			separator + "', but must be . or /");
		String[] names = null;
		if (Json.get(attributes, "_ARRAY_DIMENSIONS") != null) {
			final JsonArray array = Json.array(attributes, "_ARRAY_DIMENSIONS", location);
			names = new String[array.size()];
			for (int d = 0; d < names.length; d++)
				names[d] = array.get(d).getAsString();
		}
		return new ArrayMetadata(2, shape, Shapes.toInts(chunk, "chunks"), type, FillValue.parse(json.get("fill_value"), type,
			location), "", separator.charAt(0), new CodecChain(type, axes, order, null, codecs), names, attributes);
	}

	static JsonObject toJson(final ArrayMetadata array) {
		final JsonObject json = new JsonObject();
		json.add("chunks", Json.array(Shapes.longs(array.chunk())));
		final List<BytesCodec> codecs = array.codecs().codecs();
		json.add("compressor", codecs.isEmpty() ? JsonNull.INSTANCE : codecs.get(0).toJson(2, array.type().bytes()));
		json.addProperty("dimension_separator", String.valueOf(array.separator()));
		json.addProperty("dtype", (array.type().bytes() == 1 ? "|" : array.codecs().byteOrder() == ByteOrder.BIG_ENDIAN ? ">"
			: "<") + name(array.type()));
		FillValue.add(json, array.fill());
		json.add("filters", JsonNull.INSTANCE);
		json.addProperty("order", array.codecs().order() == null ? "C" : "F");
		json.add("shape", Json.array(array.shape()));
		json.addProperty("zarr_format", 2);
		return json;
	}

	private static String name(final SampleType type) {
		return TYPES.entrySet().stream().filter(e -> e.getValue() == type).findFirst().orElseThrow(
			IllegalStateException::new).getKey();
	}

	/** The metadata of a new array. */
	static ArrayMetadata create(final long[] shape, final int[] chunk, final SampleType type, final BytesCodec codec) {
		final List<BytesCodec> codecs = codec == null ? Collections.emptyList() : Collections.singletonList(codec);
		return new ArrayMetadata(2, shape, chunk, type, type.isInteger() ? (Object) 0L : 0.0, "", '/', new CodecChain(type, null,
			ByteOrder.LITTLE_ENDIAN, null, codecs), null, new JsonObject());
	}
}
