package io.github.convolvej.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that values of keys name: kernels, weights, models, second images. */
final class NamedFiles {

	private static final Pattern ENDING = Pattern.compile(".*\\.[A-Za-z][A-Za-z0-9]{1,11}", Pattern.DOTALL);
	/** Keys whose values are always an open image or a file. */
	private static final List<String> IMAGES = List.of("positions", "offsets", "mask", "source");
	private static final String MODEL = "model";
	private static final int MODEL_DEPTH = 3;
	private static final int MAX_FILES = 10000;

	private NamedFiles() {}

	/**
	 * Without looking whether there is such a file.
	 *
	 * @param key a key
	 * @param value its value
	 * @return whether it may be the path of a file or folder
	 */
	static boolean mayName(final String key, final String value) {
		final String text = value.trim();
		if (text.isEmpty()) return false;
		// a switch of pooling is called positions too
		if (IMAGES.contains(key)) return !text.equals("true") && !text.equals("false");
		if (key.equals(MODEL) && text.indexOf('|') >= 0) return false;
		return ENDING.matcher(text).matches() || key.equals(MODEL) && (text.matches("(?s).*[/\\\\].*") || exists(text));
	}

	/** Only for names in the working folder. */
	private static boolean exists(final String name) {
		try {
			return Files.exists(Path.of(name));
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}

	/**
	 * @param key a key
	 * @param value its value
	 * @return the files that exist and are read because of it; of a model those of its
	 *         folder too, which hold its weights
	 */
	static List<Path> of(final String key, final String value) {
		if (!mayName(key, value)) return Collections.emptyList();
		final Path path;
		try {
			path = Path.of(value.trim());
		}
		catch (final InvalidPathException e) {
			return Collections.emptyList();
		}
		// only models are folders
		if (Files.isDirectory(path)) return key.equals(MODEL) ? files(path, MODEL_DEPTH) : Collections.emptyList();
		if (!Files.isRegularFile(path)) return Collections.emptyList();
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		final boolean description = name.endsWith(".yaml") || name.endsWith(".yml");
		if (!key.equals(MODEL) || !description) return List.of(path);
		return files(path.toAbsolutePath().getParent(), 1);
	}

	private static List<Path> files(final Path folder, final int depth) {
		try (Stream<Path> files = Files.walk(folder, depth)) {
			return files.filter(Files::isRegularFile).sorted().limit(MAX_FILES).collect(Collectors.toList());
		}
		catch (final IOException | UncheckedIOException e) {
			// what cannot be listed is no model: reading it will tell why
			return Collections.emptyList();
		}
	}
}
