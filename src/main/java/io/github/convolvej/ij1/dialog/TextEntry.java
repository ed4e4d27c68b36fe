package io.github.convolvej.ij1.dialog;

import java.awt.Dimension;
import javax.swing.JComponent;
import javax.swing.JTextField;

import org.scijava.module.ModuleItem;

/** A line of text for a parameter. */
class TextEntry extends ParameterField {

	private static final int COLUMNS = 6;
	/** Lines of a pasted text that are seen, so that the dialog stays on the screen. */
	private static final int MOST_LINES = 8;

	private final JTextField field;

	TextEntry(final ModuleItem<?> item) {
		this(item, COLUMNS);
	}

	/**
	 * @param item the parameter
	 * @param columns width of the line at first, in letters
	 */
	TextEntry(final ModuleItem<?> item, final int columns) {
		super(item);
		field = new JTextField(columns) {

			@Override
			public Dimension getPreferredSize() {
				final Dimension size = super.getPreferredSize();
				final int line = getFontMetrics(getFont()).getHeight();
				final int rim = getInsets().top + getInsets().bottom;
				return new Dimension(size.width, Math.min(size.height, MOST_LINES * line + rim));
			}
		};
		field.setName(item.getName());
		// a model that is pasted has a layer on each line, which would run into one
		field.getDocument().putProperty("filterNewlines", Boolean.FALSE);
		listen(field);
	}

	/** The line of text alone, for entries that put more beside it. */
	final JTextField field() {
		return field;
	}

	@Override
	JComponent component() {
		return field;
	}

	@Override
	final String text() {
		// the end of the last line comes along with what is pasted
		return cleaned(field.getText().replaceFirst("[\\r\\n]+$", ""));
	}

	/** What is meant by a text that was typed or pasted. */
	String cleaned(final String typed) {
		return typed;
	}

	@Override
	protected void show(final String text) {
		field.setText(text);
		field.setCaretPosition(0);
	}
}
