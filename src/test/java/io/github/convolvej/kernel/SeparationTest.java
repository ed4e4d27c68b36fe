package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
		assertArrayEquals(new double[] { -1, 0, 1 }, x);
		assertArrayEquals(new double[] { 1, 2, 1 }, s.terms().vector(0, 1));
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
	void presetsThatAreSeparableByDefinitionKeepTheirVectors() {
		final String[] presets = { "identity:4", "box:5", "binomial:5", "gaussian:1.5", "log:1.5", "dog:1,1.6", "sobel:5",
			"scharr-x", "prewitt", "farid", "gaussian-x:1", "nearest:3", "bilinear:3", "bicubic:2" };
		for (int n = 1; n <= 3; n++)
			for (final String preset : presets) {
				final Kernel kernel = KernelText.parse(preset, n);
				final Separation s = Separation.of(kernel);
				assertTrue(s.isExact(), preset);
				assertEquals(0, s.relativeError());
				assertEquals(preset.startsWith("log") ? n : preset.startsWith("dog") ? 2 : 1, s.terms().terms(), preset);
				final Kernel dense = new Kernel(kernel.weights(), 1, 1, kernel.size());
				assertEquals(dense, kernel);
				assertEquals(dense.sum(0), kernel.sum(0), 1e-13);
				assertEquals(dense.flipped(), kernel.flipped());
				// along each axis the vectors have the singular values of the weights
				for (int d = 0; d < n; d++) {
					final double[] all = Separation.of(dense).singularValues(d);
					final double[] own = s.singularValues(d);
					for (int i = 0; i < Math.max(all.length, own.length); i++)
						assertEquals(i < all.length ? all[i] : 0, i < own.length ? own[i] : 0, 1e-6 * own[0], preset);
				}
			}
		assertEquals(2, Separation.of(KernelText.parse("roberts-x", 2)).terms().terms());
		assertEquals(1, Separation.of(KernelText.parse("sobel-y # scharr-x", 2).spatial(0, 1)).terms().terms());
		assertNull(KernelText.parse("sobel-y # 1 0 0; 0 1 0; 0 0 1", 2).factors(0, 0));
	}

	@Test
	void vectorsAreNotMultipliedOutUnasked() {
		final double[] wide = Gaussian.weights(5000, 0, 20_000);
		// all weights would need 12.8 gigabytes
		final Kernel kernel = Kernel.of(SeparableKernel.of(wide, wide)).withBias(1);
		final Kernel many = kernel.flipped().reshaped(1, 40_001, 40_001).forEachChannel(100).withGroups(50).exchanged();
		assertTrue(many.isFinite());
		assertEquals(2, many.sum(3), 1e-10);
		assertEquals(1, Separation.of(many.spatial(0, 3)).rank());
		final double[] wider = new double[50_000];
		assertThrows(IllegalArgumentException.class, () -> Kernel.of(SeparableKernel.of(wider, wider)));
	}

	@Test
	void largeKernelsOfLowRankAreSeparatedAndOthersRefused() {
		final double[][] rows = new double[301][401];
		final double[][] noise = new double[301][401];
		final Random random = new Random(4);
		for (int y = 0; y < rows.length; y++)
			for (int x = 0; x < rows[0].length; x++) {
				final double r2 = (y - 150) * (y - 150) + (x - 200) * (x - 200);
				rows[y][x] = (float) (Math.exp(-r2 / 5000) - 0.3 * Math.exp(-r2 / 8000));
				noise[y][x] = random.nextDouble();
			}
		final Separation s = Separation.of(Kernel.of(rows));
		assertEquals(2, s.rank());
		assertTrue(s.relativeError() < 1e-7, () -> "" + s.relativeError());
		assertFalse(s.isExact());
		assertNull(Separation.ofSmall(Kernel.of(noise)));
		final String message = assertThrows(IllegalArgumentException.class, () -> Separation.of(Kernel.of(noise)))
			.getMessage();
		assertTrue(message.contains("[401, 301] (x first) is too large to be separated"), message);
		final double[] ball = new double[41 * 41 * 41];
		for (int i = 0; i < ball.length; i++)
			ball[i] = (float) Math.exp(-(Math.pow(i % 41 - 20, 2) + Math.pow(i / 41 % 41 - 20, 2) + Math.pow(i / 1681 - 20,
				2)) / 100);
		assertEquals(1, Separation.of(new Kernel(ball, 1, 1, 41, 41, 41)).rank());
		assertNull(Separation.ofSmall(new Kernel(random.doubles(ball.length).toArray(), 1, 1, 41, 41, 41)));
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
		assertEquals(2, Separation.of(KernelText.parse("dog:1,2", 3)).rank());
		assertEquals(3, Separation.of(KernelText.parse("log:1.2", 3)).rank());
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
