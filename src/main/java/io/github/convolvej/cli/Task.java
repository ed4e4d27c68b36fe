package io.github.convolvej.cli;

import java.nio.file.Path;

/** A file to filter, and where its result goes. */
final class Task {

	private final Path input;
	private final Path output;

	Task(final Path input, final Path output) {
		this.input = input;
		this.output = output;
	}

	/** @return the image */
	Path input() {
		return input;
	}

	/** @return the TIFF to write */
	Path output() {
		return output;
	}
}
