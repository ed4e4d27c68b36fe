package io.github.convolvej.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers and lines as they are printed, the same in every locale. */
public final class ConsoleText {

	private static final String[] UNITS = { "bytes", "kB", "MB", "GB", "TB", "PB", "EB" };

	private ConsoleText() {}

	/** A number of bytes with three digits, in powers of 1000. */
	public static String bytes(final long count) {
		double value = count;
		int unit = 0;
		while (value >= 999.5) {
			value /= 1000;
			unit++;
		}
		final int digits = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
		return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS[unit]);
	}

	/** Number of things, in the singular if it is one. */
	public static String count(final long n, final String thing) {
		return n + " " + thing + (n == 1 ? "" : "s");
	}

	/** A number without digits that say nothing. */
	public static String number(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
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
