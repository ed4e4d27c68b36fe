package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.image.ImageInput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.measure.Calibration;

/** Describes a planned result: sizes, pixel size, receptive field, work and memory. */
public final class JobText {

	private JobText() {}

	/**
	 * @param job planned work; nothing is computed
	 * @return four lines, separated by {@code \n}: size, type and memory of the
	 *         result; its pixel size; the receptive field of a sample; the work
	 *         and the engine
	 */
	public static String of(final PlannedResult job) {
		final double products = job.multiplyAccumulates();
		return String.join("\n", size(job), pixels(job), field(job), "Work: " + (products == 0 ? "no multiplications"
			: NumberText.count(products) + " multiply-accumulates") + "; engine: " + job.engine());
	}

	private static String size(final PlannedResult job) {
		final StringBuilder text = new StringBuilder("Result: ").append(job.width()).append(" x ").append(job.height());
		count(text, job.channels(), " channels");
		count(text, job.slices(), " slices");
		count(text, job.frames(), " frames");
		text.append(", ").append(job.sampleType()).append(", ").append(NumberText.bytes(job.bytes()));
		final ImageInput input = job.input();
		return text.append(" (image: ").append(input.width()).append(" x ").append(input.height()).append(", ").append(input
			.kind()).append(")").toString();
	}

	private static void count(final StringBuilder text, final int number, final String what) {
		if (number > 1) text.append(", ").append(number).append(what);
	}

	private static String pixels(final PlannedResult job) {
		if (!job.isPlaced(0)) return "Pixel size: none, the samples have no position in the image";
		final Calibration now = ResultCalibration.of(job);
		final Calibration before = job.input().image().getCalibration();
		final boolean deep = job.input().slices() > 1;
		final String size = pixelSize(now, deep);
		final String old = pixelSize(before, deep);
		return "Pixel size: " + (size.equals(old) ? size + ", as in the image" : size + " (image: " + old + ")");
	}

	private static String pixelSize(final Calibration c, final boolean deep) {
		final String unit = c.scaled() ? " " + c.getUnits() : c.pixelWidth == 1 && c.pixelHeight == 1 ? " pixel" : " pixels";
		return NumberText.rounded(c.pixelWidth, 4) + " x " + NumberText.rounded(c.pixelHeight, 4) + (deep ? " x " + NumberText.rounded(c.pixelDepth, 4) : "") + unit;
	}

	private static String field(final PlannedResult job) {
		final long[] field = job.receptiveField();
		final ImageInput input = job.input();
		final long[] image = { input.width(), input.height(), input.slices() };
		boolean whole = true;
		final List<String> samples = new ArrayList<>();
		final List<String> lengths = new ArrayList<>();
		final Calibration c = input.image().getCalibration();
		final double[] sizes = { c.pixelWidth, c.pixelHeight, c.pixelDepth };
		for (int d = 0; d < field.length; d++) {
			whole &= field[d] >= image[d];
			samples.add(Long.toString(field[d]));
			lengths.add(NumberText.rounded(field[d] * sizes[d], 4));
		}
		final boolean point = Arrays.stream(field).allMatch(n -> n == 1);
		if (whole && !point) return "Receptive field: all of the " + (field.length > 2 ? "volume" : "plane");
		return "Receptive field: " + String.join(" x ", samples) + (point ? " sample" : " samples") + (c.scaled() ? ", " +
			String.join(" x ", lengths) + " " + c.getUnits() : "");
	}
}
