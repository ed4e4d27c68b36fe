package io.github.convolvej.ij1.dialog;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.kernel.Kernel;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.Collections;
import java.util.function.IntFunction;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.AbstractDocument;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.DocumentFilter;

import org.scijava.module.ModuleItem;

/**
 * A matrix in the cells of a grid, below its text. What counts is the text, as in macros ({@code 1 0.2; 0.1 1}, {@code identity}, a file); the
 * cells show it and write it. Rows and columns at the end whose cells are all empty are left out.
 */
final class MatrixEntry extends ParameterField {

	/** Larger ones are only typed as text, or read from a file. */
	private static final int MOST = 6;

	private static final String IDENTITY = "identity";
	private static final String MEAN = "mean";
	private static final int COLUMNS = 2;

	private final TextEntry text;
	private final JPanel panel = new JPanel(new BorderLayout(0, 3));
	private final JTextField[][] cells;
	private boolean spreading;

	/**
	 * @param item the parameter
	 * @param text of the matrix
	 * @param size rows and columns of the grid: see {@link #fits}
	 * @param rowName the words before a row, counted from 1
	 * @param columnName the words above a column, counted from 1
	 */
	MatrixEntry(final ModuleItem<?> item, final TextEntry text, final int size, final IntFunction<String> rowName,
		final IntFunction<String> columnName)
	{
		super(item);
		this.text = text;
		cells = new JTextField[size][size];
		final JPanel grid = new JPanel(new GridBagLayout());
		for (int i = 0; i < size; i++) {
			grid.add(label(columnName.apply(i + 1)), at(i + 1, 0));
			grid.add(label(rowName.apply(i + 1)), at(0, i + 1));
		}
		for (int row = 0; row < size; row++)
			for (int column = 0; column < size; column++) {
				cells[row][column] = cell(row, column, rowName.apply(row + 1) + ", " + columnName.apply(column + 1));
				grid.add(cells[row][column], at(column + 1, row + 1));
			}
		panel.add(text.component(), BorderLayout.NORTH);
		panel.add(grid, BorderLayout.CENTER);
		text.onChange(() -> {
			spread();
			changed();
		});
	}

	/** Whether a grid of this size has room in a dialog: with large letters there is less. */
	static boolean fits(final int size) {
		return size * Fonts.scale() <= MOST;
	}

	private static JLabel label(final String words) {
		final JLabel label = new JLabel(words);
		label.setFont(label.getFont().deriveFont(Font.PLAIN));
		return label;
	}

	private static GridBagConstraints at(final int column, final int row) {
		final GridBagConstraints c = new GridBagConstraints();
		c.gridx = column;
		c.gridy = row;
		c.insets = new Insets(1, 0, 1, 4);
		if (column > 0) {
			c.weightx = 1;
			c.fill = GridBagConstraints.HORIZONTAL;
		}
		return c;
	}

	private JTextField cell(final int row, final int column, final String words) {
		final JTextField cell = new JTextField(COLUMNS);
		cell.setName(item().getName() + "." + (row + 1) + "." + (column + 1));
		cell.getAccessibleContext().setAccessibleName(words);
		final AbstractDocument document = (AbstractDocument) cell.getDocument();
		document.putProperty("filterNewlines", Boolean.FALSE);
		document.setDocumentFilter(new Pasted());
		document.addDocumentListener(new DocumentListener() {

			@Override
			public void insertUpdate(final DocumentEvent e) {
				gather();
			}

			@Override
			public void removeUpdate(final DocumentEvent e) {
				gather();
			}

			@Override
			public void changedUpdate(final DocumentEvent e) {
				gather();
			}
		});
		return cell;
	}

	@Override
	JComponent component() {
		return panel;
	}

	@Override
	String text() {
		return text.text();
	}

	@Override
	protected void show(final String shown) {
		text.set(shown);
		spread();
	}

	/** Shows the text in the cells, which are empty where it is a file or not understood. */
	private void spread() {
		if (spreading) return;
		final String[][] shown = numbers();
		spreading = true;
		for (int row = 0; row < cells.length; row++)
			for (int column = 0; column < cells.length; column++)
				cells[row][column].setText(row < shown.length && column < shown[row].length ? shown[row][column] : "");
		spreading = false;
	}

	private String[][] numbers() {
		if (text().trim().equals(IDENTITY)) {
			final String[][] identity = new String[cells.length][cells.length];
			for (int row = 0; row < identity.length; row++)
				for (int column = 0; column < identity.length; column++)
					identity[row][column] = row == column ? "1" : "0";
			return identity;
		}
		if (text().trim().equals(MEAN)) return new String[][] { Collections.nCopies(cells.length, "1/" + cells.length).toArray(
			new String[0]) };
		try {
			final Kernel read = KernelSource.parse(text(), 2);
			if (!read.isSingle() || read.size(0) > cells.length || read.size(1) > cells.length) return new String[0][];
			final String[][] numbers = new String[read.size(1)][read.size(0)];
			for (int row = 0; row < numbers.length; row++)
				for (int column = 0; column < numbers[row].length; column++)
					numbers[row][column] = NumberText.print(read.weights()[row * numbers[row].length + column]);
			return numbers;
		}
		catch (final IllegalArgumentException e) {
			// the live text says what is wrong with it
			return new String[0][];
		}
	}

	/** Writes the text that the cells mean. */
	private void gather() {
		if (spreading) return;
		int rows = 0;
		int columns = 0;
		for (int row = 0; row < cells.length; row++)
			for (int column = 0; column < cells.length; column++)
				if (!typed(row, column).isEmpty()) {
					rows = Math.max(rows, row + 1);
					columns = Math.max(columns, column + 1);
				}
		final StringBuilder written = new StringBuilder();
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++)
				written.append(column > 0 ? " " : row > 0 ? "; " : "").append(typed(row, column).isEmpty() ? "0" : typed(row,
					column));
		spreading = true;
		text.field().setText(written.toString());
		spreading = false;
	}

	private String typed(final int row, final int column) {
		return cells[row][column].getText().trim();
	}

	/** Several cells of a spreadsheet that are pasted into one cell are the whole matrix. */
	private final class Pasted extends DocumentFilter {

		@Override
		public void insertString(final FilterBypass bypass, final int at, final String typed, final AttributeSet style)
			throws BadLocationException
		{
			replace(bypass, at, 0, typed, style);
		}

		@Override
		public void replace(final FilterBypass bypass, final int at, final int length, final String typed,
			final AttributeSet style) throws BadLocationException
		{
			final String rows = typed == null ? "" : typed.trim();
			if (rows.indexOf('\t') < 0 && rows.indexOf('\n') < 0) super.replace(bypass, at, length, rows, style);
			// not now: this cell is being changed
			else EventQueue.invokeLater(() -> text.field().setText(rows.replaceAll("\\s*[\\r\\n]+", "; ").replace('\t',
				' ')));
		}
	}
}
