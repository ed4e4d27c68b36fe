package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageDescription;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes chunks of a container that a {@link ZarrWriter} of another process has
 * created and holds. Each helper has a folder of its own for unfinished files
 * inside that of the writer. When the writer is gone, and with it this folder, the
 * helper can write no more. Thread-safe.
 */
public final class ZarrHelper implements Closeable {

	private final FolderStore store;
	private final OmeMetadata group;
	private final Path temporary;

	private ZarrHelper(final FolderStore store, final OmeMetadata group, final Path temporary) {
		this.store = store;
		this.group = group;
		this.temporary = temporary;
	}

	/**
	 * @param path folder of the container
	 * @param part name of the part that the writer writes, null if it writes
	 *          everything
	 * @param token the writer's {@link ZarrWriter#token()}
	 * @return the helper
	 * @throws IOException if there is no such container, no writer at work on it, or
	 *           its folder cannot be written into; the message says which
	 */
	public static ZarrHelper join(final Path path, final String part, final String token) throws IOException {
		final FolderStore store = new FolderStore(path);
		final OmeMetadata group = OmeMetadata.read(store, "");
		if (group == null || !group.hasImage()) throw new IOException(path + " is not there");
		final Path place = path.resolve(ZarrWriter.STATE).resolve(ZarrWriter.label(part));
		final Path seen = place.resolve(ZarrWriter.TOKEN);
		if (!Files.exists(seen)) throw new IOException(path + " is there, but no process has begun to write it: there is no " +
			seen);
		if (!Files.readString(seen).equals(token)) throw new IOException(path +
			" is there, but another process writes it than that which asks for help");
		final Path temporary = place.resolve(UUID.randomUUID().toString());
		try {
			Files.createDirectory(temporary);
		}
		catch (final IOException e) {
			throw new IOException(path + " is there, but cannot be written: " + e, e);
		}
		return new ZarrHelper(store, group, temporary);
	}

	/**
	 * @param level level of the pyramid, 0 for the finest
	 * @return sink for its blocks
	 * @throws IOException if its metadata cannot be read
	 */
	public BlockSink level(final int level) throws IOException {
		final String node = group.paths().get(level);
		final ArrayMetadata array = ArrayFiles.read(store, node);
		return new ZarrSink(new WrittenFiles(store, temporary), node, array, describe(level, array));
	}

	/**
	 * @param level level of the pyramid, 0 for the finest
	 * @return that level as far as it is written, as the source of the next level
	 * @throws IOException if its metadata cannot be read
	 */
	public BlockSource read(final int level) throws IOException {
		final String node = group.paths().get(level);
		final ArrayMetadata array = ArrayFiles.read(store, node);
		return new ZarrSource(new ZarrArray(store, node, array), describe(level, array));
	}

	private ImageDescription describe(final int level, final ArrayMetadata array) throws IOException {
		return group.describe(level, array, group.location());
	}

	/** Deletes unfinished files. Written ones stay. */
	@Override
	public void close() throws IOException {
		ZarrWriter.deleteTree(temporary);
	}
}
