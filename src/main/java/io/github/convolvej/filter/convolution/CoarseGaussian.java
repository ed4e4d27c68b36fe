package io.github.convolvej.filter.convolution;

import java.util.Arrays;

/**
 * Weights of a sampled Gaussian, cut off at some radius, as the sum of a whole Gaussian on a coarse grid and
 * of the tails that are cut off, with negative weights. Along two axes, the tails of each are multiplied by
 * the whole Gaussian of the other, which may be computed on a coarser grid, as tails are small. The products
 * of tails are left out. Immutable.
 */
final class CoarseGaussian {

	/** The shortest and longest vectors; longer ones take too long to prepare. */
	private static final int SHORTEST = 65;
	private static final int LONGEST = 1 << 13;
	/** The largest part of the weights that may be cut off. */
	private static final double MOST_TAILS = 2e-4;
	/** Relative difference of weights from those of a Gaussian that is a matter of rounding. */
	private static final double ROUNDING = 1e-12;
	/** What lies beyond the tails is less than this. */
	private static final double BEYOND = 1e-7;
	/** Steps of the grids in standard deviations, their windows, and what blurs leave out. */
	private static final double STEP = 1 / 3.0;
	private static final int SPAN = 7;
	private static final double BETA = 18.6;
	private static final double CUT = 1e-10;
	private static final double TAILS_STEP = 0.6;
	private static final int TAILS_SPAN = 4;
	private static final double TAILS_BETA = 9.7;
	private static final double TAILS_CUT = 1e-4;

	/** Largest distance of a tap from the centre. */
	final int radius;
	/** The sum of the weights. */
	final double total;
	/** The whole Gaussian's sum. */
	final double whole;
	/** Weights of one tail, which are negative, from distance radius + 1 on; and in the opposite order. */
	final double[] tail;
	final double[] reversed;
	/** The grid for the whole Gaussian, and the one that it has beside tails along other axes. */
	final CoarseGrid grid;
	final CoarseGrid coarser;
	/** What the tails beyond the stored ones sum up to, as a part of the weights. */
	final double beyond;

	private CoarseGaussian(final int radius, final double total, final double sigma) {
		this.radius = radius;
		this.total = total;
		grid = new CoarseGrid(sigma, (int) (sigma * STEP), SPAN, BETA, CUT);
		coarser = new CoarseGrid(sigma, (int) (sigma * TAILS_STEP), TAILS_SPAN, TAILS_BETA, TAILS_CUT);
		final double norm = total / sum(sigma, 0, radius, true);
		int end = radius;
		double rest = sum(sigma, radius + 1, (int) (9 * sigma), false) * 2 * norm / total;
		final double tails = rest;
		while (rest > BEYOND)
			rest -= 2 * norm / total * value(sigma, ++end);
		beyond = rest;
		whole = total * (1 + tails);
		tail = new double[end - radius];
		double sum = 0;
		for (int i = 0; i < tail.length; i++)
			sum += tail[i] = value(sigma, radius + 1 + i);
		// so that a constant stays what it is along two axes: whole^2 + 2 whole * tails = total^2
		final double both = (total * total - whole * whole) / (2 * whole);
		for (int i = 0; i < tail.length; i++)
			tail[i] *= both / (2 * sum);
		reversed = new double[tail.length];
		for (int i = 0; i < tail.length; i++)
			reversed[i] = tail[tail.length - 1 - i];
	}

	private static double value(final double sigma, final int t) {
		return Math.exp(-t * (double) t / (2 * sigma * sigma));
	}

	private static double sum(final double sigma, final int from, final int to, final boolean both) {
		double sum = 0;
		for (int t = to; t >= from; t--)
			sum += (both && t > 0 ? 2 : 1) * value(sigma, t);
		return sum;
	}

	/**
	 * @param weights of taps that are neighbours
	 * @return them as a Gaussian; null if they are no Gaussian, too few or too many, or too much of it is cut off
	 */
	static CoarseGaussian of(final double[] weights) {
		if (weights.length < SHORTEST || weights.length > LONGEST || weights.length % 2 == 0) return null;
		final int radius = weights.length / 2;
		final double peak = weights[radius];
		final double last = weights[0];
		if (!(last > 0 && last < peak && peak < Double.POSITIVE_INFINITY)) return null;
		final double sigma = radius / Math.sqrt(2 * Math.log(peak / last));
		for (int t = 0; t <= radius; t++) {
			final double most = ROUNDING * peak;
			final double expected = peak * value(sigma, t);
			if (!(Math.abs(weights[radius + t] - expected) <= most && Math.abs(weights[radius - t] - expected) <= most))
				return null;
		}
		final double total = Arrays.stream(weights).sum();
		if (sigma * STEP < 2 || 2 * peak * sum(sigma, radius + 1, (int) (9 * sigma), false) > MOST_TAILS * total) return null;
		return new CoarseGaussian(radius, total, sigma);
	}

	/** @return distance of the last tap of a tail from the centre */
	int reach() {
		return radius + tail.length;
	}

	/** @return part of the weights that the tails have */
	double tails() {
		return whole / total - 1;
	}

	/**
	 * @param x Gaussian along another axis
	 * @param y along the third one
	 * @return factor for the tails so that a constant stays what it is along three axes: they are multiplied by the whole
	 *         Gaussians, and the whole Gaussian of this one by the cut ones
	 */
	double toWhole(final CoarseGaussian x, final CoarseGaussian y) {
		final double tails = 2 * Arrays.stream(tail).sum();
		return x.total * y.total * (total - whole) / (x.whole * y.whole * tails);
	}

	/** @return the most roundings to single precision on the way of a sample */
	int roundings() {
		return grid.down.length + grid.blur.length + grid.span + tail.length;
	}

	/**
	 * @param x Gaussian along one axis
	 * @param y along another one
	 * @param z along the third one
	 * @return largest sum of the differences from the products of their weights
	 */
	static double error(final CoarseGaussian x, final CoarseGaussian y, final CoarseGaussian z) {
		final double plane = error(x, y) * z.whole;
		final double tails = z.tails() * (x.coarser.error + y.coarser.error + z.grid.error + 4 * (x.tails() + y.tails() + z
			.tails()));
		return plane + x.total * y.total * z.total * 1.001 * (z.grid.error + tails + 2 * z.beyond);
	}

	/**
	 * @param x Gaussian along one axis
	 * @param y along the other axis
	 * @return largest sum of the differences from the products of their weights
	 */
	static double error(final CoarseGaussian x, final CoarseGaussian y) {
		final double main = x.grid.error + y.grid.error;
		final double tails = x.tails() * (y.grid.error + y.coarser.error) + y.tails() * (x.grid.error + x.coarser.error);
		return x.total * y.total * 1.001 * (main + tails + 3 * x.tails() * y.tails() + 2 * (x.beyond + y.beyond));
	}
}
