package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extremes of lines are those of a plain comparison, wherever they are. */
class ExtremesTest {

	private static void assertExtremes(final float[] samples, final int from, final int to) {
		final double[] expected = { samples[from], samples[from] };
		for (int i = from; i < to; i++) {
			expected[0] = Math.min(expected[0], samples[i]);
			expected[1] = Math.max(expected[1], samples[i]);
		}
		assertArrayEquals(expected, Extremes.of(samples, from, to), 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 1023, 1025, 65536, 65537, 300001 })
	void theyAreFoundAnywhere(final int n) {
		final Random random = new Random(n);
		final float[] samples = new float[n + 5];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat() - 0.3f;
		assertExtremes(samples, 3, n + 3);
		for (int k = 0; k < 10; k++) {
			final int at = 3 + random.nextInt(n);
			// by the smallest step there is
			samples[at] = k % 2 == 0 ? (float) Math.nextUp((float) Extremes.of(samples, 3, n + 3)[1]) : Math.nextDown(
				(float) Extremes.of(samples, 3, n + 3)[0]);
			assertExtremes(samples, 3, n + 3);
		}
	}

	@Test
	void risingAndConstantAndHugeSamples() {
		final float[] rising = new float[200000];
		final float[] constant = new float[200000];
		final float[] huge = new float[200000];
		for (int i = 0; i < rising.length; i++) {
			rising[i] = i - 70000;
			constant[i] = -3.25f;
			huge[i] = (i % 7 - 3) * 1e38f;
		}
		assertExtremes(rising, 0, rising.length);
		assertExtremes(constant, 0, constant.length);
		assertExtremes(huge, 0, huge.length);
		huge[150000] = Float.NEGATIVE_INFINITY;
		assertExtremes(huge, 0, huge.length);
	}

	@Test
	void notANumberIsFound() {
		final float[] samples = new float[200000];
		for (int i = 0; i < samples.length; i++)
			samples[i] = i % 100;
		samples[180000] = Float.NaN;
		assertTrue(Double.isNaN(Extremes.of(samples, 0, samples.length)[0]));
	}
}
