package io.github.convolvej.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The camera of the sample images counts as its parameters say. */
class CameraTest {

	private static final int SAMPLES = 40000;

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.3, 9.9, 10.1, 60, 1000 })
	void photonsHaveAVarianceEqualToTheirMean(final double mean) {
		final Random random = new Random(1);
		final double[] moments = moments(() -> Poisson.next(mean, random));
		assertEquals(mean, moments[0], 4 * Math.sqrt(mean / SAMPLES));
		assertEquals(mean, moments[1], 0.05 * mean);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 2, 7, 12, 25 })
	void photonsAreDistributedAsPoissonSays(final double mean) {
		final Random random = new Random(2);
		final int[] seen = new int[200];
		for (int i = 0; i < SAMPLES; i++)
			seen[Poisson.next(mean, random)]++;
		double probability = Math.exp(-mean);
		for (int k = 0; k < seen.length; k++) {
			final double expected = SAMPLES * probability;
			assertEquals(expected, seen[k], 5 * Math.sqrt(expected) + 3, "count " + k);
			probability *= mean / (k + 1);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 20, 300 })
	void countsHaveTheMeanAndVarianceOfGainOffsetAndReading(final double electrons) {
		for (final Camera camera : new Camera[] { Camera.SIXTEEN_BIT, Camera.EIGHT_BIT }) {
			final Random random = new Random(3);
			final double[] moments = moments(() -> camera.counts(electrons, random));
			final double expected = camera.offset + camera.gain * electrons;
			assertEquals(expected, moments[0], 4 * Math.sqrt(camera.variance(expected) / SAMPLES));
			assertEquals(camera.variance(expected), moments[1], 0.05 * moments[1]);
		}
	}

	@Test
	void countsAreClampedToTheRange() {
		assertEquals(255, Camera.EIGHT_BIT.counts(5000, new Random(4)));
		assertEquals(65535, Camera.SIXTEEN_BIT.counts(50000, new Random(4)));
		assertEquals(0, new Camera(1, -50, 1, 255).counts(0, new Random(4)));
	}

	private interface Draw {

		int next();
	}

	/** Mean and variance of many draws. */
	private static double[] moments(final Draw draw) {
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < SAMPLES; i++) {
			final double v = draw.next();
			sum += v;
			squares += v * v;
		}
		final double mean = sum / SAMPLES;
		return new double[] { mean, squares / SAMPLES - mean * mean };
	}
}
