package io.github.convolvej.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that a call reads: none of them is written onto, also not through a link or a second name.
 */
public final class FilesInUse {

	private final Map<Object, String> uses = new HashMap<>();

	/**
	 * @param file a file that is read
	 * @param use what for, as in "OUTPUT x.tif is ..."
	 */
	public void add(final Path file, final String use) {
		uses.putIfAbsent(identity(file), use);
	}

	/**
	 * @param file a file to be written
	 * @return what it is read for, or null
	 */
	public String use(final Path file) {
		return Files.exists(file) ? uses.get(identity(file)) : null;
	}

	/** The same for all names of a file. */
	private static Object identity(final Path file) {
		try {
			final Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
			return key == null ? file.toRealPath() : key;
		}
		catch (final IOException e) {
			// unreadable on the way: the plain path still tells whether names are the same
			return file.toAbsolutePath().normalize();
		}
	}
}
