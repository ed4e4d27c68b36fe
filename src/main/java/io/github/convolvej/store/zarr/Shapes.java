package io.github.convolvej.store.zarr;

/** Zarr lists the slowest axis first, images here the fastest. */
final class Shapes {

	private Shapes() {}

	static int[] reversed(final int[] shape) {
		final int[] reversed = new int[shape.length];
		for (int d = 0; d < shape.length; d++)
			reversed[d] = shape[shape.length - 1 - d];
		return reversed;
	}

	static long[] reversed(final long[] shape) {
		final long[] reversed = new long[shape.length];
		for (int d = 0; d < shape.length; d++)
			reversed[d] = shape[shape.length - 1 - d];
		return reversed;
	}

	static int[] toInts(final long[] values, final String what) {
		final int[] ints = new int[values.length];
		for (int d = 0; d < ints.length; d++) {
			if (values[d] < 1 || values[d] > Integer.MAX_VALUE) throw new IllegalArgumentException(what + " is " + java.util.Arrays
				.toString(values) + ", but must have numbers from 1 to " + Integer.MAX_VALUE);
			ints[d] = (int) values[d];
		}
		return ints;
	}

	static long[] longs(final int[] values) {
		return java.util.Arrays.stream(values).asLongStream().toArray();
	}
}
