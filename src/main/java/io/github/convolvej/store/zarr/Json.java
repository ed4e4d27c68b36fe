package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Reads and writes metadata as JSON; error messages name the file and the key. */
final class Json {

	private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues()
		.serializeNulls().disableHtmlEscaping().create();

	private Json() {}

	static JsonObject parse(final String text, final String location) throws IOException {
		try {
			final JsonElement json = JsonParser.parseString(text);
			if (json.isJsonObject()) return json.getAsJsonObject();
		}
		catch (final JsonParseException e) {
			throw new IOException(location + " is not valid JSON: " + e.getMessage(), e);
		}
		throw new IOException(location + " must hold one JSON object");
	}

	static String print(final JsonElement json) {
		return PRETTY.toJson(json) + "\n";
	}

	/** A member; null if it is missing or JSON null. */
	static JsonElement get(final JsonObject json, final String key) {
		final JsonElement e = json.get(key);
		return e == null || e.isJsonNull() ? null : e;
	}

	static JsonElement need(final JsonObject json, final String key, final String location) throws IOException {
		final JsonElement e = get(json, key);
		if (e == null) throw new IOException(location + " has no '" + key + "'");
		return e;
	}

	static String text(final JsonObject json, final String key, final String otherwise) {
		final JsonElement e = get(json, key);
		return e == null || !e.isJsonPrimitive() ? otherwise : e.getAsString();
	}

	static JsonObject object(final JsonObject json, final String key, final String location) throws IOException {
		final JsonElement e = need(json, key, location);
		if (!e.isJsonObject()) throw new IOException(location + ": '" + key + "' must be an object, but is " + e);
		return e.getAsJsonObject();
	}

	/** A member that is an object; an empty object if it is missing. */
	static JsonObject objectOrEmpty(final JsonObject json, final String key) {
		final JsonElement e = get(json, key);
		return e == null || !e.isJsonObject() ? new JsonObject() : e.getAsJsonObject();
	}

	static JsonArray array(final JsonObject json, final String key, final String location) throws IOException {
		final JsonElement e = need(json, key, location);
		if (!e.isJsonArray()) throw new IOException(location + ": '" + key + "' must be a list, but is " + e);
		return e.getAsJsonArray();
	}

	/** A member that is a list of objects; empty if it is missing. */
	static List<JsonObject> objects(final JsonObject json, final String key, final String location) throws IOException {
		final List<JsonObject> objects = new ArrayList<>();
		if (get(json, key) == null) return objects;
		for (final JsonElement e : array(json, key, location)) {
			if (!e.isJsonObject()) throw new IOException(location + ": '" + key + "' must list objects, but has " + e);
			objects.add(e.getAsJsonObject());
		}
		return objects;
	}

	static long[] longs(final JsonObject json, final String key, final String location) throws IOException {
		final JsonArray array = array(json, key, location);
		final long[] longs = new long[array.size()];
		try {
			for (int i = 0; i < longs.length; i++)
				longs[i] = array.get(i).getAsBigDecimal().longValueExact();
		}
		catch (final NumberFormatException | ArithmeticException | UnsupportedOperationException | IllegalStateException e) {
			throw new IOException(location + ": '" + key + "' must list whole numbers, but is " + array, e);
		}
		return longs;
	}

	static double[] doubles(final JsonObject json, final String key, final String location) throws IOException {
		final JsonArray array = array(json, key, location);
		final double[] doubles = new double[array.size()];
		try {
			for (int i = 0; i < doubles.length; i++)
				doubles[i] = array.get(i).getAsDouble();
		}
		catch (final NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
			throw new IOException(location + ": '" + key + "' must list numbers, but is " + array, e);
		}
		return doubles;
	}

	static int integer(final JsonObject json, final String key, final int otherwise) {
		final JsonElement e = get(json, key);
		return e == null || !e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber() ? otherwise : e.getAsInt();
	}

	static JsonArray array(final long... values) {
		final JsonArray array = new JsonArray();
		for (final long v : values)
			array.add(v);
		return array;
	}

	static JsonArray array(final double... values) {
		final JsonArray array = new JsonArray();
		for (final double v : values)
			array.add(v);
		return array;
	}

	/**
	 * The description of a codec in the metadata of a version: {@code id} and
	 * members, or {@code name} and configuration.
	 */
	static JsonObject codec(final int version, final String name, final Object... members) {
		final JsonObject inner = new JsonObject();
		final JsonObject codec = version == 2 ? inner : new JsonObject();
		codec.addProperty(version == 2 ? "id" : "name", name);
		for (int i = 0; i < members.length; i += 2) {
			final String key = (String) members[i];
			final Object value = members[i + 1];
			if (value instanceof Number) inner.addProperty(key, (Number) value);
			else if (value instanceof JsonElement) inner.add(key, (JsonElement) value);
			else inner.addProperty(key, (String) value);
		}
		if (version != 2 && members.length > 0) codec.add("configuration", inner);
		return codec;
	}
}
