package io.github.convolvej.ij1.dialog;

import javax.swing.JCheckBox;
import javax.swing.JComponent;

import org.scijava.module.ModuleItem;

/** A box for a parameter that is true or false. */
final class BoxEntry extends ParameterField {

	private final JCheckBox box = new JCheckBox();

	BoxEntry(final ModuleItem<?> item) {
		super(item);
		box.setName(item.getName());
		box.addItemListener(e -> changed());
	}

	@Override
	JComponent component() {
		return box;
	}

	@Override
	String text() {
		return String.valueOf(box.isSelected());
	}

	@Override
	protected void show(final String text) {
		box.setSelected(Boolean.parseBoolean(text));
	}
}
