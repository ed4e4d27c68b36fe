package io.github.convolvej.ij1.preview;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
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
final class PreviewWindow {

	/** Pixels that the text above small pictures needs. */
	private static final int TEXT_WIDTH = 300;

	private final ImagePlus image;
	private final JFrame frame;
	private final JLabel status = new JLabel(" ");
	private final Picture picture = new Picture();
	private PreviewPicture shown;
	private ViewOfImage view;

	PreviewWindow(final ImagePlus image) {
		this.image = image;
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
		place();
		frame.setVisible(true);
	}

	/** To the right of the image if there is room, or else over a part of it that leaves the rest to be seen. */
	private void place() {
		final ImageWindow own = image.getWindow();
		if (own == null) return;
		final Rectangle screen = own.getGraphicsConfiguration().getBounds();
		final int right = own.getX() + own.getWidth();
		final boolean fits = right + frame.getWidth() <= screen.x + screen.width;
		frame.setLocation(fits ? right : Math.max(screen.x, screen.x + screen.width - frame.getWidth()), own.getY());
	}

	/**
	 * @param newest what to show; null for nothing
	 * @param seen what it was computed for; null for the same as before
	 * @param message why there is nothing
	 */
	void display(final PreviewPicture newest, final ViewOfImage seen, final String message) {
		shown = newest;
		if (seen != null) view = seen;
		final String place = view.place(image);
		status.setText(message.isEmpty() ? "Preview" + (place.isEmpty() ? "" : ": " + place) : message);
		picture.repaint();
	}

	void dispose() {
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
		protected void paintComponent(final Graphics graphics) {
			final Graphics2D g = (Graphics2D) graphics.create();
			g.setColor(Color.GRAY);
			g.fillRect(0, 0, getWidth(), getHeight());
			final double scale = view.magnification();
			g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, scale < 1 ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
				: RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
			g.scale(scale, scale);
			g.translate(-view.shown().x, -view.shown().y);
			// around the selection, the image itself
			if (view.selection() != null) g.drawImage(image.getImage(), 0, 0, null);
			if (shown != null) {
				final Rectangle2D place = shown.place();
				final AffineTransform fit = AffineTransform.getTranslateInstance(place.getX(), place.getY());
				fit.scale(place.getWidth() / shown.box().width, place.getHeight() / shown.box().height);
				g.drawImage(shown.drawn(), fit, null);
			}
			g.dispose();
		}
	}
}
