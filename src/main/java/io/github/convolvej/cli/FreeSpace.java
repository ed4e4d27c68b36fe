package io.github.convolvej.cli;

import io.github.convolvej.cli.console.ConsoleText;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a file will fit its disk. */
final class FreeSpace {

	private FreeSpace() {}

	/**
	 * @param file a file to be written, in a folder that exists
	 * @param bytes its size
	 * @throws IOException if the disk has less left; a disk that tells nothing of
	 *           itself is taken to have enough
	 */
	static void check(final Path file, final long bytes) throws IOException {
		check(file, bytes, file.toAbsolutePath().getParent().toFile().getUsableSpace());
	}

	static void check(final Path file, final long bytes, final long free) throws IOException {
		if (free > 0 && free < bytes) throw new IOException("the result needs " + ConsoleText.bytes(bytes) + ", but only " + ConsoleText
			.bytes(free) + " are free for " + file);
	}
}
