package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.SmoothingKernels;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** Sums of smooth weights by moments of blocks against the definition. */
class SmoothSumsTest {

	/** A second derivative, a first one, a plain Gaussian, a box, and one that is cut off at other places on both sides. */
	private static double[][] vectors() {
		final SeparableKernel laplacian = SmoothingKernels.laplacianOfGaussian(45.0, 45.0);
		final double[] first = SmoothingKernels.gaussian(new double[] { 33 }, new int[] { 1 }, new int[] { 140 }).vector(0,
			0);
		final double[] plain = SmoothingKernels.gaussian(51.3).vector(0, 0);
		return new double[][] { laplacian.vector(0, 0), laplacian.vector(0, 1), first, plain, SmoothingKernels.box(311)
			.vector(0, 0), Arrays.copyOfRange(plain, 37, 400), SmoothingKernels.gaussian(1000.0).vector(0, 0) };
	}

	private static double[] signal(final int n) {
		final Random random = new Random(n);
		final double[] signal = new double[n];
		for (int i = 0; i < n; i++)
			signal[i] = random.nextDouble() + (i % 97 == 3 ? 1e6 : 0);
		return signal;
	}

	private static double[] sums(final SmoothSums sums, final double[] weights, final double[] signal, final int first,
		final int count)
	{
		final LineSums.Work work = sums.work(count, new Scratch());
		final double[][] source = work.source(first, count);
		for (int i = 0; i < count + weights.length - 1; i++)
			Arrays.fill(source[i], 0, 16, signal[first + i]);
		final double[][] made = work.sum(first, count, 16);
		final double[] result = new double[count];
		for (int i = 0; i < count; i++) {
			result[i] = made[i][0];
			assertEquals(made[i][0], made[i][15], 0);
		}
		return result;
	}

	@Test
	void sumsAreWithinTheirBound() {
		for (final double[] weights : vectors())
			for (final int results : new int[] { 1, 2, 9, 150, 1000 }) {
				final SmoothSums sums = SmoothSums.of(weights, results, 1, new SmoothVectors());
				assertNotNull(sums);
				final double[] signal = signal(results + weights.length - 1);
				final double[] made = sums(sums, weights, signal, 0, results);
				final double bound = sums.error() * Arrays.stream(weights).map(Math::abs).sum() * 1e6 * 1.000001;
				assertTrue(sums.error() < 0x1p-24, sums.name() + " " + sums.error());
				for (int i = 0; i < results; i++) {
					double expected = 0;
					for (int t = 0; t < weights.length; t++)
						expected += weights[t] * signal[i + t];
					assertEquals(expected, made[i], bound, sums.name() + " at " + i + " of " + results);
				}
			}
	}

	@Test
	void weightsThatAreNotSmoothAreNotTaken() {
		final Random random = new Random(1);
		assertNull(SmoothSums.of(random.doubles(500).toArray(), 1000, 1, new SmoothVectors()));
		final double[] step = new double[500];
		Arrays.fill(step, 200, 500, 1);
		assertNull(SmoothSums.of(step, 1000, 1, new SmoothVectors()));
		assertNull(SmoothSums.of(new double[500], 1000, 1, new SmoothVectors()));
		assertNull(SmoothSums.of(SmoothingKernels.gaussian(5.0).vector(0, 0), 1000, 1, new SmoothVectors()));
	}

	@Test
	void outsideOfWindowsNothingIsAdded() {
		final double[] weights = SmoothingKernels.gaussian(40.0).vector(0, 0);
		final SmoothSums sums = SmoothSums.of(weights, 1000, 1, new SmoothVectors());
		final double[] signal = new double[1000 + weights.length - 1];
		signal[700] = 3e38;
		final double[] clean = sums(sums, weights, signal, 0, 1000);
		for (int i = 0; i < 1000; i++)
			assertEquals(i <= 700 && i + weights.length > 700, clean[i] > 0, "at " + i);
		for (final double bad : new double[] { Double.NaN, Double.NEGATIVE_INFINITY, 1e300 }) {
			signal[500] = bad;
			final double[] made = sums(sums, weights, signal, 0, 1000);
			for (int i = 0; i < 1000; i++)
				if (i > 500 || i + weights.length <= 500) assertEquals(clean[i], made[i], 0);
				else if (Double.isNaN(bad)) assertTrue(Double.isNaN(made[i]));
				else if (Double.isInfinite(bad)) assertEquals(bad, made[i]);
				else assertEquals(bad * weights[500 - i], made[i], 1e287);
		}
	}

	private static Filter filter(final double sigma, final int axes) {
		final double[] all = new double[axes];
		Arrays.fill(all, sigma);
		return Smooth.gaussian(all);
	}

	@Test
	void tilesAndThreadsChangeNoBit() {
		final double[] image = Runs.numbers(5, 700 * 500);
		final Filter filter = Smooth.laplacianOfGaussian(70, 70);
		final String engine = filter.on(700, 500).within(Border.REPLICATE).engine();
		assertTrue(engine.contains("moments"), engine);
		for (final Filter each : new Filter[] { filter, Smooth.differenceOfGaussians(new double[] { 70, 70 }, new double[] {
			80, 80 }) }) {
			final double[] whole = Runs.run(each, Runs.image(false, image, 700, 500), Border.REPLICATE, Options.DEFAULT.tile(
				700, 500));
			for (final int[] tile : new int[][] { { 300, 170 }, { 700, 123 }, { 211, 500 } })
				assertArrayEquals(whole, Parallelization.runWithNumThreads(2, () -> Runs.run(each, Runs.image(false, image, 700,
					500), Border.REPLICATE, Options.DEFAULT.tile(tile))), 0);
		}
	}

	@Test
	void doublePrecisionHasNoSuchErrors() {
		final double[] image = Runs.numbers(6, 700 * 40);
		final Filter filter = filter(64, 2);
		assertTrue(!filter.on(700, 40).within(Border.ZERO).inDouble().engine().contains("moments"));
		final double[] wide = Runs.run(filter, Runs.image(true, image, 700, 40), Border.SYMMETRIC, Options.DEFAULT);
		final double[] single = Runs.run(filter, Runs.image(false, image, 700, 40), Border.SYMMETRIC, Options.DEFAULT);
		assertArrayEquals(wide, single, 1e-6);
		final double[] constant = new double[700 * 40];
		Arrays.fill(constant, 65535);
		assertArrayEquals(constant, Runs.run(filter, Runs.image(false, constant, 700, 40), Border.REFLECT,
			Options.DEFAULT), 0.004);
	}
}
