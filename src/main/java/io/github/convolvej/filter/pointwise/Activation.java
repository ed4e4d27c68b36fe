package io.github.convolvej.filter.pointwise;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;

import java.util.Locale;

/**
 * Activation functions, applied to each sample separately. They are computed in
 * double precision and rounded once; NaN stays NaN.
 */
public final class Activation implements Filter {

	private static final long serialVersionUID = 1L;

	private enum Function {
			RELU, LEAKY_RELU, SIGMOID, TANH
	}

	private final Function function;
	private final double slope;
	private final int axes;

	private Activation(final Function function, final double slope, final int axes) {
		if (axes < 1) throw new IllegalArgumentException("An activation has " + axes + " axes, but must have at least 1");
		this.function = function;
		this.slope = slope;
		this.axes = axes;
	}

	/**
	 * max(0, x).
	 *
	 * @param axes smallest number of axes of the images; further axes are looped
	 *          over
	 * @return the operation
	 */
	public static Activation relu(final int axes) {
		return new Activation(Function.RELU, 0, axes);
	}

	/**
	 * x if x is at least 0, otherwise slope * x.
	 *
	 * @param slope slope on the negative side, 0.01 in PyTorch and ONNX
	 * @param axes smallest number of axes of the images; further axes are looped
	 *          over
	 * @return the operation
	 * @throws IllegalArgumentException if the slope is not finite
	 */
	public static Activation leakyRelu(final double slope, final int axes) {
		if (Double.isNaN(slope) || Double.isInfinite(slope)) throw new IllegalArgumentException("slope is " + slope +
			", but must be a finite number, such as 0.01");
		return new Activation(Function.LEAKY_RELU, slope, axes);
	}

	/**
	 * 1 / (1 + exp(-x)).
	 *
	 * @param axes smallest number of axes of the images; further axes are looped
	 *          over
	 * @return the operation
	 */
	public static Activation sigmoid(final int axes) {
		return new Activation(Function.SIGMOID, 0, axes);
	}

	/**
	 * The hyperbolic tangent.
	 *
	 * @param axes smallest number of axes of the images; further axes are looped
	 *          over
	 * @return the operation
	 */
	public static Activation tanh(final int axes) {
		return new Activation(Function.TANH, 0, axes);
	}

	/**
	 * @param sample any number
	 * @return the value of the function
	 */
	public double value(final double sample) {
		switch (function) {
			case RELU:
				return Math.max(0, sample);
			case LEAKY_RELU:
				return sample >= 0 ? sample : slope * sample;
			case SIGMOID:
				return 1 / (1 + Math.exp(-sample));
			case TANH:
				return Math.tanh(sample);
			default:
				throw new IllegalStateException("There is no function " + function);
		}
	}

	/** @return largest magnitude of the function's slope */
	public double steepest() {
		return function == Function.SIGMOID ? 0.25 : Math.max(1, Math.abs(slope));
	}

	@Override
	public int numDimensions() {
		return axes;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != axes) throw new IllegalArgumentException("The image has " + sourceDimensions.length +
			" axes, but this activation works on " + axes);
		Axis.checkSamples(sourceDimensions, axes);
		return new ActivationPlan(this, sourceDimensions);
	}

	@Override
	public String toString() {
		return function.name().toLowerCase(Locale.ROOT) + (function == Function.LEAKY_RELU ? " of slope " + slope : "");
	}

	private static final class ActivationPlan extends PointwisePlan {

		private static final long serialVersionUID = 1L;

		private final Activation activation;

		ActivationPlan(final Activation activation, final long[] dimensions) {
			super(dimensions);
			this.activation = activation;
		}

		@Override
		void change(final double[] samples, final int n, final int last) {
			final double slope = activation.slope;
			switch (activation.function) {
				case RELU:
					for (int i = 0; i < n; i++)
						samples[i] = Math.max(0, samples[i]);
					break;
				case LEAKY_RELU:
					for (int i = 0; i < n; i++)
						samples[i] = samples[i] >= 0 ? samples[i] : slope * samples[i];
					break;
				case SIGMOID:
					for (int i = 0; i < n; i++)
						samples[i] = 1 / (1 + Math.exp(-samples[i]));
					break;
				default:
					for (int i = 0; i < n; i++)
						samples[i] = Math.tanh(samples[i]);
			}
		}

		/** An activation sums no products. */
		@Override
		public double multiplyAccumulates() {
			return 0;
		}
	}
}
