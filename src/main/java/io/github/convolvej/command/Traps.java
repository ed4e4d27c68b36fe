package io.github.convolvej.command;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.ij1.job.FilterJob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.measure.Calibration;

/**
 * Finds settings that are valid but often not intended. Dialogs show these notes while the user changes settings; runs
 * do not log them.
 */
final class Traps {

	/** A step along z is coarse if it is longer than this many steps along x. */
	private static final double COARSE = 1.5;

	private Traps() {}

	/**
	 * @param job the job that these settings describe
	 * @param values the values of the command's parameters, by key
	 * @return the notes, one sentence each; empty if there are none
	 */
	static List<String> of(final FilterJob job, final Map<String, String> values) {
		final List<String> notes = new ArrayList<>();
		final boolean unsigned = Arrays.asList(SampleKind.GRAY8, SampleKind.GRAY16, SampleKind.RGB).contains(job.input().kind());
		if (unsigned && job.keepsType() && isSigned(job, values)) notes.add(
			"negative values become 0 in a result like the image: choose a 32-bit result");
		if (unsigned && "relu".equals(values.get("method"))) notes.add(
			"the image has no negative values, so ReLU changes nothing");
		if (dimsTheRim(job, values)) notes.add("outside the image is black, so the rim of the result is darker: " +
			"repeat the edge (border=replicate) instead");
		// lengths in units already allow for coarse steps
		final double coarse = "physical".equals(values.get("unit")) ? 0 : coarseness(job);
		if (coarse > 0) notes.add("a step along z is as long as " + NumberText.rounded(coarse, 2) +
			" along x, so the filter reaches further along z: " + (values.containsKey("unit")
				? "give lengths in the image's unit (button px, or unit=physical)" : "give it a smaller size along z"));
		return notes;
	}

	/** Whether results are usually both positive and negative, as slopes are. */
	private static boolean isSigned(final FilterJob job, final Map<String, String> values) {
		if (values.containsKey("operator")) return Arrays.stream(values.get("outputs").split(",")).map(String::trim).anyMatch(
			o -> o.matches("(?i)[xyz]|direction"));
		final String method = values.getOrDefault("method", "");
		return method.equals("log") || method.equals("dog") || values.containsKey("kernel") && !job.keepsRange();
	}

	/** Whether zeros from outside the image darken the rim of the result. */
	private static boolean dimsTheRim(final FilterJob job, final Map<String, String> values) {
		if (!values.getOrDefault("border", "").trim().equals("zero") || !job.keepsRange()) return false;
		final long[] field = job.receptiveField();
		return (field[0] > 1 || field[1] > 1) && job.width() == job.input().width() && job.height() == job.input().height();
	}

	/**
	 * Length of a step along z, in steps along x, if the filter reaches clearly further along z than along x; otherwise
	 * 0.
	 */
	private static double coarseness(final FilterJob job) {
		if (!job.zFirst() || job.input().slices() < 2) return 0;
		final long[] field = job.receptiveField();
		final Calibration c = job.input().image().getCalibration();
		final double ratio = c.pixelDepth / c.pixelWidth;
		final boolean further = field[0] > 1 && field[2] > 1 && (field[2] - 1) * ratio > COARSE * (field[0] - 1);
		return ratio > COARSE && further ? ratio : 0;
	}
}
