package io.github.convolvej.filter.convolution;

/**
 * Turns lines of channels, one for each position, to samples of one channel after another, and back: both are
 * blocks of samples, and one is the other's transpose. Eight lines at a time, so that each line of the processor's
 * cache is visited once or twice.
 */
final class TurnedLines {

	private static final int LINES = 8;

	private TurnedLines() {}

	/**
	 * Reads lines of channels, {@code lines[first + i][c] = source[at + c * step + i]}.
	 *
	 * @param source samples of one channel after another
	 * @param at index of the first sample
	 * @param step distance of channels there
	 * @param lines where to
	 * @param first the first of the lines
	 * @param count how many lines
	 * @param channels how many channels
	 */
	static void read(final float[] source, final int at, final int step, final float[][] lines, final int first,
		final int count, final int channels)
	{
		int i = 0;
		for (; i + LINES <= count; i += LINES) {
			final int k = first + i;
			read(source, at + i, step, lines[k], lines[k + 1], lines[k + 2], lines[k + 3], lines[k + 4], lines[k + 5], lines[k + 6],
				lines[k + 7], channels);
		}
		for (; i < count; i++)
			read(source, at + i, step, lines[first + i], channels);
	}

	private static void read(final float[] s, final int at, final int step, final float[] a, final float[] b, final float[] c,
		final float[] d, final float[] e, final float[] f, final float[] g, final float[] h, final int n)
	{
		for (int k = 0, i = at; k < n; k++, i += step) {
			a[k] = s[i];
			b[k] = s[i + 1];
			c[k] = s[i + 2];
			d[k] = s[i + 3];
			e[k] = s[i + 4];
			f[k] = s[i + 5];
			g[k] = s[i + 6];
			h[k] = s[i + 7];
		}
	}

	private static void read(final float[] s, final int at, final int step, final float[] a, final int n) {
		for (int k = 0, i = at; k < n; k++, i += step)
			a[k] = s[i];
	}

	/**
	 * Writes lines of channels, {@code target[at + c * step + i] = lines[first + i][from + c]}.
	 *
	 * @param lines where from
	 * @param first the first of the lines
	 * @param count how many lines
	 * @param from place of the first channel in a line
	 * @param channels how many channels
	 * @param target samples of one channel after another
	 * @param at index of the first sample
	 * @param step distance of channels there
	 */
	static void write(final float[][] lines, final int first, final int count, final int from, final int channels,
		final float[] target, final int at, final int step)
	{
		int i = 0;
		for (; i + LINES <= count; i += LINES) {
			final int k = first + i;
			write(lines[k], lines[k + 1], lines[k + 2], lines[k + 3], lines[k + 4], lines[k + 5], lines[k + 6], lines[k + 7],
				from, channels, target, at + i, step);
		}
		for (; i < count; i++)
			write(lines[first + i], from, channels, target, at + i, step);
	}

	private static void write(final float[] a, final float[] b, final float[] c, final float[] d, final float[] e, final float[] f,
		final float[] g, final float[] h, final int from, final int n, final float[] t, final int at, final int step)
	{
		for (int k = from, i = at; k < from + n; k++, i += step) {
			t[i] = a[k];
			t[i + 1] = b[k];
			t[i + 2] = c[k];
			t[i + 3] = d[k];
			t[i + 4] = e[k];
			t[i + 5] = f[k];
			t[i + 6] = g[k];
			t[i + 7] = h[k];
		}
	}

	private static void write(final float[] a, final int from, final int n, final float[] t, final int at, final int step) {
		for (int k = from, i = at; k < from + n; k++, i += step)
			t[i] = a[k];
	}

	/**
	 * Reads samples, {@code target[i * channels + c] = source[at + c * step + i]}.
	 *
	 * @param source samples of one channel after another
	 * @param at index of the first sample
	 * @param step distance of channels there
	 * @param target where to
	 * @param count how many samples of each channel
	 * @param channels how many channels
	 */
	static void read(final float[] source, final int at, final int step, final float[] target, final int count,
		final int channels)
	{
		int c = 0;
		for (; c + LINES <= channels; c += LINES)
			read(source, at + c * step, step, target, c, channels, count);
		for (; c < channels; c++)
			for (int i = 0; i < count; i++)
				target[i * channels + c] = source[at + c * step + i];
	}

	private static void read(final float[] s, final int a, final int step, final float[] t, final int first, final int channels,
		final int n)
	{
		final int b = a + step;
		final int c = b + step;
		final int d = c + step;
		final int e = d + step;
		final int f = e + step;
		final int g = f + step;
		final int h = g + step;
		for (int k = 0, i = first; k < n; k++, i += channels) {
			t[i] = s[a + k];
			t[i + 1] = s[b + k];
			t[i + 2] = s[c + k];
			t[i + 3] = s[d + k];
			t[i + 4] = s[e + k];
			t[i + 5] = s[f + k];
			t[i + 6] = s[g + k];
			t[i + 7] = s[h + k];
		}
	}
}
