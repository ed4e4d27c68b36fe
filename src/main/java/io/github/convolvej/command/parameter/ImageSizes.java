package io.github.convolvej.command.parameter;

import io.github.convolvej.geometry.PerAxis;

import ij.ImagePlus;

/** The parameter {@code size} of commands that reckon with the size of an image, but not with its samples. */
public final class ImageSizes {

	private ImageSizes() {}

	/**
	 * @param size the parameter: empty, one number, or one for every axis
	 * @param image whose size is taken if the parameter is empty; null if there is
	 *          none
	 * @param axes the axes wanted
	 * @return samples along each of them, x first
	 * @throws IllegalArgumentException if the parameter is unreadable, or empty
	 *           without an image
	 */
	public static long[] of(final String size, final ImagePlus image, final Dimensions axes) {
		final long[] sizes = new long[axes.count()];
		if (!size.trim().isEmpty()) {
			final int[] given = PerAxis.parse(size, "size", axes.count(), 1);
			for (int d = 0; d < sizes.length; d++)
				sizes[d] = given[d];
			return sizes;
		}
		if (image == null) throw new IllegalArgumentException(
			"size is empty and no image is open: give one number, or one for each axis, such as size=512,256");
		final int[] all = { image.getWidth(), image.getHeight(), image.getNSlices() };
		int next = 0;
		for (int d = 0; d < 3; d++)
			if (axes.spans(d)) sizes[next++] = all[d];
		return sizes;
	}

	/**
	 * SciJava fills an optional image that is not there with one that is empty.
	 *
	 * @param image an optional image
	 * @return it, or null if it has no samples
	 */
	public static ImagePlus present(final ImagePlus image) {
		return image == null || image.getWidth() < 1 || image.getHeight() < 1 ? null : image;
	}

	/** The values for the axes wanted, of those for x, y and z. */
	public static double[] select(final Dimensions axes, final double... xyz) {
		final double[] values = new double[axes.count()];
		int next = 0;
		for (int d = 0; d < 3; d++)
			if (axes.spans(d)) values[next++] = xyz[d];
		return values;
	}
}
