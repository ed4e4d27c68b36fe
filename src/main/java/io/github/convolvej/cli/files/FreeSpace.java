package io.github.convolvej.cli.files;

import io.github.convolvej.geometry.NumberText;

import java.io.IOException;
import java.nio.file.Path;

/** Checks that a file fits its disk. */
public final class FreeSpace {

	private FreeSpace() {}

	/**
	 * @param file a file to be written, in a folder that exists
	 * @param bytes its size
	 * @throws IOException if the disk has less left; a disk that tells nothing of
	 *           itself is taken to have enough
	 */
	public static void check(final Path file, final long bytes) throws IOException {
		check(file, bytes, file.toAbsolutePath().getParent().toFile().getUsableSpace());
	}

	public static void check(final Path file, final long bytes, final long free) throws IOException {
		if (free > 0 && free < bytes) throw new IOException("the result needs " + NumberText.bytes(bytes) + ", but only " + NumberText.bytes(free) + " are free for " + file);
	}
}
