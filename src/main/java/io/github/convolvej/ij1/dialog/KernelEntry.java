package io.github.convolvej.ij1.dialog;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Insets;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.text.AbstractDocument;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.DocumentFilter;

import org.scijava.module.ModuleItem;

/** A kernel as text, with presets to choose from and a grid to edit it in. */
final class KernelEntry extends TextEntry {

	private static final int COLUMNS = 3;

	private final JPanel panel = new JPanel(new BorderLayout(4, 0));
	private final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));

	KernelEntry(final ModuleItem<?> item) {
		super(item, COLUMNS);
		panel.add(field(), BorderLayout.CENTER);
		panel.add(buttons, BorderLayout.EAST);
		final AbstractDocument text = (AbstractDocument) field().getDocument();
		text.putProperty("filterNewlines", Boolean.FALSE);
		text.setDocumentFilter(new Rows());
	}

	/** A line of text has its rows separated by ;, also if they come from a spreadsheet. */
	private static final class Rows extends DocumentFilter {

		private static String line(final String text) {
			return text == null ? null : text.replaceFirst("[\\r\\n]+$", "").replaceAll("\\s*[\\r\\n]+", "; ").replace('\t', ' ');
		}

		@Override
		public void insertString(final FilterBypass bypass, final int at, final String text, final AttributeSet style)
			throws BadLocationException
		{
			super.insertString(bypass, at, line(text), style);
		}

		@Override
		public void replace(final FilterBypass bypass, final int at, final int length, final String text,
			final AttributeSet style) throws BadLocationException
		{
			super.replace(bypass, at, length, line(text), style);
		}
	}

	/**
	 * Adds a button beside the text.
	 *
	 * @param name of the component
	 * @param words on it
	 * @param action is given the button when it is pressed
	 */
	void addButton(final String name, final String words, final Consumer<JButton> action) {
		final JButton button = new JButton(words);
		button.setName(name);
		button.setMargin(new Insets(2, 6, 2, 6));
		button.addActionListener(e -> action.accept(button));
		buttons.add(button);
	}

	@Override
	JComponent component() {
		return panel;
	}

	/** Sets the text as if the user had typed it. */
	void type(final String text) {
		show(text);
	}
}
