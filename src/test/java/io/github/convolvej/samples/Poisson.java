package io.github.convolvej.samples;

import java.util.Random;

/** Photon counts: random integers of the Poisson distribution, the same on every JVM for the same seed. */
final class Poisson {

	private static final double[] LOG_FACTORIAL = new double[10];

	static {
		for (int k = 2; k < LOG_FACTORIAL.length; k++)
			LOG_FACTORIAL[k] = LOG_FACTORIAL[k - 1] + StrictMath.log(k);
	}

	private Poisson() {}

	/**
	 * @param mean at least 0
	 * @return a random count of that mean
	 */
	static int next(final double mean, final Random random) {
		return mean < 10 ? byMultiplication(mean, random) : byRejection(mean, random);
	}

	/** D. Knuth, The Art of Computer Programming, volume 2, section 3.4.1. */
	private static int byMultiplication(final double mean, final Random random) {
		final double limit = StrictMath.exp(-mean);
		int count = 0;
		for (double product = random.nextDouble(); product > limit; product *= random.nextDouble())
			count++;
		return count;
	}

	/** W. Hörmann, The transformed rejection method for generating Poisson random variables, 1993 (PTRS). */
	private static int byRejection(final double mean, final Random random) {
		final double b = 0.931 + 2.53 * Math.sqrt(mean);
		final double a = -0.059 + 0.02483 * b;
		final double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
		final double squeeze = 0.9277 - 3.6224 / (b - 2);
		while (true) {
			final double u = random.nextDouble() - 0.5;
			final double v = random.nextDouble();
			final double us = 0.5 - Math.abs(u);
			final int k = (int) Math.floor((2 * a / us + b) * u + mean + 0.43);
			if (us >= 0.07 && v <= squeeze) return k;
			if (k < 0 || us < 0.013 && v > us) continue;
			final double density = k * StrictMath.log(mean) - mean - logFactorial(k);
			if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= density) return k;
		}
	}

	/** Stirling's series; its error is below 1e-8 from 10 on. */
	private static double logFactorial(final int k) {
		if (k < LOG_FACTORIAL.length) return LOG_FACTORIAL[k];
		final double series = 1.0 / (12.0 * k) - 1.0 / (360.0 * k * k * k);
		return (k + 0.5) * StrictMath.log(k) - k + 0.5 * StrictMath.log(2 * Math.PI) + series;
	}
}
