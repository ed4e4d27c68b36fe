package io.github.convolvej.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/**
 * A time series (X, Y, T), 16 bits: diffraction-limited spots on a faintly
 * glowing cell. Half of them diffuse, the others run straight and jitter; all
 * bleach.
 */
final class Spots {

	/** Seconds from frame to frame. */
	static final double INTERVAL = 0.5;

	private static final int FRAMES = 12;
	private static final int SPOTS = 26;
	private static final Grid GRID = Grid.plane(160, 128, 0.1);
	/** Square micrometres per second. */
	private static final double DIFFUSION = 0.012;
	/** Micrometres per second. */
	private static final double SPEED = 0.35;
	/** Electrons per pixel beside the cell. */
	private static final double DARK = 6;
	/** Seconds. */
	private static final double BLEACHING = 9;

	private Spots() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final Random random = new Random(20260103);
		final Blob cell = new Blob(new double[] { 8.6, 6.2, 0 }, new double[] { 7.6, 5.2, 1 }, -12, 0.04, random);
		final Volume grain = Volume.texture(GRID, 0.5, random);
		final Volume background = Volume.of(GRID, (x, y, z) -> {
			final double glow = cell.coverage(x, y, z, 0.12) * StrictMath.exp(0.2 * grain.nearest(x, y, z));
			return DARK + 16 * glow;
		});
		final List<Spot> spots = spots(cell, random);
		final Psf psf = Psf.widefield(0.58, 1.4, 1.515);
		final ImageStack stack = new ImageStack(GRID.width, GRID.height);
		for (int t = 0; t < FRAMES; t++) {
			final double fade = StrictMath.exp(-t * INTERVAL / BLEACHING);
			final Volume light = new Volume(GRID);
			for (final Spot spot : spots)
				light.addPoint(spot.x, spot.y, 0, spot.photons * fade);
			final double[] plane = psf.blur(light).mix(1, background, 0.5 + 0.5 * fade).view(0);
			stack.addSlice("t:" + (t + 1) + "/" + FRAMES + " - " + t * INTERVAL + " s", //
				Camera.SIXTEEN_BIT.expose(plane, GRID, random));
			for (final Spot spot : spots)
				spot.move(random);
		}
		final ImagePlus image = new ImagePlus("spots-time.tif", stack);
		image.setDimensions(1, 1, FRAMES);
		final Calibration calibration = GRID.calibration();
		calibration.frameInterval = INTERVAL;
		calibration.setTimeUnit("sec");
		calibration.fps = 4;
		image.setCalibration(calibration);
		image.setDisplayRange(100, 500);
		return image;
	}

	/** At first no two are closer than a micrometre. */
	private static List<Spot> spots(final Blob cell, final Random random) {
		final List<Spot> spots = new ArrayList<>();
		while (spots.size() < SPOTS) {
			final double[] start = cell.randomPoint(0.92, random);
			if (spots.stream().allMatch(s -> s.distance(start) > 1)) spots.add(new Spot(start, spots.size() % 2 * SPEED,
				random));
		}
		return spots;
	}

	private static final class Spot {

		double x;
		double y;
		final double photons;
		private final double vx;
		private final double vy;

		Spot(final double[] start, final double speed, final Random random) {
			x = start[0];
			y = start[1];
			final double angle = 2 * Math.PI * random.nextDouble();
			vx = speed * StrictMath.cos(angle);
			vy = speed * StrictMath.sin(angle);
			photons = 350 + 900 * random.nextDouble();
		}

		double distance(final double[] position) {
			final double dx = x - position[0];
			final double dy = y - position[1];
			return Math.sqrt(dx * dx + dy * dy);
		}

		void move(final Random random) {
			final double diffusion = vx == 0 && vy == 0 ? DIFFUSION : DIFFUSION / 10;
			final double step = Math.sqrt(2 * diffusion * INTERVAL);
			x += vx * INTERVAL + step * random.nextGaussian();
			y += vy * INTERVAL + step * random.nextGaussian();
		}
	}
}
