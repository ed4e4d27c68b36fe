package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PoolingWindowTest {

	@Test
	void ceilModeKeepsAPartialLastWindow() {
		assertEquals(2, new Window(2, 2, 1, 0, 0).targetSize(5, 0));
		assertEquals(3, new Window(2, 2, 1, 0, 0).ceilMode(true).targetSize(5, 0));
		assertEquals(57, new Window(3, 2, 1, 1, 1).ceilMode(true).targetSize(112, 0));
	}

	@Test
	void ceilModeDropsALastWindowThatBeginsBeyondTheImage() {
		assertEquals(3, new Window(2, 3, 1, 1, 1).ceilMode(true).targetSize(6, 0));
		assertEquals(2, new Window(2, 4, 1, 1, 1).ceilMode(true).targetSize(5, 0));
	}

	@Test
	void ceilModeAllowsAWindowLargerThanTheImageButNotByAStride() {
		assertEquals(1, new Window(5, 4, 1, 0, 0).ceilMode(true).targetSize(3, 0));
		final Window window = new Window(5, 2, 1, 0, 0).ceilMode(true);
		final String message = assertThrows(IllegalArgumentException.class, () -> window.targetSize(3, 1)).getMessage();
		assertTrue(message.contains("along y") && message.contains("ceil((3 + 0 + 0 - 5) / 2) + 1 = 0"), message);
	}

	@Test
	void ceilModeNeverChangesPaddingThatIsTheSame() {
		for (int n = 1; n <= 9; n++)
			for (int k = 1; k <= 5; k++)
				for (int s = 1; s <= 5; s++)
					for (final Padding padding : new Padding[] { Padding.SAME, Padding.SAME_LOWER })
						assertEquals((n + s - 1) / s, padding.window(0, n, k, s, 2).ceilMode(true).targetSize(n, 0), n + " " + k +
							" " + s);
	}

	@Test
	void tapsWithinAnIntervalAreThoseCountedOneByOne() {
		for (int k = 1; k <= 5; k++)
			for (int s = 1; s <= 3; s++)
				for (int d = 1; d <= 3; d++)
					for (int o = 0; o < 4; o++)
						for (int low = -3; low <= 5; low++)
							for (int high = low - 1; high <= 9; high++) {
								final Window w = new Window(k, s, d, 2, 0);
								int first = 0;
								int end = k;
								while (first < k && o * s - 2 + first * d < low)
									first++;
								while (end > 0 && o * s - 2 + (end - 1) * d > high)
									end--;
								assertEquals(first, w.firstTap(o, low));
								assertEquals(end, w.endTap(o, high));
							}
	}

	@Test
	void binsCoverTheAxisAndMayExceedIt() {
		for (int n = 1; n <= 13; n++)
			for (int b = 1; b <= 15; b++) {
				final Bins bins = new Bins(n, b);
				assertEquals(0, bins.start(0));
				assertEquals(n, bins.end(b - 1));
				for (int i = 0; i < b; i++) {
					assertEquals((long) Math.floor((double) i * n / b), bins.start(i));
					assertTrue(bins.end(i) > bins.start(i), bins + " bin " + i);
					if (i > 0) assertTrue(bins.start(i) <= bins.end(i - 1), bins + " leave no gap before " + i);
				}
			}
		assertEquals(6, new Bins(13, 1).position().inputCoordinate(0));
		assertThrows(IllegalArgumentException.class, () -> new Bins(3, 0));
	}
}
