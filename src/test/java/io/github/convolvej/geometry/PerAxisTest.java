package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class PerAxisTest {

	@Test
	void oneNumberMeansTheSameOnEveryAxis() {
		assertArrayEquals(new int[] { 3, 3, 3 }, PerAxis.parse(" 3 ", "stride", 3, 1));
		assertArrayEquals(new int[] { 3, 1, 2 }, PerAxis.parse("3, 1,2", "stride", 3, 1));
		assertArrayEquals(new int[] { 7 }, PerAxis.parse("7", "stride", 1, 1));
	}

	@Test
	void parsingAndPrintingAreInverse() {
		final Random random = new Random(1);
		for (int i = 0; i < 300; i++) {
			final int[] values = random.ints(1 + random.nextInt(3), 1, 4).toArray();
			assertArrayEquals(values, PerAxis.parse(PerAxis.print(values), "stride", values.length, 1));
		}
		assertEquals("2", PerAxis.print(2, 2, 2));
		assertEquals("2,2,1", PerAxis.print(2, 2, 1));
	}

	@Test
	void theGivenArrayIsNotKept() {
		final int[] values = { 1, 2 };
		PerAxis.expand(values, "stride", 2, 1)[0] = 9;
		assertEquals(1, values[0]);
	}

	@Test
	void mistakesAreRefusedByNameAndAxis() {
		assertRefused("stride is 0 along y, but must be at least 1", () -> PerAxis.parse("2,0", "stride", 2, 1));
		assertRefused("dilation is -1 along x", () -> PerAxis.parse("-1", "dilation", 3, 1));
		assertRefused("stride has 2 values (2,1), but there are 3 spatial axes", () -> PerAxis.parse("2,1", "stride", 3, 1));
		assertRefused("stride has 2 values (2,2), but there is 1 spatial axis", () -> PerAxis.parse("2,2", "stride", 1, 1));
		assertRefused("stride is empty", () -> PerAxis.parse(" ", "stride", 2, 1));
		assertRefused("stride is empty", () -> PerAxis.parse(null, "stride", 2, 1));
		assertRefused("'x'", () -> PerAxis.parse("1,x", "stride", 2, 1));
		assertRefused("''", () -> PerAxis.parse("1,", "stride", 2, 1));
		assertRefused("'1.5'", () -> PerAxis.parse("1.5", "stride", 2, 1));
		assertRefused("'3000000000'", () -> PerAxis.parse("3000000000", "stride", 2, 1));
		assertThrows(IllegalArgumentException.class, () -> PerAxis.expand(new int[0], "stride", 2, 1));
	}

	private static void assertRefused(final String part, final Runnable action) {
		final String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
		assertTrue(message.contains(part), message);
	}
}
