package io.github.convolvej.network.operator;

import java.util.EnumSet;
import java.util.Set;

/** Derivatives of functions of one sample. Where there is none, it is the one from below, as other programs have it. */
final class UnaryDerivative {

	private static final double ROOT_2_PI = Math.sqrt(2 / Math.PI);
	private static final double CUBIC = 0.044715;

	/** Functions that are constant in pieces, so that nothing flows back. */
	private static final Set<UnaryFunction.Kind> FLAT = EnumSet.of(UnaryFunction.Kind.SIGN, UnaryFunction.Kind.FLOOR,
		UnaryFunction.Kind.CEIL, UnaryFunction.Kind.ROUND, UnaryFunction.Kind.NOT, UnaryFunction.Kind.WHOLE);

	private UnaryDerivative() {}

	/** Whether a function has a derivative: it is a single function. */
	static boolean isDefined(final UnaryFunction function) {
		return function.isSingle();
	}

	/** Whether the derivative of a single function is 0 wherever there is one, as that of a sign. */
	static boolean isFlat(final UnaryFunction function) {
		return function.isSingle() && FLAT.contains(function.kind());
	}

	/** What a function passes back of a gradient, for a sample on the way forward. */
	static double back(final UnaryFunction function, final double gradient, final double sample,
		final Rectifier rectifier)
	{
		final UnaryFunction.Kind kind = function.kind();
		final boolean relu = kind == UnaryFunction.Kind.RELU;
		if (relu || kind == UnaryFunction.Kind.CLIP && function.alpha() == 0) return rectifier.back(gradient, sample > 0 && (relu ||
			sample < function.beta()));
		return gradient * at(kind, function.alpha(), function.beta(), sample);
	}

	/**
	 * @param kind kind of function
	 * @param a its parameter alpha
	 * @param b its parameter beta
	 * @param v the sample
	 * @return the derivative
	 */
	private static double at(final UnaryFunction.Kind kind, final double a, final double b, final double v) {
		switch (kind) {
			case IDENTITY:
				return 1;
			case RELU:
				return v > 0 ? 1 : 0;
			case LEAKY_RELU:
				return v > 0 ? 1 : a;
			case ELU:
				return v > 0 ? 1 : a * Math.exp(v);
			case CELU:
				return v > 0 ? 1 : Math.exp(v / a);
			case SELU:
				return v > 0 ? b : b * a * Math.exp(v);
			case CLIP:
				return v > a && v < b ? 1 : 0;
			case HARD_SIGMOID:
				return a * v + b > 0 && a * v + b < 1 ? a : 0;
			case HARD_SWISH:
				return v <= -3 ? 0 : v >= 3 ? 1 : v / 3 + 0.5;
			case THRESHOLDED_RELU:
				return v > a ? 1 : 0;
			case SHRINK:
				return v < -b || v > b ? 1 : 0;
			case ABS:
				return Math.signum(v);
			case NEG:
				return -1;
			default:
				return smooth(kind, a, v);
		}
	}

	private static double smooth(final UnaryFunction.Kind kind, final double a, final double v) {
		switch (kind) {
			case SIGMOID:
				return sigmoid(v) * (1 - sigmoid(v));
			case SWISH:
				return sigmoid(a * v) * (1 + a * v * (1 - sigmoid(a * v)));
			case TANH:
				return 1 - Math.tanh(v) * Math.tanh(v);
			case SOFTPLUS:
				return sigmoid(v);
			case SOFTSIGN:
				return 1 / ((1 + Math.abs(v)) * (1 + Math.abs(v)));
			case MISH:
				final double t = Math.tanh(UnaryFunction.of(UnaryFunction.Kind.SOFTPLUS).function().applyAsDouble(v));
				return t + v * (1 - t * t) * sigmoid(v);
			case GELU:
				return 0.5 * (1 + UnaryFunction.erf(v / Math.sqrt(2))) + v * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
			case GELU_TANH:
				final double h = Math.tanh(ROOT_2_PI * (v + CUBIC * v * v * v));
				return 0.5 * (1 + h) + 0.5 * v * (1 - h * h) * ROOT_2_PI * (1 + 3 * CUBIC * v * v);
			case ERF:
				return 2 / Math.sqrt(Math.PI) * Math.exp(-v * v);
			case SQRT:
				return 0.5 / Math.sqrt(v);
			case EXP:
				return Math.exp(v);
			case LOG:
				return 1 / v;
			case RECIPROCAL:
				return -1 / (v * v);
			case SIN:
				return Math.cos(v);
			case COS:
				return -Math.sin(v);
			default:
				throw new IllegalStateException(kind + " has no derivative");
		}
	}

	private static double sigmoid(final double v) {
		return 1 / (1 + Math.exp(-v));
	}
}
