package io.github.convolvej.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.ImagePlus;

/** A plane (X, Y), 8 bits: stained cells with brighter nuclei under a lamp that lights one side only. */
final class Cells {

	private static final Grid GRID = Grid.plane(320, 256, 0.5);

	private Cells() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final Random random = new Random(20260102);
		final List<Cell> cells = new ArrayList<>();
		for (int trial = 0; trial < 3000 && cells.size() < 64; trial++) {
			final double x = 172 * random.nextDouble() - 6;
			final double y = 140 * random.nextDouble() - 6;
			if (cells.stream().allMatch(c -> c.distance(x, y) > 14)) cells.add(new Cell(x, y, random));
		}
		final Volume grain = Volume.texture(GRID, 1.2, random);
		final Volume stain = Volume.of(GRID, (x, y, z) -> stain(cells, x, y, grain.nearest(x, y, z)));
		final Volume haze = new Psf(6, 6).blur(stain);
		final Volume sharp = Psf.widefield(0.6, 0.5, 1).blur(stain);
		final Volume specimen = sharp.mix(0.85, haze, 0.15).change(v -> v + 0.12);
		final double[] light = specimen.view(0);
		for (int i = 0; i < light.length; i++)
			light[i] *= 340 * lamp(i % GRID.width * GRID.pixel, i / GRID.width * GRID.pixel);
		final ImagePlus image = new ImagePlus("cells-8bit.tif", Camera.EIGHT_BIT.expose(light, GRID, random));
		image.setCalibration(GRID.calibration());
		return image;
	}

	/** Brightness of the lamp, 1 at its centre. */
	private static double lamp(final double x, final double y) {
		final double dx = (x - 55) / 85;
		final double dy = (y - 50) / 85;
		return StrictMath.exp(-0.5 * (dx * dx + dy * dy));
	}

	/** Cells touch but do not overlap: a position belongs to the cell it is deepest in. */
	private static double stain(final List<Cell> cells, final double x, final double y, final double grain) {
		Cell owner = cells.get(0);
		double least = Double.POSITIVE_INFINITY;
		for (final Cell cell : cells) {
			final double r = cell.body.radius(x, y, 0);
			if (r >= least) continue;
			least = r;
			owner = cell;
		}
		return owner.stain(x, y, least, grain);
	}

	private static final class Cell {

		final Blob body;
		private final Blob nucleus;
		private final double x;
		private final double y;
		private final double brightness;

		Cell(final double x, final double y, final Random random) {
			this.x = x;
			this.y = y;
			final double size = 8 + 1.2 * random.nextGaussian();
			final double stretch = 1 + 0.25 * random.nextDouble();
			final double angle = 180 * random.nextDouble();
			body = new Blob(new double[] { x, y, 0 }, new double[] { size * stretch, size / stretch, 1 }, angle, 0.08, random);
			nucleus = new Blob(body.randomPoint(0.25, random), new double[] { 0.42 * size, 0.36 * size, 1 }, angle, 0.05,
				random);
			brightness = StrictMath.exp(0.2 * random.nextGaussian());
		}

		double distance(final double px, final double py) {
			return Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
		}

		double stain(final double px, final double py, final double r, final double grain) {
			if (r > 1) return 0;
			// as thick as a drop
			final double cytoplasm = 0.15 + 0.35 * Math.sqrt(1 - r * r);
			final double dna = 0.45 * nucleus.coverage(px, py, 0, 0.2);
			return brightness * (cytoplasm * StrictMath.exp(0.15 * grain) + dna * StrictMath.exp(0.08 * grain));
		}
	}
}
