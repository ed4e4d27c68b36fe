package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.image.SampleKind;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * Makes an {@link ImagePlus} from computed planes and sets hyperstack
 * dimensions, calibration, lookup tables, display ranges and labels.
 */
public final class ResultImage {

	/** Number of samples above which several threads search for the extremes. */
	private static final int LARGE = 1 << 18;

	private ResultImage() {}

	static ImagePlus create(final PlannedResult job, final ImageStack stack) {
		final ImagePlus source = job.input().image();
		if (!(stack instanceof VirtualStack)) for (int n = 1; n <= stack.getSize(); n++)
			stack.setSliceLabel(label(job, n), n);
		final ImagePlus plain = new ImagePlus(job.title(), stack);
		plain.setDimensions(job.channels(), job.slices(), job.frames());
		plain.setCalibration(ResultCalibration.of(job));
		final ImagePlus image = isComposite(job) ? new CompositeImage(plain, mode(job)) : plain;
		image.setOpenAsHyperStack(job.channels() > 1 || job.slices() > 1 && job.frames() > 1 || source.isHyperStack());
		if (source.getInfoProperty() != null) image.setProperty("Info", source.getInfoProperty());
		if (job.kind() != SampleKind.RGB) setLuts(job, image, stack);
		Overlays.carry(job, image);
		return image;
	}

	public static boolean isComposite(final PlannedResult job) {
		return job.channels() > 1 && job.kind() != SampleKind.RGB;
	}

	/** The display mode of several channels. */
	public static int mode(final PlannedResult job) {
		final ImagePlus source = job.input().image();
		if (job.input().kind() == SampleKind.RGB) return job.keepsChannels() ? CompositeImage.COMPOSITE
			: CompositeImage.GRAYSCALE;
		return job.keepsChannels() && source.isComposite() ? ((CompositeImage) source).getMode()
			: CompositeImage.GRAYSCALE;
	}

	/** The label of the source plane of a plane of the result, with its number in the filter bank. */
	static String label(final PlannedResult job, final int n) {
		final ImagePlus source = job.input().image();
		final int c = (n - 1) % job.channels();
		final int z = (n - 1) / job.channels() % job.slices();
		final int t = (n - 1) / job.channels() / job.slices();
		final int sourceChannels = source.getNChannels();
		final int sourceZ = (int) Math.max(0, Math.min(source.getNSlices() - 1, Math.round(job.position(2).inputCoordinate(
			z))));
		final boolean bank = job.channels() != sourceChannels || !job.keepsChannels();
		final String own = job.input().label(bank ? 0 : c, sourceZ, t);
		// ImageJ makes up a label for a single image with an Info text
		if (!bank) return own == null || own.equals(source.getTitle() + "\n" + source.getInfoProperty()) ? null : own;
		final boolean splitRgb = job.keepsChannels() && job.input().kind() == SampleKind.RGB;
		return splitRgb ? new String[] { "red", "green", "blue" }[c % 3] : job.channelName(c);
	}

	private static void setLuts(final PlannedResult job, final ImagePlus image, final ImageStack stack) {
		final LUT[] luts = new LUT[job.channels()];
		for (int c = 0; c < luts.length; c++) {
			final int channel = c;
			luts[c] = lut(job, c, () -> range(job, stack, channel));
		}
		if (image instanceof CompositeImage) ((CompositeImage) image).setLuts(luts);
		else {
			// setLut of ImageJ's image discards the label of a single plane
			image.getProcessor().setLut(luts[0]);
			image.setDisplayRange(luts[0].min, luts[0].max);
		}
	}

	/** The lookup table of a channel of the result with its display range, which is measured unless it is the image's. */
	public static LUT lut(final PlannedResult job, final int c, final Supplier<double[]> measured) {
		final LUT[] own = job.keepsChannels() ? luts(job) : null;
		final boolean keepsRange = job.keepsRange() || job.kind() != SampleKind.GRAY32;
		final LUT lut = own == null ? LUT.createLutFromColor(Color.white) : (LUT) own[c].clone();
		// a constant image, or one with infinities, has no usable range
		final boolean known = own != null && keepsRange && own[c].max > own[c].min && !Double.isInfinite(own[c].max -
			own[c].min);
		if (known) return lut;
		final double[] range = measured.get();
		lut.min = range[0];
		lut.max = range[1];
		return lut;
	}

	/** The lookup table of each channel of the input with its display range; null if not every channel has one. */
	private static LUT[] luts(final PlannedResult job) {
		final ImagePlus source = job.input().image();
		if (job.input().kind() == SampleKind.RGB) {
			final LUT[] rgb = new LUT[job.input().channels()];
			final Color[] colors = { Color.red, Color.green, Color.blue };
			for (int c = 0; c < rgb.length; c++) {
				rgb[c] = LUT.createLutFromColor(colors[c % 3]);
				rgb[c].min = 0;
				rgb[c].max = 255;
			}
			return rgb;
		}
		final LUT[] luts = source.getLuts();
		if (luts.length != source.getNChannels()) return null;
		final double shift = job.input().kind() == SampleKind.SIGNED16 && job.kind() == SampleKind.GRAY32 ? -32768 : 0;
		return Arrays.stream(luts).map(lut -> {
			final LUT copy = (LUT) lut.clone();
			copy.min += shift;
			copy.max += shift;
			return copy;
		}).toArray(LUT[]::new);
	}

	/**
	 * Returns the smallest and largest finite value of a channel's middle plane,
	 * and of other planes as long as these two are equal. If planes are computed
	 * on demand, only the first plane is read. The stack is a separate parameter
	 * because the image would search for its own extremes.
	 */
	private static double[] range(final PlannedResult job, final ImageStack stack, final int c) {
		final double[] range = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		final boolean virtual = stack.isVirtual();
		final int planes = job.slices() * job.frames();
		final int middle = virtual ? 0 : job.slices() / 2;
		for (int i = 0; i < (virtual ? 1 : planes) && !(range[0] < range[1]); i++)
			widen(range, stack.getProcessor(c + job.channels() * ((middle + i) % planes) + 1));
		return notEmpty(range);
	}

	/** Smallest and largest finite value of a plane. */
	public static double[] range(final ImageProcessor plane) {
		final double[] range = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		widen(range, plane);
		return notEmpty(range);
	}

	private static double[] notEmpty(final double[] range) {
		if (range[0] > range[1]) return new double[] { 0, 1 };
		return new double[] { range[0], range[1] > range[0] ? range[1] : range[0] + 1 };
	}

	private static void widen(final double[] range, final ImageProcessor plane) {
		if (plane instanceof FloatProcessor && widenFinite(range, (float[]) plane.getPixels())) return;
		for (int i = 0; i < plane.getPixelCount(); i++) {
			final double v = plane.getf(i);
			if (Double.isNaN(v) || Double.isInfinite(v)) continue;
			range[0] = Math.min(range[0], v);
			range[1] = Math.max(range[1], v);
		}
	}

	/**
	 * Extends a range by all samples if all of them are finite.
	 *
	 * @return whether all samples are finite; if not, the range is unchanged
	 */
	private static boolean widenFinite(final double[] range, final float[] samples) {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		final int parts = samples.length < LARGE ? 1 : executor.getParallelism();
		final double[][] found = new double[parts][];
		final List<Runnable> tasks = new ArrayList<>();
		for (int i = 0; i < parts; i++) {
			final int part = i;
			final int from = (int) ((long) samples.length * i / parts);
			final int to = (int) ((long) samples.length * (i + 1) / parts);
			tasks.add(() -> found[part] = Extremes.of(samples, from, to));
		}
		executor.runAll(tasks);
		for (final double[] f : found)
			if (Double.isNaN(f[0]) || Double.isInfinite(f[0]) || Double.isInfinite(f[1])) return false;
		for (final double[] f : found) {
			range[0] = Math.min(range[0], f[0]);
			range[1] = Math.max(range[1], f[1]);
		}
		return true;
	}
}
