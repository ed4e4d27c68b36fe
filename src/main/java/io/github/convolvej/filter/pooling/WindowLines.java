package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Lines;

/**
 * The inner loops of pooling, over lines of samples of one precision. As those of
 * {@link Lines}: arrays are read at one common index, which is the form that the
 * JIT compiler turns into vector instructions.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface WindowLines<A> {

	/** Most lines that one loop takes together. */
	int TERMS = 4;

	/**
	 * Takes maxima, {@code target[i] = max(lines[0][i], lines[1][i] ...)}, where NaN
	 * counts as the largest number, and 0 is larger than -0.
	 *
	 * @param target the maxima; may be one of the lines
	 * @param n number of samples
	 * @param lines what they are taken of
	 * @param terms how many of them, 1 to {@link #TERMS}
	 */
	void max(A target, int n, A[] lines, int terms);

	/**
	 * Takes minima, {@code target[i] = min(lines[0][i], lines[1][i] ...)}, where NaN
	 * counts as the smallest number, and -0 is smaller than 0.
	 *
	 * @param target the minima; may be one of the lines
	 * @param n number of samples
	 * @param lines what they are taken of
	 * @param terms how many of them, 1 to {@link #TERMS}
	 */
	void min(A target, int n, A[] lines, int terms);

	/**
	 * Adds, {@code target[i] = lines[0][i] + lines[1][i] ...}, rounding after each
	 * sum, in this order.
	 *
	 * @param target the sums; may be one of the lines
	 * @param n number of samples
	 * @param lines the terms
	 * @param terms how many of them, 1 to {@link #TERMS}
	 */
	void sum(A target, int n, A[] lines, int terms);

	/**
	 * Takes every so many samples, {@code target[i] = source[offset + i * step]}, i =
	 * 0 ... n-1.
	 *
	 * @param source where from
	 * @param offset first index
	 * @param step distance of the samples, at least 1
	 * @param target where to, from index 0
	 * @param n number of samples
	 */
	void every(A source, int offset, int step, A target, int n);

	/**
	 * Sorts pairs: {@code low[i]} and {@code high[i]} become the smaller and the
	 * larger of the two; both become NaN if one is.
	 *
	 * @param low the one line
	 * @param high the other line
	 * @param n number of samples
	 */
	void exchange(A low, A high, int n);

	/**
	 * Takes the smaller of two samples, {@code low[i] = min(low[i], high[i])}; NaN
	 * counts as in {@link #exchange}.
	 *
	 * @param low the smaller ones afterwards
	 * @param high what they are compared with
	 * @param n number of samples
	 */
	void smaller(A low, A high, int n);

	/**
	 * Takes the larger of two samples, {@code high[i] = max(low[i], high[i])}; NaN
	 * counts as in {@link #exchange}.
	 *
	 * @param low what they are compared with
	 * @param high the larger ones afterwards
	 * @param n number of samples
	 */
	void larger(A low, A high, int n);

	/**
	 * Means of two, {@code target[i] = low[i] / 2 + high[i] / 2}, computed in double.
	 *
	 * @param target the means
	 * @param n number of samples
	 * @param low the one line
	 * @param high the other line
	 */
	void middle(A target, int n, A low, A high);

	/**
	 * Powers of magnitudes, {@code target[i] = |source[i]|^p}, in double.
	 *
	 * @param source the samples
	 * @param target the powers
	 * @param n number of samples
	 * @param p the exponent
	 */
	void powers(A source, double[] target, int n, double p);

	/**
	 * Adds 0 for every finite sample and NaN for others, {@code target[i] += 0 *
	 * source[i]}.
	 *
	 * @param target what remembers them
	 * @param source the samples
	 * @param n number of samples
	 */
	void addZeros(A target, A source, int n);

	/**
	 * Subtracts, {@code target[i] = a[i] - b[i]}.
	 *
	 * @param target the differences; may be one of the lines
	 * @param a the one line
	 * @param b the other line
	 * @param n number of samples
	 */
	void difference(A target, A a, A b, int n);

	/**
	 * Looks for samples that are no whole numbers of magnitudes below 2^22: {@code
	 * fractions[i]} grows by more than 0 for each.
	 *
	 * @param source the samples
	 * @param fractions remembers fractions
	 * @param largest remembers the largest magnitude at each place
	 * @param n number of samples
	 */
	void wholes(A source, A fractions, A largest, int n);
}
