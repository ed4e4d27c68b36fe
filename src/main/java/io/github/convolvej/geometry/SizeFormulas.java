package io.github.convolvej.geometry;

/**
 * Output sizes along one axis of operations that are not a plain {@link Window}:
 * transposed convolution, pooling with ceil_mode, adaptive pooling. All lengths are
 * in samples.
 */
public final class SizeFormulas {

	private SizeFormulas() {}

	/**
	 * Transposed convolution, (n-1)*s + ke - padBefore - padAfter + op.
	 *
	 * @param n input samples
	 * @param window taps, stride, dilation and padding of the convolution that it
	 *          transposes
	 * @param outputPadding samples appended at the end, less than the larger of
	 *          stride and dilation
	 * @param axis spatial axis, for error messages
	 * @return output samples, at least 1
	 * @throws IllegalArgumentException if the output padding is out of range or
	 *           there is no output sample
	 */
	public static long transposed(final long n, final Window window, final int outputPadding, final int axis) {
		final int limit = Math.max(window.stride(), window.dilation());
		if (outputPadding < 0 || outputPadding >= limit) throw new IllegalArgumentException("output padding is " +
			outputPadding + " along " + Axis.name(axis) + ", but must be at least 0 and less than the larger of stride " +
			window.stride() + " and dilation " + window.dilation());
		final long m = (n - 1) * window.stride() + window.effectiveSize() - window.padBefore() - window.padAfter() +
			outputPadding;
		if (m >= 1) return m;
		throw new IllegalArgumentException("No output along " + Axis.name(axis) +
			": output size = (n - 1) * stride + span - before - after + output padding = (" + n + " - 1) * " + window
				.stride() + " + " + window.effectiveSize() + " - " + window.padBefore() + " - " + window.padAfter() + " + " +
			outputPadding + " = " + m + ", but must be at least 1: use less padding or a larger kernel");
	}

	/**
	 * Pooling with ceil_mode: ceil((n + padBefore + padAfter - ke) / s) + 1, less
	 * one if the last window would begin behind the image.
	 *
	 * @param n input samples
	 * @param window taps, stride, dilation and padding
	 * @param axis spatial axis, for error messages
	 * @return output samples, at least 1
	 * @throws IllegalArgumentException if there is no output sample
	 */
	public static long ceilPooled(final long n, final Window window, final int axis) {
		final long padded = n + window.padBefore() + window.padAfter();
		final long s = window.stride();
		long m = -Math.floorDiv(window.effectiveSize() - padded, s) + 1;
		if ((m - 1) * s >= n + window.padBefore()) m--;
		if (m >= 1) return m;
		throw new IllegalArgumentException("No output along " + Axis.name(axis) + ": the window spans " + window
			.effectiveSize() + " samples, but the padded input has only " + padded +
			". Output size = ceil((n + before + after - span) / stride) + 1 = " + m +
			", but must be at least 1: use a smaller window, or more padding");
	}

	/**
	 * @param bin bin of an adaptive pooling, from 0
	 * @param bins number of bins
	 * @param n input samples
	 * @return its first sample, floor(bin * n / bins)
	 */
	public static long binStart(final long bin, final long bins, final long n) {
		return Math.floorDiv(bin * n, bins);
	}

	/**
	 * @param bin bin of an adaptive pooling, from 0
	 * @param bins number of bins
	 * @param n input samples
	 * @return the sample after its last, ceil((bin + 1) * n / bins)
	 */
	public static long binEnd(final long bin, final long bins, final long n) {
		return -Math.floorDiv(-(bin + 1) * n, bins);
	}
}
