package io.github.convolvej.cli.files;

import io.github.convolvej.store.FileNames;

import java.nio.file.Path;

/** A file to filter, and where its result goes; or why it cannot be filtered, known before any work. */
public final class FileTask {

	private final String name;
	private final Path input;
	private final Path output;
	private final String refusal;
	private final String image;

	private FileTask(final String name, final String image, final Path input, final Path output, final String refusal) {
		this.name = name;
		this.image = image;
		this.input = input;
		this.output = output;
		this.refusal = refusal;
	}

	public FileTask(final Path input, final Path output) {
		this(FileNames.text(input), FileNames.of(input), input, output, null);
	}

	/** The same for an image of a plate, which tables call otherwise. */
	FileTask called(final String other) {
		return new FileTask(name, other, input, output, refusal);
	}

	/**
	 * @param name what was named
	 * @param refusal why it cannot be read
	 * @return a task that only reports this
	 */
	static FileTask unreadable(final String name, final String refusal) {
		return new FileTask(name, name, null, null, refusal);
	}

	/** The same file, for which there is a reason not to filter it. */
	FileTask refused(final String reason) {
		return new FileTask(name, image, input, output, reason);
	}

	/** @return the input as messages name it */
	public String name() {
		return name;
	}

	/** @return the name of the image in tables, without its folders */
	public String image() {
		return image;
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
