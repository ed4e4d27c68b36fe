package io.github.convolvej.filter.pointwise;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;

import java.util.Arrays;

/**
 * Batch normalisation (Ioffe and Szegedy 2015; ONNX BatchNormalization): for every
 * channel
 *
 * <pre>
 * y = gamma * (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * with given statistics, or with statistics measured on the image beforehand. Axes
 * are {@code (X[, Y[, Z]], C)}. Computed in double precision and rounded once.
 */
public final class BatchNormalisation implements Filter {

	private static final long serialVersionUID = 1L;

	/** The default number to add to variances: 1e-5, as in PyTorch and ONNX. */
	public static final double DEFAULT_EPSILON = 1e-5;

	private final int axes;
	private final double[] mean;
	private final double[] variance;
	private final double[] gamma;
	private final double[] beta;
	private final double epsilon;

	private BatchNormalisation(final int axes, final double[] mean, final double[] variance, final double[] gamma,
		final double[] beta, final double epsilon)
	{
		this.axes = axes;
		this.mean = mean;
		this.variance = variance;
		this.gamma = gamma;
		this.beta = beta;
		this.epsilon = epsilon;
	}

	/**
	 * Makes the operation with gamma 1, beta 0 and {@link #DEFAULT_EPSILON}.
	 *
	 * @param axes spatial axes before the channel axis: 1, 2 or 3
	 * @param mean mean of every channel
	 * @param variance population variance of every channel
	 * @return the operation
	 * @throws IllegalArgumentException if the numbers of variances and means
	 *           differ, or a variance is negative
	 */
	public static BatchNormalisation of(final int axes, final double[] mean, final double[] variance) {
		if (axes < 1) throw new IllegalArgumentException("Batch normalisation has " + axes +
			" spatial axes, but must have at least 1");
		if (mean.length == 0) throw new IllegalArgumentException("mean is empty: give one value for every channel");
		checkLength("variance", variance, mean.length);
		for (int c = 0; c < variance.length; c++)
			if (variance[c] < 0) throw new IllegalArgumentException("variance of channel " + (c + 1) + " is " + variance[c] +
				", but must be at least 0");
		final double[] ones = new double[mean.length];
		Arrays.fill(ones, 1);
		return new BatchNormalisation(axes, mean.clone(), variance.clone(), ones, new double[mean.length], DEFAULT_EPSILON);
	}

	private static void checkLength(final String name, final double[] values, final int channels) {
		if (values.length != channels) throw new IllegalArgumentException(name + " has " + values.length +
			" values, but mean has " + channels + ": give one value for every channel");
	}

	/**
	 * @param factors gamma, one for every channel
	 * @param summands beta, one for every channel
	 * @return this with those parameters
	 * @throws IllegalArgumentException if the number of values is not the number
	 *           of channels
	 */
	public BatchNormalisation affine(final double[] factors, final double[] summands) {
		checkLength("gamma", factors, mean.length);
		checkLength("beta", summands, mean.length);
		return new BatchNormalisation(axes, mean, variance, factors.clone(), summands.clone(), epsilon);
	}

	/**
	 * @param value number to add to variances, at least 0
	 * @return this with that epsilon
	 * @throws IllegalArgumentException if it is negative or not a number
	 */
	public BatchNormalisation epsilon(final double value) {
		if (!(value >= 0)) throw new IllegalArgumentException("epsilon is " + value + ", but must be at least 0");
		return new BatchNormalisation(axes, mean, variance, gamma, beta, value);
	}

	@Override
	public int numDimensions() {
		return axes + 1;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this batch normalisation works on " + numDimensions() + ": " + axes +
			" spatial and the channel axis");
		Axis.checkSamples(sourceDimensions, axes);
		if (sourceDimensions[axes] != mean.length) throw new IllegalArgumentException("The image has " +
			sourceDimensions[axes] + " channels, but batch normalisation has mean and variance of " + mean.length);
		for (int c = 0; c < mean.length; c++)
			if (variance[c] + epsilon == 0) throw new IllegalArgumentException("variance of channel " + (c + 1) +
				" and epsilon are both 0, but their sum must be greater than 0: give an epsilon such as " + DEFAULT_EPSILON);
		return new NormalisationPlan(this, sourceDimensions);
	}

	@Override
	public String toString() {
		return "batch normalisation of " + mean.length + " channels, epsilon " + epsilon;
	}

	private static final class NormalisationPlan extends PointwisePlan {

		private static final long serialVersionUID = 1L;

		private final BatchNormalisation n;

		NormalisationPlan(final BatchNormalisation n, final long[] dimensions) {
			super(dimensions);
			this.n = n;
		}

		@Override
		void change(final double[] samples, final int count, final int c) {
			final double mean = n.mean[c];
			final double factor = n.gamma[c] / Math.sqrt(n.variance[c] + n.epsilon);
			final double summand = n.beta[c];
			for (int i = 0; i < count; i++)
				samples[i] = factor * (samples[i] - mean) + summand;
		}

		/** One multiplication for each sample. */
		@Override
		public double multiplyAccumulates() {
			double count = 1;
			for (final long m : targetDimensions())
				count *= m;
			return count;
		}
	}
}
