package io.github.convolvej.ij1.kernels;

import io.github.convolvej.kernel.Kernel;

import java.awt.Component;
import java.awt.Graphics;
import java.awt.Rectangle;
import javax.swing.Icon;

/** A small picture of a kernel, for a menu. */
public final class KernelIcon implements Icon {

	private final Kernel kernel;
	private final int size;

	/**
	 * @param kernel the kernel
	 * @param size pixels along x and y
	 */
	public KernelIcon(final Kernel kernel, final int size) {
		this.kernel = kernel;
		this.size = size;
	}

	@Override
	public void paintIcon(final Component c, final Graphics g, final int x, final int y) {
		KernelHeat.paint(g, kernel, 0, 0, 0, new Rectangle(x, y, size - 1, size - 1));
	}

	@Override
	public int getIconWidth() {
		return size;
	}

	@Override
	public int getIconHeight() {
		return size;
	}
}
