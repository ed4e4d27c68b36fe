package io.github.convolvej.ij1;

import java.awt.GraphicsEnvironment;

/** Breaks messages into lines: ImageJ's windows are as wide as their longest line, wider than the screen if need be. */
public final class MessageLines {

	private static final int LONGEST = 90;

	private MessageLines() {}

	/**
	 * @param message what a window, or the log if there is none, will show
	 * @return the same; if there are windows, in lines that fit into one
	 */
	public static String of(final String message) {
		return message == null || GraphicsEnvironment.isHeadless() ? message : broken(message);
	}

	/**
	 * @param message any text
	 * @return the same with blanks replaced by line ends, so that no line is longer than
	 *         90 characters but for single words
	 */
	static String broken(final String message) {
		final StringBuilder lines = new StringBuilder();
		int length = 0;
		// blanks are kept where no line ends: quoted texts stay what they are
		for (final String word : message.split("(?<=\\s)")) {
			final boolean first = length == 0;
			if (!first && length + word.trim().length() > LONGEST) {
				lines.setLength(lines.length() - 1);
				lines.append('\n');
				length = 0;
			}
			lines.append(word);
			length = word.endsWith("\n") ? 0 : length + word.length();
		}
		return lines.toString();
	}
}
