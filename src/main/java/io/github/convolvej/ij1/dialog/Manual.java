package io.github.convolvej.ij1.dialog;

import java.awt.EventQueue;
import java.net.URL;
import java.util.Locale;


/**
 * The manual and the lessons, of which the jar has every page, in a window: links between pages stay in it, others go to
 * the browser.
 */
public final class Manual {

	/** Pages in it stay in the window. */
	private static final String ALL = "/io/github/convolvej/";
	private static final String FOLDER = ALL + "manual/";
	private static final String LESSONS = ALL + "lessons/";

	/** The page with the contents. */
	private static final String CONTENTS = "README";

	private static ManualWindow window;

	private Manual() {}

	/**
	 * @param label a command's, as in the menu
	 * @return the name of its page: the label's words in lower case with dashes,
	 *         without what is in parentheses
	 */
	public static String page(final String label) {
		return label.replace("...", "").replaceAll("\\([^)]*\\)", "").trim().toLowerCase(Locale.ROOT).replaceAll("\\s+",
			"-");
	}

	/**
	 * @param page name of a page, without ending
	 * @return where it is; null if there is no such page
	 */
	public static URL url(final String page) {
		return Manual.class.getResource(FOLDER + page + ".html");
	}

	/**
	 * Opens a page, in the window that shows the manual already if there is one.
	 *
	 * @param page name of a page, without ending
	 */
	public static void show(final String page) {
		final URL url = url(page);
		if (url == null) throw new IllegalStateException("The manual has no page " + page);
		open(url);
	}

	/**
	 * @param locale a language
	 * @return where the contents of the lessons are in it; in English if there are none
	 */
	public static URL lessons(final Locale locale) {
		final URL own = Manual.class.getResource(LESSONS + CONTENTS + "." + locale.getLanguage() + ".html");
		return own == null ? Manual.class.getResource(LESSONS + CONTENTS + ".html") : own;
	}

	/** Opens the contents of the lessons in the language of the desktop, in the same window. */
	public static void showLessons() {
		final URL url = lessons(Locale.getDefault());
		if (url == null) throw new IllegalStateException("The jar has no lessons");
		open(url);
	}

	private static void open(final URL url) {
		if (EventQueue.isDispatchThread()) show(url);
		else EventQueue.invokeLater(() -> show(url));
	}

	private static void show(final URL url) {
		if (window == null || !window.isOpen()) window = new ManualWindow(Labels.of(Locale.getDefault(), Manual.class), url(
			CONTENTS), ALL);
		window.show(url);
	}
}
