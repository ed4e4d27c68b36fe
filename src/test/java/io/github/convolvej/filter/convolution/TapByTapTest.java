package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.run.Options;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Where sums are not finite, separable kernels have the bits of the dense sum. */
class TapByTapTest {

	private static double[] vector(final Random random, final int n) {
		return random.doubles(n, -1, 1.5).toArray();
	}

	private static void assertDense(final SeparableConvolution filter, final boolean overflows, final double[] image,
		final long... size)
	{
		for (final Border border : new Border[] { Border.ZERO, Border.REPLICATE }) {
			final double[] dense = Runs.run(filter.dense().engine(Engine.DIRECT), Runs.image(false, image, size), border,
				Options.DEFAULT);
			final double[] passes = Runs.run(filter, Runs.image(false, image, size), border, Options.DEFAULT);
			int differing = 0;
			for (int i = 0; i < dense.length; i++) {
				// where only the dense sum overflows on its way, the passes are right
				if (Double.isFinite(passes[i]) && (overflows || Double.isFinite(dense[i]))) continue;
				assertEquals(dense[i], passes[i], "at " + i);
				differing++;
			}
			assertTrue(differing > 0, "all sums are finite");
		}
	}

	@Test
	void oneBadSampleAndAllBadSamples() {
		final Random random = new Random(4);
		final SeparableConvolution[] filters = { SeparableConvolution.of(vector(random, 9), vector(random, 7)),
			SeparableConvolution.of(vector(random, 4), vector(random, 5)).stride(2, 3).dilation(2, 1).bias(7),
			SeparableConvolution.of(vector(random, 12), new double[] { 1 }) };
		for (final SeparableConvolution filter : filters)
			for (final double bad : new double[] { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY }) {
				final double[] few = Runs.numbers(1, 300 * 40);
				for (int y = 18; y < 24; y++)
					few[y * 300 + 155] = few[y * 300 + 156] = bad;
				assertDense(filter, false, few, 300, 40);
				final double[] many = Runs.numbers(2, 300 * 40);
				for (int i = 0; i < many.length; i += 3)
					many[i] = i % 2 == 0 ? bad : -bad;
				assertDense(filter, false, many, 300, 40);
			}
		final double[] huge = new double[90 * 33];
		for (int i = 0; i < huge.length; i++)
			huge[i] = (float) (3e38 * (random.nextDouble() - 0.4));
		assertDense(filters[0], true, huge, 90, 33);
		assertDense(SeparableConvolution.of(vector(random, 3), vector(random, 4), vector(random, 5)), true, huge, 30, 9, 11);
	}
}
