package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes by key, as Zarr wants them: keys are paths with slashes below the place of the container. */
abstract class KeyStore {

	/**
	 * @param key which bytes
	 * @return all of them, or null if there is no such key
	 * @throws IOException if there is but it cannot be read
	 */
	abstract byte[] read(String key) throws IOException;

	/**
	 * @param key which bytes
	 * @param offset of the first; if negative, counted from the end
	 * @param length how many
	 * @return them; null if there is no such key; fewer if the end comes first
	 * @throws IOException if there is but it cannot be read
	 */
	abstract byte[] read(String key, long offset, int length) throws IOException;

	/**
	 * @param key which bytes
	 * @return words for where they are, for messages
	 */
	abstract String location(String key);

	/**
	 * @param key which bytes
	 * @return text that changes if they do, cheaply had; "missing" if there are none
	 */
	abstract String version(String key) throws IOException;

	/**
	 * @param key which bytes
	 * @return them as text, or null if there is no such key
	 */
	final String readText(final String key) throws IOException {
		final byte[] bytes = read(key);
		return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
	}

	/** The key of something below a node, which is "" for the root. */
	static String join(final String node, final String name) {
		return node.isEmpty() ? name : node + "/" + name;
	}
}
