package io.github.convolvej.filter.pooling;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * The shape of a window: a disc, ball, box or ellipse of samples centred on a
 * sample. Axes are {@code (X[, Y[, Z]])}. A shape is a list of rows along x,
 * each symmetric about the centre. Immutable.
 */
public final class WindowShape implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Largest number of samples of the bounding box of a shape. */
	private static final double MOST = 1 << 23;
	/** Rows along x: millions of them are more than any image has, and take long to list. */
	private static final int MOST_ROWS = 1 << 22;
	/** Tolerance that makes 0.3 * 10 reach 3, although it is less in binary. */
	private static final double ROUNDING = 1e-10;

	private final String name;
	private final int[] radius;
	/**
	 * For every row, its offset along each axis other than x, one row after
	 * another, and the number of samples that it extends along x on each side.
	 */
	private final int[] offsets;
	private final int[] reach;

	/** Returns how far a row extends along x, or -1 if it has no sample. */
	private interface Reach {

		int of(int[] offset);
	}

	private WindowShape(final String name, final int[] radius, final Reach reachOf) {
		this.name = name;
		this.radius = radius;
		double box = 1;
		for (final int r : radius)
			box *= 2.0 * r + 1;
		if (box > MOST) throw new IllegalArgumentException("The window " + name + " spans " + String.format(Locale.ROOT,
			"%.0f", box) + " samples, but may span " + (int) MOST + " at most: use a smaller radius");
		final double most = box / (2.0 * radius[0] + 1);
		if (most > MOST_ROWS) throw new IllegalArgumentException("The window " + name + " has " + String.format(Locale.ROOT,
			"%.0f", most) + " rows, but may have " + MOST_ROWS + " at most: use a smaller radius along y" + (radius.length > 2
				? " or z" : ""));
		final int axes = radius.length - 1;
		final int[] offset = new int[axes];
		for (int d = 0; d < axes; d++)
			offset[d] = -radius[d + 1];
		final int[] rows = new int[(int) most * axes];
		final int[] reaches = new int[(int) most];
		int n = 0;
		while (true) {
			final int reachX = reachOf.of(offset);
			if (reachX >= 0) {
				System.arraycopy(offset, 0, rows, n * axes, axes);
				reaches[n++] = reachX;
			}
			int d = 0;
			while (d < axes && offset[d] == radius[d + 1])
				offset[d] = -radius[++d];
			if (d == axes) break;
			offset[d]++;
		}
		offsets = Arrays.copyOf(rows, n * axes);
		reach = Arrays.copyOf(reaches, n);
	}

	/**
	 * The disc of ImageJ's rank filters. With radius 0.5 it is a cross of 5
	 * samples, with radius 1 it has 3 x 3 samples, with radius 2 it has 21
	 * samples, 5 x 5 without the corners.
	 *
	 * @param radius in samples, from 0 on, with or without a fraction
	 * @return the disc, two axes
	 * @throws IllegalArgumentException if the radius is negative, not a number, or
	 *           too large
	 */
	public static WindowShape disc(final double radius) {
		final int square = square("disc", radius);
		return new WindowShape("disc:" + text(radius), bounds(square, 2), offset -> root(square - (double) offset[0] *
			offset[0]));
	}

	/**
	 * The disc in three dimensions: samples whose squared distance from the centre
	 * is at most that of the disc's outermost samples.
	 *
	 * @param radius in samples, from 0 on, with or without a fraction
	 * @return the ball, three axes
	 * @throws IllegalArgumentException if the radius is negative, not a number, or
	 *           too large
	 */
	public static WindowShape ball(final double radius) {
		final int square = square("ball", radius);
		return new WindowShape("ball:" + text(radius), bounds(square, 3), offset -> root(square - (double) offset[0] *
			offset[0] - (double) offset[1] * offset[1]));
	}

	/**
	 * A box.
	 *
	 * @param radius samples on each side of the centre along every axis, x first;
	 *          fractions are cut off
	 * @return the box, with one axis for each radius
	 * @throws IllegalArgumentException if a radius is negative, not a number, or
	 *           too large
	 */
	public static WindowShape box(final double... radius) {
		final int[] bounds = whole("box", radius);
		return new WindowShape("box:" + text(radius), bounds, offset -> bounds[0]);
	}

	/**
	 * An ellipse or ellipsoid. For each of its samples, the distances from the
	 * centre along every axis are divided by the radius along that axis; their
	 * squares add up to at most 1.
	 *
	 * @param radius along every axis in samples, x first; 0 for one sample along
	 *          that axis
	 * @return the ellipse, with one axis for each radius
	 * @throws IllegalArgumentException if a radius is negative, not a number, or
	 *           too large
	 */
	public static WindowShape ellipse(final double... radius) {
		final int[] bounds = whole("ellipse", radius);
		final double[] radii = radius.clone();
		return new WindowShape("ellipse:" + text(radius), bounds, offset -> {
			double rest = 1 + ROUNDING;
			for (int d = 0; d < offset.length; d++)
				if (offset[d] != 0) rest -= Math.pow(offset[d] / radii[d + 1], 2);
			return rest < 0 ? -1 : Math.min(bounds[0], (int) Math.floor(radii[0] * Math.sqrt(rest)));
		});
	}

	/**
	 * Makes a shape from its name.
	 *
	 * @param name disc, ball, box or ellipse
	 * @param radius along every axis in samples, x first
	 * @return the shape
	 * @throws IllegalArgumentException if the name is unknown, does not fit the
	 *           number of axes, or means a round shape although the radii differ
	 */
	public static WindowShape of(final String name, final double... radius) {
		switch (name) {
			case "box":
				return box(radius);
			case "ellipse":
				return ellipse(radius);
			case "disc":
				return disc(only(name, 2, "ball", radius));
			case "ball":
				return ball(only(name, 3, "disc", radius));
			default:
				throw new IllegalArgumentException("shape is '" + name + "', but must be disc, ball, box or ellipse");
		}
	}

	/** The common radius of a round shape along all axes. */
	private static double only(final String name, final int axes, final String other, final double... radius) {
		if (radius.length != axes) throw new IllegalArgumentException("shape is " + name + ", which has " + axes +
			" axes, but windows here have " + radius.length + ": choose " + other + ", box or ellipse, or " + axes + "D");
		if (!equal(radius)) throw new IllegalArgumentException("The radius is " + text(radius) +
			" samples along the axes, but a " + name + " has the same along all: choose ellipse");
		return radius[0];
	}

	/** Whether radii are equal except for rounding, which differs if they were divided by pixel sizes. */
	private static boolean equal(final double... radius) {
		for (final double r : radius)
			if (!(Math.abs(r - radius[0]) <= 1e-9 * radius[0])) return false;
		return true;
	}

	/**
	 * A disc or a ball if the radii are equal, otherwise an ellipse.
	 *
	 * @param radius along every axis in samples, x first
	 * @return the shape
	 * @throws IllegalArgumentException if a radius is negative, not a number, or
	 *           too large
	 */
	public static WindowShape round(final double... radius) {
		return !equal(radius) || radius.length < 2 || radius.length > 3 ? ellipse(radius) : radius.length == 2 ? disc(
			radius[0]) : ball(radius[0]);
	}

	/** ImageJ's table of fractions and its rounding. */
	private static int square(final String shape, final double radius) {
		check(shape, radius);
		final double r = radius >= 1.5 && radius < 1.75 ? 1.75 : radius >= 2.5 && radius < 2.85 ? 2.85 : radius;
		// beyond what an int holds the shape is refused for its size
		return (int) Math.min(r * r, Integer.MAX_VALUE - 1) + 1;
	}

	private static int[] bounds(final int square, final int axes) {
		final int[] bounds = new int[axes];
		Arrays.fill(bounds, root(square));
		return bounds;
	}

	private static int root(final double square) {
		return square < 0 ? -1 : (int) Math.sqrt(square + ROUNDING);
	}

	private static int[] whole(final String shape, final double... radius) {
		if (radius.length == 0) throw new IllegalArgumentException("The " + shape +
			" has no radius: give at least one along x");
		final int[] whole = new int[radius.length];
		for (int d = 0; d < whole.length; d++) {
			check(shape, radius[d]);
			whole[d] = (int) Math.floor(radius[d] + ROUNDING);
		}
		return whole;
	}

	private static void check(final String shape, final double radius) {
		if (!(radius >= 0)) throw new IllegalArgumentException("The radius of the " + shape + " is " + text(radius) +
			", but must be a number from 0 on");
		if (radius > MOST / 2) throw new IllegalArgumentException("The radius of the " + shape + " is " + text(radius) +
			", but its window may span " + (int) MOST + " samples at most: use a smaller radius");
	}

	private static String text(final double... numbers) {
		final StringBuilder text = new StringBuilder();
		for (final double n : numbers)
			text.append(text.length() == 0 ? "" : ",").append(n == Math.rint(n) && Math.abs(n) < 1e9 ? Long.toString((long) n)
				: Double.toString(n));
		return text.toString();
	}

	/** @return number of axes */
	public int numDimensions() {
		return radius.length;
	}

	/**
	 * @param d axis
	 * @return number of samples that the shape extends from its centre along the
	 *         axis
	 */
	public int radius(final int d) {
		return radius[d];
	}

	/** @return number of samples */
	public int samples() {
		int samples = 0;
		for (final int r : reach)
			samples += 2 * r + 1;
		return samples;
	}

	/** @return the footprint: for each sample of the bounding box, x fastest, whether it belongs to the shape */
	public boolean[] footprint() {
		int n = 1;
		for (final int r : radius)
			n *= 2 * r + 1;
		final boolean[] footprint = new boolean[n];
		for (int row = 0; row < reach.length; row++) {
			int at = 0;
			for (int d = radius.length - 1; d > 0; d--)
				at = (at + offset(row, d) + radius[d]) * (2 * radius[d - 1] + 1);
			Arrays.fill(footprint, at + radius[0] - reach[row], at + radius[0] + reach[row] + 1, true);
		}
		return footprint;
	}

	/** Whether all samples of the bounding box belong to the shape. */
	boolean isBox() {
		long box = 1;
		for (final int r : radius)
			box *= 2 * r + 1;
		return samples() == box;
	}

	/** Number of rows along x. */
	int rows() {
		return reach.length;
	}

	/** Offset of a row along an axis other than x. */
	int offset(final int row, final int d) {
		return offsets[row * (radius.length - 1) + d - 1];
	}

	/** Number of samples that a row extends on each side of its middle. */
	int reach(final int row) {
		return reach[row];
	}

	@Override
	public String toString() {
		return name;
	}
}
