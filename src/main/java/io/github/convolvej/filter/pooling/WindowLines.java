package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Lines;

/**
 * The inner loops of pooling, over lines of samples of one precision. As in
 * {@link Lines}, all arrays are read at one common index, a form that the JIT
 * compiler turns into vector instructions.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface WindowLines<A> {

	/** Largest number of lines that one loop reads together. */
	int TERMS = 4;

	/**
	 * Takes maxima, {@code target[i] = max(lines[0][i], lines[1][i] ...)}. NaN
	 * counts as the largest number, and 0 is larger than -0.
	 *
	 * @param target the maxima; may be one of the lines
	 * @param n number of samples
	 * @param lines the lines
	 * @param terms number of lines, 1 to {@link #TERMS}
	 */
	void max(A target, int n, A[] lines, int terms);

	/**
	 * Takes minima, {@code target[i] = min(lines[0][i], lines[1][i] ...)}. NaN
	 * counts as the smallest number, and -0 is smaller than 0.
	 *
	 * @param target the minima; may be one of the lines
	 * @param n number of samples
	 * @param lines the lines
	 * @param terms number of lines, 1 to {@link #TERMS}
	 */
	void min(A target, int n, A[] lines, int terms);

	/**
	 * Adds lines in order, {@code target[i] = lines[0][i] + lines[1][i] ...}, and
	 * rounds after each addition.
	 *
	 * @param target the sums; may be one of the lines
	 * @param n number of samples
	 * @param lines the terms
	 * @param terms number of lines, 1 to {@link #TERMS}
	 */
	void sum(A target, int n, A[] lines, int terms);

	/**
	 * Adds a line, {@code sums[i] = sums[i] + line[i]}.
	 *
	 * @param sums the sums
	 * @param n number of samples
	 * @param line what is added
	 */
	void add(A sums, int n, A line);

	/**
	 * Copies samples at a fixed distance, {@code target[i] = source[offset + i *
	 * step]}, i = 0 ... n-1.
	 *
	 * @param source the samples
	 * @param offset first index
	 * @param step distance of the samples, at least 1
	 * @param target receives the copies, from index 0 on
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
	 * @param low receives the smaller samples
	 * @param high samples to compare with
	 * @param n number of samples
	 */
	void smaller(A low, A high, int n);

	/**
	 * Takes the larger of two samples, {@code high[i] = max(low[i], high[i])}; NaN
	 * counts as in {@link #exchange}.
	 *
	 * @param low samples to compare with
	 * @param high receives the larger samples
	 * @param n number of samples
	 */
	void larger(A low, A high, int n);

	/**
	 * Means of two samples, {@code target[i] = low[i] / 2 + high[i] / 2}, computed
	 * in double.
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
	 * @param target receives the sums, which are NaN once a sample was not finite
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
	 * Marks samples that are not whole numbers of magnitudes below 2^22: adds more
	 * than 0 to {@code fractions[i]} for each.
	 *
	 * @param source the samples
	 * @param fractions receives the marks
	 * @param largest receives the largest magnitude at each index
	 * @param n number of samples
	 */
	void wholes(A source, A fractions, A largest, int n);
}
