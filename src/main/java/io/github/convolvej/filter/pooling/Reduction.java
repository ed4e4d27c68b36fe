package io.github.convolvej.filter.pooling;

/** How the samples of a window become one value. */
public enum Reduction {
		/** The largest. */
		MAX("max"),
		/** The smallest. */
		MIN("min"),
		/** Their mean. */
		AVERAGE("average"),
		/** Their sum. */
		SUM("sum"),
		/** (sum of |x|^p)^(1/p). */
		LP("lp"),
		/** The middle one. */
		MEDIAN("median"),
		/** One of them, drawn. */
		SAMPLE("stochastic sample"),
		/** What is drawn on average. */
		EXPECTED("stochastic expectation"),
		/** Where the largest is. */
		ARGMAX("position of the maximum");

	/** Powers of numbers below 2 with larger exponents could add up to infinity. */
	private static final double LARGE_EXPONENT = 900;

	private final String text;

	Reduction(final String text) {
		this.text = text;
	}

	/** Whether it can be had axis by axis, of rectangular windows. */
	boolean isSeparable() {
		return this == MAX || this == MIN || this == AVERAGE || this == SUM || this == LP;
	}

	/** Whether samples are probabilities, so that none may be negative. */
	boolean isStochastic() {
		return this == SAMPLE || this == EXPECTED;
	}

	/** What an axis without samples gives: changes no other result. */
	double neutral() {
		return this == MAX ? Double.NEGATIVE_INFINITY : this == MIN ? Double.POSITIVE_INFINITY : 0;
	}

	/**
	 * Reduces lines: maxima, minima or, for anything else, sums.
	 *
	 * @param loops the loops of their precision
	 * @param out where to; may be one of the lines
	 * @param n samples of a line
	 * @param lines the lines
	 * @param terms how many of them, 1 to {@link WindowLines#TERMS}
	 */
	<A> void reduce(final WindowLines<A> loops, final A out, final int n, final A[] lines, final int terms) {
		if (this == MAX) loops.max(out, n, lines, terms);
		else if (this == MIN) loops.min(out, n, lines, terms);
		else loops.sum(out, n, lines, terms);
	}

	@Override
	public String toString() {
		return text;
	}

	static double max(final double[] samples, final int n) {
		double max = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < n; i++)
			max = Math.max(max, samples[i]);
		return max;
	}

	static double min(final double[] samples, final int n) {
		double min = Double.POSITIVE_INFINITY;
		for (int i = 0; i < n; i++)
			min = Math.min(min, samples[i]);
		return min;
	}

	static double sum(final double[] samples, final int n) {
		double sum = 0;
		for (int i = 0; i < n; i++)
			sum += samples[i];
		return sum;
	}

	/** Number of the first of the largest samples, or of the first NaN; -1 if there is none. */
	static int argmax(final double[] samples, final int n) {
		int best = n > 0 ? 0 : -1;
		for (int i = 1; i < n && !Double.isNaN(samples[best]); i++)
			if (!(samples[i] <= samples[best])) best = i;
		return best;
	}

	/** Middle sample, or mean of the two middle ones; NaN if any is NaN or there is none. Reorders the samples. */
	static double median(final double[] samples, final int n) {
		for (int i = 0; i < n; i++)
			if (Double.isNaN(samples[i])) return Double.NaN;
		if (n == 0) return Double.NaN;
		final double upper = ranked(samples, n, n / 2);
		return n % 2 == 1 ? upper : 0.5 * ranked(samples, n, n / 2 - 1) + 0.5 * upper;
	}

	/** The k-th smallest sample, where -0 is smaller than 0. */
	private static double ranked(final double[] samples, final int n, final int k) {
		final double sample = select(samples, n, k);
		if (sample != 0) return sample;
		int before = 0;
		for (int i = 0; i < n; i++)
			if (Double.compare(samples[i], 0) < 0) before++;
		return k < before ? -0.0 : 0.0;
	}

	/** Hoare's selection: moves the k-th smallest sample to place k, and none that is larger before it. */
	private static double select(final double[] a, final int n, final int k) {
		int low = 0;
		int high = n - 1;
		while (low < high) {
			final double pivot = a[(low + high) >>> 1];
			int i = low;
			int j = high;
			while (i <= j) {
				while (a[i] < pivot)
					i++;
				while (a[j] > pivot)
					j--;
				if (i <= j) {
					final double swap = a[i];
					a[i++] = a[j];
					a[j--] = swap;
				}
			}
			if (k <= j) high = j;
			else if (k >= i) low = i;
			else break;
		}
		return a[k];
	}

	/** |x|^p. */
	static double power(final double x, final double p) {
		return p == 1 ? Math.abs(x) : p == 2 ? x * x : Math.pow(Math.abs(x), p);
	}

	/** x^(1/p). */
	static double root(final double x, final double p) {
		return p == 1 ? x : p == 2 ? Math.sqrt(x) : Math.pow(x, 1 / p);
	}

	/**
	 * What samples are divided by before their powers are taken, so that no power
	 * overflows, and none that matters vanishes: a power of two, which changes no
	 * digit, or for large exponents the largest sample itself.
	 *
	 * @param largest the largest magnitude
	 * @param p the exponent
	 * @return the divisor, 1 if the largest is 0, infinite or NaN
	 */
	static double scale(final double largest, final double p) {
		if (!(largest > 0) || largest == Double.POSITIVE_INFINITY) return 1;
		if (p > LARGE_EXPONENT) return largest;
		return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
	}

	/**
	 * The Lp norm of samples, of any magnitude.
	 *
	 * @param samples the samples
	 * @param n how many
	 * @param p the exponent
	 * @return (sum of |x|^p)^(1/p)
	 */
	static double norm(final double[] samples, final int n, final double p) {
		double largest = 0;
		for (int i = 0; i < n; i++)
			largest = Math.max(largest, Math.abs(samples[i]));
		final double scale = scale(largest, p);
		double sum = 0;
		for (int i = 0; i < n; i++)
			sum += power(samples[i] / scale, p);
		return root(sum, p) * scale;
	}

	/** The mean of the samples where each is as probable as it is large; 0 if all are 0. */
	static double expected(final double[] samples, final int n) {
		final double sum = sum(samples, n);
		double expected = 0;
		if (sum != 0) for (int i = 0; i < n; i++)
			expected += samples[i] / sum * samples[i];
		return expected;
	}

	/** The sample on which the number u, 0 &lt;= u &lt; 1, falls if each is as probable as it is large. */
	static double sample(final double[] samples, final int n, final double u) {
		final double sum = sum(samples, n);
		if (sum == 0) return 0;
		if (Double.isNaN(sum) || Double.isInfinite(sum)) return Double.NaN;
		double reached = 0;
		int last = 0;
		for (int i = 0; i < n; i++) {
			if (samples[i] == 0) continue;
			reached += samples[i];
			last = i;
			if (reached > u * sum) return samples[i];
		}
		return samples[last];
	}

	/**
	 * The number that SplitMix64 gives at some step, in [0, 1): what the call
	 * number {@code index + 1} of {@code new
	 * java.util.SplittableRandom(seed).nextDouble()} returns (Steele et al. 2014).
	 */
	static double uniform(final long seed, final long index) {
		long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
		z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
		z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
		return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
	}
}
