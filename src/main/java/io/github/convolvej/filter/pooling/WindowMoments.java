package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Precision;

/**
 * Mean and variance of the samples of one window without loss of digits or
 * overflow. They are computed from sums if these are accurate enough, otherwise
 * from the samples. The choice depends on the window only.
 */
final class WindowMoments {

	/** A variance of at least this part of the mean square has lost too few digits to matter in single precision. */
	private static final double PRECISE = 0x1p-16;
	/** Sums of whole numbers up to this are exact. */
	private static final double EXACT = 0x1p53;
	private static final double SPLIT = (1 << 27) + 1;
	/** Whether the processor has a fused multiply-add; without, Java takes a thousand times as long. */
	private static final boolean FUSED = Precision.isFused();

	private WindowMoments() {}

	/** The variance from the sums of samples and of squares, (n * squares - sum^2) / n^2, with products in twice the precision. */
	static double variance(final double sum, final double squares, final double n) {
		final double p = sum * sum;
		final double q = n * squares;
		final double difference = q - p + (error(n, squares, q) - error(sum, sum, p));
		return difference / (n * n);
	}

	/** Means of a line of windows; a sum of -0, as that of samples of -0, is taken for 0. */
	static void means(final double[] sums, final double[] counts, final double[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = sums[i] / counts[i] + 0;
	}

	/** Means of whole numbers in windows with equal numbers of samples. */
	static void means(final float[] sums, final float count, final float[] target, final int n) {
		if (FUSED) fusedDivide(sums, count, 1 / count, target, n);
		else for (int i = 0; i < n; i++)
			target[i] = sums[i] / count + 0;
	}

	/** As {@link #divide}, of numbers that are neither infinite nor far smaller than 1; -0 gives 0. */
	private static void fusedDivide(final float[] source, final float divisor, final float reciprocal, final float[] target,
		final int n)
	{
		for (int i = 0; i < n; i++) {
			final float quotient = source[i] * reciprocal;
			target[i] = Math.fma(Math.fma(-divisor, quotient, source[i]), reciprocal, quotient);
		}
	}

	/** Variances of whole numbers, all of whose products and sums are exact in single precision. */
	static void wholeVariances(final float[] sums, final float[] squares, final float count, final float[] target,
		final int n)
	{
		for (int i = 0; i < n; i++)
			target[i] = count * squares[i] - sums[i] * sums[i];
		means(target, count * count, target, n);
	}

	/** Variances of a line of windows, as {@link #variance(double, double, double)}. */
	static void variances(final double[] sums, final double[] squares, final double[] counts, final double[] target,
		final int n)
	{
		for (int i = 0; i < n; i++)
			target[i] = variance(sums[i], squares[i], counts[i]);
	}

	/**
	 * The same of samples of single precision, whose products neither overflow nor
	 * vanish: there the processor's fused multiply-add gives the same rounding errors.
	 */
	static void variancesOfSingle(final double[] sums, final double[] squares, final double[] counts, final double[] target,
		final int n)
	{
		if (FUSED) fusedVariances(sums, squares, counts, target, n);
		else variances(sums, squares, counts, target, n);
	}

	/** The same of windows with equal numbers of samples, whose square has a reciprocal. */
	static void variancesOfSingle(final double[] sums, final double[] squares, final double count, final double[] target,
		final int n)
	{
		if (FUSED) fusedVariances(sums, squares, count, target, n);
		else for (int i = 0; i < n; i++)
			target[i] = variance(sums[i], squares[i], count);
	}

	/** Sums of squares of single precision are 0, or far from the smallest numbers: so quotients are those of {@link #divide}. */
	private static void fusedVariances(final double[] sums, final double[] squares, final double count,
		final double[] target, final int n)
	{
		final double divisor = count * count;
		final double reciprocal = 1 / divisor;
		for (int i = 0; i < n; i++) {
			final double p = sums[i] * sums[i];
			final double q = count * squares[i];
			final double difference = q - p + (Math.fma(count, squares[i], -q) - Math.fma(sums[i], sums[i], -p));
			final double quotient = difference * reciprocal;
			target[i] = Math.fma(Math.fma(-divisor, quotient, difference), reciprocal, quotient);
		}
	}

	private static void fusedVariances(final double[] sums, final double[] squares, final double[] counts,
		final double[] target, final int n)
	{
		for (int i = 0; i < n; i++) {
			final double p = sums[i] * sums[i];
			final double q = counts[i] * squares[i];
			final double difference = q - p + (Math.fma(counts[i], squares[i], -q) - Math.fma(sums[i], sums[i], -p));
			target[i] = difference / (counts[i] * counts[i]);
		}
	}

	/** Variances or standard deviations of whole numbers, all of whose products and sums are exact. */
	static void wholeVariances(final double[] sums, final double[] squares, final double[] counts, final double[] target,
		final int n, final boolean root)
	{
		for (int i = 0; i < n; i++)
			target[i] = (counts[i] * squares[i] - sums[i] * sums[i]) / (counts[i] * counts[i]);
		if (root) for (int i = 0; i < n; i++)
			target[i] = Math.sqrt(target[i]);
	}

	/** Multiplies a line by a number. */
	static void multiply(final double[] line, final double factor, final int n) {
		for (int i = 0; i < n; i++)
			line[i] *= factor;
	}

	/** Divides a line by a number that has a reciprocal, with the same rounding as a quotient. */
	static void divide(final double[] line, final double divisor, final int n) {
		if (FUSED) fusedDivide(line, divisor, 1 / divisor, n);
		else for (int i = 0; i < n; i++)
			line[i] /= divisor;
	}

	/**
	 * Corrects the product with the reciprocal by its remainder, which is exact: that gives the nearest number
	 * (Markstein 1990).
	 */
	private static void fusedDivide(final double[] line, final double divisor, final double reciprocal, final int n) {
		for (int i = 0; i < n; i++) {
			final double quotient = line[i] * reciprocal;
			line[i] = Math.fma(Math.fma(-divisor, quotient, line[i]), reciprocal, quotient);
		}
	}

	/** Takes the roots of a line. */
	static void roots(final double[] line, final int n) {
		for (int i = 0; i < n; i++)
			line[i] = Math.sqrt(line[i]);
	}

	/** Variances of windows with equal numbers of samples, from whole numbers, by a product instead of a quotient. */
	static void wholeVariances(final int[] sums, final int[] squares, final long count, final double reciprocal,
		final float[] target, final int n)
	{
		for (int i = 0; i < n; i++)
			target[i] = (float) (WholeNumbers.toDouble(count * squares[i] - (long) sums[i] * sums[i]) * reciprocal);
	}

	/** Replaces variances of whole numbers below 0, which are rounding errors, by 0, and takes the root if wanted. */
	static void mend(final double[] variances, final int n, final boolean root) {
		for (int i = 0; i < n; i++)
			variances[i] = Math.max(0, variances[i]);
		if (root) for (int i = 0; i < n; i++)
			variances[i] = Math.sqrt(variances[i]);
	}

	/** The rounding error of a product (Dekker). */
	private static double error(final double a, final double b, final double product) {
		final double ca = SPLIT * a;
		final double aHigh = ca - (ca - a);
		final double aLow = a - aHigh;
		final double cb = SPLIT * b;
		final double bHigh = cb - (cb - b);
		final double bLow = b - bHigh;
		return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
	}

	/**
	 * Whether a variance computed from sums has enough correct digits; NaN is
	 * accepted.
	 */
	static boolean isPrecise(final double variance, final double squares, final double n) {
		return squares == 0 || Double.isNaN(squares) || variance >= PRECISE * squares / n && variance <= Double.MAX_VALUE;
	}

	/** Whether the variances of a line of windows certainly have enough correct digits. */
	static boolean arePrecise(final double[] variances, final double[] squares, final double n, final int from, final int end) {
		for (int i = from; i < end; i++)
			if (!(variances[i] * n >= 2 * PRECISE * squares[i])) return false;
		return true;
	}

	/** The mean of samples whose sum may be too large for a double. */
	static double mean(final double[] samples, final int n) {
		final double scale = scale(samples, n);
		double sum = 0;
		for (int i = 0; i < n; i++)
			sum += samples[i] / scale;
		return sum / n * scale;
	}

	/** A power of two that scales the largest magnitude to about 1; 1 if all samples are 0 or infinite. */
	private static double scale(final double[] samples, final int n) {
		double largest = 0;
		for (int i = 0; i < n; i++)
			largest = Math.max(largest, Math.abs(samples[i]));
		return Reduction.scale(largest, 2);
	}

	/**
	 * @param samples the samples of a window, which are changed
	 * @param n number of samples
	 * @param sum their sum
	 * @param squares the sum of their squares
	 * @return standard deviation; for whole numbers computed from the sums, which
	 *         are exact
	 */
	static double deviation(final double[] samples, final int n, final double sum, final double squares) {
		if (isWhole(samples, n, squares)) return Math.sqrt(Math.max(0, variance(sum, squares, n)));
		final double scale = scale(samples, n);
		final double spread = centre(samples, n, scale);
		return Math.sqrt(meanSquare(samples, n)) * spread * scale;
	}

	/**
	 * @param samples the samples of a window, which are changed
	 * @param n number of samples
	 * @param sum their sum
	 * @param squares the sum of their squares
	 * @return variance; for whole numbers computed from the sums, which are exact
	 */
	static double variance(final double[] samples, final int n, final double sum, final double squares) {
		if (isWhole(samples, n, squares)) return Math.max(0, variance(sum, squares, n));
		final double scale = scale(samples, n);
		final double spread = centre(samples, n, scale);
		return meanSquare(samples, n) * (spread * scale) * (spread * scale);
	}

	private static boolean isWhole(final double[] samples, final int n, final double squares) {
		boolean whole = squares < EXACT;
		for (int i = 0; i < n && whole; i++)
			whole = samples[i] == Math.rint(samples[i]);
		return whole;
	}

	/**
	 * Replaces samples by their scaled distances from the mean, the largest about
	 * 1. Differences from one of the samples are taken first: they are exact for
	 * nearly equal samples, and 0 for equal ones.
	 *
	 * @return divisor of the distances in addition to the scale
	 */
	private static double centre(final double[] samples, final int n, final double scale) {
		final double first = samples[0] / scale;
		double mean = 0;
		for (int i = 0; i < n; i++) {
			samples[i] = samples[i] / scale - first;
			mean += samples[i];
		}
		mean /= n;
		for (int i = 0; i < n; i++)
			samples[i] -= mean;
		final double spread = scale(samples, n);
		for (int i = 0; i < n; i++)
			samples[i] /= spread;
		return spread;
	}

	/**
	 * The mean square of distances, corrected for the rounding error of their
	 * mean.
	 */
	private static double meanSquare(final double[] distances, final int n) {
		double squares = 0;
		double rest = 0;
		for (int i = 0; i < n; i++) {
			squares += distances[i] * distances[i];
			rest += distances[i];
		}
		return Math.max(0, squares - rest * rest / n) / n;
	}
}
