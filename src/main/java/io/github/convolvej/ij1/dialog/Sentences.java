package io.github.convolvej.ij1.dialog;

import io.github.convolvej.explain.WordFile;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What commands say of their results, in the language of the desktop. Commands say it in English, which macros, logs and
 * the command line print; dialogs look each sentence up. What is in no list, as the reason of a rare mistake, stays English.
 */
final class Sentences {

	/** The bundle: a file for each language beside this class; its order is that of the English file. */
	static final String BUNDLE = "io.github.convolvej.ij1.dialog.sentences";

	private static final String PARTS = " \u00b7 ";

	private final List<Sentence> sentences = new ArrayList<>();

	private Sentences(final List<String> keys, final ResourceBundle english, final ResourceBundle other) {
		for (final String key : keys)
			sentences.add(new Sentence(english.getString(key), other.getString(key)));
		// the sentence with most words of its own is meant
		sentences.sort((a, b) -> b.own - a.own);
	}

	/**
	 * @param language the language
	 * @return its sentences; English ones stay as they are
	 */
	static Sentences of(final Locale language) {
		final ResourceBundle other = WordFile.open(BUNDLE, language);
		final ResourceBundle english = WordFile.open(BUNDLE, Locale.ROOT);
		final boolean same = other.getLocale().equals(Locale.ROOT);
		return new Sentences(same ? new ArrayList<>() : new ArrayList<>(english.keySet()), english, other);
	}

	/** A text in lines, each of which may have parts. */
	String say(final String english) {
		if (sentences.isEmpty()) return english;
		return Arrays.stream(english.split("\n")).map(line -> Arrays.stream(line.split(PARTS)).map(this::sentence).collect(
			Collectors.joining(PARTS))).collect(Collectors.joining("\n"));
	}

	private String sentence(final String english) {
		for (final Sentence known : sentences) {
			final Matcher words = known.english.matcher(english);
			if (!words.matches()) continue;
			final Object[] values = new Object[words.groupCount()];
			for (int i = 0; i < values.length; i++)
				values[i] = sentence(words.group(i + 1));
			return MessageFormat.format(known.other, values);
		}
		// a list, as 2 channels, 16 slices
		final int comma = english.indexOf(", ");
		return comma < 0 ? english : sentence(english.substring(0, comma)) + ", " + sentence(english.substring(comma + 2));
	}

	/** One of them in both languages. */
	private static final class Sentence {

		private final Pattern english;
		private final String other;
		private final int own;

		Sentence(final String english, final String other) {
			final StringBuilder pattern = new StringBuilder();
			int values = 0;
			int from = 0;
			final String text = english.replace("''", "'");
			for (int at = text.indexOf("{" + values + "}"); at >= 0; at = text.indexOf("{" + values + "}")) {
				pattern.append(Pattern.quote(text.substring(from, at))).append(values == 0 && at == 0 ? "([^,;:]+?)"
					: quoted(text, at) ? "(.*?)" : "(.+?)");
				from = at + 3;
				values++;
			}
			this.english = Pattern.compile(pattern.append(Pattern.quote(text.substring(from))).toString(), Pattern.DOTALL);
			this.other = other;
			own = text.length();
		}

		/** What users have typed may be nothing at all. */
		private static boolean quoted(final String text, final int at) {
			return at > 0 && text.charAt(at - 1) == '\'';
		}
	}
}
