package io.github.convolvej.batch;

import java.util.Arrays;

/** A box of samples on the axes x, y, z, c, t. Immutable. */
final class Box {

	static final int AXES = 5;
	static final int X = 0;
	static final int Y = 1;
	static final int Z = 2;
	static final int C = 3;
	static final int T = 4;
	static final String[] NAMES = { "x", "y", "z", "c", "t" };

	private final long[] min;
	private final long[] size;

	Box(final long[] min, final long[] size) {
		this.min = min.clone();
		this.size = size.clone();
	}

	/** The box of a whole image. */
	static Box whole(final long[] size) {
		return new Box(new long[AXES], size);
	}

	long min(final int d) {
		return min[d];
	}

	long max(final int d) {
		return min[d] + size[d] - 1;
	}

	long size(final int d) {
		return size[d];
	}

	long[] min() {
		return min.clone();
	}

	long[] size() {
		return size.clone();
	}

	/** The sizes as ints, for an array. */
	int[] ints() {
		final int[] ints = new int[AXES];
		for (int d = 0; d < AXES; d++)
			ints[d] = Math.toIntExact(size[d]);
		return ints;
	}

	double samples() {
		double samples = 1;
		for (final long s : size)
			samples *= s;
		return samples;
	}

	/** The box with other samples along one axis. */
	Box with(final int d, final long first, final long n) {
		final Box box = new Box(min, size);
		box.min[d] = first;
		box.size[d] = n;
		return box;
	}

	/** The smallest box that contains both. */
	Box and(final Box other) {
		final Box box = new Box(min, size);
		for (int d = 0; d < AXES; d++) {
			box.min[d] = Math.min(min[d], other.min[d]);
			box.size[d] = Math.max(max(d), other.max(d)) - box.min[d] + 1;
		}
		return box;
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof Box && Arrays.equals(min, ((Box) o).min) && Arrays.equals(size, ((Box) o).size);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(min) + Arrays.hashCode(size);
	}

	@Override
	public String toString() {
		return Arrays.toString(size) + " at " + Arrays.toString(min);
	}
}
