package io.github.convolvej.filter.interpolation;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Fraction;
import io.github.convolvej.geometry.NumberText;

import java.util.Arrays;
import java.util.Locale;

/**
 * Enlarges or reduces an image by interpolation (PyTorch interpolate, ONNX
 * operator Resize). Output sample o along an axis of n samples and output size m
 * is the value at input coordinate
 *
 * <pre>
 * (o + 1/2) / factor - 1/2          samples as cells, their outer edges coincide; the default
 * o * (n - 1) / (m - 1)             alignCorners: the centres of the first and last samples coincide
 * </pre>
 *
 * The factor is the given one, or m / n if a size was given or the factor is to be
 * recomputed from the rounded size. Edge samples are repeated outside the image;
 * the border of the run is not used. Axes are {@code (X[, Y[, Z]])}; each channel
 * is interpolated separately. Every output sample is a weighted sum of its
 * neighbours, even of those with weight 0, so a NaN reaches all outputs that have
 * it as a neighbour. An axis whose size stays the same is left unchanged.
 */
public final class Interpolation implements Filter {

	private static final long serialVersionUID = 1L;

	/** The interpolation methods. */
	public enum Method {
			/** Sample floor(o / factor): exact copies, no arithmetic. */
			NEAREST,
			/** Sample floor((o + 1/2) / factor), the one whose cell holds the coordinate: exact copies. */
			NEAREST_EXACT,
			/** Linear on every axis: bilinear, trilinear. */
			LINEAR,
			/** Cubic convolution on every axis with coefficient -0.75, as in PyTorch and OpenCV: bicubic. */
			CUBIC,
			/** Mean of input samples floor(o * n / m) to ceil((o + 1) * n / m) - 1, by the output size alone. */
			AREA;

		/**
		 * @param text nearest, nearest-exact, linear (also bilinear, trilinear),
		 *          cubic (also bicubic) or area
		 * @return the method
		 * @throws IllegalArgumentException if the text is anything else
		 */
		public static Method parse(final String text) {
			switch (text == null ? "" : text.trim()) {
				case "nearest":
					return NEAREST;
				case "nearest-exact":
					return NEAREST_EXACT;
				case "linear":
				case "bilinear":
				case "trilinear":
					return LINEAR;
				case "cubic":
				case "bicubic":
					return CUBIC;
				case "area":
					return AREA;
				default:
					throw new IllegalArgumentException("interpolation is '" + text +
						"', but must be one of nearest, nearest-exact, linear, cubic, area");
			}
		}

		/** @return text that {@link #parse} reads */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
	}

	private final Method method;
	private final Fraction[] factor;
	private final int[] size;
	private final boolean alignCorners;
	private final boolean recompute;

	private Interpolation(final Method method, final Fraction[] factor, final int[] size, final boolean alignCorners,
		final boolean recompute)
	{
		this.method = method;
		this.factor = factor;
		this.size = size;
		this.alignCorners = alignCorners;
		this.recompute = recompute;
	}

	/**
	 * The output size is floor(n * factor). The factor is the decimal number that
	 * Java prints for the value: 25 samples times 1.16 are 29.
	 *
	 * @param method interpolation method
	 * @param factor factor of enlargement, one for each spatial axis, x first;
	 *          less than 1 to reduce
	 * @return the operation
	 * @throws IllegalArgumentException if there is no factor, or one is not
	 *           positive
	 */
	public static Interpolation byFactor(final Method method, final double... factor) {
		final Fraction[] exact = new Fraction[factor.length];
		for (int d = 0; d < factor.length; d++) {
			if (!(factor[d] > 0) || Double.isInfinite(factor[d])) throw new IllegalArgumentException("factor is " + factor[d] +
				" along " + Axis.name(d) + ", but must be a positive number: 2 doubles the size, 0.5 halves it");
			exact[d] = Fraction.of(factor[d]);
		}
		return byFactor(method, exact);
	}

	/**
	 * The output size is floor(n * factor).
	 *
	 * @param method interpolation method
	 * @param factor factor of enlargement, one for each spatial axis, x first;
	 *          less than 1 to reduce
	 * @return the operation
	 * @throws IllegalArgumentException if there is no factor
	 */
	public static Interpolation byFactor(final Method method, final Fraction... factor) {
		if (factor.length == 0) throw new IllegalArgumentException("factor is empty: give one for each spatial axis, x first");
		return new Interpolation(method, factor.clone(), null, false, false);
	}

	/**
	 * @param method interpolation method
	 * @param size output size, one for each spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if there is no size, or one is less than 1
	 */
	public static Interpolation toSize(final Method method, final int... size) {
		if (size.length == 0) throw new IllegalArgumentException("size is empty: give one for each spatial axis, x first");
		for (int d = 0; d < size.length; d++)
			if (size[d] < 1) throw new IllegalArgumentException("size is " + size[d] + " along " + Axis.name(d) +
				", but must be at least 1");
		return new Interpolation(method, null, size.clone(), false, true);
	}

	/**
	 * @return this with the centres of the corner samples of input and output
	 *         aligned, instead of their outer edges
	 * @throws IllegalArgumentException if the method is neither linear nor cubic
	 */
	public Interpolation alignCorners() {
		if (method != Method.LINEAR && method != Method.CUBIC) throw new IllegalArgumentException(
			"Corners can be aligned for linear and cubic interpolation, but not for " + method);
		return new Interpolation(method, factor, size, true, recompute);
	}

	/** @return this with the factor recomputed from the rounded output size, m / n */
	public Interpolation recomputeFactor() {
		return new Interpolation(method, factor, size, alignCorners, true);
	}

	@Override
	public int numDimensions() {
		return size == null ? factor.length : size.length;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this interpolation works on " + numDimensions());
		final Resampling[] axes = new Resampling[sourceDimensions.length];
		for (int d = 0; d < axes.length; d++) {
			final long n = sourceDimensions[d];
			if (n < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			final long m = size == null ? size(n, factor[d], d) : size[d];
			axes[d] = new Resampling(method, n, m, recompute || method == Method.AREA ? Fraction.of(m, n) : factor[d],
				alignCorners);
		}
		return new InterpolationPlan(method, axes);
	}

	private static long size(final long n, final Fraction factor, final int d) {
		final long m = factor.floorTimes(n);
		if (m < 1 || m > Integer.MAX_VALUE) throw new IllegalArgumentException("output size is floor(" + n + " * " + NumberText
				.exact(factor.value()) +
			") = " + m + " along " + Axis.name(d) + ", but must be 1 to " + Integer.MAX_VALUE);
		return m;
	}

	@Override
	public String toString() {
		return method + (size == null ? " by " + Arrays.toString(factor) : " to " + Arrays.toString(size));
	}
}
