package io.github.convolvej.kernel;

/** The cubic convolution kernel of Keys (1981). */
public final class Cubic {

	private Cubic() {}

	/**
	 * @param distance distance from the centre, in samples, at least 0
	 * @param a the slope at distance 1: -0.75 in PyTorch and OpenCV, -0.5 for
	 *          third-order accuracy
	 * @return weight; 0 at distances of 2 and more
	 */
	public static double weight(final double distance, final double a) {
		final double x = distance;
		if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
		return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
	}
}
