package io.github.convolvej.ij1.dialog;

import io.github.convolvej.geometry.NumberText;

import ij.ImagePlus;
import ij.measure.Calibration;

/** Pixels and the image's unit of length, in both of which a dialog can take lengths. */
final class LengthUnits {

	/** The parameter that says which. */
	static final String KEY = "unit";

	/** Its value for the image's unit. */
	static final String PHYSICAL = "physical";

	/** Its value for pixels. */
	static final String PIXEL = "pixel";

	private static final int DIGITS = 4;

	private final Calibration calibration;

	/** @param image with its pixel sizes; null if there is none */
	LengthUnits(final ImagePlus image) {
		calibration = image == null ? new Calibration() : image.getCalibration();
	}

	/** Whether the image has pixel sizes. */
	boolean isKnown() {
		return calibration.scaled() && calibration.pixelWidth > 0 && calibration.pixelHeight > 0 && calibration.pixelDepth > 0;
	}

	/** The name of the image's unit, as people write it. */
	String name() {
		final String unit = calibration.getUnit();
		return unit.equals("micron") || unit.equals("um") ? "\u00b5m" : unit;
	}

	/**
	 * @param physical whether lengths become physical ones
	 * @return by what lengths along x, y and z are multiplied
	 */
	double[] factors(final boolean physical) {
		final double[] sizes = { calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth };
		for (int d = 0; d < sizes.length && !physical; d++)
			sizes[d] = 1 / sizes[d];
		return sizes;
	}

	/** A length as people type it. */
	static String print(final double length) {
		return NumberText.rounded(length, DIGITS);
	}
}
