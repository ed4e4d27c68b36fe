package io.github.convolvej.ij1.kernels;

import io.github.convolvej.kernel.Kernel;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Rectangle;
import javax.swing.JComponent;

/** A kernel in colours, with some lines of words below. */
public final class KernelPicture extends JComponent {

	private static final long serialVersionUID = 1L;
	private static final int WIDTH = 140;

	private transient Kernel kernel;
	private int output;
	private String[] words = {};

	/** Of no kernel yet. */
	public KernelPicture() {
		setName("kernelpicture");
		setPreferredSize(new Dimension(WIDTH, WIDTH));
	}

	/**
	 * @param newest what to show; null for nothing
	 * @param which which kernel of a bank, from 0, of which the middle plane is shown
	 * @param lines what is written below
	 */
	public void show(final Kernel newest, final int which, final String... lines) {
		kernel = newest;
		output = which;
		words = lines.clone();
		setToolTipText(words.length == 0 ? null : String.join(", ", words));
		repaint();
	}

	/** @return the words below the picture */
	public String words() {
		return String.join(", ", words);
	}

	@Override
	protected void paintComponent(final Graphics g) {
		final FontMetrics metrics = g.getFontMetrics();
		final int text = words.length * metrics.getHeight();
		if (kernel != null) {
			final int plane = kernel.numDimensions() > 2 ? kernel.size(2) / 2 : 0;
			KernelHeat.paint(g, kernel, output, 0, plane, new Rectangle(2, 2, getWidth() - 8, Math.max(1, getHeight() - text - 6)));
		}
		g.setColor(getForeground());
		for (int i = 0; i < words.length; i++)
			g.drawString(clipped(words[i], metrics), 2, getHeight() - text + metrics.getAscent() + i * metrics.getHeight());
	}

	private String clipped(final String line, final FontMetrics metrics) {
		String shown = line;
		while (shown.length() > 1 && metrics.stringWidth(shown) > getWidth() - 4)
			shown = shown.replaceFirst(".(\u2026)?$", "\u2026");
		return shown;
	}
}
