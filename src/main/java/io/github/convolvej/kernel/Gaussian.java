package io.github.convolvej.kernel;

/**
 * One-dimensional sampled Gaussians and their sampled derivatives, as scipy's
 * {@code gaussian_filter1d} defines them: samples at integer positions,
 * normalised to sum 1, derivatives multiplied by the polynomial of the continuous
 * derivative. Weights are for correlation: the first derivative of a rising ramp
 * is positive.
 */
public final class Gaussian {

	private static final int MAX_RADIUS = 100_000;
	private static final int MAX_ORDER = 20;
	/** The polynomials of derivatives stay finite up to this 1 / sigma^(2 order). */
	private static final double MAX_CURVATURE = 1e290;

	private Gaussian() {}

	/**
	 * @param sigma standard deviation in samples, positive
	 * @return floor(4 * sigma + 0.5), the radius scipy takes
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
			(2L * radius + 1) + " taps: that is more than can be used");
		if (order < 0 || order > MAX_ORDER) throw new IllegalArgumentException("order of a Gaussian's derivative is " +
			order + ", but must be 0 (smoothing) to " + MAX_ORDER);
		final double[] w = new double[2 * radius + 1];
		double sum = 0;
		for (int t = -radius; t <= radius; t++)
			sum += w[t + radius] = Math.exp(-0.5 * (t / sigma) * (t / sigma));
		final double s2 = sigma * sigma;
		if (order > 0 && Math.pow(1 / s2, order) > MAX_CURVATURE) throw new IllegalArgumentException(
			"sigma is " + sigma + ", which is too small for a derivative: its samples would be beyond all numbers");
		final double[] polynomial = polynomial(order, s2);
		for (int t = -radius; t <= radius; t++)
			w[t + radius] *= value(polynomial, t) / sum;
		return w;
	}

	/** Coefficients of the polynomial that the derivative multiplies the Gaussian with: p' = t / s2 * p - dp/dt. */
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
