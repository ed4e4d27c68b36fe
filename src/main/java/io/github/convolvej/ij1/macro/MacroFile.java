package io.github.convolvej.ij1.macro;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A macro of recorded calls of commands, a line each, as a recipe. Comments and
 * empty lines may stand between them, and nothing else: it is read, not run.
 */
public final class MacroFile {

	/** Longer texts are no recipes. */
	private static final int MOST_CHARACTERS = 1 << 20;
	private static final Pattern COMMENTED = Pattern.compile("(run\\(.*\\)\\s*;?)\\s*//.*");

	private MacroFile() {}

	/**
	 * @param text the macro
	 * @return the calls, by the numbers of their lines from 1
	 * @throws IllegalArgumentException if a line is something else, saying which, or
	 *           there is no call
	 */
	public static Map<Integer, MacroLine> parse(final String text) {
		if (text.length() > MOST_CHARACTERS) throw new IllegalArgumentException("it has " + text.length() +
			" characters, but a recipe is a few lines of run(\"Label...\", \"key=value\");");
		final Map<Integer, MacroLine> calls = new LinkedHashMap<>();
		final String[] lines = text.replaceFirst("^\ufeff", "").split("\\R", -1);
		for (int i = 0; i < lines.length; i++) {
			final String line = lines[i].trim();
			if (!line.isEmpty() && !line.startsWith("//")) calls.put(i + 1, call(line, i + 1));
		}
		if (calls.isEmpty()) throw new IllegalArgumentException("it has no line run(\"Label...\", \"key=value\");");
		return Collections.unmodifiableMap(calls);
	}

	private static MacroLine call(final String line, final int number) {
		try {
			return MacroLine.parse(line.replaceFirst("^run\\s*\\(\\s*", "run("));
		}
		catch (final IllegalArgumentException e) {
			final Matcher commented = COMMENTED.matcher(line);
			if (commented.matches()) return call(commented.group(1), number);
			throw new IllegalArgumentException("line " + number + ": " + e.getMessage() +
				" A recipe has only such lines, recorded of ConvolveJ: images are named where the recipe is run", e);
		}
	}
}
