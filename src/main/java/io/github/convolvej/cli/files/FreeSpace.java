package io.github.convolvej.cli.files;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that a file fits its disk. */
public final class FreeSpace {

	private FreeSpace() {}

	/**
	 * @param file a file to be written, in a folder that exists
	 * @param bytes its size
	 * @throws IOException if the disk has less left; a disk that does not report its free space counts as large enough
	 */
	public static void check(final Path file, final long bytes) throws IOException {
		final Path folder = file.toAbsolutePath().getParent();
		check(file, bytes, FileNames.isText(folder) ? folder.toFile().getUsableSpace() : Files.getFileStore(folder)
			.getUsableSpace());
	}

	public static void check(final Path file, final long bytes, final long free) throws IOException {
		if (free > 0 && free < bytes) throw new IOException("the result needs " + NumberText.bytes(bytes) + ", but only " + NumberText.bytes(free) + " are free for " + file);
	}
}
