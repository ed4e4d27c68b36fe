package io.github.convolvej.samples;

import java.util.List;
import java.util.Random;

/** A thin curved line: grows at its tip, in a direction that wanders, around obstacles and between two planes. */
final class Filament {

	private static final double STEP = 0.05;

	private final double[] tip;
	private final double[] direction;
	private final double persistence;

	/**
	 * @param start x, y, z, in micrometres
	 * @param direction any length but 0
	 * @param persistence length, in micrometres, over which the direction is
	 *          forgotten
	 */
	Filament(final double[] start, final double[] direction, final double persistence) {
		this.tip = start.clone();
		this.direction = direction.clone();
		this.persistence = persistence;
		normalize();
	}

	/**
	 * Draws the filament into an image as it grows.
	 *
	 * @param length in micrometres
	 * @param perMicron amount of light per micrometre; labels sit unevenly
	 * @param obstacles bodies to grow around
	 * @param top thickness, in micrometres, of the layer from z = 0 that holds
	 *          the filament
	 */
	void grow(final Volume target, final double length, final double perMicron, final List<Blob> obstacles,
		final double top, final Random random)
	{
		final double wander = Math.sqrt(STEP / persistence);
		for (int i = 0; i < length / STEP; i++) {
			target.addPoint(tip[0], tip[1], tip[2], STEP * perMicron * 2 * random.nextDouble());
			for (int d = 0; d < 3; d++)
				direction[d] += wander * random.nextGaussian() * (d == 2 && top == 0 ? 0 : 1);
			for (final Blob obstacle : obstacles)
				if (obstacle.radius(tip[0], tip[1], tip[2]) < 1.1) obstacle.deflect(tip, direction, 0.15);
			if (tip[2] < 0) direction[2] += 0.1;
			if (tip[2] > top) direction[2] -= 0.1;
			normalize();
			for (int d = 0; d < 3; d++)
				tip[d] += STEP * direction[d];
		}
	}

	private void normalize() {
		final double length = Math.sqrt(direction[0] * direction[0] + direction[1] * direction[1] + direction[2] *
			direction[2]);
		for (int d = 0; d < 3; d++)
			direction[d] /= length;
	}
}
