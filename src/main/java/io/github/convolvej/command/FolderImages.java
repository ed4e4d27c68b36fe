package io.github.convolvej.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The image files of a folder, but not those of its subfolders. */
final class FolderImages {

	/** Endings of the names of image files, in lower case. */
	private static final Set<String> ENDINGS = Set.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "pgm", "ppm", "dcm",
		"fits");

	private FolderImages() {}

	/**
	 * @param key the parameter that names the folder
	 * @param text its value
	 * @param folder the folder
	 * @return its images, in order
	 * @throws IllegalArgumentException if there is none, or the folder cannot be read
	 */
	static List<Path> of(final String key, final String text, final Path folder) {
		final List<Path> images;
		try (Stream<Path> all = Files.list(folder)) {
			images = all.filter(f -> Files.isRegularFile(f) && ENDINGS.contains(ending(f))).sorted().collect(Collectors.toList());
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(key + " is '" + text + "', which could not be read: " + e.getMessage(), e);
		}
		if (images.isEmpty()) throw new IllegalArgumentException(key + " is '" + text +
			"', but no image is in that folder: images are files that end in .tif, .png, .jpg ...");
		return images;
	}

	private static String ending(final Path file) {
		final String name = file.toString();
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}
}
