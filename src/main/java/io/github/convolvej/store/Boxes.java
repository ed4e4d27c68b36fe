package io.github.convolvej.store;

import java.util.Arrays;

/** Arithmetic of boxes of samples, whose first axis is the fastest. */
public final class Boxes {

	private Boxes() {}

	/**
	 * @param size size of a box
	 * @return number of its samples
	 * @throws IllegalArgumentException if they are too many for an array
	 */
	public static int samples(final int... size) {
		long n = 1;
		for (final int s : size) {
			n *= s;
			if (n > Integer.MAX_VALUE - 16) throw new IllegalArgumentException("a box of " + Arrays.toString(size) +
				" samples is too large for one array: read or write smaller boxes");
		}
		return (int) n;
	}

	/**
	 * @param image the image to read or write
	 * @param min first sample of a box
	 * @param size its size
	 * @throws IndexOutOfBoundsException if part of the box is outside, or it has
	 *           no samples or the wrong number of axes
	 */
	public static void checkInside(final ImageDescription image, final long[] min, final int[] size) {
		final long[] whole = image.dimensions();
		boolean inside = min.length == whole.length && size.length == whole.length;
		for (int d = 0; inside && d < whole.length; d++)
			inside = min[d] >= 0 && size[d] > 0 && min[d] + size[d] <= whole[d];
		if (!inside) throw new IndexOutOfBoundsException("the box of size " + Arrays.toString(size) + " at " + Arrays.toString(
			min) + " is not inside the image " + image.name() + " of size " + Arrays.toString(whole));
	}

	/**
	 * Checks that a box is a unit of a sink.
	 *
	 * @param sink the sink
	 * @param min first sample of the box
	 * @param size its size
	 * @throws IllegalArgumentException if it is not a unit
	 */
	public static void checkUnit(final BlockSink sink, final long[] min, final int[] size) {
		checkInside(sink.description(), min, size);
		final long[] whole = sink.description().dimensions();
		final int[] unit = sink.unit();
		for (int d = 0; d < whole.length; d++)
			if (min[d] % unit[d] != 0 || size[d] != Math.min(unit[d], whole[d] - min[d])) throw new IllegalArgumentException(
				"the box of size " + Arrays.toString(size) + " at " + Arrays.toString(min) + " is not a unit of " + sink
					.location() + ", whose units of " + Arrays.toString(unit) + " are counted from 0");
	}

	/**
	 * Copies a box from one array into another, both of the same primitive type.
	 *
	 * @param source array
	 * @param sourceSize size of the box that fills it
	 * @param sourceMin first sample to copy, counted in that box
	 * @param target array
	 * @param targetSize size of the box that fills it
	 * @param targetMin position of the first sample in that box
	 * @param size size of the box to copy
	 */
	public static void copy(final Object source, final int[] sourceSize, final int[] sourceMin, final Object target,
		final int[] targetSize, final int[] targetMin, final int[] size)
	{
		final int n = size.length;
		final int[] position = new int[n];
		int lines = 1;
		for (int d = 1; d < n; d++)
			lines *= size[d];
		for (int i = 0; i < lines; i++) {
			int from = 0;
			int to = 0;
			for (int d = n - 1; d >= 0; d--) {
				from = from * sourceSize[d] + sourceMin[d] + position[d];
				to = to * targetSize[d] + targetMin[d] + position[d];
			}
			System.arraycopy(source, from, target, to, size[0]);
			for (int d = 1; d < n && ++position[d] == size[d]; d++)
				position[d] = 0;
		}
	}
}
