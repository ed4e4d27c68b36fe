package io.github.convolvej.geometry;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that was probably meant by a misspelt one. */
public final class NearestWord {

	private NearestWord() {}

	/**
	 * @param word a misspelt word
	 * @param words the right ones
	 * @return " (did you mean 'x'?)" with the nearest, or nothing if none is near
	 */
	public static String hint(final String word, final Collection<String> words) {
		String nearest = null;
		int least = Math.max(1, word.length() / 3) + 1;
		for (final String candidate : words) {
			final int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
			if (distance < least) {
				least = distance;
				nearest = candidate;
			}
		}
		return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
	}

	/**
	 * @param a a word
	 * @param b another one
	 * @return how many insertions, deletions, substitutions and swaps of neighbours
	 *         turn one into the other (optimal string alignment)
	 */
	public static int distance(final String a, final String b) {
		final int[][] d = new int[a.length() + 1][b.length() + 1];
		for (int i = 0; i <= a.length(); i++)
			for (int j = 0; j <= b.length(); j++) {
				if (i == 0 || j == 0) {
					d[i][j] = i + j;
					continue;
				}
				final int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
				d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
				final boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j -
					1);
				if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
			}
		return d[a.length()][b.length()];
	}
}
