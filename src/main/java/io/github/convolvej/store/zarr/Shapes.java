package io.github.convolvej.store.zarr;

import java.io.IOException;
import java.util.Arrays;

/** Converts shapes: Zarr lists the slowest axis first, images the fastest. */
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
			if (values[d] < 1 || values[d] > Integer.MAX_VALUE) throw new IllegalArgumentException(what + " is " + Arrays
				.toString(values) + ", but must have numbers from 1 to " + Integer.MAX_VALUE);
			ints[d] = (int) values[d];
		}
		return ints;
	}

	static long[] longs(final int[] values) {
		return java.util.Arrays.stream(values).asLongStream().toArray();
	}

	/** Throws an exception if an array cannot have that shape and chunks. */
	static void check(final long[] shape, final long[] chunk, final String location) throws IOException {
		if (shape.length != chunk.length) throw new IOException(location + " is inconsistent: the array has " +
			shape.length + " axes, but its chunks have " + chunk.length);
		if (shape.length == 0) throw new IOException(location + ": the array has no axes, so it is not an image");
		for (final long s : shape)
			if (s < 1) throw new IOException(location + ": the array has shape " + Arrays.toString(shape) +
				", so it holds no samples");
		for (final long c : chunk)
			if (c < 1 || c > Integer.MAX_VALUE) throw new IOException(location + " is inconsistent: chunks of shape " + Arrays
				.toString(chunk));
	}
}
