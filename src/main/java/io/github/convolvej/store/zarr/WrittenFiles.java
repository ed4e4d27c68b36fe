package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.nio.file.Path;

/** The files of a container that is being written, with the folder for unfinished ones. */
final class WrittenFiles implements ZarrSink.Files {

	private final FolderStore store;
	private final Path temporary;

	WrittenFiles(final FolderStore store, final Path temporary) {
		this.store = store;
		this.temporary = temporary;
	}

	@Override
	public void write(final String key, final byte[] bytes) throws IOException {
		store.write(key, bytes, temporary);
	}

	@Override
	public boolean exists(final String key) {
		return store.exists(key);
	}

	@Override
	public String location(final String node) {
		return store.location(node);
	}
}
