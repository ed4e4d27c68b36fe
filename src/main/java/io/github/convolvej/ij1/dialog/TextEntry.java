package io.github.convolvej.ij1.dialog;

import javax.swing.JComponent;
import javax.swing.JTextField;

import org.scijava.module.ModuleItem;

/** A line of text for a parameter. */
final class TextEntry extends ParameterField {

	private static final int COLUMNS = 6;

	private final JTextField field = new JTextField(COLUMNS);

	TextEntry(final ModuleItem<?> item) {
		super(item);
		field.setName(item.getName());
		listen(field);
	}

	@Override
	JComponent component() {
		return field;
	}

	@Override
	String text() {
		return field.getText();
	}

	@Override
	protected void show(final String text) {
		field.setText(text);
		field.setCaretPosition(0);
	}
}
