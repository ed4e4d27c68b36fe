package io.github.convolvej.store.zarr;

import java.nio.file.Path;

/** Finds the store for a path. */
final class KeyStores {

	private KeyStores() {}

	/** The store of a folder, or of an address that begins with http. */
	static KeyStore of(final String path) {
		final boolean remote = path.startsWith("http://") || path.startsWith("https://");
		return remote ? new HttpStore(path.replaceFirst("/+$", "")) : new FolderStore(Path.of(path));
	}
}
