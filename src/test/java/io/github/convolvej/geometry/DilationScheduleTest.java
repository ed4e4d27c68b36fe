package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class DilationScheduleTest {

	/** Follows every path. */
	private static void follow(final int size, final int[] rates, final int layer, final int at, final double[] paths) {
		if (layer == rates.length) paths[at]++;
		else for (int t = 0; t < size; t++)
			follow(size, rates, layer + 1, at + t * rates[layer], paths);
	}

	@Test
	void pathsAreCountedOneByOne() {
		final int[][] schedules = { { 1 }, { 3 }, { 1, 2 }, { 2, 3 }, { 5, 1, 2 }, { 3, 3, 3 } };
		for (final int[] rates : schedules)
			for (int size = 1; size <= 20; size++) {
				final DilationSchedule schedule = new DilationSchedule(size, rates);
				final double[] expected = new double[(int) schedule.receptiveField()];
				follow(size, rates, 0, 0, expected);
				assertArrayEquals(expected, schedule.paths(), size + " taps, rates " + schedule);
				assertEquals(Arrays.stream(expected).filter(p -> p == 0).count(), schedule.holes());
			}
	}

	@Test
	void holesAreFoundWhereNumbersOfPathsAreRounded() {
		// 3^40 paths
		final int[] rates = new int[40];
		Arrays.fill(rates, 2);
		final DilationSchedule even = new DilationSchedule(3, rates);
		assertEquals(80, even.holes());
	}

	@Test
	void manyTapsTakeAsLongAsTheirField() {
		assertEquals(0, new DilationSchedule(4_000_000, 1, 1, 1).holes());
	}
}
