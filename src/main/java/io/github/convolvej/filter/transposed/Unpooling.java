package io.github.convolvej.filter.transposed;

import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.Upsampling;

/**
 * Unpooling without positions: spreads every sample over the window it was
 * pooled from. The operations are transposed convolutions with constant kernels
 * and the window as stride. With a smaller stride, windows overlap and their
 * values are added. {@link MaxUnpooling} uses the positions of maxima.
 */
public final class Unpooling {

	private Unpooling() {}

	/**
	 * Repeats every sample over its window. Mean or maximum pooling of the result
	 * gives the original samples.
	 *
	 * @param window window size, one for each spatial axis, x first
	 * @return the operation, whose stride, padding and output size may be changed
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static TransposedConvolution nearest(final int... window) {
		return TransposedConvolution.of(Upsampling.nearest(window)).stride(window);
	}

	/**
	 * Divides every sample evenly among its window, which preserves the sum of the
	 * image. This is the transpose of average pooling.
	 *
	 * @param window window size, one for each spatial axis, x first
	 * @return the operation, whose stride, padding and output size may be changed
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static TransposedConvolution average(final int... window) {
		final SeparableKernel ones = Upsampling.nearest(window).factors(0, 0);
		double taps = 1;
		for (final int n : window)
			taps *= n;
		// one factor has the quotient, all others are 1, so every weight is the quotient to the last bit
		return TransposedConvolution.of(Kernel.of(ones.times(1 / taps))).stride(window);
	}

	/**
	 * Adapts an unpooling to the image before pooling: crops its padding, and
	 * appends or crops samples at the end if the last samples were in no window or
	 * the last window reached outside the image.
	 *
	 * @param spread result of {@link #nearest} or {@link #average}
	 * @param window window of the pooling, one for each spatial axis, x first
	 * @param stride stride of the pooling, one for each spatial axis
	 * @param padding padding of the pooling
	 * @param pooled size of the pooled image, spatial axes first
	 * @param size size of the image before pooling, one for each spatial axis
	 * @return the unpooling with that output size
	 * @throws IllegalArgumentException if pooling an image of that size does not
	 *           give that number of samples
	 */
	public static TransposedConvolution toSize(final TransposedConvolution spread, final int[] window, final int[] stride,
		final Padding padding, final long[] pooled, final int[] size)
	{
		final int n = window.length;
		final int[] before = new int[n];
		final int[] after = new int[n];
		final int[] appended = new int[n];
		for (int d = 0; d < n; d++) {
			final Window w = padding.window(d, size[d], window[d], stride[d], 1);
			final long covered = w.sourceSize(pooled[d]) - w.padBefore() - w.padAfter();
			final long missing = size[d] - covered;
			if (Math.abs(missing) >= stride[d]) throw new IllegalArgumentException("size is " + size[d] + " along " + Axis.name(
				d) + ", but " + pooled[d] + " windows (" + w + ") come from " + Math.max(1, covered - stride[d] + 1) + " to " +
				(covered + stride[d] - 1) + " samples");
			before[d] = (int) w.padBefore();
			after[d] = (int) (w.padAfter() + Math.max(0, -missing));
			appended[d] = (int) Math.max(0, missing);
		}
		return spread.stride(stride).padding(Padding.explicit(before, after)).outputPadding(appended);
	}
}
