package io.github.convolvej.network.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class GaussiansTest {

	@Test
	void theNumbersAreThoseOfJava() {
		for (final long seed : new long[] { 0, 1, -7, Long.MAX_VALUE }) {
			final Random expected = new Random(seed);
			final float[] made = new float[99_999];
			new Gaussians(seed).fill(made, 0.37);
			for (final float number : made)
				assertEquals((float) (0.37 * expected.nextGaussian()), number);
		}
	}
}
