package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.ImageInput;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import ij.measure.Calibration;

/** A {@link FilterJob} in words: sizes, pixel size, receptive field, work and memory. */
public final class JobText {

	private static final String[] POWERS = { "", " thousand", " million", " billion", " trillion" };

	private JobText() {}

	/**
	 * @param job planned work; nothing is computed
	 * @return four lines, separated by {@code \n}: size, type and memory of the
	 *         result; its pixel size; what a sample depends on; the work and the
	 *         engine
	 */
	public static String of(final FilterJob job) {
		final double products = job.multiplyAccumulates();
		return String.join("\n", size(job), pixels(job), field(job), "Work: " + (products == 0 ? "no multiplications"
			: count(products) + " multiply-accumulates") + "; engine: " + job.engine());
	}

	private static String size(final FilterJob job) {
		final StringBuilder text = new StringBuilder("Result: ").append(job.width()).append(" x ").append(job.height());
		count(text, job.channels(), " channels");
		count(text, job.slices(), " slices");
		count(text, job.frames(), " frames");
		text.append(", ").append(job.sampleType()).append(", ").append(bytes(job.bytes()));
		final ImageInput input = job.input();
		return text.append(" (image: ").append(input.width()).append(" x ").append(input.height()).append(", ").append(input
			.kind()).append(")").toString();
	}

	private static void count(final StringBuilder text, final int number, final String what) {
		if (number > 1) text.append(", ").append(number).append(what);
	}

	private static String pixels(final FilterJob job) {
		if (!job.isPlaced(0)) return "Pixel size: none, the samples have no place in the image";
		final Calibration now = job.calibration();
		final Calibration before = job.input().image().getCalibration();
		final boolean deep = job.input().slices() > 1;
		final String size = pixelSize(now, deep);
		final String old = pixelSize(before, deep);
		return "Pixel size: " + (size.equals(old) ? size + ", as in the image" : size + " (image: " + old + ")");
	}

	private static String pixelSize(final Calibration c, final boolean deep) {
		final String unit = c.scaled() ? " " + c.getUnits() : c.pixelWidth == 1 && c.pixelHeight == 1 ? " pixel" : " pixels";
		return number(c.pixelWidth) + " x " + number(c.pixelHeight) + (deep ? " x " + number(c.pixelDepth) : "") + unit;
	}

	private static String field(final FilterJob job) {
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
			lengths.add(number(field[d] * sizes[d]));
		}
		final boolean point = Arrays.stream(field).allMatch(n -> n == 1);
		if (whole && !point) return "Receptive field: all of the " + (field.length > 2 ? "volume" : "plane");
		return "Receptive field: " + String.join(" x ", samples) + (point ? " sample" : " samples") + (c.scaled() ? ", " +
			String.join(" x ", lengths) + " " + c.getUnits() : "");
	}

	/**
	 * @param value any number
	 * @return it with at most four digits that count, without needless zeros
	 */
	public static String number(final double value) {
		if (Double.isNaN(value) || Double.isInfinite(value)) return Double.toString(value);
		final BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
		return Math.abs(value) >= 1e7 || value != 0 && Math.abs(value) < 1e-4 ? rounded.toString() : rounded.toPlainString();
	}

	/**
	 * @param number a whole number of at least 0
	 * @return it in words: 950, 1.2 million ...
	 */
	public static String count(final double number) {
		if (number < 10_000) return String.format(Locale.ROOT, "%.0f", number);
		int power = 0;
		double rest = number;
		while (rest >= 999.5 && power < POWERS.length - 1) {
			rest /= 1000;
			power++;
		}
		return String.format(Locale.ROOT, rest < 10 ? "%.1f" : "%.0f", rest) + POWERS[power];
	}

	/**
	 * @param bytes a number of bytes
	 * @return it in binary units, as ImageJ gives them
	 */
	public static String bytes(final long bytes) {
		if (bytes < 1024) return bytes + (bytes == 1 ? " byte" : " bytes");
		final String[] units = { " KB", " MB", " GB", " TB" };
		int unit = 0;
		double rest = bytes / 1024.0;
		while (rest >= 1023.5 && unit < units.length - 1) {
			rest /= 1024;
			unit++;
		}
		return String.format(Locale.ROOT, rest < 10 ? "%.1f" : "%.0f", rest) + units[unit];
	}
}
