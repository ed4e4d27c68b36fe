package io.github.convolvej.filter.transposed;

import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Upsampling;

import java.util.Arrays;

/**
 * Unpooling that needs no positions: every sample is spread over the window it
 * was pooled from. These are transposed convolutions with constant kernels, with
 * the window as stride; where another stride makes windows overlap, their values
 * add up. For the positions of maxima see {@link MaxUnpooling}.
 */
public final class Unpooling {

	private Unpooling() {}

	/**
	 * Repeats every sample over its window; pooling the result by mean or maximum
	 * gives the samples back.
	 *
	 * @param window window size, one for each spatial axis, x first
	 * @return the operation, whose stride, padding and output size may be changed
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static TransposedConvolution nearest(final int... window) {
		return TransposedConvolution.of(Upsampling.nearest(window)).stride(window);
	}

	/**
	 * Divides every sample evenly among its window, which keeps the sum of the
	 * image: the transpose of average pooling.
	 *
	 * @param window window size, one for each spatial axis, x first
	 * @return the operation, whose stride, padding and output size may be changed
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static TransposedConvolution average(final int... window) {
		final double[] weights = Upsampling.nearest(window).weights();
		Arrays.fill(weights, 1.0 / weights.length);
		return TransposedConvolution.of(new Kernel(weights, 1, 1, window)).stride(window);
	}

	/**
	 * Fits an unpooling to the image before pooling: its padding is cropped, and
	 * where the last samples were in no window, or the last window reached beyond
	 * the image, samples are appended or cropped.
	 *
	 * @param spread what {@link #nearest} or {@link #average} gives
	 * @param window window of the pooling, one for each spatial axis, x first
	 * @param stride stride of the pooling, one for each spatial axis
	 * @param padding padding of the pooling
	 * @param pooled size of the pooled image, spatial axes first
	 * @param size size of the image before pooling, one for each spatial axis
	 * @return the unpooling to that size
	 * @throws IllegalArgumentException if a pooling of an image of that size does
	 *           not give that many samples
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
