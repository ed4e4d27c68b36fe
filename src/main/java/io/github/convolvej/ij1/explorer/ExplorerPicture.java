package io.github.convolvej.ij1.explorer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;

/** A plane in grey, as large as fits, with squares for single pixels; boxes can be drawn on it. */
final class ExplorerPicture extends JComponent {

	private static final long serialVersionUID = 1L;
	private static final Color BOX = new Color(0xf28e2b);
	private static final Color FILL = new Color(0x60f28e2b, true);
	private static final int SIDE = 330;

	private transient BufferedImage image;
	private transient Rectangle2D box;
	private transient List<Rectangle2D> cells = Collections.emptyList();
	private transient Consumer<Point> listener = p -> {};

	ExplorerPicture(final String name) {
		setName(name);
		setPreferredSize(new Dimension(SIDE, SIDE));
		final MouseAdapter mouse = new MouseAdapter() {

			@Override
			public void mouseMoved(final MouseEvent e) {
				listener.accept(pixel(e.getPoint()));
			}

			@Override
			public void mouseExited(final MouseEvent e) {
				listener.accept(null);
			}
		};
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
	}

	/** Told of the pixel that the mouse is at; null if it is at none. */
	void onPoint(final Consumer<Point> action) {
		listener = action;
	}

	/** Shows a plane from its smallest to its largest finite sample. */
	void show(final float[] samples, final int width, final int height) {
		float low = Float.POSITIVE_INFINITY;
		float high = Float.NEGATIVE_INFINITY;
		for (final float sample : samples)
			if (Float.isFinite(sample)) {
				low = Math.min(low, sample);
				high = Math.max(high, sample);
			}
		final BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
		final byte[] pixels = new byte[width * height];
		for (int i = 0; i < pixels.length; i++) {
			final double part = high > low ? (samples[i] - low) / (high - low) : 0;
			pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, part)));
		}
		grey.getRaster().setDataElements(0, 0, width, height, pixels);
		image = grey;
		repaint();
	}

	/** Shows nothing. */
	void clear() {
		image = null;
		repaint();
	}

	/** Draws a box, and pixels in it; null for none. In pixels of the image. */
	void mark(final Rectangle2D newest, final List<Rectangle2D> inside) {
		box = newest;
		cells = inside;
		repaint();
	}

	/** Screen pixels for a pixel of the image. */
	private double zoom() {
		final double fit = Math.min((double) getWidth() / image.getWidth(), (double) getHeight() / image.getHeight());
		return fit > 1 ? Math.floor(fit) : fit;
	}

	/** Where the picture is. */
	private Rectangle place() {
		final int w = (int) Math.max(1, Math.round(image.getWidth() * zoom()));
		final int h = (int) Math.max(1, Math.round(image.getHeight() * zoom()));
		return new Rectangle((getWidth() - w) / 2, (getHeight() - h) / 2, w, h);
	}

	/** The pixel at a place of this component; null if there is none. */
	private Point pixel(final Point at) {
		if (image == null || !place().contains(at)) return null;
		return new Point((int) ((at.x - place().x) / zoom()), (int) ((at.y - place().y) / zoom()));
	}

	/** The middle of a pixel, in this component. */
	Point middle(final int x, final int y) {
		return new Point(place().x + (int) ((x + 0.5) * zoom()), place().y + (int) ((y + 0.5) * zoom()));
	}

	/** What is drawn around; null if nothing is. */
	Rectangle2D marked() {
		return box;
	}

	/** Size of what is shown. */
	Dimension shown() {
		return image == null ? new Dimension() : new Dimension(image.getWidth(), image.getHeight());
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setColor(Color.GRAY);
		g.fillRect(0, 0, getWidth(), getHeight());
		if (image != null) {
			final Rectangle place = place();
			g.drawImage(image, place.x, place.y, place.width, place.height, null);
			if (box != null) {
				g.setColor(FILL);
				for (final Rectangle2D cell : cells)
					g.fill(onScreen(cell, place));
				g.setColor(BOX);
				g.setStroke(new BasicStroke(2));
				g.draw(onScreen(box, place));
			}
		}
		g.dispose();
	}

	private Rectangle2D onScreen(final Rectangle2D r, final Rectangle place) {
		final double z = zoom();
		return new Rectangle2D.Double(place.x + r.getX() * z, place.y + r.getY() * z, r.getWidth() * z, r.getHeight() * z);
	}
}
