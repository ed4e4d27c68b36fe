package io.github.convolvej.filter.fourier;

/**
 * Correlation with a vector across lines by Fourier transforms: sample i of all
 * lines is one real signal, in double precision. A signal of n samples is
 * transformed as n / 2 complex samples, with even lines as real parts and odd
 * lines as imaginary parts. Separating the two, multiplying by the transform of
 * the vector, and joining them again is one linear combination of the
 * frequencies k and n / 2 - k (Press et al., Numerical Recipes, 12.3, describe
 * the packing). Sums are not fused, so the bits are the same on every processor.
 */
public final class RealLines {

	private final int n;
	private final int half;
	private final FourierLines fourier;
	/** The line at which the transform stores each frequency. */
	private final int[] reversed;

	/**
	 * @param n length of the signals: a power of two, at least 4
	 */
	public RealLines(final int n) {
		this.n = n;
		half = n / 2;
		fourier = new FourierLines(half);
		reversed = reversed(half);
	}

	private static int[] reversed(final int n) {
		final int bits = Integer.numberOfTrailingZeros(n);
		final int[] at = new int[n];
		for (int k = 0; k < n; k++)
			at[k] = bits == 0 ? 0 : Integer.reverse(k) >>> 32 - bits;
		return at;
	}

	/** @return length of the signals */
	public int length() {
		return n;
	}

	/** @return stages of radix 2 of the forward transform of a signal; the packing counts as two */
	public int stages() {
		return Integer.numberOfTrailingZeros(half) + 2;
	}

	/**
	 * Transforms a vector.
	 *
	 * @param weights the vector, not longer than the signals
	 * @return factors for {@link #correlate}: for each frequency k below n / 2 the
	 *         real and imaginary parts of the factors of z(k) and of the conjugate
	 *         of z(n / 2 - k), four numbers
	 */
	public double[] transform(final double[] weights) {
		final double[][] re = new double[n][1];
		final double[][] im = new double[n][1];
		// a correlation is the convolution with the vector reversed about its first weight
		for (int t = 0; t < weights.length; t++)
			re[t == 0 ? 0 : n - t][0] = weights[t] / half;
		new FourierLines(n).forward(re, im, 0, 1, 1);
		final int[] at = reversed(n);
		final double[] factors = new double[4 * half];
		for (int k = 0; k < half; k++) {
			final double angle = 2 * Math.PI * k / n;
			final double sin = Math.sin(angle);
			final double cos = Math.cos(angle);
			final double hr = re[at[k]][0];
			final double hi = im[at[k]][0];
			final double gr = re[at[k + half]][0];
			final double gi = im[at[k + half]][0];
			// a = (1 - i exp(-i angle)) / 2, b = (1 + i exp(-i angle)) / 2: |a|^2 h + |b|^2 g and conj(a) b h + conj(b) a g
			final double aa = (1 - sin) / 2;
			final double bb = (1 + sin) / 2;
			factors[4 * k] = aa * hr + bb * gr;
			factors[4 * k + 1] = aa * hi + bb * gi;
			// conj(a) b = i cos(angle) / 2, and conj(b) a its conjugate
			factors[4 * k + 2] = -cos / 2 * (hi - gi);
			factors[4 * k + 3] = cos / 2 * (hr - gr);
		}
		return factors;
	}

	/**
	 * Correlates, {@code y[i] = w[0] x[i] + w[1] x[i + 1] ...}, with indices
	 * wrapped around at the end of the signals.
	 *
	 * @param re lines 0, 2, 4 ... of the signals, replaced by those of the result;
	 *          arrays of the list may be exchanged with those of {@code spare}
	 * @param im lines 1, 3, 5 ...
	 * @param factors result of {@link #transform}
	 * @param width samples of each line
	 * @param spare four more lines
	 */
	public void correlate(final double[][] re, final double[][] im, final double[] factors, final int width,
		final double[][] spare)
	{
		fourier.forward(re, im, 0, 1, width);
		for (int k = 0; k <= half / 2; k++)
			multiply(re, im, factors, k, (half - k) % half, width, spare);
		fourier.inverse(re, im, 0, 1, width);
	}

	private void multiply(final double[][] re, final double[][] im, final double[] factors, final int k, final int m,
		final int width, final double[][] spare)
	{
		final int a = reversed[k];
		final int b = reversed[m];
		combine(spare[0], spare[1], re[a], im[a], re[b], im[b], factors, 4 * k, width);
		if (k != m) combine(spare[2], spare[3], re[b], im[b], re[a], im[a], factors, 4 * m, width);
		exchange(re, a, spare, 0);
		exchange(im, a, spare, 1);
		if (k == m) return;
		exchange(re, b, spare, 2);
		exchange(im, b, spare, 3);
	}

	private static void exchange(final double[][] list, final int i, final double[][] spare, final int j) {
		final double[] line = list[i];
		list[i] = spare[j];
		spare[j] = line;
	}

	/** The sum of z times one number and the conjugate of y times another number. */
	private static void combine(final double[] re, final double[] im, final double[] zr, final double[] zi,
		final double[] yr, final double[] yi, final double[] f, final int at, final int width)
	{
		combine(re, width, zr, f[at], zi, -f[at + 1], yr, f[at + 2], yi, f[at + 3]);
		combine(im, width, zi, f[at], zr, f[at + 1], yr, f[at + 3], yi, -f[at + 2]);
	}

	private static void combine(final double[] o, final int n, final double[] a, final double wa, final double[] b,
		final double wb, final double[] c, final double wc, final double[] d, final double wd)
	{
		for (int i = 0; i < n; i++)
			o[i] = a[i] * wa + b[i] * wb + (c[i] * wc + d[i] * wd);
	}

	/**
	 * Adds squares, {@code sum = sum + x * x}.
	 *
	 * @param sum the sum
	 * @param x the numbers
	 * @param width number of samples
	 */
	public static void addSquares(final double[] sum, final double[] x, final int width) {
		FourierLines.addSquares(sum, x, width);
	}

	/**
	 * Copies lines so that sample i of line j becomes sample j of line i: rows to
	 * columns, and columns to rows.
	 *
	 * @param from the lines
	 * @param count how many of them: samples of each line that is made
	 * @param to {@code to[i][j]} becomes {@code from[j][i]}
	 * @param width samples of each line: how many are made
	 */
	public static void transpose(final double[][] from, final int count, final double[][] to, final int width) {
		FourierLines.transpose(from, 0, count, to, 0, width);
	}
}
