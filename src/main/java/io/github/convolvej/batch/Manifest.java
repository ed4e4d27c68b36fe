package io.github.convolvej.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.GsonBuilder;

/** A record of a run, written as a JSON file next to its result. */
public final class Manifest {

	private final Map<String, Object> entries = new LinkedHashMap<>();

	/**
	 * @param key name of the value
	 * @param value a text, a number, or a list of these
	 * @return this
	 */
	public Manifest put(final String key, final Object value) {
		entries.put(key, value);
		return this;
	}

	/**
	 * Writes the file completely or not at all.
	 *
	 * @param file the file
	 * @throws IOException if it cannot be written
	 */
	public void write(final Path file) throws IOException {
		final String json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(entries) + "\n";
		final Path part = file.resolveSibling("." + file.getFileName() + ".part");
		Files.write(part, json.getBytes(StandardCharsets.UTF_8));
		Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}
}
