package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TransposedWindowTest {

	@Test
	void sizesIntervalsAndTapsAreThoseOfAllStamps() {
		for (int k = 1; k <= 4; k++)
			for (int s = 1; s <= 4; s++)
				for (int d = 1; d <= 3; d++)
					for (int p = 0; p <= 2; p++)
						for (int n = 1; n <= 5; n++)
							check(new TransposedWindow(new Window(k, s, d, p, 1), Math.max(s, d) - 1), n);
	}

	private static void check(final TransposedWindow w, final int n) {
		final Window f = w.window();
		final long m = (n - 1) * f.stride() + f.effectiveSize() - f.padBefore() - f.padAfter() + w.outputPadding();
		if (m < 1) {
			assertThrows(IllegalArgumentException.class, () -> w.targetSize(n, 0));
			return;
		}
		assertEquals(m, w.targetSize(n, 0), w.toString());
		long products = 0;
		for (long o = 0; o < m; o++) {
			long first = Long.MAX_VALUE;
			long last = Long.MIN_VALUE;
			int inside = 0;
			final StringBuilder expected = new StringBuilder();
			for (int t = 0; t < f.size(); t++)
				for (long i = -20; i < 40; i++) {
					if (i * f.stride() - f.padBefore() + t * f.dilation() != o) continue;
					first = Math.min(first, i);
					last = Math.max(last, i);
					if (i >= 0 && i < n) inside++;
					expected.append(t).append(':').append(i).append(' ');
				}
			final StringBuilder got = new StringBuilder();
			for (final int t : w.taps(w.phase(o)))
				got.append(t).append(':').append(w.source(o, t)).append(' ');
			assertEquals(expected.toString(), got.toString(), w + " at " + o);
			assertTrue(w.sourceMin(o) <= first && w.sourceMax(o) >= last, w + " at " + o);
			final long[] range = w.sourceRange(o, o, n);
			assertTrue(range[0] >= 0 && range[0] <= range[1] && range[1] < n, w + " at " + o);
			if (inside > 0) assertTrue(range[0] <= Math.max(0, first) && range[1] >= Math.min(n - 1, last), w + " at " + o);
			products += inside;
		}
		assertEquals(products, w.products(n), w + " on " + n);
	}

	@Test
	void overlapCountsTheTapsOfEachPhase() {
		assertArrayEquals(new int[] { 2, 1 }, window(3, 2, 1).overlap());
		assertFalse(window(3, 2, 1).isEven());
		assertArrayEquals(new int[] { 2, 2 }, window(4, 2, 1).overlap());
		assertTrue(window(4, 2, 1).isEven());
		// dilation 2 at stride 2 leaves every other sample empty, dilation 3 does not
		assertArrayEquals(new int[] { 4, 0 }, window(4, 2, 2).overlap());
		assertTrue(window(4, 2, 3).isEven());
		assertTrue(window(3, 1, 2).isEven());
	}

	private static TransposedWindow window(final int k, final int s, final int d) {
		return new TransposedWindow(new Window(k, s, d, 0, 0), 0);
	}

	@Test
	void theStandardsWorkedExampleIsReproduced() {
		// the example of ONNX ConvTranspose's auto_pad: 3 samples, 3 taps, stride 2, to 6
		final TransposedWindow upper = Padding.SAME.transposed(0, 3, 3, 2, 1, 0);
		assertEquals(0, upper.window().padBefore());
		assertEquals(1, upper.window().padAfter());
		final TransposedWindow lower = Padding.SAME_LOWER.transposed(0, 3, 3, 2, 1, 0);
		assertEquals(1, lower.window().padBefore());
		assertEquals(0, lower.window().padAfter());
	}
}
