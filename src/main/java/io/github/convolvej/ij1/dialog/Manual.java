package io.github.convolvej.ij1.dialog;

import java.awt.Dimension;
import java.awt.EventQueue;
import java.io.IOException;
import java.net.URL;
import java.util.Locale;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.event.HyperlinkEvent;

import ij.plugin.BrowserLauncher;

/** The manual, of which the jar has every page, in a window: links between pages stay in it, others go to the browser. */
public final class Manual {

	private static final String FOLDER = "/io/github/convolvej/manual/";

	private static JFrame window;
	private static JEditorPane text;

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
		if (EventQueue.isDispatchThread()) show(url);
		else EventQueue.invokeLater(() -> show(url));
	}

	private static void show(final URL url) {
		if (window == null || !window.isDisplayable()) {
			text = new JEditorPane();
			text.setEditable(false);
			text.addHyperlinkListener(Manual::follow);
			window = new JFrame("ConvolveJ Manual");
			window.setName("manual");
			window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
			// also while a dialog is open
			window.setModalExclusionType(java.awt.Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
			final JScrollPane scroll = new JScrollPane(text);
			scroll.setPreferredSize(new Dimension(760, 720));
			window.add(scroll);
			window.pack();
			window.setLocationByPlatform(true);
		}
		load(url);
		window.setVisible(true);
		window.toFront();
	}

	private static void load(final URL url) {
		try {
			text.setPage(url);
		}
		catch (final IOException e) {
			throw new IllegalStateException("The page " + url + " could not be read", e);
		}
	}

	private static void follow(final HyperlinkEvent event) {
		if (event.getEventType() != HyperlinkEvent.EventType.ACTIVATED || event.getURL() == null) return;
		final URL url = event.getURL();
		if (url.getPath().contains(FOLDER) && url.getPath().endsWith(".html")) load(url);
		else open(url);
	}

	private static void open(final URL url) {
		try {
			BrowserLauncher.openURL(url.toString());
		}
		catch (final IOException e) {
			throw new IllegalStateException("No browser could be opened for " + url, e);
		}
	}
}
