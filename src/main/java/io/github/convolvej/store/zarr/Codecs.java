package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.google.gson.JsonObject;

/** Finds codecs by their names in the metadata of both versions. */
final class Codecs {

	/** Prefix that version 3 puts before the names of numcodecs in version 2. */
	private static final String PREFIX = "numcodecs.";
	private static final List<String> SHUFFLES = Arrays.asList("noshuffle", "shuffle", "bitshuffle");
	/** Names of compressions that can be written. */
	static final List<String> WRITTEN = Arrays.asList("zstd", "gzip", "zlib", "lz4", "blosc", "raw");

	private Codecs() {}

	/**
	 * @param json a codec in the metadata of version 2 or 3
	 * @param location location of the metadata
	 * @return the codec
	 * @throws IOException if it is unknown
	 */
	static BytesCodec of(final JsonObject json, final String location) throws IOException {
		final String id = Json.text(json, "id", Json.text(json, "name", ""));
		final JsonObject c = json.has("id") ? json : Json.objectOrEmpty(json, "configuration");
		switch (id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id) {
			case "gzip":
				return new GzipCodec(true, Json.integer(c, "level", GzipCodec.DEFAULT_LEVEL));
			case "zlib":
				return new GzipCodec(false, Json.integer(c, "level", GzipCodec.DEFAULT_LEVEL));
			case "zstd":
				return new ZstdCodec();
			case "lz4":
				return new Lz4Codec();
			case "bz2":
				return new Bzip2Codec();
			case "crc32c":
				return new Crc32cCodec();
			case "blosc":
				final String text = Json.text(c, "shuffle", "1");
				final int named = SHUFFLES.indexOf(text);
				final int shuffle = named >= 0 ? named : text.equals("0") ? 0 : text.equals("2") ? 2 : 1;
				return new BloscCodec(Json.text(c, "cname", "lz4"), shuffle);
			default:
				throw new IOException(location + ": the codec '" + id + "' is not supported: rewrite the array with one of" +
					" zstd, gzip, zlib, lz4, bz2, blosc");
		}
	}

	/**
	 * @param word zstd, gzip, zlib, lz4, blosc or raw
	 * @return the codec for writing; null for raw
	 * @throws IllegalArgumentException if it is another word
	 */
	static BytesCodec named(final String word) {
		switch (word) {
			case "raw":
				return null;
			case "zstd":
				return new ZstdCodec();
			case "gzip":
				return new GzipCodec(true, GzipCodec.DEFAULT_LEVEL);
			case "zlib":
				return new GzipCodec(false, GzipCodec.DEFAULT_LEVEL);
			case "lz4":
				return new Lz4Codec();
			case "blosc":
				return new BloscCodec("zstd", BloscCodec.SHUFFLE);
			default:
				throw new IllegalArgumentException("the compression is '" + word + "', but must be one of " + String.join(", ",
					WRITTEN));
		}
	}
}
