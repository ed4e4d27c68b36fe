package io.github.convolvej.filter.pooling;

/**
 * {@link WindowLines} of {@code float} samples. The build generates the class
 * for {@code double} from this one by replacing the type.
 */
final class FloatWindowLines implements WindowLines<float[]> {

	private static final float WHOLE = 3 << 22;

	@Override
	public void max(final float[] target, final int n, final float[][] lines, final int terms) {
		switch (terms) {
			case 4:
				max(target, n, lines[0], lines[1], lines[2], lines[3]);
				break;
			case 3:
				max(target, n, lines[0], lines[1], lines[2]);
				break;
			case 2:
				max(target, n, lines[0], lines[1]);
				break;
			default:
				copy(lines[0], target, n);
		}
	}

	private static void max(final float[] o, final int n, final float[] a, final float[] b, final float[] c, final float[] d) {
		for (int i = 0; i < n; i++)
			o[i] = Math.max(Math.max(a[i], b[i]), Math.max(c[i], d[i]));
	}

	private static void max(final float[] o, final int n, final float[] a, final float[] b, final float[] c) {
		for (int i = 0; i < n; i++)
			o[i] = Math.max(Math.max(a[i], b[i]), c[i]);
	}

	private static void max(final float[] o, final int n, final float[] a, final float[] b) {
		for (int i = 0; i < n; i++)
			o[i] = Math.max(a[i], b[i]);
	}

	private static void copy(final float[] source, final float[] target, final int n) {
		if (source != target) System.arraycopy(source, 0, target, 0, n);
	}

	@Override
	public void min(final float[] target, final int n, final float[][] lines, final int terms) {
		switch (terms) {
			case 4:
				min(target, n, lines[0], lines[1], lines[2], lines[3]);
				break;
			case 3:
				min(target, n, lines[0], lines[1], lines[2]);
				break;
			case 2:
				min(target, n, lines[0], lines[1]);
				break;
			default:
				copy(lines[0], target, n);
		}
	}

	private static void min(final float[] o, final int n, final float[] a, final float[] b, final float[] c, final float[] d) {
		for (int i = 0; i < n; i++)
			o[i] = Math.min(Math.min(a[i], b[i]), Math.min(c[i], d[i]));
	}

	private static void min(final float[] o, final int n, final float[] a, final float[] b, final float[] c) {
		for (int i = 0; i < n; i++)
			o[i] = Math.min(Math.min(a[i], b[i]), c[i]);
	}

	private static void min(final float[] o, final int n, final float[] a, final float[] b) {
		for (int i = 0; i < n; i++)
			o[i] = Math.min(a[i], b[i]);
	}

	@Override
	public void sum(final float[] target, final int n, final float[][] lines, final int terms) {
		switch (terms) {
			case 4:
				sum(target, n, lines[0], lines[1], lines[2], lines[3]);
				break;
			case 3:
				sum(target, n, lines[0], lines[1], lines[2]);
				break;
			case 2:
				sum(target, n, lines[0], lines[1]);
				break;
			default:
				copy(lines[0], target, n);
		}
	}

	private static void sum(final float[] o, final int n, final float[] a, final float[] b, final float[] c, final float[] d) {
		for (int i = 0; i < n; i++)
			o[i] = a[i] + b[i] + c[i] + d[i];
	}

	private static void sum(final float[] o, final int n, final float[] a, final float[] b, final float[] c) {
		for (int i = 0; i < n; i++)
			o[i] = a[i] + b[i] + c[i];
	}

	private static void sum(final float[] o, final int n, final float[] a, final float[] b) {
		for (int i = 0; i < n; i++)
			o[i] = a[i] + b[i];
	}

	@Override
	public void add(final float[] sums, final int n, final float[] line) {
		for (int i = 0; i < n; i++)
			sums[i] += line[i];
	}

	@Override
	public void every(final float[] source, final int offset, final int step, final float[] target, final int n) {
		// the compiler omits index checks only if the step is constant
		if (step == 1) System.arraycopy(source, offset, target, 0, n);
		else if (step == 2) for (int i = 0; i < n; i++)
			target[i] = source[offset + 2 * i];
		else if (step == 3) for (int i = 0; i < n; i++)
			target[i] = source[offset + 3 * i];
		else if (step == 4) for (int i = 0; i < n; i++)
			target[i] = source[offset + 4 * i];
		else for (int i = 0, j = offset; i < n; i++, j += step)
			target[i] = source[j];
	}

	@Override
	public void exchange(final float[] low, final float[] high, final int n) {
		for (int i = 0; i < n; i++) {
			final float a = low[i];
			final float b = high[i];
			low[i] = Math.min(a, b);
			high[i] = Math.max(a, b);
		}
	}

	@Override
	public void smaller(final float[] low, final float[] high, final int n) {
		for (int i = 0; i < n; i++)
			low[i] = Math.min(low[i], high[i]);
	}

	@Override
	public void larger(final float[] low, final float[] high, final int n) {
		for (int i = 0; i < n; i++)
			high[i] = Math.max(low[i], high[i]);
	}

	@Override
	public void middle(final float[] target, final int n, final float[] low, final float[] high) {
		for (int i = 0; i < n; i++)
			target[i] = (float) (0.5 * low[i] + 0.5 * high[i]);
	}

	@Override
	public void powers(final float[] source, final double[] target, final int n, final double p) {
		if (p == 1) for (int i = 0; i < n; i++)
			target[i] = Math.abs(source[i]);
		else if (p == 2) for (int i = 0; i < n; i++)
			target[i] = (double) source[i] * source[i];
		else for (int i = 0; i < n; i++)
			target[i] = Math.pow(Math.abs(source[i]), p);
	}

	@Override
	public void addZeros(final float[] target, final float[] source, final int n) {
		for (int i = 0; i < n; i++)
			target[i] += 0 * source[i];
	}

	@Override
	public void difference(final float[] target, final float[] a, final float[] b, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = a[i] - b[i];
	}

	@Override
	public void wholes(final float[] source, final float[] fractions, final float[] largest, final int n) {
		for (int i = 0; i < n; i++) {
			final float magnitude = Math.abs(source[i]);
			// adding such a large number leaves no bits for fractions
			fractions[i] += Math.abs(magnitude + WHOLE - WHOLE - magnitude);
			largest[i] = Math.max(largest[i], magnitude);
		}
	}
}
