package io.github.convolvej.cli;

import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.network.model.ImageModel;
import io.github.convolvej.network.onnx.ExternalData;
import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

	/**
	 * @param values of a filter, by key
	 * @throws UsageException if one is the path of a file that Java cannot find,
	 *           because the locale has not all of its letters
	 */
	static void checkNames(final Map<String, String> values) {
		final Charset locale = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
		if (!locale.canEncode()) return;
		values.forEach((key, value) -> {
			if (!mayName(key, value) || locale.newEncoder().canEncode(value)) return;
			throw new UsageException(key + " names the file '" + value + "': " + FileNames.advice());
		});
	}

	/** Whether there is a file or folder of that name. */
	static boolean exists(final String name) {
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
	 * @return the files that exist and are read because of it; of a model those too
	 *         that hold its weights
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
		if (Files.isDirectory(path)) return key.equals(MODEL) ? model(path, MODEL_DEPTH) : Collections.emptyList();
		if (!Files.isRegularFile(path)) return Collections.emptyList();
		if (!key.equals(MODEL)) return List.of(path);
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".yaml") || name.endsWith(".yml")) return model(path, 1);
		return name.endsWith(".onnx") ? network(path) : List.of(path);
	}

	/** A model of bioimage.io, or all files beside it if it cannot be read. */
	private static List<Path> model(final Path path, final int depth) {
		try {
			return List.copyOf(ImageModel.files(path));
		}
		catch (final IOException | IllegalArgumentException e) {
			// what is wrong is told when it is read
			return files(Files.isDirectory(path) ? path : path.toAbsolutePath().getParent(), depth);
		}
	}

	/** A network, and the files that hold its weights. */
	private static List<Path> network(final Path path) {
		final List<Path> files = new ArrayList<>(List.of(path));
		try {
			files.addAll(ExternalData.files(path));
		}
		catch (final IOException | IllegalArgumentException e) {
			// what is wrong is told when it is read
			return files;
		}
		return files;
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
