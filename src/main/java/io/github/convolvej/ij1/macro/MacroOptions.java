package io.github.convolvej.ij1.macro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.Macro;

/**
 * The options of ImageJ's {@code run("Command...", "key=value key=[a value]
 * key")}, taken apart by the same rules as ImageJ's Macro.getValue: values end at
 * a space, or are within square brackets, which may be nested, or single quotes.
 * Unlike there, nothing is overlooked; and what ImageJ would read differently is
 * refused, so that a macro means the same in ImageJ and in Fiji.
 */
public final class MacroOptions {

	private MacroOptions() {}

	/**
	 * @param options the second argument of {@code run}
	 * @return values by key, in order; a key without a value has "true"
	 * @throws IllegalArgumentException if a bracket or quote is not closed, a key
	 *           is not a word in lower case or is there twice, or ImageJ would
	 *           find another value for it
	 */
	public static Map<String, String> parse(final String options) {
		final Map<String, String> values = values(options);
		checkAgreement(options, values);
		return values;
	}

	/** The same without asking ImageJ: a value may hold what looks like another key. */
	static Map<String, String> values(final String options) {
		final Map<String, String> values = new LinkedHashMap<>();
		int i = 0;
		while (true) {
			while (i < options.length() && Character.isWhitespace(options.charAt(i)))
				i++;
			if (i == options.length()) break;
			final int start = i;
			while (i < options.length() && options.charAt(i) != '=' && !Character.isWhitespace(options.charAt(i)))
				i++;
			final String key = options.substring(start, i);
			if (!key.matches("[a-z][a-z0-9]*")) throw new IllegalArgumentException("'" + key + "' in '" + options.trim() +
				"' is not a key: keys are words in lower case, and values with spaces are in [brackets]");
			String value = "true";
			if (i < options.length() && options.charAt(i) == '=') {
				final int end = valueEnd(options, i + 1, key);
				value = options.substring(i + 1, end);
				i = end;
				if (!value.isEmpty() && "['".indexOf(value.charAt(0)) >= 0) value = value.substring(1, value.length() - 1);
			}
			if (values.put(key, value) != null) throw new IllegalArgumentException("'" + key + "' is given twice in '" +
				options.trim() + "'");
		}
		return values;
	}

	/** ImageJ takes the first key= that it finds, even within the value of another key. */
	private static void checkAgreement(final String options, final Map<String, String> values) {
		for (final Map.Entry<String, String> e : values.entrySet()) {
			final String inImageJ = Macro.getValue(options, e.getKey(), "true");
			if (!inImageJ.equals(e.getValue())) throw new IllegalArgumentException("'" + e.getKey() + "=' is in '" + options
				.trim() + "' more than once: ImageJ would take '" + inImageJ + "' instead of '" + e.getValue() + "'");
		}
	}

	private static int valueEnd(final String options, final int start, final String key) {
		if (start == options.length()) return start;
		final char first = options.charAt(start);
		if (first == '\'') {
			final int end = options.indexOf('\'', start + 1);
			if (end < 0) throw new IllegalArgumentException("The quote after '" + key + "=' is not closed");
			return end + 1;
		}
		if (first == '[') {
			int depth = 0;
			for (int i = start; i < options.length(); i++) {
				depth += options.charAt(i) == '[' ? 1 : options.charAt(i) == ']' ? -1 : 0;
				if (depth == 0) return i + 1;
			}
			throw new IllegalArgumentException("The bracket after '" + key + "=' is not closed");
		}
		// other white space belongs to the value, as the lines of a kernel do
		final int end = options.indexOf(' ', start);
		return end < 0 ? options.length() : end;
	}

	/**
	 * The keys that a command does not have.
	 *
	 * @param values values by key
	 * @param known keys of the command
	 * @return the others
	 */
	static List<String> unknown(final Map<String, String> values, final List<String> known) {
		final List<String> unknown = new ArrayList<>(values.keySet());
		unknown.removeAll(known);
		return unknown;
	}
}
