package io.github.convolvej.ij1.image;

import java.io.File;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * Remembers what was read from a file last, as long as the file stays as it is and
 * memory is not needed for anything else: while a dialog is open, it would be read
 * at every keystroke.
 */
final class LastFile<T> {

	/** Milliseconds within which a file may change again without a new date. */
	private static final long RECENT = 2000;

	private String key = "";
	private SoftReference<T> value = new SoftReference<>(null);

	/**
	 * @param file an existing file
	 * @param how what else the value depends on
	 * @param reader reads it
	 * @return what the reader gives, or gave for the same file
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
