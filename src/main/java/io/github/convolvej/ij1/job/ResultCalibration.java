package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.SampleKind;

import ij.measure.Calibration;

/** Computes pixel size, origin and units of a result. */
final class ResultCalibration {

	private ResultCalibration() {}

	/**
	 * @param result the planned result
	 * @return a copy of the input's calibration in which every object keeps its
	 *         physical position
	 */
	static Calibration of(final PlannedResult result) {
		final Calibration c = result.input().image().getCalibration().copy();
		final SamplePosition x = result.position(0);
		final SamplePosition y = result.position(1);
		final SamplePosition z = result.position(2);
		c.xOrigin = x.origin(c.xOrigin);
		// if y is measured from the bottom, the origin is in the last row unless another is set
		c.yOrigin = y.origin(c.getInvertY() && c.yOrigin == 0 ? result.input().height() - 1 : c.yOrigin);
		c.zOrigin = z.origin(c.zOrigin);
		c.pixelWidth = x.pixelSize(c.pixelWidth);
		c.pixelHeight = y.pixelSize(c.pixelHeight);
		c.pixelDepth = z.pixelSize(c.pixelDepth);
		if (!result.isPlaced(0)) withoutPlace(result, c);
		// 32-bit results hold filtered values, to which the function from grey values to density does not apply
		if (result.kind() == SampleKind.GRAY32 && result.input().kind() != SampleKind.GRAY32) c.disableDensityCalibration();
		return c;
	}

	private static void withoutPlace(final PlannedResult result, final Calibration c) {
		if (result.isPlaced(2)) c.setZUnit(c.getZUnit());
		else {
			c.pixelDepth = 1;
			c.zOrigin = 0;
			c.setZUnit(null);
		}
		c.pixelWidth = 1;
		c.pixelHeight = 1;
		c.xOrigin = 0;
		c.yOrigin = 0;
		c.setXUnit("pixel");
		c.setYUnit(null);
	}
}
