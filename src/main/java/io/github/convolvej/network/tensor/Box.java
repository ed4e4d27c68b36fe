package io.github.convolvej.network.tensor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A part of a tensor: the first and the last position along every axis, both
 * included. The last axis is the fastest. A box without axes contains one
 * sample. Immutable.
 */
public final class Box implements Serializable {

	private static final long serialVersionUID = 1L;

	private final long[] min;
	private final long[] max;

	/**
	 * @param min first position along every axis
	 * @param max last position along every axis
	 * @throws IllegalArgumentException if a last position is before the first
	 */
	public Box(final long[] min, final long[] max) {
		for (int d = 0; d < min.length; d++)
			if (max[d] < min[d]) throw new IllegalArgumentException("A box from " + Arrays.toString(min) + " to " + Arrays
				.toString(max) + " is empty along axis " + d);
		this.min = min.clone();
		this.max = max.clone();
	}

	/**
	 * @param shape size along every axis
	 * @return the box of all samples
	 */
	public static Box whole(final long... shape) {
		final long[] max = new long[shape.length];
		for (int d = 0; d < max.length; d++)
			max[d] = shape[d] - 1;
		return new Box(new long[shape.length], max);
	}

	/** @return number of axes */
	public int rank() {
		return min.length;
	}

	/**
	 * @param d axis
	 * @return first position
	 */
	public long min(final int d) {
		return min[d];
	}

	/**
	 * @param d axis
	 * @return last position
	 */
	public long max(final int d) {
		return max[d];
	}

	/**
	 * @param d axis
	 * @return number of positions
	 */
	public int size(final int d) {
		return Math.toIntExact(max[d] - min[d] + 1);
	}

	/** @return number of positions along every axis */
	public long[] shape() {
		final long[] shape = new long[min.length];
		for (int d = 0; d < shape.length; d++)
			shape[d] = max[d] - min[d] + 1;
		return shape;
	}

	/** @return number of samples */
	public long samples() {
		return samples(shape());
	}

	/**
	 * @param shape size along every axis
	 * @return number of samples
	 */
	public static long samples(final long[] shape) {
		long n = 1;
		for (final long s : shape)
			n = Math.multiplyExact(n, s);
		return n;
	}

	/** @return for every axis, the distance in an array between neighbouring samples along it */
	public int[] strides() {
		final int[] strides = new int[min.length];
		int step = 1;
		for (int d = min.length - 1; d >= 0; d--) {
			strides[d] = step;
			step *= size(d);
		}
		return strides;
	}

	/**
	 * @param d axis
	 * @param first position
	 * @param last position
	 * @return this box with other positions along that axis
	 */
	public Box with(final int d, final long first, final long last) {
		final long[] a = min.clone();
		final long[] b = max.clone();
		a[d] = first;
		b[d] = last;
		return new Box(a, b);
	}

	/**
	 * @param other a box with as many axes, or null
	 * @return the smallest box that contains both
	 */
	public Box hull(final Box other) {
		if (other == null) return this;
		final long[] a = min.clone();
		final long[] b = max.clone();
		for (int d = 0; d < a.length; d++) {
			a[d] = Math.min(a[d], other.min[d]);
			b[d] = Math.max(b[d], other.max[d]);
		}
		return new Box(a, b);
	}

	/**
	 * @param other a box with as many axes
	 * @return the intersection of both, or null if it is empty
	 */
	public Box intersect(final Box other) {
		final long[] a = min.clone();
		final long[] b = max.clone();
		for (int d = 0; d < a.length; d++) {
			a[d] = Math.max(a[d], other.min[d]);
			b[d] = Math.min(b[d], other.max[d]);
			if (b[d] < a[d]) return null;
		}
		return new Box(a, b);
	}

	/**
	 * @param other a box with as many axes
	 * @return whether this box contains the other completely
	 */
	public boolean contains(final Box other) {
		for (int d = 0; d < min.length; d++)
			if (other.min[d] < min[d] || other.max[d] > max[d]) return false;
		return true;
	}

	/**
	 * @param shape size of the tensor
	 * @return whether this is the box of all its samples
	 */
	public boolean isWhole(final long[] shape) {
		return equals(whole(shape));
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof Box && Arrays.equals(min, ((Box) o).min) && Arrays.equals(max, ((Box) o).max);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(min) + Arrays.hashCode(max);
	}

	@Override
	public String toString() {
		return Arrays.toString(min) + " ... " + Arrays.toString(max);
	}
}
