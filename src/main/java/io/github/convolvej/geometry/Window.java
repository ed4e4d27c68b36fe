package io.github.convolvej.geometry;

import java.io.Serializable;

/**
 * The window arithmetic of convolution and pooling along one axis: k taps,
 * stride s, dilation d and padding before and after. Output sample o looks at
 * input samples {@code o*s - padBefore + t*d}, t = 0 ... k-1 (ONNX Conv). All
 * lengths are in samples.
 */
public final class Window implements Serializable {

	private static final long serialVersionUID = 1L;

	/** One tap, stride 1, no padding: leaves an axis as it is. */
	public static final Window IDENTITY = new Window(1, 1, 1, 0, 0);

	private final int size;
	private final int stride;
	private final int dilation;
	private final long padBefore;
	private final long padAfter;

	/**
	 * @param size taps, at least 1
	 * @param stride distance of neighbouring windows, at least 1
	 * @param dilation distance of neighbouring taps, at least 1
	 * @param padBefore samples added before the first, at least 0
	 * @param padAfter samples added after the last, at least 0
	 * @throws IllegalArgumentException if a number is too small
	 */
	public Window(final int size, final int stride, final int dilation, final long padBefore, final long padAfter) {
		atLeast("kernel size", size, 1);
		atLeast("stride", stride, 1);
		atLeast("dilation", dilation, 1);
		atLeast("padding before", padBefore, 0);
		atLeast("padding after", padAfter, 0);
		this.size = size;
		this.stride = stride;
		this.dilation = dilation;
		this.padBefore = padBefore;
		this.padAfter = padAfter;
	}

	private static void atLeast(final String name, final long value, final long min) {
		if (value < min) throw new IllegalArgumentException(name + " is " + value + ", but must be at least " + min);
	}

	/** @return taps */
	public int size() {
		return size;
	}

	/** @return distance of neighbouring windows */
	public int stride() {
		return stride;
	}

	/** @return distance of neighbouring taps */
	public int dilation() {
		return dilation;
	}

	/** @return padding before the first sample */
	public long padBefore() {
		return padBefore;
	}

	/** @return padding after the last sample */
	public long padAfter() {
		return padAfter;
	}

	/** @return samples from the first to the last tap: (k-1)*d + 1 */
	public long effectiveSize() {
		return effectiveSize(size, dilation);
	}

	static long effectiveSize(final int size, final int dilation) {
		return (size - 1L) * dilation + 1;
	}

	/**
	 * The output size, floor((n + padBefore + padAfter - effectiveSize) / stride)
	 * + 1.
	 *
	 * @param n input samples
	 * @param axis spatial axis, for the error message
	 * @return output samples, at least 1
	 * @throws IllegalArgumentException if there is no output sample
	 */
	public long targetSize(final long n, final int axis) {
		final long padded = n + padBefore + padAfter;
		final long m = Math.floorDiv(padded - effectiveSize(), stride) + 1;
		if (m >= 1) return m;
		throw new IllegalArgumentException("No output along " + Axis.name(axis) + ": the window spans " + effectiveSize() +
			" samples (" + size + " taps, dilation " + dilation + "), but the padded input has only " + padded + " (" + n +
			" + padding " + padBefore + " + " + padAfter + "). Output size = floor((n + before + after - span) / stride) + 1" +
			" = floor((" + n + " + " + padBefore + " + " + padAfter + " - " + effectiveSize() + ") / " + stride + ") + 1 = " +
			m + ", but must be at least 1: use a smaller kernel or dilation, or more padding");
	}

	/**
	 * @param targetMin first output sample
	 * @return first input sample its window touches (negative: padding)
	 */
	public long sourceMin(final long targetMin) {
		return targetMin * stride - padBefore;
	}

	/**
	 * @param targetSize number of neighbouring output samples
	 * @return number of neighbouring input samples that their windows span
	 */
	public long sourceSize(final long targetSize) {
		return (targetSize - 1) * stride + effectiveSize();
	}

	/** @return where the output samples sit: s*o + (ke-1)/2 - padBefore */
	public SamplePosition position() {
		return new SamplePosition(stride, (effectiveSize() - 1) / 2.0 - padBefore);
	}

	@Override
	public String toString() {
		return "window of " + size + " taps, stride " + stride + ", dilation " + dilation + ", padding " + padBefore + ":" +
			padAfter;
	}
}
