package io.github.convolvej.store.tiff;

import java.util.HashMap;
import java.util.Map;

/** The text with which ImageJ describes its TIFFs: lines with a key, =, and a value. */
public final class ImageJDescription {

	private static final int MAX_LINES = 10000;

	private final Map<String, String> values = new HashMap<>();

	private ImageJDescription(final String text) {
		int lines = 0;
		for (final String line : text.split("[\r\n]+")) {
			final int equals = line.indexOf('=');
			if (equals > 0 && lines++ < MAX_LINES) values.put(line.substring(0, equals).trim(), unescaped(line.substring(equals +
				1).trim()));
		}
	}

	/**
	 * @param text the description of a file, or null
	 * @return its values; null if ImageJ did not write it
	 */
	public static ImageJDescription of(final String text) {
		return text == null || !text.startsWith("ImageJ") ? null : new ImageJDescription(text);
	}

	/**
	 * Decodes the numbers that ImageJ writes for characters beyond ASCII, as in
	 * properties files.
	 */
	private static String unescaped(final String text) {
		if (text.indexOf('\\') < 0) return text;
		final StringBuilder plain = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == '\\' && text.regionMatches(i + 1, "u", 0, 1) && i + 6 <= text.length() && text.substring(i + 2,
				i + 6).matches("[0-9A-Fa-f]{4}"))
			{
				plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
				i += 5;
			}
			else plain.append(text.charAt(i));
		}
		return plain.toString();
	}

	/**
	 * @param key a key
	 * @return its value, or null
	 */
	public String get(final String key) {
		return values.get(key);
	}

	/**
	 * @param key a key
	 * @return whether its value is true
	 */
	public boolean is(final String key) {
		return "true".equals(values.get(key));
	}

	/**
	 * @param key a key
	 * @param missing value if there is no number
	 * @return its value
	 */
	public double number(final String key, final double missing) {
		final String text = values.get(key);
		if (text == null) return missing;
		try {
			return Double.parseDouble(text);
		}
		catch (final NumberFormatException e) {
			// as in ImageJ: an invalid number counts as missing
			return missing;
		}
	}

	/** A number of images, at least 1. */
	int count(final String key) {
		final double count = number(key, 1);
		return count >= 1 && count <= Integer.MAX_VALUE ? (int) count : 1;
	}
}
