package io.github.convolvej.ops;

import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Ops that make kernels. */
public final class Kernels {

	private static final int MAX_TAPS = 10_000_000;

	private Kernels() {}

	/**
	 * Reads a kernel or a filter bank from text: numbers, or presets.
	 *
	 * @param text for example 1 2 1; 2 4 2; 1 2 1 or gaussian:1.5 or sobel-x #
	 *          sobel-y
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the kernel
	 * @throws IllegalArgumentException naming the place of an error in the text
	 * @implNote op names='convolvej.kernel'
	 */
	public static Kernel parse(final String text, final int axes) {
		return KernelText.parse(text, axes);
	}

	/**
	 * Makes a kernel from an image of weights. Ops with a kernel parameter also
	 * accept an image of weights.
	 *
	 * @param <K> type of the weights
	 * @param weights the weights, axes (X[, Y[, Z]])
	 * @return a single kernel
	 * @throws IllegalArgumentException if there are no weights, more than ten
	 *           million weights, or more than three axes
	 * @implNote op names='convolvej.kernel, engine.convert', priority='-100.'
	 */
	public static <K extends RealType<K>> Kernel of(final RandomAccessibleInterval<K> weights) {
		final int n = weights.numDimensions();
		if (n < 1 || n > 3) throw new IllegalArgumentException("The kernel has " + n +
			" axes, but must have 1, 2 or 3: a filter bank is made from text");
		final int[] size = new int[n];
		for (int d = 0; d < n; d++)
			size[d] = (int) Math.min(Integer.MAX_VALUE, weights.dimension(d));
		final long taps = Intervals.numElements(weights);
		if (taps > MAX_TAPS) throw new IllegalArgumentException("The kernel has " + taps + " weights, but at most " +
			MAX_TAPS + " can be used");
		final double[] values = new double[(int) taps];
		final Cursor<K> cursor = Views.flatIterable(weights).cursor();
		for (int t = 0; t < values.length; t++)
			values[t] = cursor.next().getRealDouble();
		return new Kernel(values, 1, 1, size);
	}
}
