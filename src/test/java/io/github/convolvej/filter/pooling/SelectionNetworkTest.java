package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class SelectionNetworkTest {

	private static void exchange(final double[] places, final List<SelectionNetwork.Exchange> exchanges) {
		for (final SelectionNetwork.Exchange e : exchanges) {
			final double smaller = Math.min(places[e.first], places[e.second]);
			final double larger = Math.max(places[e.first], places[e.second]);
			if (e.kind != SelectionNetwork.Kind.LARGER) places[e.first] = smaller;
			if (e.kind != SelectionNetwork.Kind.SMALLER) places[e.second] = larger;
		}
	}

	private static void assertMiddle(final SelectionNetwork network, final int width, final int height,
		final double[] samples)
	{
		final double[] places = new double[samples.length];
		for (int j = 0; j < width; j++) {
			final double[] column = Arrays.copyOfRange(samples, j * height, (j + 1) * height);
			exchange(column, network.column);
			for (int i = 0; i < height; i++)
				places[i * width + j] = column[i];
		}
		exchange(places, network.window);
		final double[] sorted = samples.clone();
		Arrays.sort(sorted);
		final String what = width + " x " + height + ": " + Arrays.toString(samples);
		final boolean nan = Double.isNaN(sorted[sorted.length - 1]);
		assertEquals(nan ? Double.NaN : sorted[(sorted.length - 1) / 2], places[network.lower], what);
		assertEquals(nan ? Double.NaN : sorted[sorted.length / 2], places[network.upper], what);
	}

	/** What is right for all zeros and ones is right for everything. */
	@Test
	void itFindsTheMiddleOfAllZerosAndOnes() {
		for (int width = 1; width <= 16; width++)
			for (int height = 1; width * height <= 16; height++) {
				if (!MedianLines.fits(width, height)) continue;
				final SelectionNetwork network = new SelectionNetwork(width, height);
				final double[] samples = new double[width * height];
				for (int c = 0; c < 1 << samples.length; c++) {
					for (int i = 0; i < samples.length; i++)
						samples[i] = c >> i & 1;
					assertMiddle(network, width, height, samples);
				}
			}
	}

	@Test
	void itFindsTheMiddleOfAnySamplesAndNaN() {
		final Random random = new Random(1);
		for (int width = 1; width <= 27; width++)
			for (int height = 1; width * height <= 27; height++) {
				if (!MedianLines.fits(width, height)) continue;
				final SelectionNetwork network = new SelectionNetwork(width, height);
				for (int i = 0; i < 200; i++) {
					final int k = i;
					final double[] samples = random.doubles(width * height).map(v -> k % 3 == 0 ? Math.rint(3 * v) : v).toArray();
					if (i % 10 == 1) samples[random.nextInt(samples.length)] = Double.NaN;
					assertMiddle(network, width, height, samples);
				}
			}
	}
}
