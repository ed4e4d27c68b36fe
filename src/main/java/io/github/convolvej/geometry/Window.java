package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes and positions of convolution and pooling along one axis: k taps,
 * stride s, dilation d and padding before and after. Output sample o looks at
 * input samples {@code o*s - padBefore + t*d}, t = 0 ... k-1 (ONNX Conv).
 * Pooling windows may reach beyond the padding at the end, see {@link
 * #ceilMode}. All lengths are in samples.
 */
public final class Window implements Serializable {

	private static final long serialVersionUID = 1L;

	/** One tap, stride 1, no padding: leaves an axis unchanged. */
	public static final Window IDENTITY = new Window(1, 1, 1, 0, 0);

	/** Samples that may be read for the fewest output samples that are computed together: 4 gigabytes. */
	private static final long MAX_SPAN = 1 << 30;
	/** The same of windows with a stride that lie in padding, most of which none of them reads. */
	private static final long MAX_PADDING = 1 << 20;
	/** Output samples along x in the smallest piece of output. */
	private static final long SHORTEST_LINE = 64;

	private final int size;
	private final int stride;
	private final int dilation;
	private final long padBefore;
	private final long padAfter;
	private final boolean ceil;

	/**
	 * @param size taps, at least 1
	 * @param stride distance of neighbouring windows, at least 1
	 * @param dilation distance of neighbouring taps, at least 1
	 * @param padBefore samples added before the first, at least 0
	 * @param padAfter samples added after the last, at least 0
	 * @throws IllegalArgumentException if a number is too small
	 */
	public Window(final int size, final int stride, final int dilation, final long padBefore, final long padAfter) {
		this(size, stride, dilation, padBefore, padAfter, false);
	}

	private Window(final int size, final int stride, final int dilation, final long padBefore, final long padAfter,
		final boolean ceil)
	{
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
		this.ceil = ceil;
	}

	/** @return the same without a dilation between taps of which there is only one */
	public Window withoutIdleDilation() {
		return size > 1 || dilation == 1 ? this : new Window(size, stride, 1, padBefore, padAfter, ceil);
	}

	/**
	 * Sets whether to keep a last window that reaches beyond the padding at the
	 * end (ceil_mode of pooling in PyTorch and ONNX). A window that would begin in
	 * or after the padding at the end is never kept.
	 *
	 * @param partial whether to keep it
	 * @return this window with that rule
	 */
	public Window ceilMode(final boolean partial) {
		return new Window(size, stride, dilation, padBefore, padAfter, partial);
	}

	/**
	 * Returns the window with stride 1 and the same first output sample. If there
	 * is only one output sample, as with a stride larger than the image, both
	 * windows read the same samples.
	 *
	 * @return this window with stride 1
	 */
	public Window alone() {
		return stride == 1 ? this : new Window(size, 1, dilation, padBefore, padAfter, ceil);
	}

	/**
	 * Refuses windows that are too large to compute: the input of the smallest
	 * piece of output must fit into memory.
	 *
	 * @param windows one for each spatial axis, x first
	 * @param targetSize output samples along each
	 * @throws IllegalArgumentException if one spans more than {@value #MAX_SPAN}
	 *           samples, or more than {@value #MAX_PADDING} that are padding for the most part,
	 *           naming the axis with the largest span
	 */
	public static void checkSpan(final Window[] windows, final long[] targetSize) {
		final long[] span = new long[windows.length];
		double all = 1;
		int largest = 0;
		for (int d = 0; d < windows.length; d++) {
			final long together = d == 0 ? Math.min(SHORTEST_LINE, targetSize[d]) : 1;
			span[d] = windows[d].sourceSize(together);
			all *= span[d];
			if (span[d] > span[largest]) largest = d;
		}
		final Window w = windows[largest];
		final boolean many = w.stride > 1 && w.effectiveSize() < span[largest] && all / span[largest] * w.effectiveSize() <= MAX_SPAN;
		final long most = many && w.padBefore + w.padAfter > span[largest] / 2 ? MAX_PADDING : MAX_SPAN;
		if (all <= most) return;
		throw new IllegalArgumentException((many ? "Neighbouring windows span " : "The window spans ") + Arrays.stream(span)
			.mapToObj(Long::toString).collect(Collectors.joining(" x ")) + " samples (" + Axis.name(largest) + ": " + w.size +
			(w.size == 1 ? " tap" : " taps") + ", dilation " + w.dilation + ", stride " + w.stride + "), but at most " + most +
			" can be read at once: use a smaller kernel or dilation" + (many ? ", or less padding with that stride" : ""));
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
	 * The output size, m = floor((n + padBefore + padAfter - effectiveSize) /
	 * stride) + 1. In ceil mode the same with ceil, and one less if the last
	 * window would begin at or beyond the end of the image, that is, if (m - 1) *
	 * stride &gt;= n + padBefore.
	 *
	 * @param n input samples
	 * @param axis spatial axis, for the error message
	 * @return output samples, at least 1
	 * @throws IllegalArgumentException if there is no output sample
	 */
	public long targetSize(final long n, final int axis) {
		final long padded = n + padBefore + padAfter;
		final long room = padded - effectiveSize();
		long m = (ceil ? -Math.floorDiv(-room, (long) stride) : Math.floorDiv(room, (long) stride)) + 1;
		if (ceil && (m - 1) * stride >= n + padBefore) m--;
		if (m >= 1) return m;
		final String rounding = ceil ? "ceil" : "floor";
		throw new IllegalArgumentException("No output along " + Axis.name(axis) + ": the window spans " + effectiveSize() +
			" samples (" + size + " taps, dilation " + dilation + "), but the padded input has only " + padded + " (" + n +
			" + padding " + padBefore + " + " + padAfter + "). Output size = " + rounding +
			"((n + before + after - span) / stride) + 1 = " + rounding + "((" + n + " + " + padBefore + " + " + padAfter +
			" - " + effectiveSize() + ") / " + stride + ") + 1 = " + m +
			", but must be at least 1: use a smaller kernel or dilation, or more padding");
	}

	/**
	 * @param target output sample
	 * @param low an input sample
	 * @return first tap on or after that input sample; the number of taps if there
	 *         is none
	 */
	public int firstTap(final long target, final long low) {
		final long gap = low - sourceMin(target);
		return (int) Math.max(0, Math.min(size, -Math.floorDiv(-gap, (long) dilation)));
	}

	/**
	 * @param target output sample
	 * @param high an input sample
	 * @return one more than the last tap on or before that input sample; 0 if
	 *         there is none
	 */
	public int endTap(final long target, final long high) {
		final long reach = high - sourceMin(target);
		return (int) Math.max(0, Math.min(size, Math.floorDiv(reach, (long) dilation) + 1));
	}

	/**
	 * @param targetMin first output sample
	 * @return first input sample that its window covers (negative: padding)
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

	/** @return positions of the output samples: s*o + (ke-1)/2 - padBefore */
	public SamplePosition position() {
		return new SamplePosition(stride, (effectiveSize() - 1) / 2.0 - padBefore);
	}

	@Override
	public String toString() {
		return "window of " + size + " taps, stride " + stride + ", dilation " + dilation + ", padding " + padBefore + ":" +
			padAfter + (ceil ? ", partial last window" : "");
	}
}
