package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

/** Samples by rank are those of a sorted array, bit for bit. */
class RankedSamplesTest {

	private static void assertAsSorted(final int count, final IntFunction<Float> sample) {
		final float[] samples = new float[count + 3];
		for (int i = 0; i < samples.length; i++)
			samples[i] = sample.apply(i);
		final RankedSamples ranked = new RankedSamples(samples, count);
		final float[] sorted = Arrays.copyOf(samples, count);
		Arrays.sort(sorted);
		for (int rank = 0; rank < count; rank += Math.max(1, count / 97))
			assertEquals(Float.floatToRawIntBits(sorted[rank]), Float.floatToRawIntBits(ranked.at(rank)), "rank " + rank);
	}

	@Test
	void ofAnyNumbers() {
		final Random random = new Random(8);
		assertAsSorted(5000, i -> random.nextFloat());
		assertAsSorted(5000, i -> (float) random.nextGaussian() * 1e-38f);
		assertAsSorted(5000, i -> 1e6f + random.nextInt(50));
		// any bits but NaN
		assertAsSorted(5000, i -> {
			final float any = Float.intBitsToFloat(random.nextInt());
			return Float.isNaN(any) ? Float.NEGATIVE_INFINITY : any;
		});
	}

	@Test
	void ofFewAndOfEqualOnes() {
		assertAsSorted(1, i -> -3f);
		assertAsSorted(2, i -> (float) -i);
		assertAsSorted(400, i -> 7f);
		assertAsSorted(400, i -> i % 3 == 0 ? -0f : 0f);
		assertAsSorted(6, i -> new float[] { Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_VALUE, 0, -0f, 1, 1, 1 }[i]);
	}
}
