package io.github.convolvej.geometry;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The sizes and positions of transposed convolution and unpooling along one
 * axis: those of a {@link Window} with the roles of input and output exchanged.
 * Input sample i lies under output samples {@code i*s - padBefore + t*d}, t = 0
 * ... k-1 (ONNX ConvTranspose). Here padding crops the output, and output
 * padding appends samples at its end. All lengths are in samples.
 * <p>
 * Output samples fall into s phases, {@code (o + padBefore) mod s}. All samples
 * of a phase use the same taps, those with {@code t*d mod s} equal to the phase.
 * Neighbouring samples of a phase read neighbouring input samples. Within a
 * phase, a transposed convolution is therefore a convolution with stride 1.
 */
public final class TransposedWindow implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Window window;
	private final long outputPadding;

	/**
	 * @param window window of the forward convolution
	 * @param outputPadding samples appended at the end of the output: at least 0
	 *          and less than stride or dilation
	 * @throws IllegalArgumentException if the output padding is anything else
	 */
	public TransposedWindow(final Window window, final long outputPadding) {
		final int bound = Math.max(window.stride(), window.dilation());
		if (outputPadding < 0 || outputPadding >= bound) throw new IllegalArgumentException("output padding is " +
			outputPadding + ", but must be at least 0 and less than the larger of stride " + window.stride() + " and dilation " +
			window.dilation() + ": at most " + (bound - 1));
		this.window = window;
		this.outputPadding = outputPadding;
	}

	/** @return window of the transposed convolution's forward convolution, with size, stride, dilation and padding */
	public Window window() {
		return window;
	}

	/** @return samples appended at the end of the output */
	public long outputPadding() {
		return outputPadding;
	}

	/**
	 * The output size, (n - 1) * stride + effectiveSize - padBefore - padAfter +
	 * outputPadding.
	 *
	 * @param n input samples
	 * @param axis spatial axis, for the error message
	 * @return output samples, at least 1
	 * @throws IllegalArgumentException if there is no output sample
	 */
	public long targetSize(final long n, final int axis) {
		final long m = extent(n) - window.padBefore() - window.padAfter();
		if (m >= 1) return m;
		throw new IllegalArgumentException("No output along " + Axis.name(axis) + ": output size = (n - 1) * stride + span" +
			" - padding before - after + output padding = (" + n + " - 1) * " + window.stride() + " + " + window
				.effectiveSize() + " - " + window.padBefore() + " - " + window.padAfter() + " + " + outputPadding + " = " + m +
			", but must be at least 1: use less padding (it crops the output), or a larger kernel" + (n > 1 ? " or stride" : ""));
	}

	/** Output samples before cropping: those under the stamps of n input samples, and the output padding. */
	private long extent(final long n) {
		return Exact.sum("output size", Exact.product("output size", n - 1, window.stride()), window.effectiveSize() +
			outputPadding);
	}

	/**
	 * @param targetMin first output sample
	 * @return first input sample with a tap on that output sample or a later one;
	 *         it may be outside the image
	 */
	public long sourceMin(final long targetMin) {
		return -Math.floorDiv(-(targetMin + window.padBefore() - window.effectiveSize() + 1), window.stride());
	}

	/**
	 * @param targetMax last output sample
	 * @return last input sample with a tap on that output sample or an earlier
	 *         one; it may be outside the image, and less than {@link #sourceMin}
	 *         of the same sample if no tap falls there
	 */
	public long sourceMax(final long targetMax) {
		return Math.floorDiv(targetMax + window.padBefore(), window.stride());
	}

	/**
	 * @param targetMin first output sample
	 * @param targetMax last output sample
	 * @param n input samples
	 * @return first and last input sample whose taps may reach them, within the image;
	 *         where no stamp reaches, any one sample
	 */
	public long[] sourceRange(final long targetMin, final long targetMax, final long n) {
		final long min = Math.max(0, Math.min(n - 1, sourceMin(targetMin)));
		return new long[] { min, Math.max(min, Math.min(n - 1, sourceMax(targetMax))) };
	}

	/**
	 * @param target output sample
	 * @return its phase, 0 ... stride - 1
	 */
	public int phase(final long target) {
		return (int) Math.floorMod(target + window.padBefore(), (long) window.stride());
	}

	/**
	 * @param phase 0 ... stride - 1
	 * @return the taps that fall on output samples of the phase, ascending; there
	 *         may be none
	 */
	public int[] taps(final int phase) {
		// taps on the same phase are so many taps apart
		final int step = window.stride() / gcd(window.stride(), window.dilation());
		int first = window.dilation() == 1 ? phase : 0;
		while (first < Math.min(step, window.size()) && (long) first * window.dilation() % window.stride() != phase)
			first++;
		if (first >= Math.min(step, window.size())) return new int[0];
		final int[] taps = new int[(window.size() - 1 - first) / step + 1];
		for (int i = 0; i < taps.length; i++)
			taps[i] = first + i * step;
		return taps;
	}

	private static int gcd(final int a, final int b) {
		return b == 0 ? a : gcd(b, a % b);
	}

	/**
	 * @param target output sample
	 * @param tap one of the taps of its phase
	 * @return input sample whose tap falls on the output sample; it may be outside
	 *         the image
	 */
	public long source(final long target, final int tap) {
		return Math.floorDiv(target + window.padBefore() - (long) tap * window.dilation(), window.stride());
	}

	/**
	 * @param n input samples
	 * @return number of pairs of an input sample and a tap that fall on an output
	 *         sample
	 */
	public long products(final long n) {
		final long m = extent(n) - window.padBefore() - window.padAfter();
		long count = 0;
		for (int t = 0; t < window.size(); t++) {
			final long shift = (long) t * window.dilation() - window.padBefore();
			final long first = Math.max(0, -Math.floorDiv(shift, window.stride()));
			final long last = Math.min(n - 1, Math.floorDiv(m - 1 - shift, window.stride()));
			count += Math.max(0, last - first + 1);
		}
		return count;
	}

	/**
	 * How many taps fall on an output sample of each phase, away from the ends:
	 * the answer to ones of a kernel of ones, one period of it.
	 *
	 * @return the counts for phases 0 ... stride - 1; output sample o has phase
	 *         {@code (o + padBefore) mod stride}
	 */
	public int[] overlap() {
		return overlap(window.stride());
	}

	/**
	 * @param most number of phases that are wanted at most
	 * @return the counts of {@link #overlap()} for the first phases
	 */
	public int[] overlap(final int most) {
		final int[] counts = new int[Math.min(most, window.stride())];
		for (int t = 0; t < window.size(); t++) {
			final int phase = (int) ((long) t * window.dilation() % window.stride());
			if (phase < counts.length) counts[phase]++;
		}
		return counts;
	}

	/**
	 * Whether the same number of taps falls on every output sample, so that the
	 * geometry makes no checkerboard (Odena, Dumoulin and Olah 2016). Without
	 * dilation, the stride must divide the kernel size. With dilation, stride and
	 * dilation must also have no common divisor; otherwise the taps miss phases.
	 *
	 * @return whether {@link #overlap()} is the same for all phases
	 */
	public boolean isEven() {
		if (window.size() % window.stride() != 0) return false;
		final int[] counts = overlap();
		return Arrays.stream(counts).allMatch(c -> c == counts[0]);
	}

	/** @return positions of the output samples: o/s + (padBefore - (ke-1)/2) / s */
	public SamplePosition position() {
		final double s = window.stride();
		return new SamplePosition(1 / s, (window.padBefore() - (window.effectiveSize() - 1) / 2.0) / s);
	}

	@Override
	public String toString() {
		return "transposed " + window + ", output padding " + outputPadding;
	}
}
