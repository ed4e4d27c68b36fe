package io.github.convolvej.ij1.dialog;

import io.github.convolvej.geometry.NumberText;

import java.util.ArrayList;
import java.util.List;

/** The live text of a command in short: what comes out and how long it takes; then what there is to note. */
final class LiveLine {

	private static final String NOTE = "Note: ";
	private static final String PIXELS = "Pixel size: ";
	private static final String CONDITION = "Condition number: ";

	private LiveLine() {}

	/**
	 * @param text the live text of a command, in lines
	 * @param seconds that it will take; NaN if that is not known
	 * @return a line, and a line for each note
	 */
	static String of(final String text, final double seconds) {
		final List<String> parts = new ArrayList<>();
		final List<String> notes = new ArrayList<>();
		for (final String line : text.split("\n")) {
			if (line.startsWith(NOTE)) notes.add(line);
			else if (line.startsWith("Result: ") || line.startsWith("Table: ") || parts.isEmpty()) parts.add(line.replaceFirst(
				" \\(image: .*\\)$", ""));
			else if (line.startsWith(CONDITION)) parts.add(line.replaceFirst(";.*$", ""));
			else if (line.startsWith(PIXELS) && line.contains("(image: ")) parts.add("pixels of " + line.substring(PIXELS
				.length()).replaceFirst(" \\(image: .*\\)$", ""));
		}
		if (!Double.isNaN(seconds)) parts.add(time(seconds));
		notes.add(0, String.join(" \u00b7 ", parts));
		return String.join("\n", notes);
	}

	/** About so long. */
	static String time(final double seconds) {
		if (seconds < 0.1) return "less than 0.1 s";
		if (seconds < 1) return "about " + NumberText.rounded(seconds, 1) + " s";
		if (seconds < 100) return "about " + NumberText.rounded(seconds, seconds < 10 ? 1 : 2) + " s";
		if (seconds < 6000) return "about " + Math.round(seconds / 60) + " min";
		return "about " + Math.round(seconds / 3600) + " h";
	}

	/** Of pixels that do not fit the type of the result; empty if few do. */
	static String clamped(final double perThousand) {
		if (perThousand < 1) return "";
		return NOTE + NumberText.rounded(perThousand / 10, 2) + " % of the pixels in the picture do not fit the type of the" +
			" image and are clamped, as negative ones are: a 32-bit result keeps them";
	}
}
