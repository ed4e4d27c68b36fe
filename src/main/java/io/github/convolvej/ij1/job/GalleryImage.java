package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.network.StrongestUnit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.Interval;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * The patches of a gallery of units beside what was projected back to them. All have the size of the largest
 * receptive field; where the edge of an image cut it, a patch is NaN and its projection 0.
 */
public final class GalleryImage {

	private static final int DIGITS = 5;

	private final List<StrongestUnit> units;
	private final long[] frame;
	private final int width;
	private final int height;
	private final int depth;
	private final int channels;

	/**
	 * @param units the units, strongest first; at least one
	 * @param frame size of the patches: x, y[, z]
	 * @throws IllegalArgumentException if there is not enough memory for them, or their images differ in channels
	 */
	public GalleryImage(final List<StrongestUnit> units, final long... frame) {
		this.units = units;
		this.frame = frame.clone();
		width = Math.toIntExact(frame[0]);
		height = Math.toIntExact(frame[1]);
		depth = frame.length > 2 ? Math.toIntExact(frame[2]) : 1;
		channels = Math.toIntExact(units.get(0).field().dimension(frame.length));
		ResultSize.checkMemory(8L * width * height * depth * channels * units.size());
	}

	/**
	 * @param title its title
	 * @return a hyperstack: patches and then projections as channels; the units, strongest first, as slices, or as time
	 *         points if they are volumes
	 */
	public ImagePlus stack(final String title) {
		final ImageStack stack = new ImageStack(width, height);
		for (int u = 0; u < units.size(); u++)
			for (int z = 0; z < depth; z++)
				for (int c = 0; c < 2 * channels; c++)
					stack.addSlice(name(u, c), plane(units.get(u), c, z));
		final ImagePlus plain = new ImagePlus(title, stack);
		plain.setDimensions(2 * channels, frame.length > 2 ? depth : units.size(), frame.length > 2 ? units.size() : 1);
		final CompositeImage image = new CompositeImage(plain, CompositeImage.GRAYSCALE);
		image.setOpenAsHyperStack(true);
		final LUT[] luts = new LUT[2 * channels];
		for (int c = 0; c < luts.length; c++) {
			luts[c] = LUT.createLutFromColor(java.awt.Color.white);
			final double[] range = range(all(stack, c), c);
			luts[c].min = range[0];
			luts[c].max = range[1];
		}
		image.setLuts(luts);
		return image;
	}

	/** Projections are grey where they are 0, whatever their signs. */
	private double[] range(final ImageProcessor plane, final int c) {
		if (c < channels) return ResultImage.range(plane);
		double most = 0;
		for (int i = 0; i < plane.getPixelCount(); i++)
			if (Float.isFinite(plane.getf(i))) most = Math.max(most, Math.abs(plane.getf(i)));
		return new double[] { most == 0 ? -1 : -most, most == 0 ? 1 : most };
	}

	/** All samples of a channel in one line. */
	private FloatProcessor all(final ImageStack stack, final int c) {
		final int planes = units.size() * depth;
		final FloatProcessor line = new FloatProcessor(width * height, planes);
		for (int p = 0; p < planes; p++)
			System.arraycopy(stack.getPixels(c + 2 * channels * p + 1), 0, line.getPixels(), p * width * height, width * height);
		return line;
	}

	/**
	 * @param title its title
	 * @return an RGB picture of the patches, each beside its projection and with a contrast of its own; of volumes a slice for
	 *         each
	 */
	public ImagePlus montage(final String title) {
		final ImageStack pictures = new ImageStack();
		for (int z = 0; z < depth; z++) {
			final List<ImageProcessor> planes = new ArrayList<>();
			final List<double[]> ranges = new ArrayList<>();
			final List<String> names = new ArrayList<>();
			for (int u = 0; u < units.size(); u++)
				for (int c = 0; c < 2 * channels; c++) {
					final FloatProcessor plane = plane(units.get(u), c, z);
					planes.add(plane);
					ranges.add(range(plane, c));
					names.add(c == 0 ? u + 1 + ": " + NumberText.rounded(units.get(u).response(), DIGITS) : c < channels ? "channel " + (c +
						1) : "projection");
				}
			pictures.addSlice(MapMontage.draw(planes, ranges, names, 2 * channels));
		}
		final ImagePlus montage = new ImagePlus(title, pictures);
		montage.setDimensions(1, depth, 1);
		return montage;
	}

	private String name(final int u, final int c) {
		final StrongestUnit unit = units.get(u);
		final StringBuilder at = new StringBuilder();
		for (final long p : unit.position())
			at.append(at.length() == 0 ? "" : ",").append(p);
		return u + 1 + ": " + (c < channels ? "" : "projection, ") + unit.image() + " " + at + " (" + NumberText.rounded(unit.response(),
			DIGITS) + ")";
	}

	/** A slice of a patch, or of a projection, in the frame. */
	private FloatProcessor plane(final StrongestUnit unit, final int c, final int z) {
		final boolean patch = c < channels;
		final float[] from = patch ? unit.patch() : unit.projection();
		final float[] to = new float[width * height];
		if (patch) Arrays.fill(to, Float.NaN);
		final Interval field = unit.field();
		final long[] shift = new long[frame.length];
		final long[] origin = unit.origin(frame);
		for (int d = 0; d < shift.length; d++)
			shift[d] = field.min(d) - origin[d];
		final int w = (int) field.dimension(0);
		final int h = (int) field.dimension(1);
		final int n = frame.length > 2 ? (int) field.dimension(2) : 1;
		final int slice = frame.length > 2 ? z - (int) shift[2] : 0;
		if (slice >= 0 && slice < n) for (int y = 0; y < h; y++)
			System.arraycopy(from, ((c % channels * n + slice) * h + y) * w, to, (int) (y + shift[1]) * width + (int) shift[0], w);
		return new FloatProcessor(width, height, to);
	}
}
