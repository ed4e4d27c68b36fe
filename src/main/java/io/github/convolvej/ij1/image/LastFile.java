package io.github.convolvej.ij1.image;

import java.io.File;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * Keeps the value that was last read from a file until the file changes or the
 * memory is needed. Otherwise an open dialog would read the file at every
 * keystroke.
 */
final class LastFile<T> {

	/**
	 * Milliseconds within which a file may change again without a new modification
	 * time.
	 */
	private static final long RECENT = 2000;

	private String key = "";
	private SoftReference<T> value = new SoftReference<>(null);

	/**
	 * @param file an existing file
	 * @param how further parameters of the value
	 * @param reader reads it
	 * @return the value from the reader, or its earlier value for the same file
	 */
	synchronized T get(final File file, final Object how, final Supplier<T> reader) {
		final long date = file.lastModified();
		final String now = file.getAbsolutePath() + "|" + date + "|" + file.length() + "|" + how;
		final T known = now.equals(key) ? value.get() : null;
		if (known != null) return known;
		final T read = reader.get();
		final boolean settled = System.currentTimeMillis() - date > RECENT;
		key = settled ? now : "";
		value = new SoftReference<>(read);
		return read;
	}
}
