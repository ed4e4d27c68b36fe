package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;

import net.imglib2.FinalInterval;

import org.junit.jupiter.api.Test;

/** Powers and sums that are too large or too small for a sample, although the result is not. */
class ExtremeNumbersTest {

	private static double[] constant(final double value, final int n) {
		final double[] image = new double[n];
		Arrays.fill(image, value);
		return image;
	}

	private static double only(final Filter filter, final boolean wide, final double... image) {
		return Runs.run(filter, Runs.image(wide, image, image.length))[0];
	}

	@Test
	void normsOfLargePowersAreFinite() {
		// 60000 * 4^(1/70) and 0.01 * 4^(1/170), computed by hand
		assertEquals(61200.1, only(Pooling.lp(70, 4), false, constant(60000, 4)), 0.05);
		assertEquals(0.01008, only(Pooling.lp(170, 4), false, constant(0.01f, 4)), 1e-5);
		assertEquals(61200.1, only(GlobalPooling.lp(70, 1), true, constant(60000, 4)), 0.05);
		assertEquals(0.01008, only(GlobalPooling.lp(170, 1), true, constant(0.01, 4)), 1e-5);
		assertEquals(5e200, only(Pooling.lp(2, 2), true, 3e200, -4e200), 1e187);
		assertEquals(5e-200, only(GlobalPooling.lp(2, 1), true, 3e-200, -4e-200), 1e-213);
		assertEquals(2, only(Pooling.lp(5000, 3), true, 0, 2, 1), 1e-9);
		final double inf = Double.POSITIVE_INFINITY;
		assertEquals(4e300, only(Pooling.lp(inf, 3), true, 1e-300, -4e300, 0), 0);
		assertEquals(4e300, only(GlobalPooling.lp(inf, 1), true, 1e-300, -4e300, 0), 0);
		assertEquals(3, only(Pooling.lp(inf, 3).footprint(true, false, true), false, -3, 9, 1), 0);
		assertEquals(Double.NaN, only(GlobalPooling.lp(inf, 1), false, 1, Double.NaN, 2));
	}

	@Test
	void normsOfMixedMagnitudesAreThoseOfTheirWindows() {
		final double[] image = Runs.numbers(5, 30 * 20);
		for (int i = 0; i < image.length; i++)
			image[i] = i % 7 == 0 ? 0 : Math.scalb(image[i], i / 30 * 20 - 200);
		final PoolingReference r = new PoolingReference(new long[] { 30, 20 }, new int[] { 3, 5 }, new int[] { 1, 2 },
			new int[] { 1, 1 }, new int[] { 1, 2 }, new int[] { 1, 2 }, false);
		for (final double p : new double[] { 1, 2, 3.5, 70, 1000 }) {
			final Filter filter = Pooling.lp(p, 3, 5).stride(1, 2).padding(Padding.explicit(1, 2));
			final double[] expected = r.apply(image, (w, o) -> {
				final double largest = w.values.stream().mapToDouble(Math::abs).max().getAsDouble();
				return largest == 0 ? 0 : largest * Math.pow(w.values.stream().mapToDouble(v -> Math.pow(Math.abs(v) / largest,
					p)).sum(), 1 / p);
			});
			final double[] got = Runs.assertSameForAnyTilesAndThreads(filter, Runs.image(true, image, 30, 20), Border.ZERO);
			for (int i = 0; i < got.length; i++)
				assertEquals(expected[i], got[i], 1e-12 * expected[i], "p = " + p + " at " + i);
		}
	}

	@Test
	void averagesOfTheLargestNumbersAreFinite() {
		final double large = 3e38f;
		for (final int size : new int[] { 2, 3, 9, 31 }) {
			final double[] got = Runs.run(Pooling.average(size, size).stride(1).padding(Padding.SAME), Runs.image(false,
				constant(large, 40 * 33), 40, 33));
			assertArrayEquals(constant(large, 40 * 33), got, 0);
		}
		final double[] image = constant(large, 40);
		image[20] = Double.POSITIVE_INFINITY;
		final double[] got = Runs.assertSameForAnyTilesAndThreads(Pooling.average(3).stride(1).padding(Padding.SAME), Runs
			.image(false, image, 40), Border.ZERO);
		assertEquals(large, got[18]);
		assertEquals(Double.POSITIVE_INFINITY, got[19]);
	}

	@Test
	void aReductionThatWindowsDoNotHaveIsAnErrorAndNotAnotherOne() {
		final PoolingPlan plan = new PoolingPlan(Reduction.SUM, SampleRules.DEFAULT, new boolean[] { true, true },
			new Window[] { new Window(2, 2, 1, 0, 0) }, new long[] { 4 });
		final Block source = new Block(new FinalInterval(4), new double[] { 1, 2, 3, 4 });
		final Block target = new Block(new FinalInterval(2), new double[2]);
		final String message = assertThrows(IllegalArgumentException.class, () -> plan.apply(new Block[] { source }, target,
			new Scratch())).getMessage();
		assertTrue(message.contains("sum"), message);
	}

	@Test
	void windowsThatLieFarApartAreThoseThatLieJustOutside() {
		// of 3 windows along each axis, the middle one is in the image, whatever the distance of the others
		final long[][] sizes = { { 48 }, { 48, 40 }, { 23, 31, 4 } };
		for (final long[] size : sizes) {
			final double[] image = Runs.numbers(3, (int) Arrays.stream(size).reduce(1, (a, b) -> a * b));
			final int[] window = new int[size.length];
			Arrays.fill(window, 2);
			window[0] = 3;
			for (final Pooling filter : new Pooling[] { Pooling.max(window), Pooling.min(window), Pooling.average(window), Pooling
				.lp(2, window), Pooling.median(window), Pooling.argmax(window) })
				for (final int far : new int[] { 60_000, 3_000_000, 100_000_000 })
					for (final boolean wide : new boolean[] { false, true })
						for (int axis = 0; axis < size.length; axis++) {
							// one axis alone, and all of them
							final int[] apart = new int[size.length];
							Arrays.fill(apart, axis == 0 ? far : 50);
							apart[axis] = far;
							assertArrayEquals(Runs.run(filter.stride(50).padding(Padding.explicit(50)), Runs.image(wide, image, size)),
								Runs.run(filter.stride(apart).padding(Padding.explicit(apart)), Runs.image(wide, image, size)), 0);
						}
		}
	}
}
