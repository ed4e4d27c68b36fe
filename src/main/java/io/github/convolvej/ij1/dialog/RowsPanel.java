package io.github.convolvej.ij1.dialog;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Scrollable;

/** Rows of labels and fields, as wide as there is room: fields give way, labels do not. */
final class RowsPanel extends JPanel implements Scrollable {

	private static final long serialVersionUID = 1L;

	private final transient Map<ParameterField, JLabel> labels = new LinkedHashMap<>();
	private final transient Map<ParameterField, JLabel> headings = new HashMap<>();
	private transient JLabel heading;
	private int row;

	RowsPanel() {
		super(new GridBagLayout());
	}

	/** Adds a line of words over rows that belong together. */
	JLabel addHeading(final String words) {
		heading = new JLabel(words);
		heading.setFont(heading.getFont().deriveFont(Font.BOLD));
		final GridBagConstraints c = at(0);
		c.gridwidth = 2;
		c.insets = new Insets(row == 0 ? 0 : 8, 0, 2, 0);
		add(heading, c);
		row++;
		return heading;
	}

	/** Adds a row. */
	void addField(final ParameterField field, final String words) {
		final JLabel label = new JLabel(words);
		label.setFont(label.getFont().deriveFont(Font.PLAIN));
		label.setLabelFor(field.component());
		field.component().getAccessibleContext().setAccessibleName(words);
		final GridBagConstraints left = at(0);
		left.insets = new Insets(2, 0, 2, 10);
		add(label, left);
		final GridBagConstraints right = at(1);
		right.weightx = 1;
		right.fill = GridBagConstraints.HORIZONTAL;
		right.insets = new Insets(2, 0, 2, 0);
		add(field.component(), right);
		labels.put(field, label);
		headings.put(field, heading);
		row++;
	}

	/** Gives a field's label the field's help. */
	void explain(final ParameterField field, final String help) {
		labels.get(field).setToolTipText(help);
		field.explain(help);
	}

	/** Shows or hides a row. */
	void setShown(final ParameterField field, final boolean shown) {
		if (field.component().isVisible() == shown) return;
		field.component().setVisible(shown);
		labels.get(field).setVisible(shown);
		// words over nothing say nothing
		final JLabel above = headings.get(field);
		if (above != null) above.setVisible(labels.keySet().stream().anyMatch(f -> headings.get(f) == above && f.component()
			.isVisible()));
		revalidate();
	}

	@Override
	public Dimension getPreferredScrollableViewportSize() {
		return new Dimension(getMinimumSize().width, getPreferredSize().height);
	}

	@Override
	public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
		return 16;
	}

	@Override
	public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
		return visible.height;
	}

	@Override
	public boolean getScrollableTracksViewportWidth() {
		return true;
	}

	@Override
	public boolean getScrollableTracksViewportHeight() {
		return false;
	}

	private GridBagConstraints at(final int column) {
		final GridBagConstraints c = new GridBagConstraints();
		c.gridx = column;
		c.gridy = row;
		c.anchor = GridBagConstraints.LINE_START;
		return c;
	}
}
