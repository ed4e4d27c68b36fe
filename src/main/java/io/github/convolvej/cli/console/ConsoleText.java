package io.github.convolvej.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Formats lines for the console. */
public final class ConsoleText {

	private ConsoleText() {}

	/** Number of things, in the singular if it is one. */
	public static String count(final long n, final String thing) {
		return n + " " + thing + (n == 1 ? "" : "s");
	}

	/** Lines of words, as long as they may be. */
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
}
