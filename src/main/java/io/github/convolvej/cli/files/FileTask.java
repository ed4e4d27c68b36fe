package io.github.convolvej.cli.files;

import io.github.convolvej.store.FileNames;

import java.nio.file.Path;

/** A file to filter, and where its result goes; or why it cannot be filtered, known before any work. */
public final class FileTask {

	private final String name;
	private final Path input;
	private final Path output;
	private final String refusal;

	private FileTask(final String name, final Path input, final Path output, final String refusal) {
		this.name = name;
		this.input = input;
		this.output = output;
		this.refusal = refusal;
	}

	public FileTask(final Path input, final Path output) {
		this(FileNames.text(input), input, output, null);
	}

	/**
	 * @param name what was named
	 * @param refusal why it cannot be read
	 * @return a task that only reports this
	 */
	static FileTask unreadable(final String name, final String refusal) {
		return new FileTask(name, null, null, refusal);
	}

	/** The same file, for which there is a reason not to filter it. */
	FileTask refused(final String reason) {
		return new FileTask(name, input, output, reason);
	}

	/** @return the input as messages name it */
	public String name() {
		return name;
	}

	/** @return the image; null if what was named is no file */
	public Path input() {
		return input;
	}

	/** @return the TIFF to write; null if what was named is no file */
	public Path output() {
		return output;
	}

	/** @return why it cannot be filtered, or null */
	public String refusal() {
		return refusal;
	}
}
