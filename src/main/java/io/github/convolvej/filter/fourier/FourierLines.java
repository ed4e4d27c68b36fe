package io.github.convolvej.filter.fourier;

/**
 * Discrete Fourier transform of power-of-two length across lines: sample i of
 * all lines is one signal. Every butterfly is then a loop over two lines at a
 * common index, which the JIT compiler turns into vector instructions. The
 * forward transform leaves the frequencies in bit-reversed order and the inverse
 * expects that order, so nothing is reordered. The inverse is not scaled: both
 * together multiply by the length.
 * <p>
 * Two stages of radix 2 (Cooley and Tukey 1965) are computed together while
 * their four lines are in the cache.
 */
final class FourierLines {

	private final int n;
	/** exp(-i pi reversed(b)) for block b: the same in all stages of the forward transform. */
	private final double[] blockCos;
	private final double[] blockSin;
	/** exp(2 pi i j / n). */
	private final double[] cos;
	private final double[] sin;

	/**
	 * @param n length: a power of two
	 */
	FourierLines(final int n) {
		this.n = n;
		final int half = Math.max(1, n / 2);
		blockCos = new double[half];
		blockSin = new double[half];
		cos = new double[half];
		sin = new double[half];
		for (int j = 0; j < half; j++) {
			// reduced to eighths of a turn, where cosine and sine are accurate to the last bit
			cos[j] = 8L * j <= n ? Math.cos(2 * Math.PI * j / n) : 8L * j <= 3L * n ? Math.sin(2 * Math.PI * (n / 4.0 - j) / n)
				: -Math.cos(2 * Math.PI * (n / 2.0 - j) / n);
			sin[j] = 8L * j <= n ? Math.sin(2 * Math.PI * j / n) : 8L * j <= 3L * n ? Math.cos(2 * Math.PI * (n / 4.0 - j) / n)
				: Math.sin(2 * Math.PI * (n / 2.0 - j) / n);
		}
		final int bits = Integer.numberOfTrailingZeros(half);
		for (int b = 0; b < half; b++) {
			final int j = bits == 0 ? 0 : Integer.reverse(b) >>> 32 - bits;
			blockCos[b] = cos[j];
			blockSin[b] = -sin[j];
		}
	}

	/**
	 * Transforms, from natural to bit-reversed order.
	 *
	 * @param re real parts of all lines
	 * @param im imaginary parts
	 * @param first index of the signals' first line
	 * @param step distance of the signals' lines
	 * @param width samples of each line
	 */
	void forward(final double[][] re, final double[][] im, final int first, final int step, final int width) {
		int length = n;
		if (Integer.numberOfTrailingZeros(n) % 2 == 1) {
			length = n / 2;
			for (int j = 0; j < length; j++)
				butterfly(re, im, first + step * j, first + step * (j + length), 1, 0, width);
		}
		for (; length >= 4; length /= 4) {
			final int q = step * (length / 4);
			for (int b = 0; b < n / length; b++)
				for (int j = 0; j < length / 4; j++) {
					final int a = first + step * (b * length + j);
					butterfly(re, im, a, a + 2 * q, blockCos[b], blockSin[b], width);
					butterfly(re, im, a + q, a + 3 * q, blockCos[b], blockSin[b], width);
					butterfly(re, im, a, a + q, blockCos[2 * b], blockSin[2 * b], width);
					butterfly(re, im, a + 2 * q, a + 3 * q, blockCos[2 * b + 1], blockSin[2 * b + 1], width);
				}
		}
	}

	/**
	 * Transforms back, from bit-reversed to natural order, and multiplies by the
	 * length.
	 *
	 * @param re real parts of all lines
	 * @param im imaginary parts
	 * @param first index of the signals' first line
	 * @param step distance of the signals' lines
	 * @param width samples of each line
	 */
	void inverse(final double[][] re, final double[][] im, final int first, final int step, final int width) {
		int quarter = 1;
		for (; 4 * quarter <= n; quarter *= 4) {
			final int q = step * quarter;
			final int two = n / (2 * quarter);
			final int four = n / (4 * quarter);
			for (int b = 0; b < n; b += 4 * quarter)
				for (int j = 0; j < quarter; j++) {
					final int a = first + step * (b + j);
					butterfly(re, im, a, a + q, cos[j * two], sin[j * two], width);
					butterfly(re, im, a + 2 * q, a + 3 * q, cos[j * two], sin[j * two], width);
					butterfly(re, im, a, a + 2 * q, cos[j * four], sin[j * four], width);
					butterfly(re, im, a + q, a + 3 * q, cos[(j + quarter) * four], sin[(j + quarter) * four], width);
				}
		}
		if (quarter < n) for (int j = 0; j < quarter; j++)
			butterfly(re, im, first + step * j, first + step * (j + quarter), cos[j], sin[j], width);
	}

	private static void butterfly(final double[][] re, final double[][] im, final int a, final int b, final double c,
		final double s, final int width)
	{
		butterfly(re[a], im[a], re[b], im[b], c, s, width);
	}

	/** (a, b) becomes (a + w b, a - w b). */
	private static void butterfly(final double[] ar, final double[] ai, final double[] br, final double[] bi,
		final double wr, final double wi, final int n)
	{
		for (int i = 0; i < n; i++) {
			final double tr = br[i] * wr - bi[i] * wi;
			final double ti = br[i] * wi + bi[i] * wr;
			br[i] = ar[i] - tr;
			bi[i] = ai[i] - ti;
			ar[i] = ar[i] + tr;
			ai[i] = ai[i] + ti;
		}
	}

	/**
	 * Multiplies complex lines, {@code x = x * h}.
	 *
	 * @param xr real part of the line that is changed
	 * @param xi its imaginary part
	 * @param hr real part of the other
	 * @param hi its imaginary part
	 * @param n number of samples
	 */
	static void multiply(final double[] xr, final double[] xi, final double[] hr, final double[] hi, final int n) {
		for (int i = 0; i < n; i++) {
			final double r = xr[i] * hr[i] - xi[i] * hi[i];
			final double m = xr[i] * hi[i] + xi[i] * hr[i];
			xr[i] = r;
			xi[i] = m;
		}
	}

	/** Adds a line, {@code sum = sum + x}. */
	static void add(final double[] sum, final double[] x, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] = sum[i] + x[i];
	}

	/** Adds squares, {@code sum = sum + x * x}. */
	static void addSquares(final double[] sum, final double[] x, final int n) {
		for (int i = 0; i < n; i++)
			sum[i] = sum[i] + x[i] * x[i];
	}

	/**
	 * Copies lines so that sample i of line j becomes sample j of line i.
	 *
	 * @param from the lines
	 * @param first index of the first of them
	 * @param count how many of them: samples of each line that is made
	 * @param to {@code to[firstTo + i][j]} becomes {@code from[first + j][i]}
	 * @param firstTo index of the first line that is made
	 * @param width samples of each line: how many are made
	 */
	static void transpose(final double[][] from, final int first, final int count, final double[][] to, final int firstTo,
		final int width)
	{
		int j = 0;
		// eight lines at a time fill a cache line of each that is made
		for (; j + 8 <= count; j += 8) {
			final double[] a = from[first + j];
			final double[] b = from[first + j + 1];
			final double[] c = from[first + j + 2];
			final double[] d = from[first + j + 3];
			final double[] e = from[first + j + 4];
			final double[] f = from[first + j + 5];
			final double[] g = from[first + j + 6];
			final double[] h = from[first + j + 7];
			for (int i = 0; i < width; i++) {
				final double[] line = to[firstTo + i];
				line[j] = a[i];
				line[j + 1] = b[i];
				line[j + 2] = c[i];
				line[j + 3] = d[i];
				line[j + 4] = e[i];
				line[j + 5] = f[i];
				line[j + 6] = g[i];
				line[j + 7] = h[i];
			}
		}
		for (; j < count; j++)
			for (int i = 0; i < width; i++)
				to[firstTo + i][j] = from[first + j][i];
	}
}
