package io.github.convolvej.cli.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The failures of a run, for programs: JSON, an object on each line with the members
 * {@code file}, {@code output} (null if there is none) and {@code reason}. It exists
 * from the beginning and stays empty if nothing fails.
 */
public final class FailureList {

	private static final String START = "{\"file\":";

	private final Path path;
	private final boolean dryRun;

	/**
	 * Begins a new list.
	 *
	 * @param path its file; a list of an earlier run is replaced
	 * @param used the files that the call reads
	 * @param dryRun whether nothing is written, so that the name is checked only
	 * @throws UsageException if it cannot be written, or something else has that name
	 */
	public FailureList(final Path path, final FilesInUse used, final boolean dryRun) {
		this.dryRun = dryRun;
		this.path = path;
		final String use = used.use(path);
		if (use != null) throw new UsageException("--failures names " + path + ", which is " + use + ": choose another name");
		try {
			if (Files.exists(path) && !isList(path)) throw new UsageException("--failures names " + path +
				", which exists and is no list of failures: choose another name");
			if (!dryRun) Files.write(path, new byte[0]);
		}
		catch (final IOException e) {
			throw new UsageException("--failures names " + path + ", which cannot be written: " + (e instanceof NoSuchFileException && path
				.toAbsolutePath().getParent() != null && Files.isDirectory(path.toAbsolutePath().getParent()) ? "its folder takes no new files"
					: e instanceof NoSuchFileException ? "its folder does not exist" : Failures.message(e)) + ": choose another name", e);
		}
	}

	private static boolean isList(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) return false;
		try (BufferedReader in = Files.newBufferedReader(path)) {
			final char[] start = new char[START.length()];
			final int length = in.read(start);
			return length < 0 || new String(start, 0, length).equals(START);
		}
		catch (final MalformedInputException e) {
			return false;
		}
	}

	/**
	 * Adds a line.
	 *
	 * @param file what failed
	 * @param output where its result would have been, or null
	 * @param reason why
	 * @throws IOException if it cannot be written
	 */
	public void add(final String file, final String output, final String reason) throws IOException {
		if (dryRun) return;
		final String line = START + quoted(file) + ",\"output\":" + (output == null ? "null" : quoted(output)) +
			",\"reason\":" + quoted(reason) + "}\n";
		Files.write(path, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
	}

	/** A string of JSON (RFC 8259), in ASCII. */
	private static String quoted(final String text) {
		final StringBuilder quoted = new StringBuilder("\"");
		for (final char c : text.toCharArray())
			if (c == '"' || c == '\\') quoted.append('\\').append(c);
			else if (c < ' ' || c > '~') quoted.append(String.format("\\u%04x", (int) c));
			else quoted.append(c);
		return quoted.append('"').toString();
	}
}
