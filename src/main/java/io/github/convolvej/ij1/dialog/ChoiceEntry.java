package io.github.convolvej.ij1.dialog;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Font;
import java.util.List;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;

import org.scijava.module.ModuleItem;

/**
 * A choice for a parameter, in words. If the parameter takes any text, the last thing to choose is another
 * one, for which a field appears, or cells for x, y and z.
 */
final class ChoiceEntry extends ParameterField {

	/** Not a value of any parameter: values have no line breaks at their end. */
	private static final String OTHER = "\n";

	private final JComboBox<String> choice;
	private final TextEntry other;
	private final JPanel panel = new JPanel(new BorderLayout(4, 0));
	private final boolean open;
	private String last = "";

	/**
	 * @param item the parameter
	 * @param values what can be chosen
	 * @param labels words for the values
	 * @param other takes what cannot be chosen: beside the choice, or below it if it has cells
	 */
	ChoiceEntry(final ModuleItem<?> item, final List<String> values, final Labels labels, final TextEntry other) {
		super(item);
		this.other = other;
		open = !DialogLayout.isClosed(item);
		choice = new JComboBox<>(values.toArray(new String[0]));
		if (open) choice.addItem(OTHER);
		choice.setName(item.getName());
		// long words may be cut in a narrow window, but labels and buttons may not
		choice.setPrototypeDisplayValue("mmmmmmmm");
		final ListCellRenderer<Object> plain = new DefaultListCellRenderer();
		choice.setRenderer((list, value, index, selected, focus) -> rendered(plain, list, OTHER.equals(value) ? labels.word(
			"dialog.other") : labels.value(item, String.valueOf(value)), index, selected, focus));
		choice.setMaximumRowCount(15);
		other.field().setName(item.getName() + ".other");
		other.component().setVisible(false);
		choice.setFont(choice.getFont().deriveFont(Font.PLAIN));
		panel.add(choice, BorderLayout.CENTER);
		panel.add(other.component(), other instanceof AxesEntry ? BorderLayout.SOUTH : BorderLayout.EAST);
		choice.addItemListener(e -> chosen());
		other.onChange(this::changed);
	}

	private static Component rendered(final ListCellRenderer<Object> plain, final JList<? extends String> list,
		final String words, final int index, final boolean selected, final boolean focus)
	{
		final Component cell = plain.getListCellRendererComponent(list, words, index, selected, focus);
		if (cell instanceof JLabel) ((JLabel) cell).setToolTipText(words);
		return cell;
	}

	private boolean isOther() {
		return OTHER.equals(choice.getSelectedItem());
	}

	private void chosen() {
		if (other.component().isVisible() != isOther()) {
			other.component().setVisible(isOther());
			panel.revalidate();
			// the last value is where the user begins
			if (isOther() && other.text().isEmpty()) other.set(last);
			if (isOther()) other.field().requestFocusInWindow();
		}
		if (!isOther()) last = text();
		changed();
	}

	@Override
	JComponent component() {
		return panel;
	}

	@Override
	String text() {
		return isOther() ? other.text() : String.valueOf(choice.getSelectedItem());
	}

	@Override
	protected void show(final String text) {
		for (int i = 0; i < choice.getItemCount(); i++)
			if (choice.getItemAt(i).equals(text)) {
				choice.setSelectedIndex(i);
				return;
			}
		if (!open) throw new IllegalArgumentException(item().getName() + " is '" + text + "', which cannot be chosen");
		other.set(text);
		choice.setSelectedItem(OTHER);
	}
}
