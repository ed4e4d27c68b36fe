package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Stores bytes by key, as Zarr requires. Keys are paths with slashes, relative to the container. */
abstract class KeyStore {

	/**
	 * @param key the key
	 * @return all bytes, or null if there is no such key
	 * @throws IOException if the key exists but cannot be read
	 */
	abstract byte[] read(String key) throws IOException;

	/**
	 * @param key the key
	 * @param offset offset of the first byte; if negative, counted from the end
	 * @param length number of bytes
	 * @return the bytes, fewer at the end; null if there is no such key
	 * @throws IOException if the key exists but cannot be read
	 */
	abstract byte[] read(String key, long offset, int length) throws IOException;

	/**
	 * @param key the key
	 * @return location of the bytes, for messages
	 */
	abstract String location(String key);

	/**
	 * @param key the key
	 * @return a text that changes if the bytes change, without reading them if
	 *         possible; "missing" if there are none
	 */
	abstract String version(String key) throws IOException;

	/**
	 * @param key the key
	 * @return the bytes as text, or null if there is no such key
	 */
	final String readText(final String key) throws IOException {
		final byte[] bytes = read(key);
		return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
	}

	/** Joins a node and a name to a key; the root node is "". */
	static String join(final String node, final String name) {
		return node.isEmpty() ? name : node + "/" + name;
	}
}
