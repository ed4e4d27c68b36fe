package io.github.convolvej.explain;

import java.util.Locale;
import java.util.ResourceBundle;

/** Words in files of properties, one for each language. */
public final class WordFile {

	private WordFile() {}

	/**
	 * @param name of the files, with the package
	 * @param locale a language
	 * @return its words; English where there is no file of it, whatever the language of the desktop
	 */
	public static ResourceBundle open(final String name, final Locale locale) {
		// the desktop's language is the one that was asked for, so there is no other one to fall back to but English
		return ResourceBundle.getBundle(name, locale, WordFile.class.getClassLoader(), ResourceBundle.Control
			.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
	}

	/**
	 * @param words an open file
	 * @param key of a word or sentence
	 * @param values what is put where it has {0}, {1} ...
	 * @return the sentence with them
	 */
	public static String text(final ResourceBundle words, final String key, final Object... values) {
		String text = words.getString(key);
		for (int i = 0; i < values.length; i++)
			text = text.replace("{" + i + "}", String.valueOf(values[i]));
		return text;
	}
}
