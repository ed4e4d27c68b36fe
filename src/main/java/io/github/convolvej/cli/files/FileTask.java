package io.github.convolvej.cli.files;

import java.nio.file.Path;

/** A file to filter, and where its result goes. */
public final class FileTask {

	private final Path input;
	private final Path output;

	public FileTask(final Path input, final Path output) {
		this.input = input;
		this.output = output;
	}

	/** @return the image */
	public Path input() {
		return input;
	}

	/** @return the TIFF to write */
	public Path output() {
		return output;
	}
}
