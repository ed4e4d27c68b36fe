package io.github.convolvej.samples;

import ij.measure.Calibration;

/**
 * The samples of a field of view (X, Y, Z) and of a margin around it, so that
 * objects that are cut by the edge are blurred as if they went on. Scene
 * coordinates are micrometres from the centre of the field's first sample.
 */
final class Grid {

	/** Samples in view along x. */
	final int width;
	/** Samples in view along y. */
	final int height;
	/** Planes in view. */
	final int depth;
	/** Distance of samples along x and y, in micrometres. */
	final double pixel;
	/** Distance of planes, in micrometres. */
	final double spacing;
	/** Samples computed beyond each edge of the view along x and y. */
	final int margin;
	/** Planes computed beyond the first and the last in view. */
	final int marginZ;

	private Grid(final int[] size, final double pixel, final double spacing, final int margin, final int marginZ) {
		this.width = size[0];
		this.height = size[1];
		this.depth = size[2];
		this.pixel = pixel;
		this.spacing = spacing;
		this.margin = margin;
		this.marginZ = marginZ;
	}

	/** A single plane, sizes in samples, pixel in micrometres. */
	static Grid plane(final int width, final int height, final double pixel) {
		return new Grid(new int[] { width, height, 1 }, pixel, 1, 8, 0);
	}

	/** A Z stack, sizes in samples, pixel and spacing in micrometres. */
	static Grid stack(final int width, final int height, final int depth, final double pixel, final double spacing) {
		return new Grid(new int[] { width, height, depth }, pixel, spacing, 8, 7);
	}

	/** @return samples along axis d (0 = x), margins included */
	int size(final int d) {
		return d == 0 ? width + 2 * margin : d == 1 ? height + 2 * margin : depth + 2 * marginZ;
	}

	/** @return the scene's x or y, in micrometres, of sample i counted from the margin's edge */
	double lateral(final int i) {
		return (i - margin) * pixel;
	}

	/** @return the scene's z, in micrometres, of plane i counted from the margin's edge */
	double axial(final int i) {
		return (i - marginZ) * spacing;
	}

	/** @return pixel size as ImageJ keeps it, in micrometres ("um" becomes the micron sign) */
	Calibration calibration() {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = pixel;
		calibration.pixelHeight = pixel;
		calibration.pixelDepth = spacing;
		calibration.setUnit("um");
		return calibration;
	}
}
