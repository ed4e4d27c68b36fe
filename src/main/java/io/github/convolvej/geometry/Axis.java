package io.github.convolvej.geometry;

/** Names of the spatial axes, as error messages and tables print them. */
public final class Axis {

	private static final String[] NAMES = { "x", "y", "z" };

	private Axis() {}

	/**
	 * @param d spatial axis, 0 for x
	 * @return "x", "y" or "z"; "axis d" beyond
	 */
	public static String name(final int d) {
		return d < NAMES.length ? NAMES[d] : "axis " + d;
	}
}
