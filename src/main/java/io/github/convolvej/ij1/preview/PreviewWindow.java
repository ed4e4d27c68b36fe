package io.github.convolvej.ij1.preview;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;

/**
 * The preview's window: shows the same part of the image at the same magnification
 * as the image's own window, so that objects are in the same place however much
 * larger or smaller samples have become. Not an image of ImageJ's: the current
 * image stays the current one, and macros see no further image.
 */
final class PreviewWindow implements PreviewDisplay {

	/** Pixels that the text above small pictures needs. */
	private static final int TEXT_WIDTH = 300;

	private final ImagePlus image;
	private final UnaryOperator<String> language;
	private final JFrame frame;
	private final JLabel status = new JLabel(" ");
	private final Picture picture = new Picture();
	private PreviewPicture shown;
	private ViewOfImage view;

	/**
	 * @param image what is filtered
	 * @param other a window that it should not hide, beside the image's; null if there is none
	 * @param language says an English sentence in the language of the user
	 */
	PreviewWindow(final ImagePlus image, final Supplier<Rectangle> other, final UnaryOperator<String> language) {
		this.image = image;
		this.language = language;
		view = ViewOfImage.of(image);
		frame = new JFrame(image.getTitle() + " preview");
		frame.setName("preview");
		frame.setDefaultCloseOperation(JFrame.DO_NOTHING_ON_CLOSE);
		// the dialog keeps the keyboard
		frame.setFocusableWindowState(false);
		frame.setAutoRequestFocus(false);
		status.setBorder(BorderFactory.createEmptyBorder(2, 5, 2, 5));
		frame.add(status, BorderLayout.NORTH);
		frame.add(picture, BorderLayout.CENTER);
		status.setPreferredSize(new Dimension(TEXT_WIDTH, status.getPreferredSize().height));
		frame.pack();
		place(other);
		frame.setVisible(true);
	}

	/** Beside the image, but rather over the image than over the dialog, whose buttons must be reached. */
	private void place(final Supplier<Rectangle> other) {
		final ImageWindow own = image.getWindow();
		if (own == null) return;
		final Rectangle screen = WindowPlace.usable(own.getGraphicsConfiguration());
		final List<Rectangle> windows = new ArrayList<>();
		windows.add(own.getBounds());
		final Rectangle dialog = other == null ? null : other.get();
		if (dialog != null) windows.add(dialog);
		Point place = WindowPlace.beside(frame.getSize(), screen, windows);
		if (dialog != null && new Rectangle(place, frame.getSize()).intersects(dialog)) {
			Collections.reverse(windows);
			place = WindowPlace.beside(frame.getSize(), screen, windows);
		}
		frame.setLocation(place);
	}

	@Override
	public ViewOfImage view() {
		return ViewOfImage.of(image);
	}

	@Override
	public void display(final PreviewPicture newest, final ViewOfImage seen, final String message) {
		shown = newest;
		if (seen != null) view = seen;
		final String place = view.place(image);
		status.setText(message.isEmpty() ? language.apply("Preview" + (place.isEmpty() ? "" : ": " + place)) : message);
		status.setToolTipText(status.getText());
		picture.repaint();
	}

	@Override
	public void close() {
		frame.dispose();
	}

	/** The picture in its place. */
	private final class Picture extends JComponent {

		private static final long serialVersionUID = 1L;

		@Override
		public Dimension getPreferredSize() {
			final ImageCanvas canvas = image.getCanvas();
			return canvas == null ? new Dimension(image.getWidth(), image.getHeight()) : canvas.getSize();
		}

		@Override
		protected void paintComponent(final Graphics g) {
			g.setColor(Color.GRAY);
			g.fillRect(0, 0, getWidth(), getHeight());
			PreviewPainter.paint(g, image, view, shown);
		}
	}
}
