package io.github.convolvej.geometry;

/** Names of the spatial axes, as error messages and tables print them. */
public final class Axis {

	private static final String[] NAMES = { "x", "y", "z" };

	private Axis() {}

	/**
	 * @param d spatial axis, 0 for x
	 * @return "x", "y" or "z"; "axis d" for further axes
	 */
	public static String name(final int d) {
		return d < NAMES.length ? NAMES[d] : "axis " + d;
	}

	/**
	 * Refuses an image without samples.
	 *
	 * @param size size of the image, spatial axes first
	 * @param spatial number of spatial axes; the axis after them is the channel
	 *          axis
	 * @throws IllegalArgumentException if a size is less than 1, naming the axis
	 */
	public static void checkSamples(final long[] size, final int spatial) {
		for (int d = 0; d < size.length; d++)
			if (size[d] < 1) throw new IllegalArgumentException("The image has " + (d < spatial ? "no samples along " + name(
				d) : "no channels"));
	}
}
