package io.github.convolvej.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.ImagePlus;

/** A plane (X, Y), 16 bits: nuclei of which the camera counts about twenty electrons per pixel. */
public final class NoisyNuclei {

	private static final Grid GRID = Grid.plane(256, 192, 0.2);

	private NoisyNuclei() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final ImagePlus image = new ImagePlus("noisy-nuclei.tif", Camera.SIXTEEN_BIT.expose(electrons(), GRID, new Random(
			20261130)));
		image.setCalibration(GRID.calibration());
		return image;
	}

	/** @return what a camera without noise would count, as the 16-bit camera gives it, x fastest */
	public static double[] clean() {
		final double[] clean = electrons();
		for (int i = 0; i < clean.length; i++)
			clean[i] = Camera.SIXTEEN_BIT.offset + Camera.SIXTEEN_BIT.gain * clean[i];
		return clean;
	}

	/** Expected electrons of each pixel. */
	static double[] electrons() {
		final Random random = new Random(20261129);
		final List<double[]> places = new ArrayList<>();
		for (int trial = 0; trial < 3000 && places.size() < 26; trial++) {
			final double x = 55 * random.nextDouble() - 2;
			final double y = 42 * random.nextDouble() - 2;
			if (places.stream().allMatch(p -> Math.hypot(p[0] - x, p[1] - y) > 6.6)) places.add(new double[] { x, y });
		}
		final List<Nucleus> nuclei = new ArrayList<>();
		for (final double[] p : places) {
			final double size = StrictMath.exp(0.12 * random.nextGaussian());
			nuclei.add(new Nucleus(new double[] { p[0], p[1], 0 }, new double[] { 3.2 * size, 2.6 * size, 2.5 }, 180 * random
				.nextDouble(), StrictMath.exp(0.2 * random.nextGaussian()), 0, random));
		}
		final Volume chromatin = Volume.texture(GRID, 0.55, random).mix(0.8, Volume.texture(GRID, 0.25, random), 0.6);
		final Volume stain = Volume.of(GRID, (x, y, z) -> {
			double sum = 0;
			for (final Nucleus nucleus : nuclei)
				sum += nucleus.stain(x, y, z, chromatin.nearest(x, y, z));
			return sum;
		});
		return new Psf(0.2, 1).blur(stain).mix(0.8, new Psf(1.4, 1).blur(stain), 0.2).change(v -> 2 + 10 * v).view(0);
	}
}
