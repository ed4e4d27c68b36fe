package io.github.convolvej.filter.pooling;

/** The way to reduce the samples of a window to one value. */
public enum Reduction {
		/** The largest sample. */
		MAX("max"),
		/** The smallest sample. */
		MIN("min"),
		/** The mean of the samples. */
		AVERAGE("average"),
		/** The sum of the samples. */
		SUM("sum"),
		/** (sum of |x|^p)^(1/p); the largest magnitude if p is infinite. */
		LP("lp"),
		/** The middle sample. */
		MEDIAN("median"),
		/** A sample drawn at random. */
		SAMPLE("stochastic sample"),
		/** The expected value of the draw. */
		EXPECTED("stochastic expectation"),
		/** The position of the largest sample. */
		ARGMAX("position of the maximum");

	/** With larger exponents, powers of numbers below 2 could add up to infinity. */
	private static final double LARGE_EXPONENT = 900;

	private final String text;

	Reduction(final String text) {
		this.text = text;
	}

	/** Whether rectangular windows can be reduced axis by axis. */
	boolean isSeparable() {
		return this == MAX || this == MIN || this == AVERAGE || this == SUM || this == LP;
	}

	/** Whether samples are probabilities, so that negative samples are errors. */
	boolean isStochastic() {
		return this == SAMPLE || this == EXPECTED;
	}

	/** The value of an axis without samples, which changes no other result. */
	double neutral() {
		return this == MAX ? Double.NEGATIVE_INFINITY : this == MIN ? Double.POSITIVE_INFINITY : 0;
	}

	/**
	 * Reduces lines: maxima, minima or, for anything else, sums.
	 *
	 * @param loops the loops of their precision
	 * @param out the reduced line; may be one of the lines
	 * @param n samples of a line
	 * @param lines the lines
	 * @param terms number of lines, 1 to {@link WindowLines#TERMS}
	 */
	<A> void reduce(final WindowLines<A> loops, final A out, final int n, final A[] lines, final int terms) {
		if (this == MAX) loops.max(out, n, lines, terms);
		else if (this == MIN) loops.min(out, n, lines, terms);
		else loops.sum(out, n, lines, terms);
	}

	/**
	 * Reduces a line and another one to one line. For two lines in a loop: a method that stores lines in a
	 * list and gives the list to {@link #reduce} crashes Java 17 while it is compiled, with some garbage
	 * collectors.
	 *
	 * @param loops of the precision
	 * @param result the one line; receives the results
	 * @param n number of samples
	 * @param line the other line
	 */
	<A> void include(final WindowLines<A> loops, final A result, final int n, final A line) {
		if (this == MAX) loops.larger(line, result, n);
		else if (this == MIN) loops.smaller(result, line, n);
		else loops.add(result, n, line);
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

	/** Index of the first of the largest samples, or of the first NaN; -1 if there are no samples. */
	static int argmax(final double[] samples, final int n) {
		int best = n > 0 ? 0 : -1;
		for (int i = 1; i < n && !Double.isNaN(samples[best]); i++)
			if (!(samples[i] <= samples[best])) best = i;
		return best;
	}

	/** Middle sample, or mean of the two middle ones; NaN if any sample is NaN or there are none. Reorders the samples. */
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

	/** Hoare's selection: moves the k-th smallest sample to place k, and no larger sample before it. */
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
	 * Returns the number by which samples are divided before their powers are
	 * taken, so that no power overflows and none that matters underflows. It is a
	 * power of two, which changes no digit, or for large exponents the largest
	 * magnitude itself.
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
	 * @param n number of samples
	 * @param p the exponent
	 * @return (sum of |x|^p)^(1/p)
	 */
	static double norm(final double[] samples, final int n, final double p) {
		double largest = 0;
		for (int i = 0; i < n; i++)
			largest = Math.max(largest, Math.abs(samples[i]));
		if (p == Double.POSITIVE_INFINITY) return largest;
		final double scale = scale(largest, p);
		double sum = 0;
		for (int i = 0; i < n; i++)
			sum += power(samples[i] / scale, p);
		return root(sum, p) * scale;
	}

	/** The mean of the samples weighted by their own values; 0 if all are 0. */
	static double expected(final double[] samples, final int n) {
		final double sum = sum(samples, n);
		double expected = 0;
		if (sum != 0) for (int i = 0; i < n; i++)
			expected += samples[i] / sum * samples[i];
		return expected;
	}

	/** The sample drawn by the random number u, 0 &lt;= u &lt; 1, with probabilities proportional to the samples. */
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
	 * A random number in [0, 1) at a given step of SplitMix64: the result of call
	 * number {@code index + 1} of {@code new
	 * java.util.SplittableRandom(seed).nextDouble()} (Steele et al. 2014).
	 */
	static double uniform(final long seed, final long index) {
		long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
		z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
		z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
		return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
	}
}
