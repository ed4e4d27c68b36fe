package io.github.convolvej.ij1.image;

import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;

/** The planes of an image to filter: a box of channels, slices and frames. */
public final class PlaneBox {

	private final ImagePlus image;
	private final int[] first;
	private final int[] size;
	private final int[] imageSize;

	PlaneBox(final ImagePlus image, final int[] first, final int[] size) {
		this.image = image;
		this.first = first;
		this.size = size;
		imageSize = image.getDimensions();
	}

	/** The whole image. */
	public ImagePlus image() {
		return image;
	}

	/** Width, height, channels, slices and frames of the whole image when this object was created. */
	public int[] imageSize() {
		return imageSize.clone();
	}

	/** First channel (0), slice (1) or frame (2) of the part in the image, from 0. */
	public int first(final int axis) {
		return first[axis];
	}

	/** Whether a channel (0), slice (1) or frame (2) of the image, from 0, is in the part. */
	public boolean has(final int axis, final int index) {
		return index >= first[axis] && index < first[axis] + size[axis];
	}

	/** Whether the image has slices outside the part. */
	public boolean leavesSlicesOut() {
		return size[1] < image.getNSlices();
	}

	public int count() {
		return size[0] * size[1] * size[2];
	}

	public boolean isAll() {
		return count() == image.getStackSize();
	}

	/** The image's stack index, from 1, of a plane of the part, from 0. */
	public int stackIndex(final int plane) {
		final int c = first[0] + plane % size[0];
		final int z = first[1] + plane / size[0] % size[1];
		final int t = first[2] + plane / size[0] / size[1];
		return 1 + c + image.getNChannels() * (z + image.getNSlices() * t);
	}

	/** The part as a separate image that shares the pixels; the image itself if the part is the whole image. */
	ImagePlus asImage() {
		if (isAll()) return image;
		final ImagePlus part = new ImagePlus(image.getTitle(), stack());
		part.setDimensions(size[0], size[1], size[2]);
		part.setOpenAsHyperStack(size[1] > 1 && size[2] > 1);
		part.setCalibration(image.getCalibration().copy());
		// the origin counts from the first slice of the part
		part.getCalibration().zOrigin -= first[1];
		if (image.getInfoProperty() != null) part.setProperty("Info", image.getInfoProperty());
		final LUT[] luts = image.getLuts();
		if (image.getType() != ImagePlus.COLOR_RGB && luts.length > first[0]) {
			// setLut of ImageJ's image discards the label of a single plane
			part.getProcessor().setLut((LUT) luts[first[0]].clone());
			part.setDisplayRange(luts[first[0]].min, luts[first[0]].max);
		}
		return part;
	}

	private ImageStack stack() {
		final ImageStack whole = image.getStack();
		if (whole.isVirtual()) return new PartStack(whole, IntStream.range(0, count()).map(this::stackIndex)
			.toArray());
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
		for (int i = 0; i < count(); i++)
			stack.addSlice(whole.getSliceLabel(stackIndex(i)), whole.getPixels(stackIndex(i)));
		return stack;
	}
}
