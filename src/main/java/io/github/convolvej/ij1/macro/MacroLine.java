package io.github.convolvej.ij1.macro;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A call of a command as a line of an ImageJ macro: {@code run("Label...",
 * "key=value key=[a value]");}. It holds the values as they are; brackets and
 * escapes are put on and taken off here. Immutable.
 */
public final class MacroLine {

	/** Of a line that is not understood, so much is shown. */
	private static final int MOST_SHOWN = 200;

	private final String label;
	private final Map<String, String> values;

	/**
	 * @param label the command's label in the menu
	 * @param values text by key, in the order in which they are written
	 */
	public MacroLine(final String label, final Map<String, String> values) {
		this.label = label;
		this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	/**
	 * @param line what {@link #toString} gives, perhaps with other spaces
	 * @return it taken apart
	 * @throws IllegalArgumentException if it is something else
	 */
	public static MacroLine parse(final String line) {
		final String text = line.trim();
		final String start = "run(";
		final int labelEnd = text.startsWith(start) ? stringEnd(text, start.length()) : -1;
		if (labelEnd < 0) throw unreadable(text);
		int at = labelEnd;
		int from = afterSpace(text, at);
		String options = "";
		if (from < text.length() && text.charAt(from) == ',') {
			from = afterSpace(text, from + 1);
			at = stringEnd(text, from);
			if (at < 0) throw unreadable(text);
			options = unescaped(text.substring(from + 1, at - 1));
		}
		final String end = text.substring(at).trim();
		if (!end.startsWith(")") || !end.substring(1).trim().isEmpty() && !end.substring(1).trim().equals(";"))
			throw unreadable(text);
		return new MacroLine(unescaped(text.substring(start.length() + 1, labelEnd - 1)), MacroOptions.values(options));
	}

	private static IllegalArgumentException unreadable(final String text) {
		final String shown = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + " ...";
		return new IllegalArgumentException("'" + shown + "' is not a call of a command, run(\"Label...\", \"key=value\");");
	}

	private static int afterSpace(final String text, final int from) {
		int at = from;
		while (at < text.length() && Character.isWhitespace(text.charAt(at)))
			at++;
		return at;
	}

	/** The index after a string between double quotes that begins at an index; -1 if there is none. */
	private static int stringEnd(final String text, final int from) {
		if (from >= text.length() || text.charAt(from) != '"') return -1;
		for (int at = from + 1; at < text.length(); at++) {
			if (text.charAt(at) == '"') return at + 1;
			if (text.charAt(at) == '\\') at++;
		}
		return -1;
	}

	/** @return the command's label in the menu */
	public String label() {
		return label;
	}

	/**
	 * @param label the label of a menu entry
	 * @return its name on the command line: letters and digits in lower case, dashes
	 *         for spaces, nothing of what is in brackets
	 */
	public static String nameOf(final String label) {
		return label.toLowerCase(Locale.ROOT).replaceAll("\\s*\\([^)]*\\)", "").replaceAll("[^a-z0-9 -]", "").trim().replace(
			' ', '-');
	}

	/** @return text by key, in order; not to be changed */
	public Map<String, String> values() {
		return values;
	}

	/** @return the second argument of {@code run}, as the command gets it: values in brackets, nothing escaped */
	public String options() {
		final StringBuilder options = new StringBuilder();
		values.forEach((key, value) -> options.append(options.length() > 0 ? " " : "").append(key).append('=').append(
			quoted(value)));
		return options.toString();
	}

	/** In brackets; where these are not in pairs, in single quotes. */
	private static String quoted(final String value) {
		if (!value.isEmpty() && value.indexOf(' ') < 0 && "['".indexOf(value.charAt(0)) < 0) return value;
		int depth = 0;
		boolean pairs = true;
		for (final char c : value.toCharArray()) {
			depth += c == '[' ? 1 : c == ']' ? -1 : 0;
			pairs &= depth >= 0;
		}
		return (pairs && depth == 0) || value.indexOf('\'') >= 0 ? "[" + value + "]" : "'" + value + "'";
	}

	/**
	 * A text between double quotes, as ImageJ's macro language, Java, Groovy and
	 * Python all read it.
	 *
	 * @param text any text
	 * @return it in quotes, on one line
	 */
	public static String string(final String text) {
		return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r").replace("\t",
			"\\t") + "\"";
	}

	private static String unescaped(final String text) {
		final StringBuilder plain = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (c != '\\') {
				plain.append(c);
				continue;
			}
			final char next = text.charAt(++i);
			plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next);
		}
		return plain.toString();
	}

	/** @return the line, complete, without a line break */
	@Override
	public String toString() {
		return "run(" + string(label) + (values.isEmpty() ? "" : ", " + string(options())) + ");";
	}
}
