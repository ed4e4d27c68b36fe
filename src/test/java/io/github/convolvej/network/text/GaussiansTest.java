package io.github.convolvej.network.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class GaussiansTest {

	@Test
	void theNumbersAreThoseOfJava() {
		for (final long seed : new long[] { 0, 1, -7, Long.MAX_VALUE }) {
			final Random expected = new Random(seed);
			final Gaussians made = new Gaussians(seed);
			for (int i = 0; i < 1000; i++)
				assertEquals(expected.nextGaussian(), made.next());
		}
	}
}
