package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Window;

import java.io.Serializable;
import java.util.Arrays;

/** The sizes and the spacing of windows, before the size of the image is known. Immutable. */
final class WindowGrid implements Serializable {

	private static final long serialVersionUID = 1L;

	private final int[] size;
	private final int[] stride;
	private final int[] dilation;
	private final Padding padding;
	private final boolean ceil;

	private WindowGrid(final int[] size, final int[] stride, final int[] dilation, final Padding padding,
		final boolean ceil)
	{
		this.size = size;
		this.stride = stride;
		this.dilation = dilation;
		this.padding = padding;
		this.ceil = ceil;
	}

	/**
	 * @param size samples along every spatial axis, x first
	 * @return windows that touch but do not overlap, all within the image
	 * @throws IllegalArgumentException if there is no axis, or a size is less than 1
	 */
	static WindowGrid sideBySide(final int... size) {
		if (size.length == 0) throw new IllegalArgumentException(
			"The pooling window has no axis: give at least a size along x");
		final int[] all = PerAxis.expand(size, "window size", size.length, 1);
		return new WindowGrid(all, all, PerAxis.expand(new int[] { 1 }, "dilation", size.length, 1), Padding.VALID, false);
	}

	/** This grid with another distance of neighbouring windows: one number, or one for each axis. */
	WindowGrid stride(final int... samples) {
		return new WindowGrid(size, PerAxis.expand(samples, "stride", size.length, 1), dilation, padding, ceil);
	}

	/** This grid with another distance of neighbouring samples of a window: one number, or one for each axis. */
	WindowGrid dilation(final int... rate) {
		return new WindowGrid(size, stride, PerAxis.expand(rate, "dilation", size.length, 1), padding, ceil);
	}

	/** This grid with windows that reach that far outside the image. */
	WindowGrid padding(final Padding rule) {
		rule.checkAxes(size.length);
		return new WindowGrid(size, stride, dilation, rule, ceil);
	}

	/** This grid with or without a last window that reaches beyond the padding. */
	WindowGrid ceilMode(final boolean partial) {
		return new WindowGrid(size, stride, dilation, padding, partial);
	}

	/** Number of axes. */
	int axes() {
		return size.length;
	}

	/** Window size along every axis; not to be changed. */
	int[] size() {
		return size;
	}

	/**
	 * @param sourceDimensions size of an image
	 * @return the windows on its axes
	 * @throws IllegalArgumentException if it has no samples along one of them
	 */
	Window[] on(final long... sourceDimensions) {
		final Window[] windows = SpatialPlan.windows(sourceDimensions, size, stride, dilation, padding);
		for (int d = 0; d < windows.length; d++)
			windows[d] = windows[d].ceilMode(ceil);
		return windows;
	}

	@Override
	public String toString() {
		return "window " + PerAxis.print(size) + ", stride " + PerAxis.print(stride) + ", padding " + padding + (Arrays
			.stream(dilation).allMatch(d -> d == 1) ? "" : ", dilation " + PerAxis.print(dilation));
	}
}
