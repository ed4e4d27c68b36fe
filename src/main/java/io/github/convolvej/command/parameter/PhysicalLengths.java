package io.github.convolvej.command.parameter;

import io.github.convolvej.geometry.Axis;
import io.github.convolvej.ij1.image.ImageInput;

import ij.measure.Calibration;

/**
 * Reads lengths from parameters. The key {@code unit} says whether they are in pixels or in the image's unit of length.
 */
public final class PhysicalLengths {

	private PhysicalLengths() {}

	/**
	 * @param key the parameter
	 * @param text one number, or one for every axis, separated by commas
	 * @param unit the parameter unit: pixel or physical
	 * @param axes the axes that the numbers are for
	 * @param input the image with its pixel sizes
	 * @return the length in pixels along every spatial axis of the filter; 0 along axes that are not filtered
	 * @throws IllegalArgumentException if a number is negative or unreadable, the unit is something else, or the image
	 *           has no positive pixel size
	 */
	public static double[] parse(final String key, final String text, final String unit, final Dimensions axes,
		final ImageInput input)
	{
		Choices.check("unit", unit, "pixel", "physical");
		final double[] lengths = axes.embed(NumberLists.perAxis(key, text, axes.count()), 0);
		for (int d = 0; d < lengths.length; d++)
			if (lengths[d] < 0) throw new IllegalArgumentException(key + " is " + lengths[d] + " along " + Axis.name(d) +
				", but must be at least 0");
		if (unit.equals("pixel")) return lengths;
		final double[] pixels = pixelSizes(input, lengths.length);
		for (int d = 0; d < lengths.length; d++)
			if (lengths[d] > 0) lengths[d] /= pixels[d];
		return lengths;
	}

	/**
	 * @param unit the parameter unit
	 * @param input the image
	 * @return a note that the image has no unit of length; null if no note is needed
	 */
	public static String note(final String unit, final ImageInput input) {
		if (!unit.equals("physical") || isCalibrated(input)) return null;
		return "unit is physical, but the image has no pixel size, so lengths are in pixels: set it in Image > Properties...";
	}

	/**
	 * @param input an image
	 * @return whether it has a pixel size; many programs write TIFFs whose pixels have the size 1 and no unit
	 */
	public static boolean isCalibrated(final ImageInput input) {
		final Calibration c = input.image().getCalibration();
		return c.scaled() && !(c.getUnit().trim().isEmpty() && c.pixelWidth == 1 && c.pixelHeight == 1 && c.pixelDepth == 1);
	}

	/**
	 * @param input an image
	 * @param spatial number of spatial axes, 2 or 3
	 * @return its pixel size along each of them
	 * @throws IllegalArgumentException if one is not a positive number
	 */
	public static double[] pixelSizes(final ImageInput input, final int spatial) {
		final Calibration c = input.image().getCalibration();
		final double[] sizes = spatial == 3 ? new double[] { c.pixelWidth, c.pixelHeight, c.pixelDepth } : new double[] {
			c.pixelWidth, c.pixelHeight };
		for (int d = 0; d < sizes.length; d++)
			if (!(sizes[d] > 0) || Double.isInfinite(sizes[d])) throw new IllegalArgumentException("The image '" + input
				.image().getTitle() + "' has a pixel size of " + sizes[d] + " along " + Axis.name(d) +
				", but physical lengths need a positive one: set it in Image > Properties..., or use pixels");
		return sizes;
	}
}
