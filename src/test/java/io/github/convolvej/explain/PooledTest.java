package io.github.convolvej.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Padding;

import org.junit.jupiter.api.Test;

/** Explanations of windows of any size. */
class PooledTest {

	private static Explanation explain(final int size) {
		final Pooling pooling = Pooling.average(size, size).stride(size).padding(Padding.explicit(size / 2));
		return new Explainer(pooling, Border.ZERO, new long[][] { { 9, 9 } }, (i, position) -> position[0]).explain(new long[] {
			0, 0 }, 0);
	}

	@Test
	void windowsOfTooManyTapsToListAreRefused() {
		final Explanation large = explain(1000);
		assertEquals(1000 * 1000, large.terms().size());
		assertEquals(4, large.result());
		// 2^32 and more would be counted as 0 and more in 32 bits
		for (final int size : new int[] { 1 << 16, 100_000, 1_000_000 }) {
			final String message = assertThrows(IllegalArgumentException.class, () -> explain(size)).getMessage();
			assertTrue(message.contains("taps") && message.contains("at most 4194304"), message);
		}
	}
}
