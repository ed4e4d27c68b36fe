package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Window;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Maps positions outside of an image to samples inside of it, along one axis. Windows read these samples, so
 * no row or slice outside is ever computed. If the border is not known, positions stay as they are, and the
 * caller provides the samples outside.
 */
final class AxisBorder implements Serializable {

	private static final long serialVersionUID = 1L;

	private final long length;
	/** Null if the border is not known. */
	private final Border border;
	/** The value outside of a constant border, as the earlier passes have summed it. */
	private final double value;

	/**
	 * @param length samples of the image along the axis
	 * @param border what is outside, or null if that is not known
	 * @param factor result of the passes along other axes for a constant 1
	 */
	AxisBorder(final long length, final Border border, final double factor) {
		this.length = length;
		this.border = border;
		value = border == null ? 0 : border.value() * factor;
	}

	boolean isKnown() {
		return border != null;
	}

	long length() {
		return length;
	}

	/** The value at places where {@link #position} is -1. */
	double value() {
		return value;
	}

	/** The index of the sample to read for a position; -1 if the value there is constant. */
	long position(final long i) {
		return border == null ? i : border.position(i, length);
	}

	/**
	 * @param min first position that windows read
	 * @param max last position
	 * @return first and last sample of the axis that is needed for them
	 */
	long[] range(final long min, final long max) {
		if (border == null || min >= 0 && max < length) return new long[] { min, max };
		if (border.isConstant() || border.equals(Border.REPLICATE)) return new long[] { clamp(min), clamp(max) };
		if (max - min + 1 >= length) return new long[] { 0, length - 1 };
		long first = length;
		long last = 0;
		for (long i = min; i <= max; i++) {
			first = Math.min(first, position(i));
			last = Math.max(last, position(i));
		}
		return new long[] { first, last };
	}

	private long clamp(final long i) {
		return Math.max(0, Math.min(i, length - 1));
	}

	/**
	 * Computes the weight of every sample of the axis in every window, border included, as a matrix. The time
	 * to build it does not grow with the product of taps and windows, so a kernel may be far longer than the
	 * image.
	 *
	 * @param window taps along the axis
	 * @param weights of the taps
	 * @param windows how many windows
	 * @return the matrix, {@code [window * length + sample]}, and after it for each
	 *         window the weight of the constant outside
	 */
	double[] fold(final Window window, final double[] weights, final int windows) {
		final int n = Math.toIntExact(length);
		final double[] matrix = new double[windows * n + windows];
		final int taps = weights.length;
		final double[] before = new double[taps + 1];
		for (int t = 0; t < taps; t++)
			before[t + 1] = before[t] + weights[t];
		final double[] from = new double[taps + 1];
		for (int t = taps - 1; t >= 0; t--)
			from[t] = from[t + 1] + weights[t];
		final long step = window.dilation();
		final boolean clamps = border.isConstant() || border.equals(Border.REPLICATE);
		// other borders are periodic: first add up the taps that fall on the same place of the period
		final long period = border.equals(Border.PERIODIC) ? n : border.equals(Border.REFLECT) ? Math.max(1, 2L * n - 2)
			: 2L * n;
		final double[] folded = clamps ? null : new double[(int) period];
		for (int t = 0; t < taps && !clamps; t++)
			folded[(int) (t * step % period)] += weights[t];
		for (int i = 0; i < windows; i++) {
			final long start = window.sourceMin(i);
			final int row = i * n;
			if (clamps) {
				final int first = (int) Math.max(0, Math.min(taps, -Math.floorDiv(start, step)));
				final int end = (int) Math.max(first, Math.min(taps, Math.floorDiv(n - 1 - start, step) + 1));
				for (int t = first; t < end; t++)
					matrix[row + (int) (start + t * step)] += weights[t];
				final double low = before[first];
				final double high = from[end];
				if (border.isConstant()) matrix[windows * n + i] = (low + high) * value;
				else {
					matrix[row] += low;
					matrix[row + n - 1] += high;
				}
			}
			else for (int r = 0; r < folded.length; r++)
				matrix[row + (int) position(start + r)] += folded[r];
		}
		return matrix;
	}

	@Override
	public String toString() {
		return Arrays.toString(new Object[] { length, border, value });
	}
}
