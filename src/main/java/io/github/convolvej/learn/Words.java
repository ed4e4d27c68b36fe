package io.github.convolvej.learn;

import io.github.convolvej.border.Border;
import io.github.convolvej.explain.Phrase;
import io.github.convolvej.explain.WordFile;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The words of pictures in a language, and a font that has its letters. Where no
 * font on the machine has them, the words are English.
 */
public final class Words {

	/** The bundle: a file for each language beside this class. */
	static final String BUNDLE = "io.github.convolvej.learn.words";

	private final ResourceBundle words;
	private final String family;

	private Words(final ResourceBundle words, final String family) {
		this.words = words;
		this.family = family;
	}

	/**
	 * @param locale a language; English if there are no words in it
	 * @return its words
	 */
	public static Words of(final Locale locale) {
		final ResourceBundle bundle = WordFile.open(BUNDLE, locale);
		final String letters = bundle.getString("letters");
		if (new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplayUpTo(letters) < 0) return new Words(bundle, Font.SANS_SERIF);
		for (final Font font : GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
			if (font.canDisplayUpTo(letters) < 0) return new Words(bundle, font.getFamily());
		return new Words(WordFile.open(BUNDLE, Locale.ENGLISH), Font.SANS_SERIF);
	}

	/**
	 * @param key a key of the files
	 * @param values what stands where the text has {0}, {1} ...
	 * @return the word or sentence
	 */
	public String text(final String key, final Object... values) {
		return WordFile.text(words, key, values);
	}

	/** What is outside the image. */
	String border(final Border border) {
		final String key = "border." + border;
		return text("border", words.containsKey(key) ? words.getString(key) : border);
	}

	/** A line of arithmetic; a sentence that this language lacks stays English. */
	String text(final Phrase phrase) {
		return phrase.in(english -> words.containsKey(key(english)) ? words.getString(key(english)) : english);
	}

	/** The heading of a column, which is English where this language has no other. */
	String heading(final String english) {
		final String key = "heading." + english.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
		return words.containsKey(key) ? words.getString(key) : english;
	}

	/** How a sentence is named in the files: its letters and numbers, joined by dashes. */
	static String key(final String english) {
		return "say." + english.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
	}

	/** A font of a style and size in pixels, with the letters of these words. */
	Font font(final int style, final float size) {
		return new Font(family, style, 1).deriveFont(size);
	}
}
