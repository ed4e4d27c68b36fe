package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.geometry.Padding;

import java.util.Arrays;
import java.util.SplittableRandom;

import net.imglib2.img.Img;

import org.junit.jupiter.api.Test;

class StochasticPoolingTest {

	private static double[] positive(final long seed, final int n) {
		return Arrays.stream(Runs.numbers(seed, n)).map(v -> Math.max(0, v)).toArray();
	}

	/** What the random number falls on when the samples are laid end to end. */
	private static double draw(final PoolingReference.Samples w, final double u) {
		double rest = u * w.sum();
		for (final double v : w.values) {
			if (rest < v) return v;
			rest -= v;
		}
		return 0;
	}

	@Test
	void theDrawIsThatOfTheNumberedCallOfSplittableRandom() {
		final PoolingReference r = new PoolingReference(new long[] { 9, 8, 3 }, new int[] { 3, 2, 1 }, new int[] { 2, 1,
			1 }, new int[] { 1, 1, 1 }, new int[] { 1, 1, 0 }, new int[] { 0, 1, 0 }, true);
		final double[] image = positive(3, 9 * 8 * 3);
		final SplittableRandom random = new SplittableRandom(77);
		final double[] expected = r.apply(image, (w, o) -> draw(w, random.nextDouble()));
		// the third axis is looped over: draws are counted over the whole result
		final Pooling pooling = Pooling.stochastic(77, 3, 2).stride(2, 1).padding(Padding.explicit(new int[] { 1, 1 },
			new int[] { 0, 1 })).ceilMode(true);
		for (final boolean wide : new boolean[] { false, true })
			assertArrayEquals(expected, Runs.run(pooling, Runs.image(wide, image, 9, 8, 3)));
	}

	@Test
	void theDrawDoesNotDependOnTilesOrThreads() {
		final Img<?> image = Runs.image(false, positive(8, 21 * 17 * 2 * 3), 21, 17, 2, 3);
		final double[] one = Runs.assertSameForAnyTilesAndThreads(Pooling.stochastic(5, 2, 2), image, Border.ZERO);
		final double[] other = Runs.run(Pooling.stochastic(6, 2, 2), image);
		assertFalse(Arrays.equals(one, other), "another seed draws other samples");
	}

	@Test
	void samplesAreDrawnAsOftenAsTheyAreLarge() {
		final double[] image = new double[4 * 10000];
		for (int i = 0; i < image.length; i++)
			image[i] = i % 4;
		final double[] drawn = Runs.run(Pooling.stochastic(1, 4), Runs.image(false, image, image.length));
		final long[] count = new long[4];
		for (final double v : drawn)
			count[(int) v]++;
		assertEquals(0, count[0]);
		for (int v = 1; v < 4; v++)
			assertEquals(10000 * v / 6.0, count[v], 200, "draws of " + v);
	}

	@Test
	void theExpectationIsThatOfThePaper() {
		final double[] image = { 1.6, 0, 0, 0, 0, 2.4, 0, 0, 0 };
		assertEquals(2.08, Runs.run(Pooling.stochasticExpectation(3, 3), Runs.image(true, image, 3, 3))[0], 1e-15);
	}

	@Test
	void zerosGiveZeroAndNanAndInfinityGiveNan() {
		final double[] line = { 0, 0, Double.NaN, 1, Double.POSITIVE_INFINITY, 1 };
		final double[] expected = { 0, Double.NaN, Double.NaN };
		assertArrayEquals(expected, Runs.run(Pooling.stochasticExpectation(2), Runs.image(false, line, 6)));
		assertArrayEquals(expected, Runs.run(Pooling.stochastic(1, 2), Runs.image(false, line, 6)));
	}

	@Test
	void aNegativeSampleIsRefusedWithValueAndPositionOrCountsAsZero() {
		final double[] image = new double[6 * 5 * 2];
		Arrays.fill(image, 1);
		image[4 + 6 * (2 + 5)] = -2.5;
		for (final Pooling p : new Pooling[] { Pooling.stochastic(1, 2, 2).stride(1), Pooling.stochasticExpectation(2, 2)
			.stride(1) }) {
			PoolingTest.assertRefused("-2.5 at position [4, 2, 1]", () -> Runs.run(p, Runs.image(false, image, 6, 5, 2)));
			final double[] taken = Runs.run(p.negativesAsZero(), Runs.image(false, image, 6, 5, 2));
			assertArrayEquals(new double[] { 1 }, Arrays.stream(taken).distinct().toArray());
		}
		final double[] outside = new double[9];
		outside[8] = -1;
		assertEquals(4, Runs.run(Pooling.stochastic(1, 2), Runs.image(false, outside, 9)).length, "no window reads it");
	}
}
