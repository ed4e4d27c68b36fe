package io.github.convolvej.samples;

import java.util.Random;

import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * What a camera makes of light: counts = offset + gain * (Poisson(electrons) +
 * N(0, readNoise)), rounded to integers and clamped.
 */
final class Camera {

	/** A scientific CMOS camera with 16 bits. */
	static final Camera SIXTEEN_BIT = new Camera(2, 100, 1.6, 65535);
	/** An older camera with 8 bits. */
	static final Camera EIGHT_BIT = new Camera(0.5, 6, 4, 255);

	/** Counts per electron. */
	final double gain;
	/** Counts in the dark. */
	final double offset;
	/** Standard deviation of a reading, in electrons. */
	final double readNoise;
	private final int maximum;

	Camera(final double gain, final double offset, final double readNoise, final int maximum) {
		this.gain = gain;
		this.offset = offset;
		this.readNoise = readNoise;
		this.maximum = maximum;
	}

	/**
	 * @param electrons expected number, at least 0
	 * @return counts of one pixel
	 */
	int counts(final double electrons, final Random random) {
		final double read = Poisson.next(electrons, random) + readNoise * random.nextGaussian();
		return (int) Math.max(0, Math.min(maximum, Math.floor(offset + gain * read + 0.5)));
	}

	/**
	 * @param counts mean of a flat region
	 * @return variance of the counts there: gain * (counts - offset) by the
	 *         photons, (gain * readNoise)^2 by reading, 1/12 by rounding
	 */
	double variance(final double counts) {
		return gain * (counts - offset) + gain * gain * readNoise * readNoise + 1 / 12.0;
	}

	/**
	 * @param electrons expected numbers, (X, Y)
	 * @return an image of the camera's pixel type
	 */
	ImageProcessor expose(final double[] electrons, final Grid grid, final Random random) {
		final ImageProcessor image = maximum > 255 ? new ShortProcessor(grid.width, grid.height)
			: new ByteProcessor(grid.width, grid.height);
		for (int i = 0; i < electrons.length; i++)
			image.set(i, counts(electrons[i], random));
		return image;
	}
}
