package io.github.convolvej.filter.lines;

/**
 * {@link Lines} of {@code float} samples. Written for one precision only: the
 * build makes the other one of it, by replacing the word.
 */
final class FloatLines extends FloatMemory implements Lines<float[]> {

	/** In single precision, norms up to this one may be inexact: their squares may have lost digits. */
	private static final float SMALL_NORM = 0x1p-62f;

	@Override
	public void add(final float[] sum, final double[] weights, final int at, final int n, final float[][] lines,
		final int first, final int terms)
	{
		FloatSums.add(n, lines, first, terms, sum, weights, at);
	}

	@Override
	public void add(final float[][] sums, final int[] at, final int count, final double[] weights, final int n,
		final float[][] lines, final int first, final int terms)
	{
		int i = 0;
		for (; i + 2 <= count; i += 2)
			FloatSums.add(n, lines, first, terms, sums[i], weights, at[i], sums[i + 1], weights, at[i + 1]);
		if (i < count) FloatSums.add(n, lines, first, terms, sums[i], weights, at[i]);
	}

	@Override
	public void add(final float[] one, final int atOne, final float[] other, final int atOther, final float[] weights,
		final int from, final int to, final float[][] lines, final int first, final int terms)
	{
		FloatSums.addFrom(from, LoopStart.end(from, to), lines, first, terms, one, weights, atOne, other,
			weights, atOther);
	}

	@Override
	public void set(final float[] sum, final double start, final double[] weights, final int at, final int n,
		final float[][] lines, final int first, final int terms)
	{
		FloatSums.set(n, lines, first, terms, (float) start, sum, weights, at);
	}

	@Override
	public void add(final float[] sum, final int at, final float[] weights, final int from, final int to, final float[][] lines,
		final int first, final int terms)
	{
		FloatSums.addFrom(from, LoopStart.end(from, to), lines, first, terms, sum, weights, at);
	}

	@Override
	public void set(final float[] sum, final double start, final double[] weights, final int at, final int from, final int to,
		final float[][] lines, final int first, final int terms)
	{
		FloatSums.setFrom(from, LoopStart.end(from, to), lines, first, terms, (float) start, sum, weights, at);
	}

	@Override
	public void set(final float[] one, final int atOne, final float[] other, final int atOther, final double start,
		final float[] weights, final int from, final int to, final float[][] lines, final int first, final int terms)
	{
		FloatSums.setFrom(from, LoopStart.end(from, to), lines, first, terms, (float) start, one, weights, atOne, other, weights, atOther);
	}

	@Override
	public void addSpaced(final float[] sum, final double[] weights, final int at, final int from, final int to,
		final float[] line, final int terms)
	{
		FloatSums.addSpaced(from, LoopStart.end(from, to), line, terms, sum, weights, at);
	}

	@Override
	public void addProduct(final float[] target, final int n, final float[] a, final float[] b) {
		for (int i = 0; i < n; i++)
			target[i] = MultiplyAdd.of(a[i], b[i], target[i]);
	}

	@Override
	public void addProducts(final float[] target, final float[] start, final int n, final float[][] a, final float[][] b,
		final int terms)
	{
		FloatSums.addProducts(n, a, b, terms, start, target);
	}

	@Override
	public double multiplyAdd(final double a, final double b, final double sum) {
		return MultiplyAdd.of((float) a, (float) b, (float) sum);
	}

	@Override
	public void divide(final float[] target, final int n, final float[] divisors) {
		for (int i = 0; i < n; i++)
			target[i] = target[i] / divisors[i];
	}

	@Override
	public void interpolate(final float[] source, final int offset, final int[] index, final double[] weights, final int terms,
		final float[] target, final int n)
	{
		for (int i = 0, j = 0; i < n; i++) {
			double sum = 0;
			for (int t = 0; t < terms; t++, j++)
				if (index[j] >= 0) sum += weights[j] * source[offset + index[j]];
			target[i] = (float) sum;
		}
	}

	@Override
	public void norm(final float[] target, final int n, final float[][] lines, final int count) {
		switch (count) {
			case 3:
				norm(target, n, lines[0], lines[1], lines[2]);
				break;
			case 2:
				norm(target, n, lines[0], lines[1]);
				break;
			default:
				norm(target, n, lines[0]);
		}
	}

	private static void norm(final float[] o, final int n, final float[] a, final float[] b, final float[] c) {
		for (int i = 0; i < n; i++)
			o[i] = (float) Math.sqrt(a[i] * a[i] + b[i] * b[i] + c[i] * c[i]);
	}

	private static void norm(final float[] o, final int n, final float[] a, final float[] b) {
		for (int i = 0; i < n; i++)
			o[i] = (float) Math.sqrt(a[i] * a[i] + b[i] * b[i]);
	}

	private static void norm(final float[] o, final int n, final float[] a) {
		for (int i = 0; i < n; i++)
			o[i] = Math.abs(a[i]);
	}

	@Override
	public void norm(final float[] target, final int from, final int to, final float[][] lines, final double[] weights) {
		norm(target, from, LoopStart.end(from, to), lines[0], lines[1], lines[2], lines[3], lines[4], lines[5],
			(float) weights[0], (float) weights[1], (float) weights[2], (float) weights[3], (float) weights[4], (float) weights[5]);
	}

	private static void norm(final float[] o, final int from, final int n, final float[] a0, final float[] a1, final float[] a2,
		final float[] b0, final float[] b1, final float[] b2, final float v0, final float v1, final float v2, final float w0,
		final float w1, final float w2)
	{
		for (int i = from; i < n; i++) {
			final float a = MultiplyAdd.of(v2, a2[i], MultiplyAdd.of(v1, a1[i], MultiplyAdd.of(v0, a0[i], 0)));
			final float b = MultiplyAdd.of(w2, b2[i], MultiplyAdd.of(w1, b1[i], MultiplyAdd.of(w0, b0[i], 0)));
			o[i] = (float) Math.sqrt(a * a + b * b);
		}
	}

	@Override
	public void markSmallNorms(final float[] norms, final int from, final int to, final float[] marks) {
		final int n = LoopStart.end(from, to);
		// x + |x| is 0 for negative x; Math.max would not be compiled to vectors
		for (int i = from; i < n; i++)
			marks[i] += SMALL_NORM - norms[i] + Math.abs(SMALL_NORM - norms[i]);
	}

	@Override
	public void mendNorms(final float[] target, final int n, final float[][] lines, final int count) {
		for (int i = 0; i < n; i++) {
			if (target[i] > SMALL_NORM && target[i] <= Float.MAX_VALUE) continue;
			float largest = 0;
			for (int c = 0; c < count; c++)
				largest = Math.max(largest, Math.abs(lines[c][i]));
			if (largest > 0 && largest <= Float.MAX_VALUE) target[i] = scaledNorm(lines, count, i, Math.getExponent(largest));
		}
	}

	private static float scaledNorm(final float[][] lines, final int count, final int i, final int exponent) {
		float sum = 0;
		for (int c = 0; c < count; c++) {
			final float scaled = Math.scalb(lines[c][i], -exponent);
			sum += scaled * scaled;
		}
		return Math.scalb((float) Math.sqrt(sum), exponent);
	}

	@Override
	public void angle(final float[] target, final int n, final float[] y, final float[] x) {
		for (int i = 0; i < n; i++)
			target[i] = (float) Math.atan2(y[i], x[i]);
	}
}
