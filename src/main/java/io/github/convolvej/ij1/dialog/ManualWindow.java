package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.preview.WindowPlace;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.event.HyperlinkEvent;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.html.HTMLDocument;

import ij.IJ;
import ij.plugin.BrowserLauncher;

/** A window with pages of the manual: contents, back, find in the page; Esc closes it. All methods are called on the event thread. */
final class ManualWindow {

	private final JFrame window;
	private final JEditorPane text = new JEditorPane() {

		private static final long serialVersionUID = 1L;

		@Override
		protected void paintComponent(final Graphics g) {
			// pictures are made smaller to fit the window
			((Graphics2D) g).setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
			super.paintComponent(g);
		}
	};
	private final JButton back;
	private final JTextField find = new JTextField(16);
	private final Deque<URL> visited = new ArrayDeque<>();
	private final String folder;
	private final Labels labels;
	private ManualPage page;
	private URL shown;

	/**
	 * @param labels words
	 * @param contents the page with the contents
	 * @param folder where the pages are: other links go to the browser
	 */
	ManualWindow(final Labels labels, final URL contents, final String folder) {
		this.folder = folder;
		this.labels = labels;
		text.setContentType("text/html");
		text.setName("page");
		text.setEditable(false);
		// pages are written for white paper, whatever the desktop looks like
		text.setBackground(Color.WHITE);
		text.setForeground(Color.BLACK);
		text.addHyperlinkListener(this::follow);
		window = new JFrame(labels.word("help.title"));
		window.setName("manual");
		window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
		// also while a dialog is open
		window.setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
		final JButton first = new JButton(labels.word("help.contents"));
		first.setName("contents");
		first.addActionListener(e -> show(contents));
		back = new JButton(labels.word("help.back"));
		back.setName("back");
		back.addActionListener(e -> goBack());
		find.setName("find");
		find.addActionListener(e -> findNext());
		final JPanel tools = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 4));
		tools.add(first);
		tools.add(back);
		tools.add(new JLabel(labels.word("help.find")));
		tools.add(find);
		final JScrollPane scroll = new JScrollPane(text);
		scroll.setPreferredSize(new Dimension(760, 620));
		window.add(tools, BorderLayout.NORTH);
		window.add(scroll, BorderLayout.CENTER);
		window.getRootPane().registerKeyboardAction(e -> window.dispose(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		Fonts.scale(tools);
		window.pack();
		// at the right of the screen, where it leaves most to see
		final Rectangle usable = WindowPlace.usable(window.getGraphicsConfiguration());
		window.setSize(Math.min(window.getWidth(), usable.width), Math.min(window.getHeight(), usable.height));
		window.setLocation(usable.x + usable.width - window.getWidth() - DialogPlace.FRAME.left - DialogPlace.FRAME.right,
			usable.y);
	}

	boolean isOpen() {
		return window.isDisplayable();
	}

	/** Shows a page. */
	void show(final URL page) {
		if (shown != null && !shown.toExternalForm().equals(page.toExternalForm())) visited.push(shown);
		load(page);
		window.setVisible(true);
		window.toFront();
	}

	private void goBack() {
		if (!visited.isEmpty()) load(visited.pop());
	}

	private void load(final URL address) {
		try {
			page = ManualPage.read(address, labels);
		}
		catch (final IOException e) {
			throw new IllegalStateException("The page " + address + " could not be read", e);
		}
		final HTMLDocument document = (HTMLDocument) text.getEditorKit().createDefaultDocument();
		// pictures and links are relative to the page
		document.setBase(address);
		document.putProperty(Document.StreamDescriptionProperty, address);
		// what the page says of its letters is known already
		document.putProperty("IgnoreCharsetDirective", Boolean.TRUE);
		text.setDocument(document);
		text.setText(page.html());
		text.setCaretPosition(0);
		if (address.getRef() != null) EventQueue.invokeLater(() -> text.scrollToReference(address.getRef()));
		shown = address;
		back.setEnabled(!visited.isEmpty());
	}

	/** Selects the next place where the words are, from the top again after the last. */
	private void findNext() {
		final String words = find.getText().toLowerCase(Locale.ROOT);
		final Document document = text.getDocument();
		final String all;
		try {
			all = document.getText(0, document.getLength()).toLowerCase(Locale.ROOT);
		}
		catch (final BadLocationException e) {
			throw new IllegalStateException(e);
		}
		final int next = all.indexOf(words, text.getSelectionEnd());
		final int at = next >= 0 ? next : all.indexOf(words);
		find.setForeground(at >= 0 ? text.getForeground() : Color.RED);
		if (words.isEmpty() || at < 0) return;
		text.select(at, at + words.length());
		text.getCaret().setSelectionVisible(true);
	}

	private void follow(final HyperlinkEvent event) {
		if (event.getEventType() != HyperlinkEvent.EventType.ACTIVATED) return;
		final String macro = page.macro(event.getDescription());
		if (macro != null) run(macro);
		if (macro != null || event.getURL() == null) return;
		final URL url = event.getURL();
		if (url.getPath().contains(folder) && url.getPath().endsWith(".html")) show(url);
		else browse(url);
	}

	/** As ImageJ runs macros: on a thread of its own. */
	private static void run(final String macro) {
		new Thread(() -> IJ.runMacro(macro), "ConvolveJ example").start();
	}

	private static void browse(final URL url) {
		try {
			BrowserLauncher.openURL(url.toString());
		}
		catch (final IOException e) {
			throw new IllegalStateException("No browser could be opened for " + url, e);
		}
	}
}
