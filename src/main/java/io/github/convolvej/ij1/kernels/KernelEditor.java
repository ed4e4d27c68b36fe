package io.github.convolvej.ij1.kernels;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.kernel.Kernel;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSpinner;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SpinnerNumberModel;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;

/**
 * A window with the weights of a kernel in the cells of a grid, as in a spreadsheet, and their text, which stay in step. All methods are
 * called on the event thread.
 */
public final class KernelEditor {

	private static final int CELL = 58;
	private static final int ROW = 24;

	private final JDialog window;
	private final Function<String, String> words;
	private final UnaryOperator<String> language;
	private final Cells model = new Cells();
	private final JTable table = new JTable(model);
	private final JComboBox<String> which = new JComboBox<>();
	private final JSpinner columns = new JSpinner(new SpinnerNumberModel(3, 1, KernelCells.LONGEST, 1));
	private final JSpinner rows = new JSpinner(new SpinnerNumberModel(3, 1, KernelCells.LONGEST, 1));
	private final JTextArea text = new JTextArea(3, 30);
	private final JLabel note = new JLabel(" ");
	private final int axes;
	private KernelCells cells;
	private String used;
	private boolean quiet;
	/** Of the weights of the kernel that is shown. */
	private double largest;

	/**
	 * @param owner the window above which it is shown
	 * @param kernel the text of a kernel, a preset or a file
	 * @param axes spatial axes of the kernel: 1, 2 or 3
	 * @param words gives the words for a key: grid.title, grid.columns ...
	 * @param language says an English sentence in the language of the user
	 * @throws IllegalArgumentException if the text is no kernel, or it is too large to be edited
	 */
	public KernelEditor(final Window owner, final String kernel, final int axes, final Function<String, String> words,
		final UnaryOperator<String> language)
	{
		this.words = words;
		this.language = language;
		this.axes = axes;
		cells = new KernelCells(KernelSource.parse(kernel, axes));
		window = new JDialog(owner, words.apply("grid.title"), JDialog.ModalityType.APPLICATION_MODAL);
		window.setName("kernelgrid");
		final JPanel content = new JPanel(new BorderLayout(6, 6));
		content.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
		content.add(top(), BorderLayout.NORTH);
		table.setName("cells");
		table.setDefaultRenderer(Object.class, new Heat());
		table.setAutoResizeMode(JTable.AUTO_RESIZE_OFF);
		table.setTableHeader(null);
		table.setRowHeight(ROW);
		table.setCellSelectionEnabled(true);
		table.putClientProperty("terminateEditOnFocusLost", Boolean.TRUE);
		table.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(KeyEvent.VK_V, Toolkit
			.getDefaultToolkit().getMenuShortcutKeyMaskEx()), "none");
		table.registerKeyboardAction(e -> paste(), KeyStroke.getKeyStroke(KeyEvent.VK_V, Toolkit.getDefaultToolkit()
			.getMenuShortcutKeyMaskEx()), JComponent.WHEN_FOCUSED);
		final JScrollPane scroll = new JScrollPane(table);
		scroll.setPreferredSize(new Dimension(520, 260));
		content.add(scroll, BorderLayout.CENTER);
		content.add(bottom(), BorderLayout.SOUTH);
		window.setContentPane(content);
		window.getRootPane().registerKeyboardAction(e -> window.dispose(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		window.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
		show();
	}

	private JButton button(final String key, final Runnable action) {
		final JButton button = new JButton(words.apply(key));
		button.setName(key);
		button.addActionListener(e -> {
			if (table.isEditing()) table.getCellEditor().stopCellEditing();
			note.setText(" ");
			try {
				action.run();
			}
			catch (final IllegalArgumentException f) {
				note.setText(language.apply(f.getMessage()));
			}
		});
		return button;
	}

	private JPanel top() {
		final JPanel sizes = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 2));
		columns.setName("columns");
		rows.setName("rows");
		sizes.add(new JLabel(words.apply("grid.columns")));
		sizes.add(columns);
		sizes.add(new JLabel(words.apply("grid.rows")));
		sizes.add(rows);
		columns.addChangeListener(e -> resize());
		rows.addChangeListener(e -> resize());
		which.setName("which");
		which.addActionListener(e -> {
			if (quiet) return;
			largest = cells.largest(grid());
			model.fireTableDataChanged();
		});
		sizes.add(which);
		final JPanel actions = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 2));
		actions.add(button("grid.rotate", () -> change(cells::rotate)));
		actions.add(button("grid.mirror", () -> change(cells::mirror)));
		actions.add(button("grid.flip", () -> change(cells::flip)));
		actions.add(button("grid.negate", () -> change(cells::negate)));
		actions.add(button("grid.normalise", () -> change(cells::normalise)));
		final JPanel top = new JPanel(new BorderLayout());
		top.add(sizes, BorderLayout.NORTH);
		top.add(actions, BorderLayout.SOUTH);
		return top;
	}

	private JPanel bottom() {
		text.setName("text");
		text.setLineWrap(true);
		text.setEditable(false);
		final JPanel files = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 2));
		files.add(button("grid.copy", () -> Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(
			spreadsheet()), null)));
		files.add(button("grid.paste", this::paste));
		files.add(button("grid.open", this::open));
		files.add(button("grid.save", this::save));
		final JPanel end = new JPanel(new FlowLayout(FlowLayout.TRAILING, 4, 2));
		end.add(button("dialog.cancel", window::dispose));
		end.add(button("grid.use", () -> {
			used = cells.text();
			window.dispose();
		}));
		final JPanel buttons = new JPanel(new BorderLayout());
		buttons.add(files, BorderLayout.WEST);
		buttons.add(end, BorderLayout.EAST);
		final JPanel bottom = new JPanel(new BorderLayout(0, 4));
		note.setName("note");
		bottom.add(note, BorderLayout.NORTH);
		bottom.add(new JScrollPane(text), BorderLayout.CENTER);
		bottom.add(buttons, BorderLayout.SOUTH);
		return bottom;
	}

	/** Shows it until it is closed. */
	public void open(final Component beside) {
		window.pack();
		window.setLocationRelativeTo(beside);
		window.setVisible(true);
	}

	/** @return what is shown, for letters of another size */
	public Component content() {
		return window.getContentPane();
	}

	/** @return the text of the kernel that the user wants; null if the user left without one */
	public String used() {
		return used;
	}

	private int grid() {
		return Math.max(0, which.getSelectedIndex());
	}

	private void change(final Runnable change) {
		change.run();
		show();
	}

	private void resize() {
		if (!quiet) change(() -> cells.resize((Integer) columns.getValue(), (Integer) rows.getValue()));
	}

	/** All that there is, anew. */
	private void show() {
		quiet = true;
		final int old = grid();
		which.removeAllItems();
		for (int g = 0; g < cells.count(); g++)
			which.addItem(name(g));
		which.setSelectedIndex(Math.min(old, cells.count() - 1));
		which.setVisible(cells.count() > 1);
		columns.setValue(cells.columns());
		rows.setValue(cells.rows());
		rows.setEnabled(axes > 1);
		quiet = false;
		largest = cells.largest(grid());
		model.fireTableStructureChanged();
		for (int c = 0; c < cells.columns(); c++)
			table.getColumnModel().getColumn(c).setPreferredWidth(CELL);
		text.setText(cells.text());
		text.setCaretPosition(0);
	}

	private String name(final int g) {
		final StringBuilder name = new StringBuilder();
		if (cells.kernels() > 1) name.append(words.apply("grid.kernel").replace("{0}", String.valueOf(cells.kernel(g) + 1)));
		if (cells.inputs() > 1) name.append(name.length() > 0 ? ", " : "").append(words.apply("grid.channel").replace("{0}",
			String.valueOf(cells.input(g) + 1)));
		if (cells.planes() > 1) name.append(name.length() > 0 ? ", " : "").append(words.apply("grid.plane").replace("{0}",
			String.valueOf(cells.plane(g) + 1)));
		return name.toString();
	}

	/** The cells that are shown, as spreadsheets exchange them. */
	private String spreadsheet() {
		final StringBuilder lines = new StringBuilder();
		for (int y = 0; y < cells.rows(); y++)
			for (int x = 0; x < cells.columns(); x++)
				lines.append(x > 0 ? "\t" : y > 0 ? "\n" : "").append(NumberText.exact(cells.get(grid(), x, y)));
		return lines.toString();
	}

	private void paste() {
		final Object pasted;
		try {
			pasted = Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
		}
		catch (final UnsupportedFlavorException | IOException e) {
			note.setText(language.apply("What was copied is no text"));
			return;
		}
		try {
			take(pasted.toString());
		}
		catch (final IllegalArgumentException e) {
			note.setText(language.apply(e.getMessage()));
		}
	}

	/** Rows of numbers, in lines or as the kernel's text has them. */
	private void take(final String pasted) {
		read(pasted.trim().replaceAll("\\s*[\\r\\n]+", "; ").replace('\t', ' '));
	}

	private void read(final String kernel) {
		cells = new KernelCells(KernelSource.parse(kernel, axes));
		show();
	}

	private void open() {
		final JFileChooser chooser = new JFileChooser();
		if (chooser.showOpenDialog(window) == JFileChooser.APPROVE_OPTION) read(chooser.getSelectedFile().getPath());
	}

	private void save() {
		final JFileChooser chooser = new JFileChooser();
		chooser.setSelectedFile(new File("kernel.txt"));
		if (chooser.showSaveDialog(window) != JFileChooser.APPROVE_OPTION) return;
		try {
			Files.write(chooser.getSelectedFile().toPath(), (cells.text().replace("; ", "\n") + "\n").getBytes(
				StandardCharsets.UTF_8));
			note.setText(chooser.getSelectedFile().getPath());
		}
		catch (final IOException e) {
			note.setText(language.apply("The kernel could not be saved: " + e.getMessage()));
		}
	}

	/** The cells of the grid that is shown. */
	private final class Cells extends AbstractTableModel {

		private static final long serialVersionUID = 1L;

		@Override
		public int getRowCount() {
			return cells == null ? 0 : cells.rows();
		}

		@Override
		public int getColumnCount() {
			return cells == null ? 0 : cells.columns();
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			return NumberText.exact(cells.get(grid(), column, row));
		}

		@Override
		public boolean isCellEditable(final int row, final int column) {
			return true;
		}

		@Override
		public void setValueAt(final Object value, final int row, final int column) {
			try {
				// numbers and fractions, as in the text
				final Kernel number = KernelSource.parse(String.valueOf(value), 1);
				if (number.taps() * number.inputs() * number.outputs() != 1) throw new IllegalArgumentException("'" + value +
					"' is not one number");
				cells.set(grid(), column, row, number.weight(0, 0, 0));
				note.setText(" ");
			}
			catch (final IllegalArgumentException e) {
				note.setText(language.apply(e.getMessage()));
			}
			largest = cells.largest(grid());
			fireTableDataChanged();
			text.setText(cells.text());
		}
	}

	/** Cells in the colours of the picture. */
	private final class Heat extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable t, final Object value, final boolean selected,
			final boolean focus, final int row, final int column)
		{
			final Component cell = super.getTableCellRendererComponent(t, KernelCells.inACell(cells.get(grid(),
				column, row)), selected, focus, row, column);
			setToolTipText(String.valueOf(value));
			cell.setBackground(KernelHeat.colour(cells.get(grid(), column, row), largest));
			cell.setForeground(Color.BLACK);
			setHorizontalAlignment(TRAILING);
			return cell;
		}
	}
}
