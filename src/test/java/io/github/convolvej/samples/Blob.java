package io.github.convolvej.samples;

import java.util.Random;

/** A rounded body, an ellipsoid with dents and bulges: nuclei, cells, lumina. Lengths in micrometres. */
final class Blob {

	private static final int HARMONICS = 4;

	private final double[] centre;
	private final double[] radii;
	private final double cos;
	private final double sin;
	private final double[] amplitude = new double[HARMONICS];
	private final double[] phase = new double[HARMONICS];

	/**
	 * @param centre x, y, z
	 * @param radii half axes, before turning
	 * @param angle by which the body is turned about z, in degrees
	 * @param roughness standard deviation of the dents, relative to the radius
	 */
	Blob(final double[] centre, final double[] radii, final double angle, final double roughness, final Random random) {
		this.centre = centre.clone();
		this.radii = radii.clone();
		cos = StrictMath.cos(angle * Math.PI / 180);
		sin = StrictMath.sin(angle * Math.PI / 180);
		for (int k = 0; k < HARMONICS; k++) {
			amplitude[k] = roughness * random.nextGaussian();
			phase[k] = 2 * Math.PI * random.nextDouble();
		}
	}

	/** @return 0 at the centre, below 1 inside, 1 on the surface, above 1 outside */
	double radius(final double x, final double y, final double z) {
		final double dx = x - centre[0];
		final double dy = y - centre[1];
		final double u = (cos * dx + sin * dy) / radii[0];
		final double v = (cos * dy - sin * dx) / radii[1];
		final double w = (z - centre[2]) / radii[2];
		final double r = Math.sqrt(u * u + v * v + w * w);
		// far off the dents do not matter
		if (r == 0 || r > 2) return r;
		final double angle = StrictMath.atan2(v, u);
		double surface = 1;
		for (int k = 0; k < HARMONICS; k++)
			surface += amplitude[k] / (k + 1) * StrictMath.cos((k + 2) * angle + phase[k]);
		return r / surface;
	}

	/** @return 1 inside, 0 outside, with a ramp as wide as softness (relative to the radius) at the surface */
	double coverage(final double x, final double y, final double z, final double softness) {
		return Math.max(0, Math.min(1, 0.5 + (1 - radius(x, y, z)) / softness));
	}

	/** @return the scene's (x, y, z) of a position given in half axes of this body */
	double[] point(final double u, final double v, final double w) {
		final double du = u * radii[0];
		final double dv = v * radii[1];
		return new double[] { centre[0] + cos * du - sin * dv, centre[1] + sin * du + cos * dv, centre[2] + w * radii[2] };
	}

	/** @return the scene's (x, y, z) of a random position, at most limit half axes from the centre */
	double[] randomPoint(final double limit, final Random random) {
		while (true) {
			final double u = 2 * random.nextDouble() - 1;
			final double v = 2 * random.nextDouble() - 1;
			final double w = 2 * random.nextDouble() - 1;
			if (u * u + v * v + w * w <= 1) return point(limit * u, limit * v, limit * w);
		}
	}

	/** Turns a direction so that it leaves the body. */
	void deflect(final double[] position, final double[] direction, final double strength) {
		for (int d = 0; d < 3; d++)
			direction[d] += strength * (position[d] - centre[d]) / radii[d];
	}
}
