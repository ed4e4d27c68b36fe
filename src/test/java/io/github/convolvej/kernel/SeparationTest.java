package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class SeparationTest {

	@Test
	void sobelSeparatesToItsIntegers() {
		final Separation s = Separation.of(KernelText.parse("sobel-x", 2));
		assertTrue(s.isSeparable());
		assertEquals(0, s.error());
		final double[] x = s.terms().vector(0, 0);
		assertArrayEquals(new double[] { -2, 0, 2 }, x);
		assertArrayEquals(new double[] { 0.5, 1, 0.5 }, s.terms().vector(0, 1));
	}

	@Test
	void gaussianInSinglePrecisionIsSeparable() {
		for (int n = 1; n <= 3; n++) {
			final double[] weights = KernelText.parse("gaussian:1.3", n).weights();
			for (int i = 0; i < weights.length; i++)
				weights[i] = (float) weights[i];
			final int[] size = KernelText.parse("gaussian:1.3", n).size();
			final Separation s = Separation.of(new Kernel(weights, 1, 1, size));
			assertTrue(s.isSeparable(), n + " axes");
			assertTrue(s.relativeError() < 1e-6, n + " axes");
			for (int d = 0; d < n; d++)
				assertEquals(1, s.rank(d));
		}
	}

	@Test
	void noiseAboveTheToleranceIsNotSeparable() {
		final double[] weights = KernelText.parse("box:3", 2).weights();
		weights[0] += 1e-5;
		assertEquals(2, Separation.of(new Kernel(weights, 1, 1, 3, 3)).rank());
		weights[0] += 1e-8 - 1e-5;
		assertEquals(1, Separation.of(new Kernel(weights, 1, 1, 3, 3)).rank());
	}

	@Test
	void knownRanks() {
		assertEquals(2, Separation.of(KernelText.parse("laplacian", 2)).rank());
		assertEquals(2, Separation.of(KernelText.parse("laplacian-8", 2)).rank());
		assertEquals(4, Separation.of(KernelText.parse("laplacian-8", 3)).rank());
		assertEquals(4, Separation.of(KernelText.parse("dog:1,2", 3)).rank());
		assertEquals(2, Separation.of(KernelText.parse("log:1.2", 2)).rank());
		assertEquals(4, Separation.of(KernelText.parse("laplacian", 3)).rank());
		assertEquals(2, Separation.of(KernelText.parse("roberts-x", 2)).rank());
		assertEquals(1, Separation.of(KernelText.parse("sobel-z:5", 3)).rank());
		assertEquals(0, Separation.of(new Kernel(new double[6], 1, 1, 3, 2)).rank());
	}

	@Test
	void allTermsSumToTheKernelForEveryShape() {
		final Random random = new Random(5);
		final int[][] sizes = { { 1 }, { 7 }, { 1, 5 }, { 5, 1 }, { 3, 8 }, { 8, 3 }, { 1, 1, 4 }, { 4, 1, 3 }, { 2, 5, 3 },
			{ 6, 2, 2 }, { 2, 2, 7 }, { 3, 3, 3 }, { 1, 4, 4 } };
		for (final int[] size : sizes) {
			int taps = 1;
			for (final int s : size)
				taps *= s;
			final double[] weights = random.doubles(taps, -1, 1).toArray();
			for (final double scale : new double[] { 1, 1e-200, 1e200, 0 }) {
				final double[] scaled = weights.clone();
				for (int i = 0; i < taps; i++)
					scaled[i] *= scale;
				final Separation s = Separation.of(new Kernel(scaled, 1, 1, size));
				assertArrayEquals(scaled, Kernel.of(s.terms()).weights(), 1e-13 * scale);
			}
		}
	}

	@Test
	void limitedTermsAreTheBestApproximation() {
		final double[] weights = new Random(8).doubles(35, -1, 1).toArray();
		final Kernel kernel = new Kernel(weights, 1, 1, 7, 5);
		final double[] sigma = Separation.of(kernel).singularValues(0);
		assertArrayEquals(sigma, Separation.of(kernel).singularValues(1), 1e-14);
		for (int r = 1; r <= 5; r++) {
			double rest = 0;
			for (int i = r; i < 5; i++)
				rest += sigma[i] * sigma[i];
			final Separation s = Separation.of(kernel, r);
			assertEquals(r, s.terms().terms());
			assertEquals(5, s.rank());
			assertEquals(Math.sqrt(rest), s.error(), 1e-13);
		}
	}

	@Test
	void fewTermsOfLargeKernelsAreCheaper() {
		assertFalse(Separation.of(KernelText.parse("sobel-x", 2)).isCheaper(1, 1));
		assertFalse(Separation.of(KernelText.parse("laplacian", 2)).isCheaper(1, 1));
		assertTrue(Separation.of(KernelText.parse("box:5", 2)).isCheaper(1, 1));
		assertTrue(Separation.of(KernelText.parse("box:3", 3)).isCheaper(1, 1, 1));
		assertTrue(Separation.of(KernelText.parse("log:1.5", 2)).isCheaper(1, 1));
		assertFalse(Separation.of(KernelText.parse("box:5", 2)).isCheaper(5, 5));
		assertFalse(Separation.of(KernelText.parse("box:9", 1)).isCheaper(1));
	}

	@Test
	void banksAndNonFiniteWeightsAreRefused() {
		final Kernel bank = new Kernel(new double[8], 1, 2, 2, 2);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Separation.of(bank)).getMessage().contains(
			"2 output channels"));
		final Kernel nan = new Kernel(new double[] { 1, Double.NaN, 2, 3 }, 1, 1, 2, 2);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Separation.of(nan)).getMessage().contains(
			"weight 2 is NaN"));
		assertThrows(IllegalArgumentException.class, () -> Separation.of(Kernel.of(1, 2), 0));
	}

	@Test
	void separableKernelsAddScaleFlipAndMultiplyOut() {
		final SeparableKernel a = SeparableKernel.of(new double[] { 1, 2, 3 }, new double[] { 4, 5 });
		final SeparableKernel b = SeparableKernel.of(new double[] { 0, 1, 0 }, new double[] { 1, -1 });
		final SeparableKernel sum = a.plus(b).times(2);
		assertEquals(KernelText.parse("8 18 24; 10 18 30", 2), Kernel.of(sum));
		assertEquals(Kernel.of(sum).flipped(), Kernel.of(sum.flipped()));
		assertThrows(IllegalArgumentException.class, () -> a.plus(SeparableKernel.of(new double[2], new double[2])));
		assertThrows(IllegalArgumentException.class, () -> SeparableKernel.of(new double[2], new double[0]));
		assertThrows(IllegalArgumentException.class, () -> SeparableKernel.of());
	}
}
