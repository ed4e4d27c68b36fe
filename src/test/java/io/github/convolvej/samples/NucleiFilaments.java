package io.github.convolvej.samples;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;

/**
 * A Z stack (X, Y, C, Z) of two channels, 16 bits: nuclei, and filaments that
 * grow around them; widefield, water immersion.
 */
final class NucleiFilaments {

	private static final Grid GRID = Grid.stack(192, 160, 16, 0.2, 0.5);
	private static final double APERTURE = 0.8;
	private static final double WATER = 1.33;
	private static final String[] NAMES = { "nuclei", "filaments" };

	/** x, y, z, half axes, angle in degrees, density, side where filaments start in degrees from the first axis. */
	private static final double[][] NUCLEI = {
		{ 8.6, 8.2, 3.4, 5.2, 4.0, 2.7, 20, 1, 40 },
		{ 21.4, 5.6, 3.6, 4.7, 3.7, 2.8, -35, 1.15, 135 },
		{ 33.0, 11.4, 3.3, 5.0, 3.9, 2.5, 70, 0.9, -10 },
		{ 16.4, 18.6, 4.2, 5.3, 4.1, 2.9, -10, 0.95, 190 },
		{ 28.6, 25.6, 3.5, 4.8, 4.2, 2.6, 45, 1.1, 145 },
		{ 2.2, 26.4, 3.8, 4.9, 3.8, 2.7, 100, 1, 220 },
		{ 38.6, 30.2, 3.9, 4.6, 3.9, 2.8, 0, 0.9, 240 },
		{ 13.4, 32.0, 4.0, 5.1, 3.6, 2.6, 15, 1.05, -75 },
		{ 25.4, 15.0, 4.4, 1.1, 3.9, 2.8, 25, 2.1, 0 } };

	private NucleiFilaments() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final Random random = new Random(20260101);
		final List<Nucleus> nuclei = new ArrayList<>();
		for (final double[] n : NUCLEI)
			nuclei.add(new Nucleus(new double[] { n[0], n[1], n[2] }, new double[] { n[3], n[4], n[5] }, n[6], n[7],
				n[8], random));
		final Volume stain = stain(nuclei, random);
		final Volume filaments = filaments(nuclei, random);
		final Volume[] light = { image(stain, 0.46).change(v -> 14 + 190 * v), image(filaments, 0.525).change(v -> 11 + v) };
		return stack(light, random);
	}

	private static Volume stain(final List<Nucleus> nuclei, final Random random) {
		final Volume coarse = Volume.texture(GRID, 0.55, random);
		final Volume fine = Volume.texture(GRID, 0.25, random);
		final Volume chromatin = coarse.mix(0.8, fine, 0.6);
		return Volume.of(GRID, (x, y, z) -> {
			double sum = 0;
			for (final Nucleus nucleus : nuclei)
				sum += nucleus.stain(x, y, z, chromatin.nearest(x, y, z));
			return sum;
		});
	}

	private static Volume filaments(final List<Nucleus> nuclei, final Random random) {
		final List<Blob> obstacles = new ArrayList<>();
		for (final Nucleus nucleus : nuclei)
			obstacles.add(nucleus.body);
		final Volume volume = new Volume(GRID);
		for (final Nucleus nucleus : nuclei)
			for (final double[] centre : nucleus.centrosomes())
				for (int i = 0; i < 24; i++) {
					final double[] direction = { random.nextGaussian(), random.nextGaussian(), 0.25 * random.nextGaussian() };
					final double[] start = new double[3];
					for (int d = 0; d < 3; d++)
						start[d] = centre[d] + 0.3 * random.nextGaussian();
					final double length = 5 + 10 * random.nextDouble();
					new Filament(start, direction, 20).grow(volume, length, 2600, obstacles, 7, random);
				}
		return volume;
	}

	/** Blurs, and adds the haze of light from far out of focus. */
	private static Volume image(final Volume volume, final double wavelength) {
		final Psf psf = Psf.widefield(wavelength, APERTURE, WATER);
		return psf.blur(volume).mix(0.75, new Psf(1.4, 2.5).blur(volume), 0.25);
	}

	private static ImagePlus stack(final Volume[] light, final Random random) {
		final ImageStack stack = new ImageStack(GRID.width, GRID.height);
		for (int z = 0; z < GRID.depth; z++)
			for (int c = 0; c < light.length; c++)
				stack.addSlice("c:" + (c + 1) + "/2 z:" + (z + 1) + "/" + GRID.depth + " - " + NAMES[c],
					Camera.SIXTEEN_BIT.expose(light[c].view(z), GRID, random));
		final ImagePlus image = new ImagePlus("nuclei-filaments.tif", stack);
		image.setDimensions(2, GRID.depth, 1);
		final Calibration calibration = GRID.calibration();
		calibration.xOrigin = -60;
		calibration.yOrigin = 40.5;
		calibration.zOrigin = 7;
		image.setCalibration(calibration);
		final CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
		composite.setLuts(new LUT[] { lut(Color.BLUE, 100, 1000), lut(Color.GREEN, 100, 600) });
		composite.setOpenAsHyperStack(true);
		return composite;
	}

	private static LUT lut(final Color color, final double min, final double max) {
		final LUT lut = LUT.createLutFromColor(color);
		lut.min = min;
		lut.max = max;
		return lut;
	}
}
