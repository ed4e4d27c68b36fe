package io.github.convolvej.filter.interpolation;

import io.github.convolvej.filter.interpolation.Interpolation.Method;
import io.github.convolvej.geometry.Fraction;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.kernel.Cubic;

import java.io.Serializable;

/**
 * Interpolation along one axis: the input samples of each output sample, and
 * their weights.
 */
final class Resampling implements Serializable {

	private static final long serialVersionUID = 1L;

	/** The coefficient of PyTorch's and OpenCV's bicubic interpolation. */
	private static final double CUBIC = -0.75;

	private final Method method;
	private final long n;
	private final long m;
	private final Fraction factor;
	private final boolean alignCorners;

	/**
	 * @param method interpolation method
	 * @param n input samples
	 * @param m output samples
	 * @param factor output samples for an input sample
	 * @param alignCorners whether centres of corner samples coincide
	 */
	Resampling(final Method method, final long n, final long m, final Fraction factor, final boolean alignCorners)
	{
		this.method = method;
		this.n = n;
		this.m = m;
		this.factor = factor;
		this.alignCorners = alignCorners;
	}

	long sourceSize() {
		return n;
	}

	long targetSize() {
		return m;
	}

	/** Whether the axis stays unchanged. */
	boolean isIdentity() {
		return n == m && (alignCorners || factor.isOne());
	}

	/** Whether output samples are copies of input samples. */
	boolean isCopy() {
		return method == Method.NEAREST || method == Method.NEAREST_EXACT || isIdentity();
	}

	/** Largest number of input samples of an output sample. */
	int mostTaps() {
		if (isCopy()) return 1;
		return method == Method.LINEAR ? 2 : method == Method.CUBIC ? 4 : (int) Math.min(n, (n + m - 1) / m + 1);
	}

	/**
	 * Finds the input samples of an output sample and their weights.
	 *
	 * @param o output sample
	 * @param index receives the input samples, in ascending order
	 * @param weight receives their weights
	 * @return number of input samples, at least 1
	 */
	int taps(final long o, final long[] index, final double[] weight) {
		if (isCopy()) {
			index[0] = isIdentity() ? o : nearest(o);
			weight[0] = 1;
			return 1;
		}
		if (method == Method.AREA) return bin(o, index, weight);
		final double coordinate = coordinate(o);
		return method == Method.LINEAR ? linear(coordinate, index, weight) : cubic(coordinate, index, weight);
	}

	private long nearest(final long o) {
		final boolean centre = method == Method.NEAREST_EXACT;
		// floor(floor(x) / 2) is floor(x / 2)
		return Math.min(n - 1, centre ? Math.floorDiv(factor.floorDivided(2 * o + 1), 2) : factor.floorDivided(o));
	}

	private double coordinate(final long o) {
		if (alignCorners) return m == 1 ? 0 : o * (n - 1.0) / (m - 1);
		return factor.divide(o + 0.5) - 0.5;
	}

	private int linear(final double coordinate, final long[] index, final double[] weight) {
		final double inside = Math.max(0, Math.min(n - 1, coordinate));
		index[0] = (long) inside;
		index[1] = Math.min(n - 1, index[0] + 1);
		weight[1] = inside - index[0];
		weight[0] = 1 - weight[1];
		return 2;
	}

	private int cubic(final double coordinate, final long[] index, final double[] weight) {
		final long first = (long) Math.floor(coordinate);
		final double fraction = coordinate - first;
		for (int t = 0; t < 4; t++) {
			index[t] = Math.max(0, Math.min(n - 1, first - 1 + t));
			weight[t] = Cubic.weight(Math.abs(fraction + 1 - t), CUBIC);
		}
		return 4;
	}

	private int bin(final long o, final long[] index, final double[] weight) {
		final long begin = o * n / m;
		final int length = (int) (-Math.floorDiv(-(o + 1) * n, m) - begin);
		for (int t = 0; t < length; t++) {
			index[t] = begin + t;
			weight[t] = 1.0 / length;
		}
		return length;
	}

	/** Number of taps of all output samples. */
	long products() {
		if (method != Method.AREA || isIdentity()) return m * mostTaps();
		long count = 0;
		for (long o = 0; o < m; o++)
			count += -Math.floorDiv(-(o + 1) * n, m) - o * n / m;
		return count;
	}

	/**
	 * Positions of the output samples. For the nearest methods, which copy samples
	 * from other positions, it is the average position of the samples copied. If
	 * corners are aligned but there is only one input sample, which defines no
	 * distance, it is the position without alignment.
	 */
	SamplePosition position() {
		if (isIdentity()) return SamplePosition.IDENTITY;
		if (alignCorners && n > 1) return new SamplePosition(m > 1 ? (n - 1.0) / (m - 1) : n, 0);
		final double scale = factor.divide(1);
		if (!isCopy()) return new SamplePosition(scale, scale / 2 - 0.5);
		double sum = 0;
		for (long o = 0; o < m; o++)
			sum += nearest(o) - scale * o;
		return new SamplePosition(scale, sum / m);
	}
}
