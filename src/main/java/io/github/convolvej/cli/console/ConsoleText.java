package io.github.convolvej.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Formats lines for the console. */
public final class ConsoleText {

	/** Messages repeat arguments, which may have megabytes. */
	private static final int MOST_SHOWN = 4000;

	private ConsoleText() {}

	/** Number of things, in the singular if it is one. */
	public static String count(final long n, final String thing) {
		return n + " " + thing + (n == 1 ? "" : "s");
	}

	/** Breaks words into lines of limited length. */
	public static List<String> wrap(final String text, final int width) {
		final List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (final String word : text.trim().split("\\s+")) {
			if (line.length() > 0 && line.length() + 1 + word.length() > width) {
				lines.add(line.toString());
				line = new StringBuilder();
			}
			line.append(line.length() > 0 ? " " : "").append(word);
		}
		lines.add(line.toString());
		return lines;
	}

	/**
	 * @param text any text, with names of files perhaps
	 * @return it on one line: characters that command a terminal are written as their
	 *         numbers, and what is very long is shortened in its middle
	 */
	public static String harmless(final String text) {
		final StringBuilder shown = new StringBuilder();
		final String cut = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN / 2) + " ... " + text.substring(
			text.length() - MOST_SHOWN / 2);
		for (final char c : cut.toCharArray())
			if (c == '\n') shown.append("\\n");
			else if (c == '\t') shown.append("\\t");
			else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.getType(
				c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) shown.append(String.format(
					"\\u%04x", (int) c));
			else shown.append(c);
		return shown.toString();
	}
}
