package io.github.convolvej.ij1.dialog;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;

/**
 * Lays the parts of a dialog out one below the other in a window of limited height: the first
 * rows, the picture, text and buttons, and what more there is. The picture takes what is left, and goes if there is too little.
 */
final class FirstScreenLayout implements LayoutManager {

	/** A picture of less height shows nothing. */
	private static final int LEAST_PICTURE = 48;

	/** Height that the picture keeps while more settings are shown, if there is room. */
	private static final int SHARED_PICTURE = 120;

	private static final int GAP = 4;

	private final Component first;
	private final Component picture;
	private final Component more;
	private int limit = Integer.MAX_VALUE;

	/**
	 * @param first the first rows
	 * @param picture gets what the others leave; may be invisible
	 * @param more what scrolls; may be invisible. All other components have the height that they want.
	 */
	FirstScreenLayout(final Component first, final Component picture, final Component more) {
		this.first = first;
		this.picture = picture;
		this.more = more;
	}

	/** @param pixels the largest height of all */
	void setLimit(final int pixels) {
		limit = pixels;
	}

	@Override
	public void addLayoutComponent(final String name, final Component component) {}

	@Override
	public void removeLayoutComponent(final Component component) {}

	private static int height(final Component c) {
		return c.isVisible() ? c.getPreferredSize().height : 0;
	}

	/** Height of the parts that do not give way, with all gaps. */
	private int fixed(final Container parent) {
		int height = 0;
		int count = 0;
		for (final Component c : parent.getComponents()) {
			if (!c.isVisible()) continue;
			count++;
			if (c != first && c != picture && c != more) height += height(c);
		}
		return height + GAP * Math.max(0, count - 1);
	}

	@Override
	public Dimension preferredLayoutSize(final Container parent) {
		int width = 0;
		for (final Component c : parent.getComponents())
			if (c.isVisible()) width = Math.max(width, c.getPreferredSize().width);
		final Insets insets = parent.getInsets();
		final int height = fixed(parent) + height(first) + height(picture) + height(more) + insets.top + insets.bottom;
		return new Dimension(width + insets.left + insets.right, Math.min(limit, height));
	}

	@Override
	public Dimension minimumLayoutSize(final Container parent) {
		return new Dimension(100, 100);
	}

	@Override
	public void layoutContainer(final Container parent) {
		final Insets insets = parent.getInsets();
		final int rest = Math.max(0, parent.getHeight() - insets.top - insets.bottom - fixed(parent));
		final int rows = Math.min(rest, height(first));
		final int shared = rest - rows;
		final int scrolled = !more.isVisible() ? 0 : Math.min(height(more), shared - SHARED_PICTURE < shared / 2 ? shared
			: shared - SHARED_PICTURE);
		final int drawn = shared - scrolled;
		int y = insets.top;
		for (final Component c : parent.getComponents()) {
			if (!c.isVisible()) continue;
			final int h = c == first ? rows : c == picture ? drawn < LEAST_PICTURE ? 0 : drawn : c == more ? scrolled : height(
				c);
			c.setBounds(insets.left, y, parent.getWidth() - insets.left - insets.right, h);
			y += (c == picture ? drawn : h) + GAP;
		}
	}
}
