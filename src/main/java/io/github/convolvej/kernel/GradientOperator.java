package io.github.convolvej.kernel;

import io.github.convolvej.geometry.Axis;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The kernels of a gradient, one for each axis: a difference along the axis and
 * smoothing across the others (Sobel, Scharr, Prewitt, Farid, derivative of
 * Gaussian); or Roberts' two differences along the diagonals. Weights are for
 * correlation: the result on a rising ramp is positive. Without scaling, they
 * are the integers of textbooks; {@link #normalised()} kernels give 1 on a ramp
 * of 1 per sample. Immutable.
 */
public final class GradientOperator implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final double[] CENTRAL = { -1, 0, 1 };
	private static final double[] FARID_SMOOTH = { 0.0376593171958126, 0.249153396177344, 0.426374573253687,
		0.249153396177344, 0.0376593171958126 };
	private static final double[] FARID_DIFFERENCE = { -0.109603762960254, -0.276690988455557, 0, 0.276690988455557,
		0.109603762960254 };

	private final String name;
	private final SeparableKernel[] kernels;
	private final boolean diagonal;
	/** The result of each kernel on a ramp of 1 per sample. */
	private final double[] slope;

	private GradientOperator(final String name, final SeparableKernel[] kernels, final boolean diagonal,
		final double[] slope)
	{
		this.name = name;
		this.kernels = kernels;
		this.diagonal = diagonal;
		this.slope = slope;
	}

	private static GradientOperator of(final String name, final double[][] difference, final double[][] smooth) {
		final int n = difference.length;
		if (n < 1 || n > 3) throw new IllegalArgumentException("gradients are taken on 1, 2 or 3 axes, not " + n);
		final SeparableKernel[] kernels = new SeparableKernel[n];
		final double[] slope = new double[n];
		for (int axis = 0; axis < n; axis++) {
			final double[][] vectors = new double[n][];
			for (int t = 0; t < difference[axis].length; t++)
				slope[axis] += t * difference[axis][t];
			for (int d = 0; d < n; d++) {
				vectors[d] = d == axis ? difference[d] : smooth[d];
				if (d != axis) slope[axis] *= Arrays.stream(smooth[d]).sum();
			}
			kernels[axis] = SeparableKernel.of(vectors);
		}
		return new GradientOperator(name, kernels, false, slope);
	}

	private static double[][] each(final int n, final double[] vector) {
		final double[][] vectors = new double[n][];
		Arrays.fill(vectors, vector);
		return vectors;
	}

	/**
	 * Sobel: central difference and binomial smoothing.
	 *
	 * @param n spatial axes: 1, 2 or 3
	 * @param size taps along every axis: 3, 5, 7, ...
	 * @return the operator
	 * @throws IllegalArgumentException if the size is even or less than 3
	 */
	public static GradientOperator sobel(final int n, final int size) {
		if (size < 3 || size % 2 == 0) throw new IllegalArgumentException("sobel has size " + size +
			", but a Sobel kernel has an odd size of at least 3");
		final double[] difference = SmoothingKernels.convolve(CENTRAL, SmoothingKernels.pascal(size - 2));
		return of("sobel", each(n, difference), each(n, SmoothingKernels.pascal(size)));
	}

	/**
	 * @param n spatial axes: 1, 2 or 3
	 * @return Scharr's operator, 3 10 3 across
	 */
	public static GradientOperator scharr(final int n) {
		return of("scharr", each(n, CENTRAL), each(n, new double[] { 3, 10, 3 }));
	}

	/**
	 * @param n spatial axes: 1, 2 or 3
	 * @return Prewitt's operator, 1 1 1 across
	 */
	public static GradientOperator prewitt(final int n) {
		return of("prewitt", each(n, CENTRAL), each(n, new double[] { 1, 1, 1 }));
	}

	/**
	 * @param n spatial axes: 1, 2 or 3
	 * @return the operator of 5 taps of Farid and Simoncelli (2004)
	 */
	public static GradientOperator farid(final int n) {
		return of("farid", each(n, FARID_DIFFERENCE), each(n, FARID_SMOOTH));
	}

	/**
	 * First derivatives of a sampled Gaussian, radius floor(4 * sigma + 0.5), at
	 * least 1.
	 *
	 * @param sigma standard deviation in samples, for each axis, x first
	 * @return the operator
	 * @throws IllegalArgumentException if a sigma is not positive
	 */
	public static GradientOperator gaussian(final double... sigma) {
		final double[][] difference = new double[sigma.length][];
		final double[][] smooth = new double[sigma.length][];
		for (int d = 0; d < sigma.length; d++) {
			final int radius = Math.max(1, Gaussian.radius(sigma[d]));
			difference[d] = Gaussian.weights(sigma[d], 1, radius);
			smooth[d] = Gaussian.weights(sigma[d], 0, radius);
		}
		return of("gaussian", difference, smooth);
	}

	/**
	 * Roberts' cross on two axes: {@code 1 0; 0 -1} and {@code 0 1; -1 0}, the
	 * differences along the diagonals. The result lies half a pixel away from the
	 * samples.
	 *
	 * @return the operator
	 */
	public static GradientOperator roberts() {
		final double[] first = { 1, 0 };
		final double[] second = { 0, 1 };
		final SeparableKernel down = SeparableKernel.of(first, first).plus(SeparableKernel.of(second, second).times(-1));
		final SeparableKernel up = SeparableKernel.of(second, first).plus(SeparableKernel.of(first, second).times(-1));
		// neighbours on a diagonal are sqrt(2) samples apart
		final double slope = Math.sqrt(2);
		return new GradientOperator("roberts", new SeparableKernel[] { down, up }, true, new double[] { slope, slope });
	}

	/**
	 * @return the operator scaled so that a ramp of 1 per sample along an axis
	 *         gives 1 for that axis (Roberts: the magnitude is 1)
	 */
	public GradientOperator normalised() {
		final SeparableKernel[] scaled = new SeparableKernel[kernels.length];
		final double[] ones = new double[kernels.length];
		for (int axis = 0; axis < scaled.length; axis++) {
			scaled[axis] = slope[axis] == 1 ? kernels[axis] : kernels[axis].times(1 / slope[axis]);
			ones[axis] = 1;
		}
		return new GradientOperator(name, scaled, diagonal, ones);
	}

	/**
	 * Divides by the distance of neighbouring samples, so that normalised
	 * gradients are per physical unit.
	 *
	 * @param distance along each axis, x first, in the same unit
	 * @return the scaled operator
	 * @throws IllegalArgumentException if the number of distances is wrong, a
	 *           distance is not positive, or the distances differ and the operator
	 *           is Roberts'
	 */
	public GradientOperator spacing(final double... distance) {
		if (distance.length != kernels.length) throw new IllegalArgumentException("spacing has " + distance.length +
			" values, but there are " + kernels.length + " axes: give one for each, x first");
		final SeparableKernel[] scaled = new SeparableKernel[kernels.length];
		final double[] slopes = new double[kernels.length];
		for (int axis = 0; axis < scaled.length; axis++) {
			if (!(distance[axis] > 0) || Double.isInfinite(distance[axis])) throw new IllegalArgumentException("spacing is " +
				distance[axis] + " along " + Axis.name(axis) + ", but must be a positive number");
			if (diagonal && distance[axis] != distance[0]) throw new IllegalArgumentException("spacing is " + distance[0] +
				" along x and " + distance[1] + " along y, but Roberts' diagonals need square pixels: use sobel");
			scaled[axis] = distance[axis] == 1 ? kernels[axis] : kernels[axis].times(1 / distance[axis]);
			slopes[axis] = slope[axis] / distance[axis];
		}
		return new GradientOperator(name, scaled, diagonal, slopes);
	}

	/** @return spatial axes */
	public int numDimensions() {
		return kernels.length;
	}

	/**
	 * @param axis spatial axis
	 * @return kernel of the derivative along the axis; Roberts' kernels are along
	 *         the two diagonals
	 */
	public SeparableKernel kernel(final int axis) {
		return kernels[axis];
	}

	/** @return whether the kernels are differences along the diagonals of x and y (Roberts) */
	public boolean isDiagonal() {
		return diagonal;
	}

	@Override
	public String toString() {
		return name;
	}
}
