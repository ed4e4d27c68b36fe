package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.run.Options;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.plugin.filter.RankFilters;
import ij.process.FloatProcessor;

/** Neighbourhoods against the rank filters of ImageJ and of scipy. */
class NeighbourhoodPeersTest {

	private static final double[] RADII = { 0.5, 1, 1.5, 1.7, 1.75, 2, 2.5, 2.8, 2.85, 3, 4.4, 5, 7.5, 10, 13 };

	private static float[] image(final int kind, final int n) {
		final Random random = new Random(kind);
		final float[] image = new float[n];
		for (int i = 0; i < n; i++)
			image[i] = kind == 0 ? (float) random.nextGaussian() : kind == 1 ? random.nextInt(256) : kind == 2 ? random.nextInt(
				65536) : 77;
		return image;
	}

	private static double[] doubles(final float[] floats) {
		final double[] doubles = new double[floats.length];
		Arrays.setAll(doubles, i -> floats[i]);
		return doubles;
	}

	/** ImageJ repeats the samples at the edge, too. */
	@Test
	void mediansAndExtremesAreImageJsBitForBit() {
		final Statistic[] statistics = { Statistic.MEDIAN, Statistic.MINIMUM, Statistic.MAXIMUM };
		final int[] filters = { RankFilters.MEDIAN, RankFilters.MIN, RankFilters.MAX };
		for (int kind = 0; kind < 4; kind++)
			for (final double radius : RADII)
				for (int i = 0; i < statistics.length; i++) {
					final float[] image = image(kind, 53 * 37);
					final FloatProcessor theirs = new FloatProcessor(53, 37, image.clone());
					new RankFilters().rank(theirs, radius, filters[i]);
					final double[] ours = Runs.run(Neighbourhood.of(statistics[i], WindowShape.disc(radius)).withBorder(), Runs
						.image(false, doubles(image), 53, 37), Border.REPLICATE, Options.DEFAULT);
					assertArrayEquals(doubles((float[]) theirs.getPixels()), ours, statistics[i] + " of radius " + radius +
						", kind " + kind);
				}
	}

	/** ImageJ adds up in its own order, and its variances lose digits. */
	@Test
	void meansAndVariancesAreImageJsUpToItsRounding() {
		for (int kind = 0; kind < 4; kind++)
			for (final double radius : RADII) {
				final float[] image = image(kind, 53 * 37);
				final double scale = kind == 2 ? 65535 : kind == 0 ? 4 : 255;
				for (final boolean mean : new boolean[] { true, false }) {
					final FloatProcessor theirs = new FloatProcessor(53, 37, image.clone());
					new RankFilters().rank(theirs, radius, mean ? RankFilters.MEAN : RankFilters.VARIANCE);
					final double[] ours = Runs.run(Neighbourhood.of(mean ? Statistic.MEAN : Statistic.VARIANCE, WindowShape.disc(
						radius)).withBorder(), Runs.image(false, doubles(image), 53, 37), Border.REPLICATE, Options.DEFAULT);
					for (int i = 0; i < ours.length; i++)
						assertEquals(theirs.getf(i), ours[i], 1e-6 * (mean ? scale : scale * scale), "mean " + mean + ", radius " +
							radius + ", kind " + kind + " at " + i);
				}
			}
	}

	@Test
	void allAreScipys() throws IOException {
		final List<long[]> sizes = new ArrayList<>();
		final List<double[]> images = new ArrayList<>();
		int cases = 0;
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(NeighbourhoodPeersTest.class.getResourceAsStream(
			"/neighbourhood/scipy.tsv"), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith("#")) continue;
				final String[] parts = line.split("\t");
				if (parts[0].equals("image")) {
					sizes.add(Arrays.stream(parts[1].split(",")).mapToLong(Long::parseLong).toArray());
					images.add(numbers(parts[2]));
					continue;
				}
				final int i = Integer.parseInt(parts[0]);
				final double[] given = numbers(parts[3]);
				final int axes = sizes.get(i).length;
				final double[] radius = new double[axes];
				for (int d = 0; d < axes; d++)
					radius[d] = given[given.length == 1 ? 0 : d];
				final Neighbourhood filter = Neighbourhood.parse(parts[1], parts[4].isEmpty() ? null : (Double) Double
					.parseDouble(parts[4]), WindowShape.of(parts[2], radius)).withBorder();
				final double[] ours = Runs.run(filter, Runs.image(true, images.get(i), sizes.get(i)), Border.parse(parts[5]),
					Options.DEFAULT);
				final double[] theirs = numbers(parts[6]);
				for (int k = 0; k < ours.length; k++)
					assertEquals(theirs[k], ours[k], 2e-8 * (1 + Math.abs(theirs[k])), filter + ", " + parts[5] + " at " + k);
				cases++;
			}
		}
		assertTrue(cases >= 100, cases + " cases");
	}

	private static double[] numbers(final String text) {
		return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
	}
}
