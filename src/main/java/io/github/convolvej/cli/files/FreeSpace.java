package io.github.convolvej.cli.files;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks that a file fits its disk. */
public final class FreeSpace {

	private FreeSpace() {}

	/**
	 * @param file a file to be written, in a folder that exists
	 * @param bytes its size
	 * @throws IOException if the disk has less left; a disk that does not report its free space counts as large enough
	 */
	public static void check(final Path file, final long bytes) throws IOException {
		check(file, bytes, of(file));
	}

	/**
	 * @param file a file or folder, which may not exist yet, in folders that may not
	 *          exist either
	 * @return bytes that can be written on its disk; 0 if the disk does not report it
	 * @throws IOException if this cannot be found out
	 */
	public static long of(final Path file) throws IOException {
		Path folder = file.toAbsolutePath().normalize().getParent();
		while (folder != null && !Files.exists(folder))
			folder = folder.getParent();
		if (folder == null) return 0;
		return FileNames.isText(folder) ? folder.toFile().getUsableSpace() : Files.getFileStore(folder).getUsableSpace();
	}

	/**
	 * @param file a file or folder
	 * @return bytes of all files in it; 0 if there is none
	 * @throws IOException if it cannot be read
	 */
	public static long taken(final Path file) throws IOException {
		if (!Files.exists(file)) return 0;
		try (Stream<Path> all = Files.walk(file)) {
			return all.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	/**
	 * @param file a file to be written
	 * @param bytes its size
	 * @param free bytes that its disk has left; 0 if the disk does not report it
	 * @throws IOException if these are less
	 */
	public static void check(final Path file, final long bytes, final long free) throws IOException {
		if (free > 0 && free < bytes) throw new IOException("the result needs " + NumberText.bytes(bytes) + ", but only " + NumberText.bytes(free) + " are free for " + file);
	}
}
