package io.github.convolvej.ij1.explorer;

import io.github.convolvej.explain.WordFile;

import java.text.NumberFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the window in the language of the desktop, English where there is no file of it. */
final class ExplorerWords {

	/** The bundle: a file for each language beside this class. */
	static final String BUNDLE = "io.github.convolvej.ij1.explorer.words";

	/** The words of dialogs, which the editor of kernels has too. */
	private static final String DIALOGS = "io.github.convolvej.ij1.dialog.labels";

	private final ResourceBundle words;
	private final ResourceBundle dialogs;

	ExplorerWords(final Locale locale) {
		words = WordFile.open(BUNDLE, locale);
		dialogs = WordFile.open(DIALOGS, locale);
	}

	/** A word or sentence, with values where it has {0}, {1} ... */
	String text(final String key, final Object... values) {
		return WordFile.text(words, key, values);
	}

	/** One of the words that all dialogs share. */
	String ofDialogs(final String key) {
		return dialogs.getString(key);
	}

	/** A whole number with its thousands apart. */
	static String count(final double number) {
		return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
	}
}
