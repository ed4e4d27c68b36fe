package io.github.convolvej.ij1.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/** A few pixels around a place of an image, as an image of their own. */
public final class SmallCrop {

	private SmallCrop() {}

	/**
	 * @param image the image
	 * @param at the place: x, y, slice and time point, from 0
	 * @param sides pixels along x, y and z; fewer where the image has fewer
	 * @return the pixels around the place, moved inside the image where they would
	 *         reach beyond, of all channels and one time point
	 * @throws IllegalArgumentException if the image has no such place
	 */
	public static ImagePlus of(final ImagePlus image, final int[] at, final int... sides) {
		final int[] size = { image.getWidth(), image.getHeight(), image.getNSlices() };
		final int[] first = new int[3];
		final int[] length = new int[3];
		for (int d = 0; d < 3; d++) {
			if (at[d] < 0 || at[d] >= size[d]) throw new IllegalArgumentException("xyz".charAt(d) + " is " + (at[d] + (d < 2 ? 0
				: 1)) + ", but '" + image.getTitle() + "' has " + size[d] + (d < 2 ? " pixels along " + "xy".charAt(d)
					: " slices"));
			length[d] = Math.min(sides[d], size[d]);
			first[d] = Math.max(0, Math.min(size[d] - length[d], at[d] - length[d] / 2));
		}
		if (at[3] < 0 || at[3] >= image.getNFrames()) throw new IllegalArgumentException("t is " + (at[3] + 1) + ", but '" +
			image.getTitle() + "' has " + image.getNFrames() + " time points");
		final ImageStack stack = new ImageStack(length[0], length[1]);
		for (int z = 0; z < length[2]; z++)
			for (int c = 0; c < image.getNChannels(); c++) {
				final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(c + 1, first[2] + z + 1, at[3] +
					1)).duplicate();
				plane.setRoi(first[0], first[1], length[0], length[1]);
				stack.addSlice(plane.crop());
			}
		final ImagePlus plain = new ImagePlus(image.getTitle(), stack);
		plain.setCalibration(image.getCalibration());
		plain.setDimensions(image.getNChannels(), length[2], 1);
		return image.getNChannels() > 1 ? new CompositeImage(plain, CompositeImage.GRAYSCALE) : plain;
	}
}
