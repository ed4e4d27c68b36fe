package io.github.convolvej.ij1.job;

import java.util.function.BiFunction;

import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * The contrast with which values are shown: from a low to a high percentile, so that single hot or dead
 * pixels do not make everything else grey; symmetric about 0 for values of both signs. Pixels are not changed.
 */
final class DisplayRange {

	/** The part of the samples that may lie below the range, and above. */
	private static final double SATURATED = 0.00175;

	/** Of larger planes, so many samples are looked at, evenly spaced. */
	private static final int MOST = 1 << 16;

	/** Overshoots of less than this part of the largest value do not make values ones of both signs. */
	private static final double BOTH_SIGNS = 0.25;

	private DisplayRange() {}

	/**
	 * @param plane some samples
	 * @return smallest and largest value that are shown as such; null if no sample is finite
	 */
	static double[] of(final ImageProcessor plane) {
		return of(plane.getWidth(), plane.getHeight(), plane.getHeight(), (y, rows) -> plane);
	}

	/**
	 * The same of a plane that is not in memory.
	 *
	 * @param width samples of a row
	 * @param height number of rows
	 * @param together number of rows that are asked for at a time
	 * @param bands gives some rows: from the first number on, as many as the second one
	 * @return smallest and largest value that are shown as such; null if no sample is finite
	 */
	static double[] of(final int width, final int height, final int together,
		final BiFunction<Integer, Integer, ImageProcessor> bands)
	{
		final int count = width * height;
		// an odd step does not follow rows of even length
		final int step = count <= MOST ? 1 : count / MOST | 1;
		final float[] samples = new float[count / step + 1];
		int finite = 0;
		float smallest = Float.POSITIVE_INFINITY;
		float largest = Float.NEGATIVE_INFINITY;
		long i = 0;
		for (int y = 0; y < height; y += together) {
			final int rows = Math.min(together, height - y);
			final ImageProcessor band = bands.apply(y, rows);
			final float[] pixels = band.getPixels() instanceof float[] ? (float[]) band.getPixels() : null;
			final long first = (long) y * width;
			for (; i < first + (long) rows * width; i += step) {
				final int at = (int) (i - first);
				final float v = pixels == null ? band.getf(at) : pixels[at];
				if (!Float.isFinite(v)) continue;
				samples[finite++] = v;
				if (v < smallest) smallest = v;
				if (v > largest) largest = v;
			}
		}
		if (finite == 0) return null;
		final double[] range = { smallest, largest };
		if (smallest < largest) {
			final RankedSamples ranked = new RankedSamples(samples, finite);
			final int out = (int) (SATURATED * finite);
			final float low = ranked.at(out);
			final float high = ranked.at(finite - 1 - out);
			// otherwise it is nearly constant: what differs is all that there is to see
			if (low != high) {
				range[0] = low;
				range[1] = high;
			}
		}
		return isOfBothSigns(range) ? symmetric(range) : range;
	}

	private static boolean isOfBothSigns(final double[] range) {
		return range[0] < 0 && range[1] > 0 && -range[0] > BOTH_SIGNS * range[1];
	}

	private static double[] symmetric(final double[] range) {
		final double most = Math.max(-range[0], range[1]);
		return new double[] { -most, most };
	}

	/** Whether a display range is one for values of both signs, as made here. */
	static boolean isSigned(final double min, final double max) {
		return min < 0 && min == -max;
	}

	/**
	 * Whether a lookup table shows nothing of a plane, as that of an image whose range was never set, which is from 0 to 1: no sample
	 * is within its range, and some are outside. A range that a user has set is the user's.
	 */
	static boolean isBlind(final LUT lut, final ImageProcessor plane) {
		if (lut.min != 0 || lut.max != 1) return false;
		final int count = plane.getPixelCount();
		final int step = Math.max(1, count / (MOST / 16) | 1);
		boolean outside = false;
		for (int i = 0; i < count; i += step) {
			final float v = plane.getf(i);
			if (v > lut.min && v < lut.max) return false;
			outside |= v < lut.min || v > lut.max;
		}
		return outside;
	}
}
