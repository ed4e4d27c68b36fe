package io.github.convolvej.ij1.preview;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;
import javax.swing.JComponent;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

/**
 * A small part of an image before and after filtering, with a line between them that can be moved by
 * mouse and arrow keys. Shows the surroundings of the sample that the mouse last pointed at in the image.
 */
public final class LivePicture extends JComponent implements PreviewDisplay {

	private static final long serialVersionUID = 1L;
	private static final Color LINE = new Color(0xf28e2b);
	/** Pixels that an arrow key moves the line by. */
	private static final int STEP = 8;

	private final transient ImagePlus image;
	private final String before;
	private final String after;
	private transient PreviewPicture shown;
	private transient ViewOfImage seen;
	private transient Consumer<String> listener = text -> {};
	private String message = "";
	private double line = 0.5;
	private Point place;

	/**
	 * @param image what is filtered
	 * @param before the word above its left part
	 * @param after the word above its right part
	 */
	public LivePicture(final ImagePlus image, final String before, final String after) {
		this.image = image;
		this.before = before;
		this.after = after;
		setName("picture");
		setFocusable(true);
		setPreferredSize(new Dimension(200, 190));
		setMinimumSize(new Dimension(60, 40));
		final MouseAdapter mouse = new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent e) {
				requestFocusInWindow();
				moveLine((double) e.getX() / Math.max(1, getWidth()));
			}

			@Override
			public void mouseDragged(final MouseEvent e) {
				moveLine((double) e.getX() / Math.max(1, getWidth()));
			}
		};
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		addKeyListener(new KeyAdapter() {

			@Override
			public void keyPressed(final KeyEvent e) {
				final int steps = e.getKeyCode() == KeyEvent.VK_LEFT ? -1 : e.getKeyCode() == KeyEvent.VK_RIGHT ? 1 : 0;
				if (steps != 0) moveLine(line + (double) steps * STEP / Math.max(1, getWidth()));
			}
		});
		addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent e) {
				repaint();
			}

			@Override
			public void focusLost(final FocusEvent e) {
				repaint();
			}
		});
	}

	private void moveLine(final double to) {
		line = Math.max(0, Math.min(1, to));
		repaint();
	}

	/** @param action is told whenever there is another picture, or a message instead of one: the message, or nothing */
	public void onDisplay(final Consumer<String> action) {
		listener = action;
	}

	/** @return the sample of the image that the mouse last pointed at; null if there is none */
	public Point place() {
		return place == null ? null : new Point(place);
	}

	@Override
	public ViewOfImage view() {
		final ImageCanvas canvas = image.getCanvas();
		final Point mouse = canvas == null ? null : canvas.getMousePosition();
		// only while the mouse is there: ImageJ keeps a place of its own that may be older
		if (mouse != null) place = new Point(canvas.offScreenX(mouse.x), canvas.offScreenY(mouse.y));
		return ViewOfImage.around(image, place, Math.max(1, getWidth()), Math.max(1, getHeight()));
	}

	@Override
	public void display(final PreviewPicture newest, final ViewOfImage view, final String text) {
		shown = newest;
		if (view != null) seen = view;
		message = text;
		repaint();
		listener.accept(text);
	}

	@Override
	public void close() {
		shown = null;
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setColor(Color.GRAY);
		g.fillRect(0, 0, getWidth(), getHeight());
		if (seen != null) paintParts(g);
		if (!message.isEmpty()) label(g, message, 6, getHeight() - 6);
		if (isFocusOwner()) {
			g.setColor(LINE);
			g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
		}
		g.dispose();
	}

	private void paintParts(final Graphics2D g) {
		final Rectangle shownPart = seen.shown();
		final int width = (int) Math.min(getWidth(), Math.ceil(shownPart.width * seen.magnification()));
		final int height = (int) Math.min(getHeight(), Math.ceil(shownPart.height * seen.magnification()));
		// a small image in the middle
		final int left = (getWidth() - width) / 2;
		final int top = (getHeight() - height) / 2;
		final int x = (int) Math.round(line * getWidth());
		final Graphics old = g.create();
		old.clipRect(left, top, width, height);
		old.translate(left, top);
		PreviewPainter.paint(old, image, seen, null);
		old.dispose();
		if (shown == null) return;
		final Graphics now = g.create();
		now.clipRect(left, top, width, height);
		now.clipRect(x, 0, getWidth() - x, getHeight());
		now.setColor(Color.GRAY);
		now.fillRect(0, 0, getWidth(), getHeight());
		now.translate(left, top);
		PreviewPainter.paint(now, image, seen, shown);
		now.dispose();
		g.setColor(LINE);
		g.setStroke(new BasicStroke(2));
		g.drawLine(x, 0, x, getHeight());
		final FontMetrics metrics = g.getFontMetrics();
		if (x > metrics.stringWidth(before) + 16) label(g, before, 6, metrics.getAscent() + 6);
		if (getWidth() - x > metrics.stringWidth(after) + 16) label(g, after, x + 8, metrics.getAscent() + 6);
	}

	private static void label(final Graphics2D g, final String text, final int x, final int y) {
		final FontMetrics metrics = g.getFontMetrics();
		g.setColor(new Color(0xb0000000, true));
		g.fillRoundRect(x - 4, y - metrics.getAscent() - 1, metrics.stringWidth(text) + 8, metrics.getHeight() + 2, 6, 6);
		g.setColor(Color.WHITE);
		g.drawString(text, x, y);
	}
}
