package io.github.convolvej.ij1.dialog;

import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import javax.swing.AbstractButton;
import javax.swing.Icon;

/** A padlock, closed while its button is pressed, as high as the button's letters. */
final class LockIcon implements Icon {

	private final AbstractButton button;

	LockIcon(final AbstractButton button) {
		this.button = button;
	}

	@Override
	public int getIconHeight() {
		return button.getFont().getSize();
	}

	@Override
	public int getIconWidth() {
		return getIconHeight() * 3 / 4;
	}

	@Override
	public void paintIcon(final Component c, final Graphics graphics, final int x, final int y) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setColor(c.isEnabled() ? c.getForeground() : c.getBackground().darker());
		final double h = getIconHeight();
		final double w = getIconWidth();
		final double body = h * 0.55;
		g.setStroke(new BasicStroke((float) (h / 8)));
		g.fill(new Rectangle2D.Double(x, y + h - body, w, body));
		final double bow = w * 0.6;
		// an open bow stands beside its hole
		final double left = x + (w - bow) / 2 + (button.isSelected() ? 0 : w * 0.3);
		final double top = y + h / 16;
		g.draw(new Arc2D.Double(left, top, bow, bow, 0, 180, Arc2D.OPEN));
		g.draw(new Line2D.Double(left, top + bow / 2, left, y + h - body));
		if (button.isSelected()) g.draw(new Line2D.Double(left + bow, top + bow / 2, left + bow, y + h - body));
		g.dispose();
	}
}
