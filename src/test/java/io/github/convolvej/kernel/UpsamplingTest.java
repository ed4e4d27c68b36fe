package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class UpsamplingTest {

	@Test
	void sizesAreThoseOfTheLiterature() {
		for (int s = 1; s <= 5; s++) {
			assertEquals(s, Upsampling.nearest(s).size(0));
			assertEquals(2 * s - s % 2, Upsampling.bilinear(s).size(0));
			assertEquals(4 * s - s % 2, Upsampling.bicubic(s).size(0));
		}
		assertArrayEquals(new int[] { 4, 5, 2 }, new int[] { Upsampling.bilinear(2, 3).size(0), Upsampling.bilinear(2, 3)
			.size(1), Upsampling.bilinear(2, 3).numDimensions() });
	}

	@Test
	void theBilinearKernelIsThatOfFullyConvolutionalNetworks() {
		assertArrayEquals(new double[] { 0.25, 0.75, 0.75, 0.25 }, Upsampling.bilinear(2).weights(), 1e-15);
		assertArrayEquals(new double[] { 1 / 3.0, 2 / 3.0, 1, 2 / 3.0, 1 / 3.0 }, Upsampling.bilinear(3).weights(), 1e-15);
	}

	@Test
	void theWeightsThatMeetInASampleSumToOne() {
		for (int s = 1; s <= 5; s++)
			for (final Kernel k : new Kernel[] { Upsampling.nearest(s), Upsampling.bilinear(s), Upsampling.bicubic(s) })
				for (int phase = 0; phase < s; phase++) {
					double sum = 0;
					for (int t = phase; t < k.size(0); t += s)
						sum += k.weight(t, 0, 0);
					assertEquals(1, sum, 1e-12, "stride " + s + " phase " + phase + " of " + k);
				}
	}

	@Test
	void theKernelsHaveNames() {
		assertEquals(Upsampling.nearest(2, 2), KernelText.parse("nearest", 2));
		assertEquals(Upsampling.bilinear(2, 3), KernelText.parse("bilinear:2,3", 2));
		assertEquals(Upsampling.bicubic(4, 4, 4), KernelText.parse("bicubic:4", 3));
	}

	@Test
	void aStrideOfZeroOrWithoutBoundIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Upsampling.bicubic(5_000, 5_000));
		assertThrows(IllegalArgumentException.class, () -> Upsampling.nearest(Integer.MAX_VALUE));
		assertThrows(IllegalArgumentException.class, () -> Upsampling.bilinear(2, 0));
	}
}
