package io.github.convolvej.store.zarr;

import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The value of samples in missing chunks, in the metadata of both versions. */
final class FillValue {

	private FillValue() {}

	/**
	 * Reads a fill value: a number, a word or the bits of a floating-point number.
	 *
	 * @return a Double, Float or Long; null if there is none
	 */
	static Object parse(final JsonElement json, final SampleType type, final String location) throws IOException {
		if (json == null || json.isJsonNull()) return null;
		final String text = json.isJsonPrimitive() ? json.getAsString() : json.toString();
		try {
			if (type.isInteger()) {
				if (text.equals("true") || text.equals("false")) return text.equals("true") ? 1L : 0L;
				final BigInteger value = new BigDecimal(text).toBigIntegerExact();
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
			throw new IOException(location + ": fill_value is " + json + ", which is not a value of type " + type.name().toLowerCase(
				Locale.ROOT), e);
		}
	}

	/** A fill value as messages name it: integers without sign are kept in a Long too. */
	static String text(final Object fill, final SampleType type) {
		return fill instanceof Long && type == SampleType.UINT64 ? Long.toUnsignedString((Long) fill) : String.valueOf(fill);
	}

	/** A fill value in JSON. */
	private static Object json(final Object fill) {
		if (fill instanceof Double || fill instanceof Float) {
			final double v = ((Number) fill).doubleValue();
			if (Double.isNaN(v)) return "NaN";
			if (Double.isInfinite(v)) return v > 0 ? "Infinity" : "-Infinity";
		}
		return fill;
	}

	/** Adds {@code fill_value} to the metadata of an array. */
	static void add(final JsonObject array, final Object fill) {
		final Object value = json(fill);
		final JsonElement none = JsonNull.INSTANCE;
		if (value == null) array.add("fill_value", none);
		else if (value instanceof String) array.addProperty("fill_value", (String) value);
		else array.addProperty("fill_value", (Number) value);
	}
}
