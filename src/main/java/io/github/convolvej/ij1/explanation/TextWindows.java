package io.github.convolvej.ij1.explanation;

import java.awt.EventQueue;

import ij.plugin.frame.Editor;

/** Shows texts in ImageJ's editor window, from which they can be copied, saved and, if they are macros, run. */
public final class TextWindows {

	private TextWindows() {}

	/**
	 * @param title title of the window
	 * @param text text of the window
	 */
	public static void show(final String title, final String text) {
		EventQueue.invokeLater(() -> {
			final Editor editor = new Editor();
			editor.create(title.endsWith("(macro)") ? title + ".ijm" : title + ".txt", text);
		});
	}
}
