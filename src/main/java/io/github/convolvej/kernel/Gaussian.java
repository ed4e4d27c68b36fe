package io.github.convolvej.kernel;

import java.util.Locale;

/**
 * One-dimensional sampled Gaussians and their sampled derivatives, as scipy's
 * {@code gaussian_filter1d} defines them: samples at integer positions,
 * normalised to sum 1, derivatives multiplied by the polynomial of the
 * continuous derivative. Weights are for correlation: the first derivative of a
 * rising ramp is positive.
 * <p>
 * A Gaussian narrower than about one sample is too narrow for sampled
 * derivatives. Below a sigma of {@value #NARROW} the first derivative is scaled
 * so that its result on a ramp of 1 per sample is 1. The second derivative is
 * shifted and scaled so that its result is 0 on a constant and 2 on a parabola
 * x^2. For very small sigmas they become the differences {@code -1/2 0 1/2} and
 * {@code 1 -2 1}.
 */
public final class Gaussian {

	private static final int MAX_RADIUS = 100_000;
	private static final int MAX_ORDER = 20;
	/** Sigma below which sampled derivatives are corrected; from here on they are those of scipy. */
	static final double NARROW = 1;

	/**
	 * Largest 1 / sigma^(2 order) for which the polynomials of derivatives are
	 * finite.
	 */
	private static final double MAX_CURVATURE = 1e290;

	private Gaussian() {}

	/**
	 * @param sigma standard deviation in samples, positive
	 * @return floor(4 * sigma + 0.5), the radius that scipy uses
	 */
	public static int radius(final double sigma) {
		return (int) Math.floor(4 * sigma + 0.5);
	}

	/**
	 * @param sigma standard deviation in samples, positive
	 * @param order 0 for smoothing, 1, 2, ... for a derivative
	 * @param radius taps on each side of the centre
	 * @return 2 * radius + 1 weights
	 * @throws IllegalArgumentException if sigma is not positive, or too small for a
	 *           derivative, or order or radius are negative or too large
	 */
	public static double[] weights(final double sigma, final int order, final int radius) {
		if (!(sigma > 0) || Double.isInfinite(sigma)) throw new IllegalArgumentException("sigma is " + sigma +
			", but must be a positive number of samples");
		if (radius < 0 || radius > MAX_RADIUS) throw new IllegalArgumentException("sigma " + sigma + " gives a kernel of " +
			(radius < Integer.MAX_VALUE ? String.valueOf(2L * radius + 1) : String.format(Locale.ROOT, "about %.2g", 8 * sigma)) +
			" taps: that is more than can be used");
		if (order < 0 || order > MAX_ORDER) throw new IllegalArgumentException("order of a Gaussian's derivative is " +
			order + ", but must be 0 (smoothing) to " + MAX_ORDER);
		if (sigma < NARROW && radius > 0 && (order == 1 || order == 2)) return narrow(sigma, order, radius);
		final double[] w = new double[2 * radius + 1];
		double sum = 0;
		for (int t = -radius; t <= radius; t++)
			sum += w[t + radius] = Math.exp(-0.5 * (t / sigma) * (t / sigma));
		final double s2 = sigma * sigma;
		if (order > 0 && Math.pow(1 / s2, order) > MAX_CURVATURE) throw new IllegalArgumentException(
			"sigma is " + sigma +
				", which is too small for a derivative: its weights would be too large for floating point numbers");
		final double[] polynomial = polynomial(order, s2);
		for (int t = -radius; t <= radius; t++)
			w[t + radius] *= value(polynomial, t) / sum;
		return w;
	}

	/**
	 * First or second derivative of a narrow Gaussian, t * g(t) or (t^2 - m) *
	 * g(t), with m and a factor chosen as the class comment says. Samples are
	 * relative to the sample at 1, which is the largest one that matters; it may
	 * be negligible against the sample at 0.
	 */
	private static double[] narrow(final double sigma, final int order, final int radius) {
		final double[] w = new double[2 * radius + 1];
		final double atOne = Math.exp(-0.5 / sigma / sigma);
		double sum = 0;
		double squares = 0;
		double fourth = 0;
		for (int t = 1; t <= radius; t++) {
			final double g = Math.exp(-0.5 * (t - 1) * (t + 1) / sigma / sigma);
			w[radius + t] = g;
			sum += 2 * g;
			squares += 2 * g * t * t;
			fourth += 2 * g * t * t * t * t;
		}
		final double all = 1 + atOne * sum;
		final double mean = atOne * squares / all;
		final double factor = order == 1 ? 1 / squares : 2 / (fourth - mean * squares);
		for (int t = 1; t <= radius; t++) {
			w[radius + t] *= factor * (order == 1 ? t : (double) t * t - mean);
			w[radius - t] = order == 1 ? -w[radius + t] : w[radius + t];
		}
		// the centre makes the sum zero as exactly as rounding allows
		for (int t = 1; order == 2 && t <= radius; t++)
			w[radius] -= w[radius - t] + w[radius + t];
		return w;
	}

	/** Coefficients of the polynomial by which the derivative multiplies the Gaussian: p' = t / s2 * p - dp/dt. */
	private static double[] polynomial(final int order, final double s2) {
		double[] p = { 1 };
		for (int n = 0; n < order; n++) {
			final double[] next = new double[p.length + 1];
			for (int i = 0; i < p.length; i++) {
				next[i + 1] += p[i] / s2;
				if (i > 0) next[i - 1] -= i * p[i];
			}
			p = next;
		}
		return p;
	}

	private static double value(final double[] polynomial, final double t) {
		double value = 0;
		for (int i = polynomial.length - 1; i >= 0; i--)
			value = value * t + polynomial[i];
		return value;
	}
}
