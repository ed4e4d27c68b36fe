package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.geometry.Window;

/**
 * Writes maxima back to the positions at which max pooling found them, with
 * zeros elsewhere (Zeiler and Fergus 2014; PyTorch max_unpool, ONNX operator
 * MaxUnpool). It reads two images of the same size with axes {@code (X[, Y[,
 * Z]])}, each channel separately: the pooled values, and the position of each
 * value, counted from 0 in one plane (in 3D, volume) of the result, x fastest.
 * If the pooling windows overlap, several values may have the same position; the
 * last one in scan order, x fastest, is written.
 * <p>
 * Positions are whole numbers. Images of 32-bit floating point hold them exactly
 * up to 2^24. For planes with more samples, positions must be integers of 32 or
 * 64 bits or 64-bit floating point; other types are refused.
 */
public final class MaxUnpooling implements Filter {

	private static final long serialVersionUID = 1L;

	/** Null if positions can be anywhere. */
	private final int[] window;
	private final int[] stride;
	private final int[] dilation;
	private final Padding padding;
	private final int[] outputSize;

	private MaxUnpooling(final int[] window, final int[] stride, final int[] dilation, final Padding padding,
		final int[] outputSize)
	{
		this.window = window;
		this.stride = stride;
		this.dilation = dilation;
		this.padding = padding;
		this.outputSize = outputSize;
	}

	/**
	 * Reverses a max pooling with known windows. If every position lies in the
	 * window of its value, a tile of the result reads only its surroundings.
	 * Otherwise the result is also correct, but each tile reads the whole plane.
	 * The stride is the window size, without dilation and padding; the default
	 * output size is (n - 1) * stride + span - padding before - after.
	 *
	 * @param size window of the pooling, one for each spatial axis, x first
	 * @return the operation; the computation ends with an {@link
	 *         IllegalArgumentException} at a position that does not lie in the
	 *         plane
	 * @throws IllegalArgumentException if there is no size, or one is less than 1
	 */
	public static MaxUnpooling of(final int... size) {
		final int[] checked = checked("window", size);
		return new MaxUnpooling(checked, checked, PerAxis.expand(new int[] { 1 }, "dilation", size.length, 1), Padding.VALID,
			null);
	}

	/**
	 * Writes values to any positions of a plane. Every tile of the result reads
	 * the whole pooled plane.
	 *
	 * @param size output size, one for each spatial axis, x first
	 * @return the operation; the computation ends with an {@link
	 *         IllegalArgumentException} at a position that does not lie in the
	 *         plane
	 * @throws IllegalArgumentException if there is no size, or one is less than 1
	 */
	public static MaxUnpooling toSize(final int... size) {
		return new MaxUnpooling(null, null, null, Padding.VALID, checked("output size", size));
	}

	private static int[] checked(final String name, final int[] size) {
		if (size.length == 0) throw new IllegalArgumentException(name + " is empty: give one size for each spatial axis, " +
			"x first");
		return PerAxis.expand(size, name, size.length, 1);
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1, or no window
	 *           was given
	 */
	public MaxUnpooling stride(final int... samples) {
		needsWindow("stride");
		return new MaxUnpooling(window, PerAxis.expand(samples, "stride", window.length, 1), dilation, padding, outputSize);
	}

	/**
	 * @param rate distance of neighbouring samples of a window: one number or one
	 *          for each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1, or no window
	 *           was given
	 */
	public MaxUnpooling dilation(final int... rate) {
		needsWindow("dilation");
		return new MaxUnpooling(window, stride, PerAxis.expand(rate, "dilation", window.length, 1), padding, outputSize);
	}

	/**
	 * @param rule padding of the pooling
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes, or no window was given
	 */
	public MaxUnpooling padding(final Padding rule) {
		needsWindow("padding");
		rule.checkAxes(window.length);
		return new MaxUnpooling(window, stride, dilation, rule, outputSize);
	}

	/**
	 * @param size size of the image before pooling: one number or one for each
	 *          spatial axis, x first
	 * @return this with that output size
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public MaxUnpooling outputSize(final int... size) {
		return new MaxUnpooling(window, stride, dilation, padding, PerAxis.expand(size, "output size", numDimensions(), 1));
	}

	private void needsWindow(final String parameter) {
		if (window == null) throw new IllegalArgumentException("This unpooling has no window, and so no " + parameter +
			": positions may be anywhere");
	}

	@Override
	public int numDimensions() {
		return window == null ? outputSize.length : window.length;
	}

	@Override
	public int sources() {
		return 2;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		throw new IllegalArgumentException(
			"This filter reads 2 images (values and positions), but the size of only one was given");
	}

	@Override
	public Plan on(final long[][] sourceDimensions) {
		if (sourceDimensions.length != 2) throw new IllegalArgumentException(
			"This filter reads 2 images (values and positions), but the sizes of " + sourceDimensions.length + " were given");
		final int n = numDimensions();
		final long[] values = sourceDimensions[0];
		final long[] positions = sourceDimensions[1];
		if (values.length != n || positions.length != n) throw new IllegalArgumentException("The images have " +
			values.length + " and " + positions.length + " axes, but this unpooling works on " + n);
		for (int d = 0; d < n; d++)
			if (values[d] < 1 || values[d] != positions[d]) throw new IllegalArgumentException("The image has " + values[d] +
				" values along " + Axis.name(d) + ", but " + positions[d] + " positions: there must be one for each, at least 1");
		final TransposedWindow[] windows = window == null ? null : new TransposedWindow[n];
		final long[] target = new long[n];
		// if the output size differs, positions need not lie in the windows
		boolean fits = true;
		for (int d = 0; d < n; d++) {
			if (windows == null) target[d] = outputSize[d];
			else target[d] = (windows[d] = window(d)).targetSize(values[d], d);
			if (windows == null || outputSize == null) continue;
			fits &= Math.abs(outputSize[d] - target[d]) < stride[d];
			target[d] = outputSize[d];
		}
		return new MaxUnpoolingPlan(fits ? windows : null, values, target);
	}

	/** The window of the pooling. Some padding rules need the size before pooling to give numbers. */
	private TransposedWindow window(final int d) {
		final boolean same = padding.equals(Padding.SAME) || padding.equals(Padding.SAME_LOWER);
		if (same && outputSize == null) throw new IllegalArgumentException("padding '" + padding +
			"' follows from the size before pooling: give it as output size");
		final Window w = padding.window(d, same ? outputSize[d] : 1, window[d], stride[d], dilation[d]);
		return new TransposedWindow(w, 0);
	}
}
