package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.LayerExplanation;
import io.github.convolvej.explain.LayerTerm;
import io.github.convolvej.explain.NetworkExplanation;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.job.FilterJob;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Arrays;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * The window of Explain Pixel for networks: the layers from the pixel down to the image, and the terms of the layer that
 * is selected, any of which can be followed. It follows the point selection in the result, and draws two frames on the
 * input, which are removed when the window is closed: what the pixel depends on, and what the selected layer's sample
 * does. Used on the event thread only.
 */
public final class NetworkWindow {

	private static final String OVERLAY = "ConvolveJ network";
	private static final Color OF_PIXEL = Color.yellow;
	private static final Color OF_LAYER = new Color(0, 200, 255);
	private static final int DIGITS = 5;
	/** Of the columns of terms. */
	private static final int[] WIDTHS = { 30, 130, 150, 75, 75, 75 };
	/** Terms of a layer that are shown, the strongest. */
	private static final int MOST = 2000;

	private final FilterJob job;
	private final ImagePlus result;
	private final ImagePlus input;
	private final JFrame frame;
	private final JLabel heading = new JLabel();
	private final JLabel field = new JLabel();
	private final JLabel verdict = new JLabel();
	private final DefaultListModel<String> layers = new DefaultListModel<>();
	private final JList<String> list = new JList<>(layers);
	private final Terms terms = new Terms();
	private final JTable table = new JTable(terms);
	private final JButton follow = new JButton("Follow this term");
	private final PixelFollower follower;
	private NetworkPixel pixel;
	private NetworkExplanation walk;
	private int[] choices;

	/** The terms of the selected layer. */
	private final class Terms extends AbstractTableModel {

		private static final long serialVersionUID = 1L;

		private final String[] columns = { "", "From", "Place", "Sample", "Weight", "Product" };

		@Override
		public int getRowCount() {
			return walk == null || selected() == null ? 0 : Math.min(MOST, selected().terms().size());
		}

		@Override
		public int getColumnCount() {
			return columns.length;
		}

		@Override
		public String getColumnName(final int column) {
			return columns[column];
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			final LayerTerm term = selected().terms().get(row);
			switch (column) {
				case 0:
					return row + 1;
				case 1:
					return walk.nameOf(term);
				case 2:
					return words().place(term.layer(), term.position());
				case 3:
					return number(term.sample());
				case 4:
					return Double.isNaN(term.weight()) ? "" : number(term.weight());
				default:
					return number(term.product());
			}
		}
	}

	private static String number(final double value) {
		return NumberText.rounded(value, DIGITS);
	}

	private NetworkWindow(final FilterJob job, final ImagePlus result, final ImagePlus input) {
		this.job = job;
		this.result = result;
		this.input = input;
		frame = new JFrame("Explain Pixel: " + result.getTitle());
		frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
		heading.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
		final JPanel north = new JPanel(new BorderLayout());
		north.setBorder(BorderFactory.createEmptyBorder(8, 14, 6, 14));
		north.add(heading, BorderLayout.NORTH);
		field.setName("field");
		north.add(field, BorderLayout.SOUTH);
		list.setName("layers");
		list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		list.addListSelectionListener(e -> {
			if (!e.getValueIsAdjusting()) showLayer();
		});
		table.setName("terms");
		table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		for (int i = 0; i < WIDTHS.length; i++)
			table.getColumnModel().getColumn(i).setPreferredWidth(WIDTHS[i]);
		table.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseClicked(final MouseEvent e) {
				if (e.getClickCount() == 2) followTerm();
			}
		});
		follow.setName("follow");
		follow.addActionListener(e -> followTerm());
		final JPanel south = new JPanel(new BorderLayout(8, 0));
		south.setBorder(BorderFactory.createEmptyBorder(6, 14, 8, 14));
		south.add(follow, BorderLayout.WEST);
		south.add(new JLabel("<html>or double-click it: the layers below change.<br>Frames on the image: what the pixel depends on" +
			" (yellow), and what the selected layer's sample does (blue).</html>"), BorderLayout.CENTER);
		final JPanel right = new JPanel(new BorderLayout());
		verdict.setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
		right.add(verdict, BorderLayout.NORTH);
		right.add(new JScrollPane(table), BorderLayout.CENTER);
		final JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, new JScrollPane(list), right);
		split.setResizeWeight(0.45);
		frame.add(north, BorderLayout.NORTH);
		frame.add(split, BorderLayout.CENTER);
		frame.add(south, BorderLayout.SOUTH);
		follower = new PixelFollower(frame, result, input, OVERLAY, at -> {
			choices = new int[0];
			explain(at);
		});
	}

	/**
	 * Opens a window.
	 *
	 * @param job the network on its input
	 * @param result its result
	 * @param input the image it was computed from
	 * @param choices which terms to follow, see {@link NetworkPixel#walk}
	 * @param pixel x, y, channel, slice and time point of the result, from 0
	 */
	public static void show(final FilterJob job, final ImagePlus result, final ImagePlus input, final int[] choices,
		final int... pixel)
	{
		EventQueue.invokeLater(() -> {
			final NetworkWindow window = new NetworkWindow(job, result, input);
			window.choices = choices.clone();
			window.explain(pixel);
			window.open();
		});
	}

	private void open() {
		frame.setSize(980, 560);
		follower.open();
	}

	private void explain(final int... at) {
		try {
			pixel = NetworkPixel.of(job, result, at);
			walk = pixel.walk(choices);
		}
		catch (final IllegalArgumentException e) {
			// the result was replaced or resized while the window is open, or the memory is gone
			heading.setText(e.getMessage());
			heading.setForeground(Color.red);
			return;
		}
		showWalk(0);
	}

	private void showWalk(final int step) {
		final NetworkPixelText words = words();
		heading.setText(words.heading());
		heading.setForeground(pixel.agrees() && walk.agrees() ? Color.black : Color.red);
		layers.clear();
		for (int i = 0; i < walk.layers().size(); i++)
			layers.addElement(i + 1 + ". " + words.title(walk.layers().get(i)));
		list.setSelectedIndex(step);
		list.ensureIndexIsVisible(step);
		showLayer();
	}

	private NetworkPixelText words() {
		return new NetworkPixelText(pixel, walk, result.getTitle(), input.getTitle());
	}

	private LayerExplanation selected() {
		final int i = list.getSelectedIndex();
		return i < 0 || i >= walk.layers().size() ? null : walk.layers().get(i);
	}

	private void showLayer() {
		final LayerExplanation layer = walk == null ? null : selected();
		if (layer == null) return;
		field.setText(layer.name() + ": " + words().field(layer));
		verdict.setText(NetworkPixelText.verdict(layer));
		terms.fireTableDataChanged();
		final int step = list.getSelectedIndex();
		final int followed = step < choices.length ? choices[step] - 1 : 0;
		if (followed < terms.getRowCount()) {
			table.setRowSelectionInterval(followed, followed);
			table.scrollRectToVisible(table.getCellRect(followed, 0, true));
		}
		follow.setEnabled(terms.getRowCount() > 0);
		mark(layer);
	}

	/** Keeps the walk down to the selected layer, and goes on from the selected term. */
	private void followTerm() {
		final int step = list.getSelectedIndex();
		final int term = table.getSelectedRow();
		if (step < 0 || term < 0) return;
		final int[] next = Arrays.copyOf(choices, step + 1);
		for (int i = choices.length; i <= step; i++)
			next[i] = 1;
		next[step] = term + 1;
		choices = next;
		walk = pixel.walk(choices);
		showWalk(Math.min(step + 1, walk.layers().size() - 1));
	}

	private void mark(final LayerExplanation layer) {
		follower.clear();
		final Overlay overlay = input.getOverlay() == null ? new Overlay() : input.getOverlay();
		add(overlay, pixel.field(walk, walk.layers().get(0)), OF_PIXEL);
		add(overlay, pixel.field(walk, layer), OF_LAYER);
		final int[] at = pixel.pixel();
		input.setPosition(input.getC(), job.zFirst() ? input.getZ() : at[3] + job.input().first(1), at[4] + job.input().first(2));
		input.setOverlay(overlay);
	}

	private static void add(final Overlay overlay, final int[][] box, final Color colour) {
		if (box == null) return;
		final Roi roi = new Roi(box[0][0], box[1][0], box[0][1] - box[0][0] + 1, box[1][1] - box[1][0] + 1);
		roi.setStrokeColor(colour);
		overlay.add(roi, OVERLAY);
	}
}
