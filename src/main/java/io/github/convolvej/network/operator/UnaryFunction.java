package io.github.convolvej.network.operator;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of one sample, named as in ONNX. Functions are computed in double
 * precision and rounded to single precision once, except for those that are
 * exact in single precision.
 */
final class UnaryFunction implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final double SELU_ALPHA = 1.67326319217681884765625;
	private static final double SELU_GAMMA = 1.05070102214813232421875;
	private static final double ROOT_2 = Math.sqrt(2);

	/** Kinds of functions; alpha and beta are their parameters. */
	enum Kind {
			IDENTITY, RELU, LEAKY_RELU, ELU, CELU, SELU, CLIP, SIGMOID, HARD_SIGMOID, HARD_SWISH, SWISH, TANH, SOFTPLUS,
			SOFTSIGN, MISH, GELU, GELU_TANH, ERF, SQRT, EXP, LOG, ABS, NEG, SIGN, FLOOR, CEIL, ROUND, RECIPROCAL,
			THRESHOLDED_RELU, SHRINK, SIN, COS, NOT, WHOLE
	}

	private final Kind kind;
	private final double alpha;
	private final double beta;
	/** A function that is applied before, or null. */
	private final UnaryFunction before;

	UnaryFunction(final Kind kind, final double alpha, final double beta) {
		this(kind, alpha, beta, null);
	}

	private UnaryFunction(final Kind kind, final double alpha, final double beta, final UnaryFunction before) {
		this.kind = kind;
		this.alpha = alpha;
		this.beta = beta;
		this.before = before;
	}

	/** This function, followed by another one. */
	UnaryFunction then(final UnaryFunction next) {
		return new UnaryFunction(next.kind, next.alpha, next.beta, next.before == null ? this : then(next.before));
	}

	/** Applies the function; source and target may be the same. */
	void apply(final float[] in, final int from, final float[] out, final int to, final int n) {
		if (before != null) {
			before.apply(in, from, out, to, n);
			applyThis(out, to, out, to, n);
		}
		else applyThis(in, from, out, to, n);
	}

	private void applyThis(final float[] in, final int from, final float[] out, final int to, final int n) {
		final float a = (float) alpha;
		final float b = (float) beta;
		switch (kind) {
			case IDENTITY:
				System.arraycopy(in, from, out, to, n);
				break;
			case RELU:
				if (in == out && from == to) limit(out, to, to + n, 0);
				else for (int i = 0; i < n; i++)
					out[to + i] = Math.max(in[from + i], 0f);
				break;
			case LEAKY_RELU:
				for (int i = 0; i < n; i++) {
					final float v = in[from + i];
					out[to + i] = v >= 0 ? v : a * v;
				}
				break;
			case CLIP:
				if (in == out && from == to) limit(out, to, to + n, a, b);
				else for (int i = 0; i < n; i++)
					out[to + i] = Math.min(Math.max(in[from + i], a), b);
				break;
			case ABS:
				for (int i = 0; i < n; i++)
					out[to + i] = Math.abs(in[from + i]);
				break;
			case NEG:
				for (int i = 0; i < n; i++)
					out[to + i] = -in[from + i];
				break;
			case HARD_SIGMOID:
				for (int i = 0; i < n; i++)
					out[to + i] = Math.max(0f, Math.min(1f, a * in[from + i] + b));
				break;
			case HARD_SWISH:
				for (int i = 0; i < n; i++) {
					final float v = in[from + i];
					out[to + i] = v * Math.max(0f, Math.min(1f, v / 6 + 0.5f));
				}
				break;
			case RECIPROCAL:
				for (int i = 0; i < n; i++)
					out[to + i] = 1 / in[from + i];
				break;
			default:
				final DoubleUnaryOperator f = function();
				for (int i = 0; i < n; i++)
					out[to + i] = (float) f.applyAsDouble(in[from + i]);
		}
	}

	/** In place, in a method of its own: so the compiler makes vector instructions of the loop. */
	private static void limit(final float[] samples, final int from, final int to, final float least) {
		for (int i = from; i < to; i++)
			samples[i] = Math.max(samples[i], least);
	}

	/** In place, in a method of its own: so the compiler makes vector instructions of the loop. */
	private static void limit(final float[] samples, final int from, final int to, final float least, final float most) {
		for (int i = from; i < to; i++)
			samples[i] = Math.min(Math.max(samples[i], least), most);
	}

	Kind kind() {
		return kind;
	}

	double alpha() {
		return alpha;
	}

	double beta() {
		return beta;
	}

	/** Whether no function is applied before. */
	boolean isSingle() {
		return before == null;
	}

	/** @return the function in double precision */
	DoubleUnaryOperator function() {
		switch (kind) {
			case IDENTITY:
				return v -> v;
			case RELU:
				return v -> Math.max(v, 0);
			case LEAKY_RELU:
				return v -> v >= 0 ? v : alpha * v;
			case ELU:
				return v -> v >= 0 ? v : alpha * Math.expm1(v);
			case CELU:
				return v -> Math.max(0, v) + Math.min(0, alpha * Math.expm1(v / alpha));
			case SELU:
				return v -> v > 0 ? beta * v : beta * alpha * Math.expm1(v);
			case CLIP:
				return v -> Math.min(Math.max(v, alpha), beta);
			case SIGMOID:
				return v -> 1 / (1 + Math.exp(-v));
			case HARD_SIGMOID:
				return v -> Math.max(0, Math.min(1, alpha * v + beta));
			case HARD_SWISH:
				return v -> v * Math.max(0, Math.min(1, v / 6 + 0.5));
			case SWISH:
				return v -> v / (1 + Math.exp(-alpha * v));
			case TANH:
				return Math::tanh;
			case SOFTPLUS:
				return UnaryFunction::softplus;
			case SOFTSIGN:
				return v -> v / (1 + Math.abs(v));
			case MISH:
				return v -> v * Math.tanh(softplus(v));
			case GELU:
				return v -> 0.5 * v * (1 + erf(v / ROOT_2));
			case GELU_TANH:
				return v -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
			case ERF:
				return UnaryFunction::erf;
			case SQRT:
				return Math::sqrt;
			case EXP:
				return Math::exp;
			case LOG:
				return Math::log;
			case ABS:
				return Math::abs;
			case NEG:
				return v -> -v;
			case SIGN:
				return Math::signum;
			case FLOOR:
				return Math::floor;
			case CEIL:
				return Math::ceil;
			case ROUND:
				return Math::rint;
			case RECIPROCAL:
				return v -> 1 / v;
			case THRESHOLDED_RELU:
				return v -> v > alpha ? v : 0;
			case SHRINK:
				return v -> v < -beta ? v + alpha : v > beta ? v - alpha : 0;
			case SIN:
				return Math::sin;
			case COS:
				return Math::cos;
			case NOT:
				return v -> v == 0 ? 1 : 0;
			case WHOLE:
				return v -> v < 0 ? Math.ceil(v) : Math.floor(v);
			default:
				throw new IllegalStateException(kind + " has no function");
		}
	}

	static UnaryFunction of(final Kind kind) {
		return new UnaryFunction(kind, 0, 0);
	}

	static UnaryFunction selu(final Attributes attributes) {
		return new UnaryFunction(Kind.SELU, attributes.number("alpha", SELU_ALPHA), attributes.number("gamma", SELU_GAMMA));
	}

	private static double softplus(final double v) {
		return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v));
	}

	/**
	 * The error function, to 1e-15: its Taylor series for small arguments, the
	 * continued fraction of its complement for large ones (Abramowitz and Stegun
	 * 7.1.6 and 7.1.14).
	 */
	static double erf(final double x) {
		if (Double.isNaN(x)) return x;
		final double a = Math.abs(x);
		if (a > 6) return Math.signum(x);
		if (a < 2.5) {
			double term = a;
			double sum = a;
			for (int n = 1; n < 60 && term > 1e-17 * sum; n++) {
				term *= 2 * a * a / (2 * n + 1);
				sum += term;
			}
			return Math.copySign(2 / Math.sqrt(Math.PI) * Math.exp(-a * a) * sum, x);
		}
		double fraction = 0;
		for (int n = 60; n >= 1; n--)
			fraction = n / 2.0 / (a + fraction);
		return Math.copySign(1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
	}
}
