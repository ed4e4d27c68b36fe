package io.github.convolvej.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import ij.ImagePlus;
import ij.process.ColorProcessor;

/** An RGB plane (X, Y): a gland in a stained section, haematoxylin and eosin, in transmitted light. */
final class Histology {

	private static final Grid GRID = Grid.plane(160, 128, 0.5);

	/** Optical density in red, green and blue (Ruifrok and Johnston, Anal. Quant. Cytol. Histol. 23:291, 2001). */
	private static final double[] HAEMATOXYLIN = { 0.650, 0.704, 0.286 };
	private static final double[] EOSIN = { 0.072, 0.990, 0.105 };

	private Histology() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final Random random = new Random(20260105);
		final Blob gland = new Blob(new double[] { 36, 31, 0 }, new double[] { 27, 20, 1 }, 15, 0.05, random);
		final Blob lumen = new Blob(new double[] { 36.5, 30.5, 0 }, new double[] { 12, 7, 1 }, 18, 0.06, random);
		final List<Blob> nuclei = nuclei(gland, random);
		final Volume fibres = fibres(random);
		final Volume coarse = Volume.texture(GRID, 2, random);
		final Volume fine = Volume.texture(GRID, 0.6, random);
		final Volume eosin = Volume.of(GRID, (x, y, z) -> {
			final double grain = StrictMath.exp(0.12 * coarse.nearest(x, y, z) + 0.08 * fine.nearest(x, y, z));
			final double epithelium = gland.coverage(x, y, z, 0.04);
			final double open = lumen.coverage(x, y, z, 0.1);
			final double stroma = 0.12 + fibres.nearest(x, y, z);
			return grain * (1 - open) * (epithelium * 0.3 + (1 - epithelium) * stroma);
		});
		final Volume haematoxylin = Volume.of(GRID, (x, y, z) -> {
			final double grain = StrictMath.exp(0.3 * fine.nearest(x, y, z));
			double most = 0.06 * gland.coverage(x, y, z, 0.04) * (1 - lumen.coverage(x, y, z, 0.1));
			for (final Blob nucleus : nuclei)
				most = Math.max(most, 0.75 * nucleus.coverage(x, y, z, 0.25));
			return most * grain;
		});
		final Psf psf = Psf.widefield(0.55, 0.5, 1);
		final double[] h = psf.blur(haematoxylin).view(0);
		final double[] e = psf.blur(eosin).view(0);
		final ColorProcessor section = new ColorProcessor(GRID.width, GRID.height);
		for (int i = 0; i < h.length; i++)
			section.set(i, color(h[i], e[i], random));
		final ImagePlus image = new ImagePlus("histology-rgb.tif", section);
		image.setCalibration(GRID.calibration());
		return image;
	}

	/** Those of the gland in a row at its rim, those of the tissue around it spindles and a few round ones. */
	private static List<Blob> nuclei(final Blob gland, final Random random) {
		final List<Blob> nuclei = new ArrayList<>();
		final int around = 26;
		for (int i = 0; i < around; i++) {
			final double angle = 2 * Math.PI * (i + 0.5 * random.nextDouble()) / around;
			final double rim = 0.76 + 0.05 * random.nextGaussian();
			final double[] centre = gland.point(rim * StrictMath.cos(angle), rim * StrictMath.sin(angle), 0);
			final double[] radii = { 3.1 + 0.3 * random.nextGaussian(), 1.9 + 0.2 * random.nextGaussian(), 1 };
			nuclei.add(new Blob(centre, radii, 15 + angle * 180 / Math.PI, 0.05, random));
		}
		for (int i = 0; i < 400 && nuclei.size() < around + 34; i++) {
			final double x = 84 * random.nextDouble() - 2;
			final double y = 68 * random.nextDouble() - 2;
			final boolean round = random.nextInt(4) == 0;
			final double[] radii = round ? new double[] { 2.2, 2.1, 1 } : new double[] { 4.2, 1.1, 1 };
			final double angle = flow(x, y) + 12 * random.nextGaussian();
			final boolean free = gland.radius(x, y, 0) > 1.12 && nuclei.stream().allMatch(n -> n.radius(x, y, 0) > 2);
			if (free) nuclei.add(new Blob(new double[] { x, y, 0 }, radii, angle, 0.05, random));
		}
		return nuclei;
	}

	/** Direction of the fibres, in degrees: around the gland. */
	private static double flow(final double x, final double y) {
		return StrictMath.atan2((y - 31) * 1.6, x - 36) * 180 / Math.PI + 90;
	}

	private static Volume fibres(final Random random) {
		final Volume volume = new Volume(GRID);
		for (int i = 0; i < 420; i++) {
			final double x = 90 * random.nextDouble() - 5;
			final double y = 74 * random.nextDouble() - 5;
			final double angle = (flow(x, y) + 10 * random.nextGaussian()) * Math.PI / 180;
			final double[] direction = { StrictMath.cos(angle), StrictMath.sin(angle), 0 };
			new Filament(new double[] { x, y, 0 }, direction, 40).grow(volume, 14, 0.22, Collections.emptyList(), 0, random);
		}
		return new Psf(0.35, 1).blur(volume);
	}

	/** Beer and Lambert's law, on a slightly warm white, with photon noise. */
	private static int color(final double h, final double e, final Random random) {
		int rgb = 0xff;
		for (int c = 0; c < 3; c++) {
			final double white = c == 2 ? 238 : 243;
			final double light = white * StrictMath.pow(10, -h * HAEMATOXYLIN[c] - e * EOSIN[c]);
			final double counts = Poisson.next(12 * light, random) / 12.0;
			rgb = rgb << 8 | (int) Math.max(0, Math.min(255, Math.floor(counts + 0.5)));
		}
		return rgb;
	}
}
