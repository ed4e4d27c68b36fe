package io.github.convolvej.filter.fourier;

import io.github.convolvej.geometry.Window;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Divides a result into the boxes that one Fourier transform computes. All boxes
 * have the same size and are counted from the origin of the result, so they do
 * not depend on the part that is computed. A box consists of two halves along
 * one axis, because two real signals are transformed as one complex signal. The
 * sizes are those with the smallest estimated work. Axes are padded to three,
 * with sizes of 1.
 */
public final class FourierGrid implements Serializable {

	private static final long serialVersionUID = 1L;

	/**
	 * Largest number of complex samples of a transform; larger transforms need too
	 * much memory per thread.
	 */
	private static final int MAX_SAMPLES = 1 << 18;
	/** Largest number of samples of a transform that fits the core's cache. */
	private static final int CACHED_SAMPLES = 1 << 16;
	/** Number of lines that are transformed together along x. */
	static final int STRIP = 64;
	private static final int[] PREFERRED_HALVES = { 1, 0, 2 };

	/** Samples of a transform along x, y, z. */
	private final int[] size = { 1, 1, 1 };
	/** Result samples of one half. */
	private final int[] half = { 1, 1, 1 };
	/** Input samples that a window spans. */
	private final int[] span = { 1, 1, 1 };
	private final int[] stride = { 1, 1, 1 };
	private int pair;
	private double cost = Double.POSITIVE_INFINITY;

	/**
	 * Chooses the sizes.
	 *
	 * @param windows one for each spatial axis
	 * @param target size of the result
	 * @param inputs input channels of a group
	 * @param outputs output channels of a group
	 */
	public FourierGrid(final Window[] windows, final long[] target, final int inputs, final int outputs) {
		final long[] m = { 1, 1, 1 };
		for (int d = 0; d < windows.length; d++) {
			span[d] = Math.toIntExact(windows[d].effectiveSize());
			stride[d] = windows[d].stride();
			m[d] = target[d];
		}
		double least = 1;
		for (final int s : span)
			least *= powerOfTwo(s);
		final double most = Math.max(MAX_SAMPLES, 4 * least);
		final int[] n = new int[3];
		for (n[2] = first(2); n[2] <= last(2, m[2], most); n[2] = next(2, n[2]))
			for (n[1] = first(1); n[1] <= last(1, m[1], most); n[1] = next(1, n[1]))
				for (n[0] = first(0); n[0] <= last(0, m[0], most); n[0] = next(0, n[0]))
					if ((double) n[0] * n[1] * n[2] <= most) consider(n, m, inputs, outputs);
	}

	/** The smallest power of two that is not less than n. */
	private static int powerOfTwo(final long n) {
		return n <= 1 ? 1 : (int) Math.min(1 << 30, Long.highestOneBit(n - 1) * 2);
	}

	private boolean isTransformed(final int d) {
		return span[d] > 1;
	}

	private int first(final int d) {
		return isTransformed(d) ? Math.max(2, powerOfTwo(span[d])) : 1;
	}

	/**
	 * The next larger size to try: the next power of two, or, along axes without
	 * transform, the size for twice as many result samples.
	 */
	private int next(final int d, final int n) {
		return (int) Math.min(Integer.MAX_VALUE, isTransformed(d) ? 2L * n : (2L * ((n - 1) / stride[d] + 1) - 1) * stride[d] + 1);
	}

	private long last(final int d, final long m, final double most) {
		final double whole = (m - 1.0) * stride[d] + span[d];
		return (long) Math.min(Math.min(most, Integer.MAX_VALUE - 1), isTransformed(d) ? powerOfTwo((long) Math.min(1 << 29, whole)) : whole);
	}

	private void consider(final int[] n, final long[] m, final int inputs, final int outputs) {
		final int[] t = new int[3];
		for (int d = 0; d < 3; d++)
			t[d] = (n[d] - span[d]) / stride[d] + 1;
		for (final int p : PREFERRED_HALVES) {
			double boxes = 1;
			for (int d = 0; d < 3; d++)
				boxes *= Math.ceil((double) m[d] / (d == p ? 2.0 * t[d] : t[d]));
			final double work = boxes * boxCost(n, t, inputs, outputs);
			if (!(work < cost)) continue;
			cost = work;
			pair = p;
			System.arraycopy(n, 0, size, 0, 3);
			System.arraycopy(t, 0, half, 0, 3);
		}
	}

	/** Nanoseconds for one box on one core, as measured. */
	private double boxCost(final int[] n, final int[] t, final int inputs, final int outputs) {
		final double samples = (double) n[0] * n[1] * n[2];
		double stages = 0;
		if (isTransformed(0)) stages += log2(n[0]) * (1 + 8.0 / Math.min(STRIP, n[1]));
		if (isTransformed(1)) stages += log2(n[1]) * (1 + 8.0 / n[0]);
		if (isTransformed(2)) stages += log2(n[2]) * (1 + 8.0 / n[0]);
		final double transform = (samples > CACHED_SAMPLES ? 1.2 : 1) * samples * (1.6 + 0.4 * stages);
		return transform * (inputs + outputs) + 0.8 * samples * inputs * outputs + 2.0 * samples * inputs + 4.0 * t[0] *
			t[1] * t[2] * outputs + 1000;
	}

	private static double log2(final int n) {
		return Math.log(n) / Math.log(2);
	}

	/** @return estimated nanoseconds for the whole result of a group on one core */
	public double cost() {
		return cost;
	}

	/** @return samples of a transform along x, y or z */
	public int size(final int d) {
		return size[d];
	}

	/** @return samples of a transform */
	public int samples() {
		return size[0] * size[1] * size[2];
	}

	/** @return whether the axis is transformed; if not, the kernel has one tap along it */
	boolean transforms(final int d) {
		return isTransformed(d);
	}

	/** @return samples of the result along x, y or z in one half of a box */
	public int half(final int d) {
		return half[d];
	}

	/** @return samples of the result along x, y or z in a box */
	public int box(final int d) {
		return d == pair ? 2 * half[d] : half[d];
	}

	/** @return the axis along which a box consists of two halves */
	public int pair() {
		return pair;
	}

	/** @return stages of radix 2 of a transform, all axes together */
	public int stages() {
		int stages = 0;
		for (int d = 0; d < 3; d++)
			if (isTransformed(d)) stages += Integer.numberOfTrailingZeros(size[d]);
		return stages;
	}

	/** @return bound of the rounding error of a box, as a part of sum |weights| times the Euclidean norm of its samples */
	public double relativeError() {
		return (3 * stages() + 1) * 7 * 0x1p-53;
	}

	@Override
	public boolean equals(final Object o) {
		if (!(o instanceof FourierGrid)) return false;
		final FourierGrid g = (FourierGrid) o;
		return Arrays.equals(size, g.size) && Arrays.equals(half, g.half) && Arrays.equals(span, g.span) && Arrays.equals(
			stride, g.stride) && pair == g.pair;
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(size) * 31 + Arrays.hashCode(half);
	}
}
