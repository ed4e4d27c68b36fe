package io.github.convolvej.ij1.file;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/** The samples of a stack as numbers; a plane of RGB gives three planes. */
final class PlaneValues {

	/** What ImageJ adds to 16-bit samples with sign. */
	private static final int SIGN = 32768;
	/** Two ways to round the same number differ by less than this part of it. */
	private static final double ROUNDING = 1e-6;

	private final ImageStack stack;
	private final boolean signed;
	private final int colours;
	private int at = -1;
	private ImageProcessor plane;

	/**
	 * @param stack planes of equal size
	 * @param signed whether its 16-bit samples have a sign, as ImageJ keeps them
	 */
	PlaneValues(final ImageStack stack, final boolean signed) {
		this.stack = stack;
		this.signed = signed;
		colours = stack.getBitDepth() == 24 || stack.getBitDepth() == 0 && stack.getProcessor(1) instanceof ColorProcessor ? 3
			: 1;
	}

	/** The planes of an image. */
	static PlaneValues of(final ImagePlus image) {
		return new PlaneValues(image.getStack(), image.getCalibration().isSigned16Bit());
	}

	/** @return number of planes */
	int count() {
		return colours * stack.getSize();
	}

	/** @return planes of the stack in which ImageJ counts, for one of {@link #count} */
	int planeOfStack(final int index) {
		return index / colours + 1;
	}

	/** @return samples of a plane */
	int size() {
		return stack.getWidth() * stack.getHeight();
	}

	/**
	 * @param index of a plane, from 0
	 * @param i index of a sample in it
	 */
	double get(final int index, final int i) {
		if (at != index / colours) {
			plane = stack.getProcessor(index / colours + 1);
			at = index / colours;
		}
		if (colours == 3) return plane.get(i) >> 16 - 8 * (index % 3) & 0xff;
		return plane.getBitDepth() == 32 ? plane.getf(i) : plane.get(i) - (signed ? SIGN : 0);
	}

	/**
	 * @param index of a plane
	 * @param other other planes of this size
	 * @param otherIndex of a plane of them
	 * @param tolerance by which samples may differ
	 * @return the first sample that differs; -1 if there is none
	 */
	int difference(final int index, final PlaneValues other, final int otherIndex, final double tolerance) {
		for (int i = 0; i < size(); i++) {
			final double a = get(index, i);
			final double b = other.get(otherIndex, i);
			if (a != b && !(Math.abs(a - b) <= Math.max(tolerance, ROUNDING * Math.abs(b))) && !(a != a && b != b)) return i;
		}
		return -1;
	}
}
