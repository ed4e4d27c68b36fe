package io.github.convolvej.cli.files;

import io.github.convolvej.geometry.NearestWord;

import java.util.Collection;

/** Suggests the word that was probably meant. */
public final class Suggestion {

	private Suggestion() {}

	/**
	 * @param word a misspelt word
	 * @param words the right ones
	 * @return " (did you mean 'x'?)" with the nearest, or nothing if none is near
	 */
	public static String hint(final String word, final Collection<String> words) {
		return NearestWord.hint(word, words);
	}

	/** The same as {@link NearestWord#distance}. */
	public static int distance(final String a, final String b) {
		return NearestWord.distance(a, b);
	}
}
