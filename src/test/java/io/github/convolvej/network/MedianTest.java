package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class MedianTest {

	@Test
	void itIsTheMiddleOfTheSortedSamples() {
		final Random random = new Random(1);
		for (int n = 1; n < 200; n++) {
			final int kind = n % 3;
			final double[] samples = random.doubles(n).map(v -> kind == 0 ? Math.rint(4 * v) - 2 : kind == 1 ? v - 0.5 : 1e9 *
				v).toArray();
			if (n > 20 && n % 5 == 0) samples[3] = Double.NEGATIVE_INFINITY;
			final double[] sorted = samples.clone();
			Arrays.sort(sorted);
			final double middle = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
			assertEquals(middle, Median.of(ArrayImgs.doubles(samples, n)), n + " samples");
			final double[] deviations = Arrays.stream(samples).map(v -> Math.abs(v - middle)).sorted().toArray();
			assertEquals(n % 2 == 1 ? deviations[n / 2] : (deviations[n / 2 - 1] + deviations[n / 2]) / 2, Median
				.absoluteDeviation(ArrayImgs.doubles(samples, n)), n + " samples");
		}
	}
}
