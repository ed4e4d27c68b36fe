package io.github.convolvej.ij1.file;

import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.tiff.ImageJDescription;
import io.github.convolvej.store.tiff.OmeImage;
import io.github.convolvej.store.tiff.TiffFacts;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.measure.Calibration;

/** Pixel sizes, origins, times and values of pixels, by ImageJ's description, OME-XML or the resolution of a TIFF. */
final class TiffCalibration {

	private static final int INCH = 2;
	private static final int CENTIMETRE = 3;
	private static final double SCREEN = 72;

	private final TiffFacts facts;
	private final ImageJDescription description;

	TiffCalibration(final TiffFacts facts, final ImageJDescription description) {
		this.facts = facts;
		this.description = description;
	}

	void apply(final ImagePlus image) {
		final Calibration c = image.getCalibration();
		if (facts.type() == SampleType.INT16) c.setSigned16BitCalibration();
		if (facts.ome() != null) {
			ome(c, facts.ome());
			return;
		}
		resolution(c);
		if (description == null) return;
		values(c, image.getBitDepth());
		c.xOrigin = description.number("xorigin", 0);
		c.yOrigin = description.number("yorigin", 0);
		c.zOrigin = description.number("zorigin", 0);
		c.setInvertY(description.is("inverty"));
		c.info = description.get("info");
		c.fps = description.number("fps", 0);
		c.loop = description.is("loop");
		c.frameInterval = description.number("finterval", 0);
		c.setTimeUnit(description.get("tunit") == null ? "sec" : description.get("tunit"));
		c.setYUnit(description.get("yunit"));
		c.setZUnit(description.get("zunit"));
	}

	private void resolution(final Calibration c) {
		final double x = size(0);
		final double y = size(1);
		String unit = description == null ? null : description.get("unit");
		if (unit != null && unit.isEmpty()) unit = null;
		if (unit == null) switch (facts.resolutionUnit()) {
			case INCH:
				// the resolution of screens says nothing of the image
				unit = Math.abs(facts.resolution(0) - SCREEN) < 1e-9 ? null : "inch";
				break;
			case CENTIMETRE:
				unit = "cm";
				break;
			case 1:
				unit = " ";
				break;
			default:
		}
		if (description != null) {
			final double depth = Math.abs(description.number("spacing", 0));
			if (depth > 0) c.pixelDepth = depth;
		}
		if (unit == null || x == 0 || y == 0) return;
		c.pixelWidth = x;
		c.pixelHeight = y;
		c.setUnit(unit);
	}

	/** Size of a pixel; 0 if it is not known. */
	private double size(final int axis) {
		final double size = 1 / facts.resolution(axis);
		return size > 0 && size < Double.POSITIVE_INFINITY ? size : 0;
	}

	private void values(final Calibration c, final int bitDepth) {
		final String unit = description.get("vunit");
		if (unit == null) return;
		if (bitDepth == 32) {
			c.setValueUnit(unit);
			return;
		}
		final int function = (int) description.number("cf", -1);
		final List<Double> coefficients = new ArrayList<>();
		for (int i = 0; i < 5 && description.get("c" + i) != null; i++)
			coefficients.add(description.number("c" + i, 0));
		final boolean known = function >= Calibration.STRAIGHT_LINE && function <= Calibration.EXP_RECOVERY && coefficients
			.size() >= 2;
		if (known || function == Calibration.UNCALIBRATED_OD) c.setFunction(function, coefficients.stream().mapToDouble(
			Double::doubleValue).toArray(), unit, description.is("zeroclip"));
	}

	private static void ome(final Calibration c, final OmeImage ome) {
		if (ome.physicalSize(0) > 0) {
			c.pixelWidth = ome.physicalSize(0);
			c.pixelHeight = ome.physicalSize(1) > 0 ? ome.physicalSize(1) : ome.physicalSize(0);
			c.setXUnit(ome.physicalUnit(0));
			if (ome.physicalSize(1) > 0) c.setYUnit(ome.physicalUnit(1));
		}
		if (ome.physicalSize(2) > 0) {
			c.pixelDepth = ome.physicalSize(2);
			c.setZUnit(ome.physicalUnit(2));
		}
		if (ome.timeIncrement() > 0) {
			c.frameInterval = ome.timeIncrement();
			c.setTimeUnit(ome.timeUnit().equals("s") ? "sec" : ome.timeUnit());
		}
	}
}
