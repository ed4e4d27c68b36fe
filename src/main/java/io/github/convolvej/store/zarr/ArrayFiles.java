package io.github.convolvej.store.zarr;

import java.io.IOException;

import com.google.gson.JsonObject;

/** Reads the metadata of an array in a container of either version. */
final class ArrayFiles {

	private ArrayFiles() {}

	/**
	 * @param store the container
	 * @param node path of the array in the container
	 * @return metadata of the array, or null if there is no array
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
}
