package io.github.convolvej.ij1.explanation;

import java.awt.EventQueue;

import ij.plugin.frame.Editor;

/** Texts in ImageJ's own editor window, from which they can be copied, saved and, macros, run. */
public final class TextWindows {

	private TextWindows() {}

	/**
	 * @param title of the window
	 * @param text what it shows
	 */
	public static void show(final String title, final String text) {
		EventQueue.invokeLater(() -> {
			final Editor editor = new Editor();
			editor.create(title.endsWith("(macro)") ? title + ".ijm" : title + ".txt", text);
		});
	}
}
