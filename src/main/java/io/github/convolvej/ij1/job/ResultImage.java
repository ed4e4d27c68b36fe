package io.github.convolvej.ij1.job;

import io.github.convolvej.ij1.file.UnreadPlanes;
import io.github.convolvej.ij1.image.SampleKind;

import java.awt.Color;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * Makes an {@link ImagePlus} from computed planes and sets hyperstack
 * dimensions, calibration, lookup tables, display ranges and labels.
 */
public final class ResultImage {

	private ResultImage() {}

	static ImagePlus create(final PlannedResult job, final ImageStack stack) {
		return create(job, stack, c -> range(job, stack, c));
	}

	/**
	 * @param job what is computed
	 * @param stack its planes
	 * @param measured gives the display range of a channel; asked where that of the image does not fit
	 * @return the image
	 */
	static ImagePlus create(final PlannedResult job, final ImageStack stack, final IntFunction<double[]> measured) {
		final ImagePlus source = job.input().image();
		if (!(stack instanceof VirtualStack)) for (int n = 1; n <= stack.getSize(); n++)
			stack.setSliceLabel(label(job, n), n);
		final ImagePlus plain = new ImagePlus(job.title(), stack);
		plain.setDimensions(job.channels(), job.slices(), job.frames());
		plain.setCalibration(ResultCalibration.of(job));
		final ImagePlus image = isComposite(job) ? new CompositeImage(plain, mode(job)) : plain;
		image.setOpenAsHyperStack(job.channels() > 1 || job.slices() > 1 && job.frames() > 1 || source.isHyperStack());
		if (source.getInfoProperty() != null) image.setProperty("Info", source.getInfoProperty());
		if (job.kind() != SampleKind.RGB) setLuts(job, image, measured);
		Overlays.carry(job, image);
		// where the user looks, and a macro stands, in the image
		final int[] seen = ResultPosition.seen(job);
		image.setPositionWithoutUpdate(seen[0], seen[1], seen[2]);
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

	private static void setLuts(final PlannedResult job, final ImagePlus image, final IntFunction<double[]> measured) {
		final LUT[] luts = new LUT[job.channels()];
		for (int c = 0; c < luts.length; c++) {
			final int channel = c;
			luts[c] = lut(job, c, () -> measured.apply(channel));
		}
		if (image instanceof CompositeImage) {
			// colours on top of each other say nothing of values of both signs
			if (isSigned(luts)) ((CompositeImage) image).setMode(CompositeImage.GRAYSCALE);
			((CompositeImage) image).setLuts(luts);
		}
		else {
			// setLut of ImageJ's image discards the label of a single plane
			image.getProcessor().setLut(luts[0]);
			image.setDisplayRange(luts[0].min, luts[0].max);
		}
	}

	/** Whether channels are shown as values of both signs: in grey, which is 0 in the middle, each by itself. */
	public static boolean isSigned(final LUT... luts) {
		return Arrays.stream(luts).anyMatch(lut -> DisplayRange.isSigned(lut.min, lut.max));
	}

	/** The lookup table of a channel of the result with its display range, which is measured if it is not the image's. */
	public static LUT lut(final PlannedResult job, final int c, final Supplier<double[]> measured) {
		final LUT[] own = job.keepsChannels() ? luts(job) : null;
		final boolean keepsRange = job.keepsRange() || job.kind() != SampleKind.GRAY32;
		final LUT lut = own == null ? LUT.createLutFromColor(Color.white) : (LUT) own[c].clone();
		// a constant image, or one with infinities, has no usable range
		final boolean known = own != null && keepsRange && own[c].max > own[c].min && !Double.isInfinite(own[c].max -
			own[c].min) && !isBlind(job, own[c], c);
		if (known) return lut;
		final double[] range = measured.get();
		if (job.startsAtZero() && range[1] > 0) range[0] = 0;
		final LUT shown = DisplayRange.isSigned(range[0], range[1]) ? LUT.createLutFromColor(Color.white) : lut;
		shown.min = range[0];
		shown.max = range[1];
		return shown;
	}

	/** Whether the image itself cannot be seen with its display range, as one that ImageJ2 made of a Dataset. */
	private static boolean isBlind(final PlannedResult job, final LUT lut, final int c) {
		final ImagePlus source = job.input().image();
		if (job.input().kind() == SampleKind.RGB || job.input().kind() == SampleKind.SIGNED16 || source.getStack()
			.isVirtual()) return false;
		return DisplayRange.isBlind(lut, source.getStack().getProcessor(source.getStackIndex(c + 1, source.getZ(), source
			.getT())));
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
	 * The display range of a channel's middle plane, and of the
	 * others as long as these are constant; of the first plane alone if planes are
	 * computed on demand. The stack is not asked from the image, which would look for
	 * extremes of its own.
	 */
	private static double[] range(final PlannedResult job, final ImageStack stack, final int c) {
		final boolean virtual = stack.isVirtual();
		final int planes = job.slices() * job.frames();
		final int middle = virtual ? 0 : job.slices() / 2;
		double[] range = null;
		for (int i = 0; i < (virtual ? 1 : planes) && (range == null || !(range[0] < range[1])); i++) {
			final double[] next = DisplayRange.of(stack.getProcessor(c + job.channels() * ((middle + i) % planes) + 1));
			range = range == null || next == null ? next == null ? range : next : new double[] { Math.min(range[0], next[0]), Math
				.max(range[1], next[1]) };
		}
		return notEmpty(range);
	}

	/** The display range of a plane. */
	public static double[] range(final ImageProcessor plane) {
		return notEmpty(DisplayRange.of(plane));
	}

	/**
	 * The display range of a plane that is not in memory.
	 *
	 * @param job what is computed
	 * @param bands gives some rows of the plane: from the first number on, as many as the second one
	 * @return smallest and largest value that are shown as such
	 */
	static double[] range(final PlannedResult job, final BiFunction<Integer, Integer, ImageProcessor> bands) {
		return notEmpty(DisplayRange.of(job.width(), job.height(), UnreadPlanes.rowsAtOnce(job.width(), job.height()), bands));
	}

	private static double[] notEmpty(final double[] range) {
		if (range == null) return new double[] { 0, 1 };
		return new double[] { range[0], range[1] > range[0] ? range[1] : range[0] + 1 };
	}
}
