package io.github.convolvej.ij1.kernels;

import io.github.convolvej.kernel.Kernel;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Rectangle;

/** Paints the weights of a kernel as cells: orange above 0, blue below, white at 0, as explanations of pixels do. */
final class KernelHeat {

	private static final Color POSITIVE = new Color(0xf28e2b);
	private static final Color NEGATIVE = new Color(0x4e79a7);
	private static final Color GRID = new Color(0xb0b0b0);

	/** Cells of fewer pixels have no lines between them. */
	private static final int LINES = 6;

	private KernelHeat() {}

	/** The colour of a weight, if the largest is another one. */
	static Color colour(final double weight, final double largest) {
		final double strength = largest > 0 ? Math.min(1, Math.abs(weight) / largest) : 0;
		final Color full = weight < 0 ? NEGATIVE : POSITIVE;
		return new Color(mixed(full.getRed(), strength), mixed(full.getGreen(), strength), mixed(full.getBlue(), strength));
	}

	private static int mixed(final int full, final double strength) {
		return (int) Math.round(255 + (full - 255) * strength);
	}

	/**
	 * Paints a plane of a kernel.
	 *
	 * @param g where to paint
	 * @param kernel the kernel
	 * @param input which of its inputs, from 0
	 * @param output which kernel of the bank, from 0
	 * @param plane which plane along z, from 0
	 * @param area where; cells are squares in its middle
	 */
	static void paint(final Graphics g, final Kernel kernel, final int input, final int output, final int plane,
		final Rectangle area)
	{
		final int columns = kernel.size(0);
		final int rows = kernel.numDimensions() > 1 ? kernel.size(1) : 1;
		final double cell = Math.min((double) area.width / columns, (double) area.height / rows);
		final int left = area.x + (int) (area.width - cell * columns) / 2;
		final int top = area.y + (int) (area.height - cell * rows) / 2;
		final double largest = largest(kernel, input, output);
		for (int y = 0; y < rows; y++)
			for (int x = 0; x < columns; x++) {
				final int x0 = left + (int) (x * cell);
				final int y0 = top + (int) (y * cell);
				final int w = left + (int) ((x + 1) * cell) - x0;
				final int h = top + (int) ((y + 1) * cell) - y0;
				g.setColor(colour(kernel.weight(x + columns * (y + rows * plane), input, output), largest));
				g.fillRect(x0, y0, Math.max(1, w), Math.max(1, h));
				g.setColor(GRID);
				if (cell >= LINES) g.drawRect(x0, y0, w, h);
			}
		g.setColor(GRID);
		g.drawRect(left, top, (int) (cell * columns), (int) (cell * rows));
	}

	/** The largest amount of all weights of a kernel of the bank. */
	static double largest(final Kernel kernel, final int input, final int output) {
		double largest = 0;
		for (int tap = 0; tap < kernel.taps(); tap++)
			largest = Math.max(largest, Math.abs(kernel.weight(tap, input, output)));
		return largest;
	}
}
