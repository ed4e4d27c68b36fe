package io.github.convolvej.store.zarr;

import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.ImageDescription;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

/**
 * Writes an OME-Zarr container: first all metadata, then the chunks. One process
 * can write all of it, or several processes a part each. Files are never
 * incomplete; the next process deletes unfinished files of a killed one. Until
 * the container is complete, it contains a folder {@code .convolvej} with locks
 * and unfinished files.
 */
public final class ZarrWriter implements Closeable {

	/** Property that identifies the recipe and its inputs. */
	public static final String HASH = "hash";
	static final String STATE = ".convolvej";
	static final String TOKEN = "token";
	private static final String WHOLE = "whole";
	private static final int DELETIONS = 20;
	private static final int PAUSE_MILLISECONDS = 50;

	private final FolderStore store;
	private final String part;
	private final Path state;
	private final Path temporary;
	private final FileChannel lockFile;
	private final List<ZarrSink> sinks = new ArrayList<>();
	private final String token = UUID.randomUUID().toString();
	private boolean created;

	private ZarrWriter(final Path path, final String part) throws IOException {
		store = new FolderStore(path);
		this.part = part;
		state = path.resolve(STATE);
		final String label = label(part);
		temporary = state.resolve(label);
		Files.createDirectories(state);
		lockFile = FileChannel.open(state.resolve(label + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			checkOthers(path, label);
			if (lock(lockFile) == null) throw busy(path, label);
			deleteTree(temporary);
			Files.createDirectories(temporary);
			Files.writeString(temporary.resolve(TOKEN), token);
		}
		catch (final IOException | RuntimeException e) {
			lockFile.close();
			throw e;
		}
	}

	/** The name of a part in the folder with locks. */
	static String label(final String part) {
		return part == null ? WHOLE : part;
	}

	/**
	 * Creates a container, or continues one that was created by the same call.
	 *
	 * @param path its folder, which is new, empty, or contains the same images
	 * @param levels levels of the pyramid, the finest first; the property {@link
	 *          #HASH} of the first one identifies recipe and inputs
	 * @param layout layout in which to store them
	 * @param part name of the part that this process writes, null if it writes
	 *          everything
	 * @return the container
	 * @throws IllegalArgumentException if there is another image at that path
	 * @throws IOException if it cannot be written, or another process writes the
	 *           same part of it
	 */
	public static ZarrWriter open(final Path path, final List<ImageDescription> levels, final ZarrLayout layout,
		final String part) throws IOException
	{
		final List<ArrayMetadata> arrays = levels.stream().map(layout::metadata).collect(Collectors.toList());
		checkPlace(path);
		final boolean finished = ZarrImages.isZarr(path) && !Files.exists(path.resolve(STATE));
		final ZarrWriter writer = new ZarrWriter(path, part);
		try {
			writer.prepare(levels, arrays);
		}
		catch (final IOException | RuntimeException e) {
			// nothing is changed in the image of another program, and nothing stays in it
			if (finished) writer.finish();
			else writer.close();
			throw e;
		}
		return writer;
	}

	/** Checks that no existing file would be lost. */
	private static void checkPlace(final Path path) throws IOException {
		if (!Files.exists(path)) return;
		if (!Files.isDirectory(path)) throw new IllegalArgumentException(path + " is a file, but a Zarr container is a folder");
		try (Stream<Path> content = Files.list(path)) {
			final List<String> names = content.map(p -> p.getFileName().toString()).collect(Collectors.toList());
			if (names.isEmpty() || names.contains(STATE) || ZarrImages.isZarr(path)) return;
			throw new IllegalArgumentException("the folder " + path + " exists and holds " + names.get(0) +
				", but is not a Zarr container: choose another name");
		}
	}

	private void prepare(final List<ImageDescription> levels, final List<ArrayMetadata> arrays) throws IOException {
		// parts start at the same time, and one of them creates the container
		try (FileChannel channel = FileChannel.open(state.resolve("create.lock"), StandardOpenOption.CREATE,
			StandardOpenOption.WRITE))
		{
			synchronized (ZarrWriter.class) {
				try (FileLock lock = channel.lock()) {
					final OmeMetadata existing = OmeMetadata.read(store, "");
					if (existing == null) {
						create(levels, arrays);
						created = true;
					}
					else check(existing, levels.get(0), arrays);
				}
			}
		}
		for (int i = 0; i < levels.size(); i++)
			sinks.add(new ZarrSink(new WrittenFiles(store, temporary), String.valueOf(i), arrays.get(i), levels.get(i)));
	}

	private void check(final OmeMetadata existing, final ImageDescription image, final List<ArrayMetadata> arrays)
		throws IOException
	{
		final String expected = image.properties().get(HASH);
		final String found = existing.properties().get(HASH);
		if (expected == null || !expected.equals(found)) throw new IllegalArgumentException(store.location("") +
			" exists and was made " + (found == null ? "by another program" : "of another input or recipe" + recipe(existing)) +
			": choose another name, or add --overwrite");
		for (int i = 0; i < arrays.size(); i++) {
			final ArrayMetadata array = ArrayFiles.read(store, String.valueOf(i));
			if (array == null || !json(array).equals(json(arrays.get(i)))) throw new IllegalArgumentException(store.location(
				String.valueOf(i)) + " is stored with other chunks, compression or format: ask for the same, or choose another" +
				" name, or add --overwrite");
		}
	}

	private static String recipe(final OmeMetadata existing) {
		final String recipe = existing.properties().get("recipe");
		return recipe == null ? "" : " (" + recipe + ")";
	}

	private static JsonObject json(final ArrayMetadata array) {
		return array.version() == 2 ? MetadataV2.toJson(array) : MetadataV3.toJson(array);
	}

	/**
	 * Writes the metadata. Those of the group come last, as a sign that all others
	 * exist.
	 */
	private void create(final List<ImageDescription> levels, final List<ArrayMetadata> arrays) throws IOException {
		for (int i = 0; i < arrays.size(); i++)
			writeJson(i + (arrays.get(i).version() == 2 ? "/.zarray" : "/zarr.json"), json(arrays.get(i)));
		final int version = arrays.get(0).version();
		final JsonObject attributes = OmeMetadata.create(levels, version);
		final JsonObject group = new JsonObject();
		group.addProperty("zarr_format", version);
		if (version == 2) {
			writeJson(".zgroup", group);
			writeJson(".zattrs", attributes);
			return;
		}
		group.addProperty("node_type", "group");
		group.add("attributes", attributes);
		writeJson("zarr.json", group);
	}

	private void writeJson(final String key, final JsonObject json) throws IOException {
		store.write(key, Json.print(json).getBytes(StandardCharsets.UTF_8), temporary);
	}

	/**
	 * @param i level of the pyramid, 0 for the finest
	 * @return sink for its blocks
	 */
	public BlockSink level(final int i) {
		return sinks.get(i);
	}

	/** @return number of levels of the pyramid */
	public int levels() {
		return sinks.size();
	}

	/**
	 * @param i level of the pyramid, 0 for the finest
	 * @return that level as far as it is written, as the source of the next level
	 * @throws IOException if its metadata cannot be read
	 */
	public io.github.convolvej.store.BlockSource read(final int i) throws IOException {
		final String node = String.valueOf(i);
		final ArrayMetadata array = ArrayFiles.read(store, node);
		return new ZarrSource(new ZarrArray(store, node, array), sinks.get(i).description());
	}

	/**
	 * Completes the container: deletes everything except the image.
	 *
	 * @throws IOException if the folder with locks cannot be deleted
	 */
	public void finish() throws IOException {
		close();
		// another part may be finishing too, or may have started too late; it deletes its own lock
		for (final Path lock : locks())
			if (isHeld(lock)) return;
		deleteTree(state);
	}

	/** Releases the lock. Written files stay, and another process can continue. */
	@Override
	public void close() throws IOException {
		if (!lockFile.isOpen()) return;
		deleteTree(temporary);
		lockFile.close();
	}

	/** @return name of the part that this process writes, null if it writes everything */
	public String part() {
		return part;
	}

	/** @return what only this writer has written into its folder, by which a helper finds that it sees the same disk */
	public String token() {
		return token;
	}

	/** @return whether this call has created the container, so that none of its chunks is of an earlier run */
	public boolean isNew() {
		return created;
	}

	/**
	 * Gives a container up that cannot be written: deletes it if this call has
	 * created it; closes it otherwise, as it has chunks of an earlier run.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	public void discard() throws IOException {
		close();
		if (created) deleteTree(store.root());
	}

	private void checkOthers(final Path path, final String label) throws IOException {
		for (final Path other : locks()) {
			final String name = other.getFileName().toString().replaceFirst("\\.lock$", "");
			if (name.equals("create") || name.equals(label)) continue;
			final boolean excludes = label.equals(WHOLE) || name.equals(WHOLE);
			if (excludes && isHeld(other)) throw busy(path, name);
		}
	}

	private static IOException busy(final Path path, final String label) {
		return new IOException(path + " is being written by another process (" + label +
			"): wait for its end, or choose another name");
	}

	private List<Path> locks() throws IOException {
		if (!Files.isDirectory(state)) return new ArrayList<>();
		try (Stream<Path> content = Files.list(state)) {
			return content.filter(p -> p.getFileName().toString().endsWith(".lock")).sorted().collect(Collectors.toList());
		}
	}

	private static boolean isHeld(final Path lock) throws IOException {
		if (!Files.exists(lock)) return false;
		try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
			final FileLock free = lock(channel);
			if (free != null) free.release();
			return free == null;
		}
	}

	/** Returns null if another process, or this one, holds the lock. */
	private static FileLock lock(final FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (final OverlappingFileLockException e) {
			return null;
		}
	}

	/**
	 * Deletes a container to replace it by a new one.
	 *
	 * @param path its folder
	 * @throws IllegalArgumentException if it is not a Zarr container
	 * @throws IOException if it cannot be deleted
	 */
	public static void delete(final Path path) throws IOException {
		if (!Files.exists(path)) return;
		if (!ZarrImages.isZarr(path) && !Files.isDirectory(path.resolve(STATE))) throw new IllegalArgumentException(path +
			" is not a Zarr container, so it is not replaced: choose another name");
		deleteTree(path);
	}

	/** Helpers of a writer that was killed may still be at work for a moment, but cannot begin another file. */
	static void deleteTree(final Path folder) throws IOException {
		for (int i = 1; Files.exists(folder); i++)
			try {
				deleteOnce(folder);
			}
			catch (final DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException e) {
				if (i == DELETIONS) throw new IOException(folder + " could not be deleted: another process writes into it", e);
				pause();
			}
	}

	private static void pause() throws IOException {
		try {
			Thread.sleep(PAUSE_MILLISECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted");
		}
	}

	private static void deleteOnce(final Path folder) throws IOException {
		final List<Path> all;
		try (Stream<Path> tree = Files.walk(folder)) {
			all = tree.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
		}
		for (final Path p : all)
			Files.deleteIfExists(p);
	}
}
