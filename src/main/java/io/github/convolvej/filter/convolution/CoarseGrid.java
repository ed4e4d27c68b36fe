package io.github.convolvej.filter.convolution;

/**
 * A grid of every n-th position along an axis, on which a Gaussian is computed: samples are averaged down to
 * the grid, blurred there, and interpolated up again. Averages and interpolation have the weights of a
 * Kaiser-Bessel window; the blur in between makes up for them, so that all three together are the Gaussian
 * (as in Fourier transforms of samples at irregular places; Potts, Steidl and Tasche 2001). The difference
 * from the Gaussian is known. Immutable.
 */
final class CoarseGrid {

	private static final int FREQUENCIES = 128;
	/** Positions within a step whose difference from the Gaussian is computed. */
	private static final int POSITIONS = 8;
	/** Standard deviations beyond which a Gaussian is nothing. */
	private static final double FAR = 7;

	/** Distance of the places of the grid in samples. */
	final int step;
	/** Places that an interpolated sample is made of. */
	final int span;
	/** Samples from a place to the last one that its average reads; and the weights, from the first one on. */
	final int half;
	final double[] down;
	/** Weights of an interpolated sample, {@code [position % step * span + place]}. */
	final double[] up;
	/** Places from one to the last one that its blur reads; and the weights. */
	final int reach;
	final double[] blur;
	/** Sum of the differences from the Gaussian's weights, the largest of all positions. */
	final double error;

	/**
	 * @param sigma standard deviation of the Gaussian in samples, at least two steps
	 * @param step distance of the places in samples
	 * @param span places that an interpolated sample is made of
	 * @param beta shape of the Kaiser-Bessel window
	 * @param cut the blur leaves out weights that are less than this together
	 */
	CoarseGrid(final double sigma, final int step, final int span, final double beta, final double cut) {
		this.step = step;
		this.span = span;
		half = (span * step - 1) / 2;
		down = new double[2 * half + 1];
		for (int t = -half; t <= half; t++)
			down[half + t] = window(t, beta);
		normalise(down, 0, down.length, 1);
		up = new double[step * span];
		for (int p = 0; p < step; p++) {
			for (int j = 0; j < span; j++)
				up[p * span + j] = window(p - (first(p) + j) * (double) step, beta);
			normalise(up, p * span, span, 1);
		}
		final double[] all = blur(sigma);
		int end = all.length - 1;
		for (double rest = 0; end > 1 && rest + Math.abs(all[end]) < cut / 2; end--)
			rest += Math.abs(all[end]);
		reach = end;
		blur = new double[2 * reach + 1];
		for (int k = -reach; k <= reach; k++)
			blur[reach + k] = all[Math.abs(k)];
		normalise(blur, 0, blur.length, 1);
		error = difference(sigma);
	}

	private double window(final double t, final double beta) {
		final double u = 2 * t / (span * step);
		return Math.abs(u) < 1 ? bessel(beta * Math.sqrt(1 - u * u)) : 0;
	}

	/** The modified Bessel function of the first kind of order 0, by its power series. */
	private static double bessel(final double x) {
		double sum = 1;
		double term = 1;
		for (int k = 1; term > sum * 1e-17; k++) {
			term *= x * x / (4.0 * k * k);
			sum += term;
		}
		return sum;
	}

	/**
	 * Scales weights so that they sum up to a number when they are rounded to single precision: constants then
	 * stay what they are.
	 */
	static void normalise(final double[] weights, final int from, final int n, final double total) {
		double sum = 0;
		for (int i = 0; i < n; i++)
			sum += weights[from + i];
		double rounded = 0;
		for (int i = 0; i < n; i++) {
			weights[from + i] = (float) (weights[from + i] / sum * total);
			rounded += weights[from + i];
		}
		// what is missing is given to the weights in the middle
		for (int i = n / 4; i < n - n / 4; i++) {
			final double before = weights[from + i];
			weights[from + i] = (float) (before + total - rounded);
			rounded += weights[from + i] - before;
		}
	}

	/** Weights of the blur from the centre on: its transform is that of the Gaussian divided by that of both windows. */
	private double[] blur(final double sigma) {
		final double[] transform = new double[FREQUENCIES / 2 + 1];
		for (int f = 0; f < transform.length; f++) {
			final double w = 2 * Math.PI * f / FREQUENCIES / step;
			double average = down[half];
			for (int t = 1; t <= half; t++)
				average += 2 * down[half + t] * Math.cos(w * t);
			transform[f] = Math.exp(-sigma * sigma * w * w / 2) / (average * average);
		}
		final double[] weights = new double[FREQUENCIES / 2];
		for (int k = 0; k < weights.length; k++) {
			for (int f = 0; f < transform.length; f++) {
				final boolean once = f == 0 || f == transform.length - 1;
				weights[k] += (once ? 1 : 2) * transform[f] * Math.cos(2 * Math.PI * f * k / FREQUENCIES);
			}
			weights[k] /= FREQUENCIES;
		}
		return weights;
	}

	/**
	 * @param position of a sample
	 * @return the first place that it is interpolated from
	 */
	long first(final long position) {
		return Math.floorDiv(2 * position - (long) span * step, 2L * step) + 1;
	}

	/**
	 * @param position of a sample
	 * @return index of the first of its weights in {@link #up}
	 */
	int weights(final long position) {
		return (int) Math.floorMod(position, (long) step) * span;
	}

	/** The largest difference of all positions within a step; of some of them, and a tenth more, if there are many. */
	private double difference(final double sigma) {
		final int far = (int) Math.ceil(FAR * sigma);
		final double[] gaussian = new double[2 * far + 1];
		for (int t = -far; t <= far; t++)
			gaussian[far + t] = Math.exp(-t * (double) t / (2 * sigma * sigma));
		double norm = 0;
		for (final double v : gaussian)
			norm += v;
		for (int t = 0; t < gaussian.length; t++)
			gaussian[t] /= norm;
		double most = 0;
		for (int i = 0; i < Math.min(step, POSITIONS); i++)
			most = Math.max(most, difference(step <= POSITIONS ? i : i * step / POSITIONS, gaussian));
		return step <= POSITIONS ? most : 1.1 * most;
	}

	private double difference(final int position, final double[] gaussian) {
		final int first = (int) first(position);
		// the blurred weights of the places, and from them those of the samples
		final double[] places = new double[span + 2 * reach];
		for (int j = 0; j < span; j++)
			for (int k = 0; k <= 2 * reach; k++)
				places[j + k] += up[position * span + j] * blur[k];
		final int from = (first - reach) * step - half - position;
		final double[] made = new double[(places.length - 1) * step + 2 * half + 1];
		for (int k = 0; k < places.length; k++)
			for (int t = 0; t <= 2 * half; t++)
				made[k * step + t] += places[k] * down[t];
		final int far = gaussian.length / 2;
		double sum = 0;
		for (int t = Math.min(from, -far); t <= Math.max(from + made.length - 1, far); t++) {
			final double is = t < from || t >= from + made.length ? 0 : made[t - from];
			sum += Math.abs(is - (Math.abs(t) > far ? 0 : gaussian[far + t]));
		}
		return sum;
	}
}
