package io.github.convolvej.kernel;

/**
 * One-dimensional sampled Gaussians and their sampled derivatives, as scipy's
 * {@code gaussian_filter1d} defines them: samples at integer positions,
 * normalised to sum 1, derivatives multiplied by the polynomial of the continuous
 * derivative. Weights are for correlation: the first derivative of a rising ramp
 * is positive.
 */
public final class Gaussian {

	/** The polynomials of derivatives stay finite up to this 1 / sigma^4. */
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
	 * @param order 0 for smoothing, 1 or 2 for a derivative
	 * @param radius taps on each side of the centre
	 * @return 2 * radius + 1 weights
	 * @throws IllegalArgumentException if sigma is not positive, or too small for a
	 *           derivative, or the radius is too large
	 */
	public static double[] weights(final double sigma, final int order, final int radius) {
		if (!(sigma > 0) || Double.isInfinite(sigma)) throw new IllegalArgumentException("sigma is " + sigma +
			", but must be a positive number of samples");
		if (radius < 0 || radius > 100_000) throw new IllegalArgumentException("sigma " + sigma + " gives a kernel of " +
			(2L * radius + 1) + " taps: that is more than can be used");
		final double[] w = new double[2 * radius + 1];
		double sum = 0;
		for (int t = -radius; t <= radius; t++)
			sum += w[t + radius] = Math.exp(-0.5 * (t / sigma) * (t / sigma));
		final double s2 = sigma * sigma;
		if (order > 0 && 1 / (s2 * s2) > MAX_CURVATURE) throw new IllegalArgumentException("sigma is " + sigma +
			", which is too small for a derivative: its samples would be beyond all numbers");
		for (int t = -radius; t <= radius; t++) {
			final double polynomial = order == 0 ? 1 : order == 1 ? t / s2 : (double) t * t / (s2 * s2) - 1 / s2;
			w[t + radius] *= polynomial / sum;
		}
		return w;
	}
}
