package io.github.convolvej.command.parameter;

import io.github.convolvej.geometry.PerAxis;

import ij.ImagePlus;

/** Reads the parameter {@code size} of commands that need the size of an image, but not its pixels. */
public final class ImageSizes {

	private ImageSizes() {}

	/**
	 * @param size the parameter: empty, one number, or one for every axis
	 * @param image the image whose size is used if the parameter is empty; null if there is none
	 * @param axes the axes whose sizes are needed
	 * @return number of pixels along each of these axes, x first
	 * @throws IllegalArgumentException if the parameter is unreadable, or if it is empty and there is no image
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
	 * Turns an empty image into null. SciJava gives an empty image if an optional image is missing.
	 *
	 * @param image an optional image
	 * @return the image, or null if it has no pixels
	 */
	public static ImagePlus present(final ImagePlus image) {
		return image == null || image.getWidth() < 1 || image.getHeight() < 1 ? null : image;
	}

	/** Selects the values for these axes from the values for x, y and z. */
	public static double[] select(final Dimensions axes, final double... xyz) {
		final double[] values = new double[axes.count()];
		int next = 0;
		for (int d = 0; d < 3; d++)
			if (axes.spans(d)) values[next++] = xyz[d];
		return values;
	}
}
