package io.github.convolvej.filter;

import java.util.Arrays;

/** {@link Lines} of {@code double} samples. */
final class DoubleLines implements Lines<double[]> {

	@Override
	public double[] create(final int length) {
		return new double[length];
	}

	@Override
	public double[][] createList(final int count) {
		return new double[count][];
	}

	@Override
	public int length(final double[] line) {
		return line.length;
	}

	@Override
	public boolean isInstance(final Object array) {
		return array instanceof double[];
	}

	@Override
	public void fill(final double[] target, final int n, final double value) {
		Arrays.fill(target, 0, n, (double) value);
	}

	@Override
	public void gather(final double[] source, final int offset, final int step, final double[] target, final int n) {
		if (step == 1) System.arraycopy(source, offset, target, 0, n);
		else for (int i = 0, j = offset; i < n; i++, j += step)
			target[i] = source[j];
	}

	@Override
	public void put(final double[] source, final double[] target, final int offset, final int n) {
		System.arraycopy(source, 0, target, offset, n);
	}

	@Override
	public void accumulate(final double[] target, final int n, final double[][] lines, final double[] weights, final int terms) {
		final double w0 = (double) weights[0];
		final double w1 = terms > 1 ? (double) weights[1] : 0;
		final double w2 = terms > 2 ? (double) weights[2] : 0;
		final double w3 = terms > 3 ? (double) weights[3] : 0;
		switch (terms) {
			case 4:
				sum(target, n, lines[0], lines[1], lines[2], lines[3], w0, w1, w2, w3);
				break;
			case 3:
				sum(target, n, lines[0], lines[1], lines[2], w0, w1, w2);
				break;
			case 2:
				sum(target, n, lines[0], lines[1], w0, w1);
				break;
			default:
				sum(target, n, lines[0], w0);
		}
	}

	private static void sum(final double[] o, final int n, final double[] a, final double[] b, final double[] c, final double[] d,
		final double wa, final double wb, final double wc, final double wd)
	{
		for (int i = 0; i < n; i++)
			o[i] = o[i] + wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
	}

	private static void sum(final double[] o, final int n, final double[] a, final double[] b, final double[] c, final double wa,
		final double wb, final double wc)
	{
		for (int i = 0; i < n; i++)
			o[i] = o[i] + wa * a[i] + wb * b[i] + wc * c[i];
	}

	private static void sum(final double[] o, final int n, final double[] a, final double[] b, final double wa, final double wb) {
		for (int i = 0; i < n; i++)
			o[i] = o[i] + wa * a[i] + wb * b[i];
	}

	private static void sum(final double[] o, final int n, final double[] a, final double wa) {
		for (int i = 0; i < n; i++)
			o[i] = o[i] + wa * a[i];
	}

	@Override
	public void max(final double[] target, final int n, final double[][] lines, final int terms) {
		// a line that is missing is replaced by one that is there, which changes no maximum
		final double[] b = lines[terms > 1 ? 1 : 0];
		final double[] c = lines[terms > 2 ? 2 : 0];
		if (terms == 1) max(target, n, lines[0]);
		else max(target, n, lines[0], b, c, lines[terms > 3 ? 3 : 0]);
	}

	private static void max(final double[] o, final int n, final double[] a) {
		for (int i = 0; i < n; i++)
			o[i] = Math.max(o[i], a[i]);
	}

	private static void max(final double[] o, final int n, final double[] a, final double[] b, final double[] c, final double[] d) {
		for (int i = 0; i < n; i++)
			o[i] = Math.max(o[i], Math.max(Math.max(a[i], b[i]), Math.max(c[i], d[i])));
	}

	@Override
	public void min(final double[] target, final int n, final double[][] lines, final int terms) {
		final double[] b = lines[terms > 1 ? 1 : 0];
		final double[] c = lines[terms > 2 ? 2 : 0];
		if (terms == 1) min(target, n, lines[0]);
		else min(target, n, lines[0], b, c, lines[terms > 3 ? 3 : 0]);
	}

	private static void min(final double[] o, final int n, final double[] a) {
		for (int i = 0; i < n; i++)
			o[i] = Math.min(o[i], a[i]);
	}

	private static void min(final double[] o, final int n, final double[] a, final double[] b, final double[] c, final double[] d) {
		for (int i = 0; i < n; i++)
			o[i] = Math.min(o[i], Math.min(Math.min(a[i], b[i]), Math.min(c[i], d[i])));
	}

	@Override
	public void divide(final double[] target, final int n, final double[] divisors) {
		for (int i = 0; i < n; i++)
			target[i] = target[i] / divisors[i];
	}

	@Override
	public void toDouble(final double[] source, final int offset, final double[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = source[offset + i];
	}

	@Override
	public void fromDouble(final double[] source, final double[] target, final int offset, final int n) {
		for (int i = 0; i < n; i++)
			target[offset + i] = (double) source[i];
	}

	@Override
	public void copy(final double[] source, final int from, final double[] target, final int to, final int n) {
		System.arraycopy(source, from, target, to, n);
	}

	@Override
	public void spread(final double[] source, final double[] target, final int offset, final int step, final int n) {
		if (step == 1) System.arraycopy(source, 0, target, offset, n);
		else for (int i = 0, j = offset; i < n; i++, j += step)
			target[j] = source[i];
	}

	@Override
	public void pick(final double[] source, final int offset, final int[] index, final double[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = source[offset + index[i]];
	}

	@Override
	public void addProduct(final double[] target, final int n, final double[] a, final double[] b) {
		for (int i = 0; i < n; i++)
			target[i] += a[i] * b[i];
	}

	@Override
	public double get(final double[] line, final int index) {
		return line[index];
	}

	@Override
	public void set(final double[] line, final int index, final double value) {
		line[index] = (double) value;
	}

	@Override
	public void interpolate(final double[] source, final int offset, final int[] index, final double[] weights, final int terms,
		final double[] target, final int n)
	{
		for (int i = 0, j = 0; i < n; i++) {
			double sum = 0;
			for (int t = 0; t < terms; t++, j++)
				if (index[j] >= 0) sum += weights[j] * source[offset + index[j]];
			target[i] = (double) sum;
		}
	}

	@Override
	public double round(final double value) {
		return (double) value;
	}

	@Override
	public void largest(final double[] target, final int n, final double[] line) {
		for (int i = 0; i < n; i++)
			target[i] = Math.max(target[i], Math.abs(line[i]));
	}

	@Override
	public void norm(final double[] target, final int n, final double[][] lines, final int count) {
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

	private static void norm(final double[] o, final int n, final double[] a, final double[] b, final double[] c) {
		for (int i = 0; i < n; i++)
			o[i] = (double) Math.sqrt(a[i] * a[i] + b[i] * b[i] + c[i] * c[i]);
	}

	private static void norm(final double[] o, final int n, final double[] a, final double[] b) {
		for (int i = 0; i < n; i++)
			o[i] = (double) Math.sqrt(a[i] * a[i] + b[i] * b[i]);
	}

	private static void norm(final double[] o, final int n, final double[] a) {
		for (int i = 0; i < n; i++)
			o[i] = Math.abs(a[i]);
	}

	@Override
	public void angle(final double[] target, final int n, final double[] y, final double[] x) {
		for (int i = 0; i < n; i++)
			target[i] = (double) Math.atan2(y[i], x[i]);
	}
}
