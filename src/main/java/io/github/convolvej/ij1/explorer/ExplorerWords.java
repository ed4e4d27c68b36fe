package io.github.convolvej.ij1.explorer;

import io.github.convolvej.explain.WordFile;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the window in the language of the desktop, English where there is no file of it. */
final class ExplorerWords {

	/** The bundle: a file for each language beside this class. */
	static final String BUNDLE = "io.github.convolvej.ij1.explorer.words";

	private final ResourceBundle words;

	ExplorerWords(final Locale locale) {
		words = WordFile.open(BUNDLE, locale);
	}

	/** A word or sentence, with values where it has {0}, {1} ... */
	String text(final String key, final Object... values) {
		return WordFile.text(words, key, values);
	}

	/** A whole number with its thousands apart. */
	static String count(final double number) {
		return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
	}
}
