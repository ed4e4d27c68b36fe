package io.github.convolvej.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A nucleus with a DNA stain: denser at its rim, bright foci, dark nucleoli, or a metaphase plate. */
final class Nucleus {

	/** Its shape. */
	final Blob body;
	private final double density;
	private final boolean dividing;
	private final double side;
	private final List<Blob> foci = new ArrayList<>();
	private final List<Blob> nucleoli = new ArrayList<>();

	/**
	 * @param centre x, y, z, in micrometres
	 * @param radii half axes, in micrometres
	 * @param angle in degrees, about z
	 * @param density of stain, 1 = usual
	 * @param side where its centrosome is, in degrees from the first half axis
	 */
	Nucleus(final double[] centre, final double[] radii, final double angle, final double density, final double side,
		final Random random)
	{
		this.density = density;
		this.side = side * Math.PI / 180;
		// chromosomes at the equator: a plate, much thinner than long, of ragged outline
		this.dividing = radii[0] < radii[1] / 2;
		this.body = new Blob(centre, radii, angle, dividing ? 0.12 : 0.04, random);
		if (dividing) return;
		for (int i = 0; i < 9; i++)
			foci.add(sphere(body.randomPoint(0.85, random), 0.3 + 0.25 * random.nextDouble(), random));
		for (int i = 0; i < 2 + random.nextInt(2); i++)
			nucleoli.add(sphere(body.randomPoint(0.55, random), 0.8 + 0.4 * random.nextDouble(), random));
	}

	private static Blob sphere(final double[] centre, final double radius, final Random random) {
		return new Blob(centre, new double[] { radius, radius, radius }, 0, 0.1, random);
	}

	/** @return places (x, y, z) that filaments radiate from: one beside the nucleus, or both poles of the spindle */
	List<double[]> centrosomes() {
		if (dividing) return Arrays.asList(body.point(-3.4, 0, 0), body.point(3.4, 0, 0));
		return Collections.singletonList(body.point(1.25 * StrictMath.cos(side), 1.25 * StrictMath.sin(side), 0.2));
	}

	/**
	 * @param chromatin texture of mean 0 and variance 1 at this position
	 * @return stain at a position of the scene, about 1 inside
	 */
	double stain(final double x, final double y, final double z, final double chromatin) {
		final double r = body.radius(x, y, z);
		if (r > 1.2) return 0;
		final double edge = Math.max(0, Math.min(1, 0.5 + (1 - r) / 0.06));
		final double texture = StrictMath.exp((dividing ? 0.25 : 0.4) * chromatin);
		if (dividing) return density * edge * texture;
		final double rim = 1 + 0.5 * StrictMath.exp(-(1 - r) * (1 - r) / 0.01);
		double extra = 0;
		for (final Blob focus : foci)
			extra = Math.max(extra, focus.coverage(x, y, z, 0.8));
		double hole = 0;
		for (final Blob nucleolus : nucleoli)
			hole = Math.max(hole, nucleolus.coverage(x, y, z, 0.4));
		return density * edge * (texture * rim * (1 - 0.8 * hole) + 2.5 * extra);
	}
}
