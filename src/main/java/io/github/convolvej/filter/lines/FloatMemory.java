package io.github.convolvej.filter.lines;

import java.util.Arrays;

/**
 * {@link LineMemory} of {@code float} samples. Written for one precision only: the
 * build makes the other one of it, by replacing the word.
 */
abstract class FloatMemory implements LineMemory<float[]> {

	@Override
	public int bytes() {
		return Float.BYTES;
	}

	@Override
	public float[] create(final int length) {
		return new float[length];
	}

	@Override
	public float[][] createList(final int count) {
		return new float[count][];
	}

	@Override
	public int length(final float[] line) {
		return line.length;
	}

	@Override
	public boolean isInstance(final Object array) {
		return array instanceof float[];
	}

	@Override
	public double get(final float[] line, final int index) {
		return line[index];
	}

	@Override
	public void set(final float[] line, final int index, final double value) {
		line[index] = (float) value;
	}

	@Override
	public double round(final double value) {
		return (float) value;
	}

	@Override
	public void fill(final float[] target, final int from, final int n, final double value) {
		Arrays.fill(target, from, from + n, (float) value);
	}

	@Override
	public void copy(final float[] source, final int from, final float[] target, final int to, final int n) {
		System.arraycopy(source, from, target, to, n);
	}

	@Override
	public void gather(final float[] source, final int offset, final int step, final float[] target, final int to, final int n) {
		if (step == 1) System.arraycopy(source, offset, target, to, n);
		// a step that the compiler knows, so that no index is checked within the loop
		else if (step == 2) for (int i = 0; i < n; i++)
			target[to + i] = source[offset + 2 * i];
		else for (int i = 0, j = offset; i < n; i++, j += step)
			target[to + i] = source[j];
	}

	@Override
	public void spread(final float[] source, final int from, final float[] target, final int to, final int step, final int n) {
		if (step == 1) System.arraycopy(source, from, target, to, n);
		else for (int i = 0, j = to; i < n; i++, j += step)
			target[j] = source[from + i];
	}

	@Override
	public void spread(final float[] source0, final int from0, final float[] source1, final int from1, final float[] target,
		final int to, final int step, final int n)
	{
		// a step that the compiler knows, so that no index is checked within the loop
		if (step == 2) for (int i = 0; i < n; i++) {
			target[to + 2 * i] = source0[from0 + i];
			target[to + 2 * i + 1] = source1[from1 + i];
		}
		else for (int i = 0, j = to; i < n; i++, j += step) {
			target[j] = source0[from0 + i];
			target[j + 1] = source1[from1 + i];
		}
	}

	@Override
	public void pick(final float[] source, final int offset, final int[] index, final float[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = source[offset + index[i]];
	}

	@Override
	public void toDouble(final float[] source, final int offset, final double[] target, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = source[offset + i];
	}

	@Override
	public void fromDouble(final double[] source, final float[] target, final int offset, final int n) {
		for (int i = 0; i < n; i++)
			target[offset + i] = (float) source[i];
	}

	@Override
	public void fromUnsigned(final byte[] source, final float[] target, final int to, final int n) {
		WholeSamples.unsigned(source, target, to, n);
	}

	@Override
	public void fromUnsigned(final short[] source, final float[] target, final int to, final int n) {
		WholeSamples.unsigned(source, target, to, n);
	}

	@Override
	public void fromSigned(final short[] source, final float[] target, final int to, final int n) {
		WholeSamples.signed(source, target, to, n);
	}
}
