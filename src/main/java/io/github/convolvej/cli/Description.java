package io.github.convolvej.cli;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.job.FilterJob;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.measure.Calibration;

/** Describes a result before it is computed. */
final class Description {

	private Description() {}

	/** Samples along x, y, c, z and t, and their type. */
	static String size(final FilterJob job) {
		return job.width() + " x " + job.height() + " x " + job.channels() + " x " + job.slices() + " x " + job.frames() +
			" (XYCZT) " + job.sampleType();
	}

	/** The same of an image in memory. */
	static String size(final ImagePlus image) {
		return image.getWidth() + " x " + image.getHeight() + " x " + image.getNChannels() + " x " + image.getNSlices() + " x " +
			image.getNFrames() + " (XYCZT) " + (image.getBitDepth() == 24 ? "RGB" : image.getBitDepth() + "-bit");
	}

	/**
	 * @param job a filter about to be applied
	 * @return size, work and calibration of its result, a line each
	 */
	static List<String> lines(final FilterJob job) {
		final List<String> lines = new ArrayList<>();
		final long bytes = pixelBytes(job);
		lines.add("size " + size(job) + ", " + String.format(Locale.ROOT, "%,d bytes", bytes));
		lines.add(String.format(Locale.ROOT, "work %,.0f multiply-accumulates, engine %s", job.multiplyAccumulates(), job
			.engine()));
		final Calibration c = job.calibration();
		// a TIFF without a unit has a blank one
		final boolean scaled = c.scaled() && !(c.getUnit().trim().isEmpty() && c.pixelWidth == 1 && c.pixelHeight == 1);
		if (scaled) lines.add("pixel " + NumberText.exact(c.pixelWidth) + " x " + NumberText.exact(c.pixelHeight) + " x " + NumberText.exact(c.pixelDepth) + " " + units(c));
		if (c.xOrigin != 0 || c.yOrigin != 0 || c.zOrigin != 0) lines.add("origin " + NumberText.exact(c.xOrigin) + ", " + NumberText.exact(c.yOrigin) + ", " + NumberText.exact(c.zOrigin) + " pixels from the corner");
		if (c.frameInterval != 0) lines.add("frame interval " + NumberText.exact(c.frameInterval) + " " + c.getTimeUnit());
		return lines;
	}

	private static String units(final Calibration c) {
		final String x = c.getXUnit();
		final boolean same = x.equals(c.getYUnit()) && x.equals(c.getZUnit());
		return same ? x : x + " x " + c.getYUnit() + " x " + c.getZUnit();
	}

	/** Bytes of the samples of a result in a file: an RGB pixel has four in memory, three in the file. */
	static long pixelBytes(final FilterJob job) {
		return job.sampleType().equals("RGB") ? job.bytes() / 4 * 3 : job.bytes();
	}
}
