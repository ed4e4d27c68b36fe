package io.github.convolvej.store;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of files as text. On Linux names are bytes, and a locale such as {@code
 * LC_ALL=C} says that none of them is a letter beyond ASCII: Java then finds such
 * files, but neither can say what they are called nor take such a name as text. It
 * keeps the bytes, though, and gives and takes them as URIs, which is used here.
 */
public final class FileNames {

	/** What Java puts where bytes are no characters. */
	private static final char UNKNOWN = '\ufffd';

	private FileNames() {}

	/**
	 * @param path any path
	 * @return whether Java can find it by its text, as ImageJ's readers need it
	 */
	public static boolean isText(final Path path) {
		return path.toString().indexOf(UNKNOWN) < 0;
	}

	/**
	 * @param path any path
	 * @return its text; where the locale has no such characters, bytes are read as
	 *         UTF-8
	 */
	public static String text(final Path path) {
		if (isText(path)) return path.toString();
		final List<String> names = new ArrayList<>();
		for (final Path name : path)
			names.add(isText(name) ? name.toString() : decoded(raw(name)));
		return (path.isAbsolute() ? "/" : "") + String.join("/", names);
	}

	/**
	 * @param file a file
	 * @return its name without folders
	 */
	public static String of(final Path file) {
		return text(file.getFileName());
	}

	/**
	 * @param folder where relative paths begin
	 * @param text a path
	 * @return it, also if the locale has no such characters: then their bytes are
	 *         those of UTF-8
	 * @throws InvalidPathException if the text cannot be a path
	 */
	public static Path resolve(final Path folder, final String text) {
		try {
			return folder.resolve(text);
		}
		catch (final InvalidPathException e) {
			if (text.indexOf('\0') >= 0 || !FileSystems.getDefault().getSeparator().equals("/")) throw e;
			final String start = text.startsWith("/") ? "" : folder.toAbsolutePath().toUri().getRawPath().replaceFirst("/*$",
				"/");
			return Path.of(URI.create("file://" + start + encoded(text)));
		}
	}

	/**
	 * The name of a file with another ending.
	 *
	 * @param folder where it shall be
	 * @param file a file
	 * @param ending takes the place of the name's ending, in ASCII
	 * @return the path, with the bytes of the file's name
	 */
	public static Path derived(final Path folder, final Path file, final String ending) {
		final Path name = file.getFileName();
		if (isText(name)) return resolve(folder, stem(name.toString()) + ending);
		return Path.of(URI.create("file://" + folder.toAbsolutePath().toUri().getRawPath().replaceFirst("/*$", "/") + stem(
			raw(name)) + ending));
	}

	/**
	 * @param title the title of an image, or the name of a file
	 * @return it without an ending such as {@code .tif}, for names of results
	 */
	public static String withoutEnding(final String title) {
		return title.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
	}

	/** As {@link #withoutEnding}, but a name that is nothing else than an ending stays: a file needs one. */
	private static String stem(final String name) {
		return name.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "");
	}

	/** @return what is to be done so that a name of bytes that are no text can be used as text */
	public static String advice() {
		final String encoding = System.getProperty("sun.jnu.encoding");
		if ("UTF-8".equals(encoding)) return "its name is no text in UTF-8, the encoding of this locale: rename it";
		return "its name has characters that the encoding of this locale, " + encoding +
			", does not have: set LC_ALL=C.UTF-8, or rename it";
	}

	/** The bytes of a name as a URI has them. */
	private static String raw(final Path name) {
		final String path = name.toUri().getRawPath().replaceFirst("/+$", "");
		return path.substring(path.lastIndexOf('/') + 1);
	}

	private static String decoded(final String raw) {
		final byte[] bytes = new byte[raw.length()];
		int n = 0;
		for (int i = 0; i < raw.length(); i++) {
			final boolean escaped = raw.charAt(i) == '%';
			bytes[n++] = escaped ? (byte) Integer.parseInt(raw.substring(i + 1, i + 3), 16) : (byte) raw.charAt(i);
			if (escaped) i += 2;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, n)).toString();
		}
		catch (final CharacterCodingException e) {
			// no UTF-8: most likely of the times before it
			return new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
		}
	}

	private static String encoded(final String text) {
		final StringBuilder raw = new StringBuilder();
		for (final byte b : text.getBytes(StandardCharsets.UTF_8)) {
			final boolean plain = b == '/' || b == '.' || b == '-' || b == '_' || Character.isLetterOrDigit(b & 0xff) && b > 0;
			raw.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
		}
		return raw.toString();
	}
}
