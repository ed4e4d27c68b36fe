package io.github.convolvej.ij1.preview;

import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Finds places for windows where they hide nothing that the user wants to see. */
public final class WindowPlace {

	private WindowPlace() {}

	/**
	 * @param screen a screen
	 * @return the part of it that windows may take
	 */
	public static Rectangle usable(final GraphicsConfiguration screen) {
		final Rectangle bounds = screen.getBounds();
		final Insets taken = Toolkit.getDefaultToolkit().getScreenInsets(screen);
		return new Rectangle(bounds.x + taken.left, bounds.y + taken.top, bounds.width - taken.left - taken.right,
			bounds.height - taken.top - taken.bottom);
	}

	/**
	 * @param size of a window
	 * @param screen the part of the screen that it may take
	 * @param others windows that it should not lie over, the most important first
	 * @return a place beside the first of them, or beside another where there is none, on the screen as far as the window fits there, and over as
	 *         little of the others as can be, the first of which counts most
	 */
	public static Point beside(final Dimension size, final Rectangle screen, final List<Rectangle> others) {
		final Rectangle first = others.isEmpty() ? screen : others.get(0);
		final int right = screen.x + screen.width - size.width;
		final int bottom = screen.y + screen.height - size.height;
		final List<Point> places = new ArrayList<>(Arrays.asList(new Point(first.x + first.width, first.y), new Point(first.x -
			size.width, first.y), new Point(first.x, first.y + first.height), new Point(first.x, first.y - size.height)));
		for (final Rectangle other : others.subList(Math.min(1, others.size()), others.size())) {
			places.add(new Point(other.x + other.width, other.y));
			places.add(new Point(other.x, other.y + other.height));
		}
		Collections.addAll(places, new Point(right, screen.y), new Point(screen.x, screen.y), new Point(right, bottom),
			new Point(screen.x, bottom));
		Point best = null;
		double least = Double.POSITIVE_INFINITY;
		for (final Point p : places) {
			final Point place = new Point(Math.max(screen.x, Math.min(right, p.x)), Math.max(screen.y, Math.min(bottom, p.y)));
			double hidden = 0;
			for (int i = 0; i < others.size(); i++)
				hidden += area(new Rectangle(place, size).intersection(others.get(i))) * (i == 0 ? 4 : 1);
			if (hidden < least) {
				least = hidden;
				best = place;
			}
		}
		return best;
	}

	private static double area(final Rectangle r) {
		return r.isEmpty() ? 0 : (double) r.width * r.height;
	}
}
