package io.github.convolvej.samples;

import java.util.Random;

import ij.ImagePlus;
import ij.process.FloatProcessor;

/**
 * A test chart (X, Y) of 32-bit numbers, mostly 0 to 1: two strips 256 x 32,
 * under them two rows of four fields 64 x 64. Not calibrated.
 */
final class Chart {

	/** x, y within its field, value: off-centre, of both signs, one beside the edge of the field. */
	static final double[][] PULSES = { { 15, 11, 1 }, { 40, 20, -1 }, { 22, 45, 100 }, { 52, 50, 1 }, { 53, 50, 1 },
		{ 0, 31, 1 } };

	private static final int FIELD = 64;
	/** Samples per cycle of the gratings, from the top. */
	private static final int[] PERIODS = { 2, 3, 4, 6, 8, 12, 16, 24 };
	/** Tangent of 5 degrees. */
	private static final double SLANT = 0.08748866352592401;

	private Chart() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final FloatProcessor chart = new FloatProcessor(256, 192);
		final Random random = new Random(20260104);
		for (int y = 0; y < chart.getHeight(); y++)
			for (int x = 0; x < chart.getWidth(); x++)
				chart.setf(x, y, (float) value(x, y, random));
		for (final double[] pulse : PULSES)
			chart.setf((int) pulse[0], FIELD + (int) pulse[1], (float) pulse[2]);
		chart.setMinAndMax(0, 1);
		return new ImagePlus("chart.tif", chart);
	}

	private static double value(final int x, final int y, final Random random) {
		if (y < 32) return x / 255.0;
		if (y < 64) return (x / 32) / 7.0;
		final int i = x % FIELD;
		final int j = y % FIELD;
		// from the middle of the field, which lies between two samples
		final double u = i - 31.5;
		final double v = j - 31.5;
		switch ((y - 64) / FIELD * 4 + x / FIELD) {
			case 0: // Dirac pulses, set later
				return 0;
			case 1: // four checkerboards, with squares of 1, 2, 4 and 8 samples
				final int size = 1 << i / 32 + 2 * (j / 32);
				return (i / size + j / size) % 2;
			case 2:
				return u * u + v * v > 30 * 30 ? 0.5 : siemens(u, v);
			case 3: // zone plate: the frequency reaches half a cycle per sample at 32 samples from the middle
				return 0.5 + 0.5 * StrictMath.cos(Math.PI * (u * u + v * v) / 64);
			case 4: // gratings, periods 2, 3, 4, 6, 8, 12, 16 and 24 samples, along x
				return 0.5 + 0.5 * StrictMath.cos(2 * Math.PI * i / PERIODS[j / 8]);
			case 5: // an edge 5 degrees off the vertical, averaged over the area of each sample
				return Math.max(0, Math.min(1, 0.5 + u + v * SLANT));
			case 6:
				return letter(i, j);
			default: // white noise of mean 0.5 and standard deviation 0.1
				return 0.5 + 0.1 * random.nextGaussian();
		}
	}

	/** 18 spokes, averaged over the area of each sample. */
	private static double siemens(final double u, final double v) {
		int bright = 0;
		for (int s = 0; s < 64; s++) {
			final double angle = StrictMath.atan2(v + (s / 8 - 3.5) / 8, u + (s % 8 - 3.5) / 8);
			if (StrictMath.cos(18 * angle) > 0) bright++;
		}
		return bright / 64.0;
	}

	/** An F: every mirror image and every turn of it looks different. */
	private static double letter(final int x, final int y) {
		final boolean stem = x >= 18 && x < 27 && y >= 10 && y < 54;
		final boolean bars = x >= 18 && (y >= 10 && y < 18 && x < 48 || y >= 28 && y < 36 && x < 41);
		return stem || bars ? 1 : 0;
	}
}
