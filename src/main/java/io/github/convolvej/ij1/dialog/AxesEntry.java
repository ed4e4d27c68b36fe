package io.github.convolvej.ij1.dialog;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

import org.scijava.module.ModuleItem;

/**
 * A value for each spatial axis: while the lock is closed one for all axes, otherwise cells for x, y and z. What counts is
 * the text, as in macros ({@code 2} or {@code 2,2,1}); the cells show it and write it. All axes have the same letters in every language.
 */
final class AxesEntry extends TextEntry {

	private static final String[] NAMES = { "x", "y", "z" };
	private static final String ONE = "one";
	private static final String OWN = "own";
	private static final int COLUMNS = 3;

	private final JPanel panel = new JPanel(new BorderLayout(4, 0));
	private final CardLayout cards = new CardLayout();
	private final JPanel values = new JPanel(cards);
	private final JPanel buttons = new JPanel(new GridBagLayout());
	private final List<JTextField> cells = new ArrayList<>();
	private final List<JLabel> letters = new ArrayList<>();
	private final JToggleButton lock = new JToggleButton();
	private final JButton unit = new JButton();
	private int[] axes;
	private boolean spreading;

	/**
	 * @param item the parameter
	 * @param words of the lock
	 */
	AxesEntry(final ModuleItem<?> item, final String words) {
		super(item);
		final JPanel own = new JPanel(new GridBagLayout());
		for (int d = 0; d < NAMES.length; d++)
			addCell(own, d);
		values.add(field(), ONE);
		values.add(own, OWN);
		lock.setName(item.getName() + ".lock");
		lock.setSelected(true);
		lock.setIcon(new LockIcon(lock));
		lock.setMargin(new Insets(1, 3, 1, 3));
		lock.setToolTipText(words);
		lock.getAccessibleContext().setAccessibleName(words);
		lock.addActionListener(e -> turn());
		unit.setName(item.getName() + ".unit");
		unit.setMargin(new Insets(1, 4, 1, 4));
		unit.setVisible(false);
		final GridBagConstraints c = new GridBagConstraints();
		// as high as each other
		c.fill = GridBagConstraints.VERTICAL;
		c.weighty = 1;
		buttons.add(lock, c);
		c.insets = new Insets(0, 2, 0, 0);
		buttons.add(unit, c);
		panel.add(values, BorderLayout.CENTER);
		panel.add(buttons, BorderLayout.EAST);
		field().getDocument().addDocumentListener(new Typed(this::spread));
	}

	private void addCell(final JPanel own, final int axis) {
		final JTextField cell = new JTextField(COLUMNS);
		cell.setName(item().getName() + "." + NAMES[axis]);
		cell.getAccessibleContext().setAccessibleName(item().getName() + " " + NAMES[axis]);
		cell.getDocument().addDocumentListener(new Typed(this::gather));
		final JLabel letter = new JLabel(NAMES[axis]);
		letter.setLabelFor(cell);
		final GridBagConstraints c = new GridBagConstraints();
		c.insets = new Insets(0, axis == 0 ? 0 : 6, 0, 3);
		own.add(letter, c);
		c.insets = new Insets(0, 0, 0, 0);
		c.weightx = 1;
		c.fill = GridBagConstraints.HORIZONTAL;
		own.add(cell, c);
		letters.add(letter);
		cells.add(cell);
	}

	@Override
	JComponent component() {
		return panel;
	}

	/** Whether each axis has a value of its own. */
	boolean isOwn() {
		return !lock.isSelected();
	}

	/** Opens or closes the lock, as the user does by pressing it. */
	void setOwn(final boolean own) {
		lock.setSelected(!own);
		turn();
	}

	private void turn() {
		if (isOwn()) spread();
		else if (text().indexOf(',') >= 0) field().setText(text().split(",", -1)[0].trim());
		showCard();
	}

	@Override
	protected void show(final String text) {
		super.show(text);
		lock.setSelected(text.indexOf(',') < 0);
		spread();
		showCard();
	}

	/** @param shown the axes that there are values for now, from 0 for x */
	void setAxes(final int... shown) {
		if (Arrays.equals(shown, axes)) return;
		final boolean first = axes == null;
		axes = shown.clone();
		for (int d = 0; d < cells.size(); d++) {
			final int axis = d;
			final boolean used = Arrays.stream(axes).anyMatch(a -> a == axis);
			cells.get(d).setVisible(used);
			letters.get(d).setVisible(used);
		}
		lock.setVisible(axes.length > 1);
		// the text of a macro may have been shown before the axes were known
		if (!first && isOwn()) gather();
		showCard();
	}

	private void showCard() {
		cards.show(values, isOwn() && (axes == null || axes.length > 1) ? OWN : ONE);
		panel.revalidate();
	}

	/** Shows the text in the cells; cells without a value get the last one. */
	private void spread() {
		if (spreading || !isOwn()) return;
		final String[] parts = text().split(",", -1);
		spreading = true;
		for (int d = 0; d < cells.size(); d++)
			cells.get(d).setText(parts[Math.min(d, parts.length - 1)].trim());
		spreading = false;
	}

	/** Writes the text that the cells mean. */
	private void gather() {
		if (spreading || !isOwn() || axes == null) return;
		final List<String> parts = new ArrayList<>();
		for (final int axis : axes)
			parts.add(cells.get(axis).getText().trim());
		spreading = true;
		// all empty is empty, where a parameter can be left out
		field().setText(parts.stream().allMatch(String::isEmpty) ? "" : String.join(",", parts));
		spreading = false;
	}

	/**
	 * Shows in which unit the value is.
	 *
	 * @param words the unit
	 * @param help what pressing it does
	 */
	void showUnit(final String words, final String help) {
		unit.setVisible(true);
		if (!words.equals(unit.getText())) unit.setText(words);
		unit.setToolTipText(help);
	}

	/** @param action is done when the user presses the unit */
	void onUnit(final Runnable action) {
		unit.addActionListener(e -> action.run());
	}

	/**
	 * Writes the same lengths in another unit; a text that is no number is left as it is. One number of pixels becomes
	 * the length that it is along x, for all axes: with a unit chosen, one number is one length.
	 *
	 * @param physical whether it is in the image's unit from now on
	 * @param factors for x, y and z
	 */
	void convert(final boolean physical, final double... factors) {
		final String[] parts = text().split(",", -1);
		final int count = axes == null || physical && parts.length == 1 ? parts.length : axes.length;
		final List<String> converted = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++)
				converted.add(LengthUnits.print(Double.parseDouble(parts[parts.length == 1 ? 0 : i].trim()) * factors[axes == null ? i
					: axes[i]]));
		}
		catch (final NumberFormatException | ArrayIndexOutOfBoundsException e) {
			// the live text says what is wrong with it
			return;
		}
		final boolean same = Collections.frequency(converted, converted.get(0)) == converted.size();
		show(same ? converted.get(0) : String.join(",", converted));
	}

	/** Every keystroke. */
	private static final class Typed implements DocumentListener {

		private final Runnable action;

		Typed(final Runnable action) {
			this.action = action;
		}

		@Override
		public void insertUpdate(final DocumentEvent e) {
			action.run();
		}

		@Override
		public void removeUpdate(final DocumentEvent e) {
			action.run();
		}

		@Override
		public void changedUpdate(final DocumentEvent e) {
			action.run();
		}
	}
}
