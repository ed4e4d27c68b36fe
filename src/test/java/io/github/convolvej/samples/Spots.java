package io.github.convolvej.samples;

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
	/** Seconds. */
	private static final double BLEACHING = 9;

	private Spots() {}

	/** @return the image, its title the file's name */
	static ImagePlus create() {
		final Random random = new Random(20260103);
		final Blob cell = new Blob(new double[] { 8.6, 6.2, 0 }, new double[] { 7.6, 5.2, 1 }, -12, 0.04, random);
		final Volume glow = Volume.of(GRID, (x, y, z) -> cell.coverage(x, y, z, 0.12)).mix(1, //
			Volume.texture(GRID, 0.5, random), 0);
		final Volume grain = Volume.texture(GRID, 0.5, random);
		final Volume background = new Volume(GRID);
		for (int i = 0; i < glow.data.length; i++)
			background.data[i] = 6 + 16 * glow.data[i] * StrictMath.exp(0.2 * grain.data[i]);
		final Spot[] spots = new Spot[SPOTS];
		for (int i = 0; i < SPOTS; i++)
			spots[i] = new Spot(cell.randomPoint(0.85, random), i % 2 == 0 ? 0 : SPEED, random);
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
		image.setOpenAsHyperStack(true);
		final Calibration calibration = GRID.calibration();
		calibration.frameInterval = INTERVAL;
		calibration.setTimeUnit("sec");
		calibration.fps = 4;
		image.setCalibration(calibration);
		image.setDisplayRange(100, 450);
		return image;
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

		void move(final Random random) {
			final double diffusion = vx == 0 && vy == 0 ? DIFFUSION : DIFFUSION / 10;
			final double step = Math.sqrt(2 * diffusion * INTERVAL);
			x += vx * INTERVAL + step * random.nextGaussian();
			y += vy * INTERVAL + step * random.nextGaussian();
		}
	}
}
