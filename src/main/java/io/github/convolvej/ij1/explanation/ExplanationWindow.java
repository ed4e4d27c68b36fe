package io.github.convolvej.ij1.explanation;

import io.github.convolvej.explain.Term;
import io.github.convolvej.ij1.job.FilterJob;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

/**
 * The window of Explain Pixel: a drawing, the arithmetic, and the list of terms.
 * It follows the point selection in the result, and shows the filter's window in
 * an overlay on the input, which is removed when the window is closed. Used on
 * the event thread only.
 */
public final class ExplanationWindow {

	private static final String OVERLAY = "ConvolveJ";
	/** Largest number of positions that are shown individually on the input. */
	private static final int MOST = 1000;

	private final FilterJob job;
	private final ImagePlus result;
	private final ImagePlus input;
	private final JFrame frame;
	private final JLabel heading = new JLabel();
	private final ExplanationDrawing drawing = new ExplanationDrawing();
	private final JTextArea text = new JTextArea();
	private final PixelFollower follower;

	private ExplanationWindow(final FilterJob job, final ImagePlus result, final ImagePlus input) {
		this.job = job;
		this.result = result;
		this.input = input;
		text.setRows(14);
		frame = new JFrame("Explain Pixel: " + result.getTitle());
		frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
		heading.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
		heading.setBorder(BorderFactory.createEmptyBorder(8, 14, 6, 14));
		text.setEditable(false);
		text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 13));
		text.setBorder(BorderFactory.createEmptyBorder(6, 14, 6, 14));
		final JPanel top = new JPanel(new BorderLayout());
		top.add(heading, BorderLayout.NORTH);
		top.add(new JScrollPane(drawing), BorderLayout.CENTER);
		final JSplitPane split = new JSplitPane(JSplitPane.VERTICAL_SPLIT, top, new JScrollPane(text));
		split.setResizeWeight(0.5);
		frame.add(split);
		follower = new PixelFollower(frame, result, input, OVERLAY, this::explain);
	}

	/**
	 * Opens a window.
	 *
	 * @param job the filter on its input
	 * @param result its result
	 * @param input the image it was computed from
	 * @param pixel x, y, channel, slice and time point of the result, from 0
	 */
	public static void show(final FilterJob job, final ImagePlus result, final ImagePlus input, final int... pixel) {
		EventQueue.invokeLater(() -> {
			final ExplanationWindow window = new ExplanationWindow(job, result, input);
			window.explain(pixel);
			window.open();
		});
	}

	private void open() {
		frame.pack();
		final Dimension size = frame.getSize();
		frame.setSize(Math.max(560, Math.min(1100, size.width + 20)), Math.max(420, Math.min(860, size.height + 20)));
		follower.open();
	}

	private void explain(final int... pixel) {
		final PixelExplanation explained;
		try {
			explained = PixelExplanation.of(job, result, pixel);
		}
		catch (final IllegalArgumentException e) {
			// the result was replaced or resized while the window is open
			heading.setText(e.getMessage());
			return;
		}
		final ExplanationText words = new ExplanationText(explained, result.getTitle(), input.getTitle());
		heading.setText(words.heading());
		heading.setForeground(explained.agrees() ? Color.black : Color.red);
		drawing.show(explained, words.arithmetic());
		text.setText(words.toString());
		text.setCaretPosition(0);
		mark(explained);
	}

	/**
	 * Shows the positions on the input, and moves it to their slice and time
	 * point.
	 */
	private void mark(final PixelExplanation explained) {
		follower.clear();
		final Overlay overlay = input.getOverlay() == null ? new Overlay() : input.getOverlay();
		double left = Double.POSITIVE_INFINITY;
		double top = Double.POSITIVE_INFINITY;
		double right = Double.NEGATIVE_INFINITY;
		double bottom = Double.NEGATIVE_INFINITY;
		int count = 0;
		for (final Term term : explained.explanation().terms()) {
			final double[] at = explained.place(term.position());
			left = Math.min(left, at[0]);
			top = Math.min(top, at[1]);
			right = Math.max(right, at[0]);
			bottom = Math.max(bottom, at[1]);
			if (count++ < MOST) overlay.add(place(term, at), OVERLAY);
		}
		if (count > 0) {
			final Roi box = new Roi(left, top, right - left + 1, bottom - top + 1);
			box.setStrokeColor(Color.yellow);
			overlay.add(box, OVERLAY);
		}
		final double[] place = explained.place(new double[job.operation().numDimensions()]);
		input.setPosition(input.getC(), job.zFirst() ? input.getZ() : (int) place[3] + 1, (int) place[4] + 1);
		input.setOverlay(overlay);
	}

	private static Roi place(final Term term, final double... at) {
		final Roi roi = term.place() == Term.Place.BETWEEN ? new PointRoi(at[0] + 0.5, at[1] + 0.5) : new Roi((int) at[0],
			(int) at[1], 1, 1);
		roi.setStrokeColor(term.isTaken() ? Color.green : new Color(255, 140, 0));
		if (term.isTaken()) roi.setFillColor(new Color(0, 255, 0, 90));
		return roi;
	}
}
