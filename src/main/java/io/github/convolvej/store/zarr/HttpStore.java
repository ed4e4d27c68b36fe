package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Reads keys below an address by HTTP. */
final class HttpStore extends KeyStore {

	private static final int TIMEOUT = 30_000;
	private static final int BAD_REQUEST = 400;

	private final String root;

	/** @param root address without a slash at its end */
	HttpStore(final String root) {
		this.root = root;
	}

	@Override
	byte[] read(final String key) throws IOException {
		return get(key, null);
	}

	@Override
	byte[] read(final String key, final long offset, final int length) throws IOException {
		return get(key, "bytes=" + (offset < 0 ? Long.toString(offset) : offset + "-" + (offset + length - 1)));
	}

	private byte[] get(final String key, final String range) throws IOException {
		final HttpURLConnection connection = (HttpURLConnection) new URL(location(key)).openConnection();
		connection.setConnectTimeout(TIMEOUT);
		connection.setReadTimeout(TIMEOUT);
		if (range != null) connection.setRequestProperty("Range", range);
		final int code = connection.getResponseCode();
		// object storage without permission to list files answers 403 for missing files
		if (code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_FORBIDDEN) return null;
		if (code >= BAD_REQUEST) throw new IOException(location(key) + " cannot be read: the server answers " + code + " " +
			connection.getResponseMessage());
		if (range != null && code != HttpURLConnection.HTTP_PARTIAL) throw new IOException(location(key) +
			" cannot be read in parts: the server ignores ranges of bytes, which shards need");
		try (InputStream in = connection.getInputStream()) {
			return in.readAllBytes();
		}
	}

	@Override
	String location(final String key) {
		return key.isEmpty() ? root : root + "/" + key;
	}

	@Override
	String version(final String key) throws IOException {
		final byte[] bytes = read(key);
		return bytes == null ? "missing" : bytes.length + "#" + java.util.Arrays.hashCode(bytes);
	}
}
