package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Padding rules against their definitions, over all small numbers, and as text. */
class PaddingTest {

	private interface Check {

		void of(int n, int k, int s, int d, int span);
	}

	private static void all(final Check check) {
		for (int n = 1; n <= 12; n++)
			for (int k = 1; k <= 6; k++)
				for (int s = 1; s <= 5; s++)
					for (int d = 1; d <= 3; d++)
						check.of(n, k, s, d, (k - 1) * d + 1);
	}

	private static String what(final int n, final int k, final int s, final int d) {
		return "n = " + n + ", k = " + k + ", s = " + s + ", d = " + d;
	}

	@Test
	void sameGivesOneOutputPerStrideWithAsLittlePaddingAsPossible() {
		all((n, k, s, d, span) -> {
			int m = 0;
			for (int start = 0; start < n; start += s)
				m++;
			// the fewest samples with which m windows fit
			int total = 0;
			while (n + total < (m - 1) * s + span)
				total++;
			final Window upper = Padding.SAME.window(0, n, k, s, d);
			final Window lower = Padding.SAME_LOWER.window(0, n, k, s, d);
			assertEquals(m, upper.targetSize(n, 0), what(n, k, s, d));
			assertEquals(m, lower.targetSize(n, 0), what(n, k, s, d));
			assertEquals(total, upper.padBefore() + upper.padAfter(), what(n, k, s, d));
			assertEquals(total, lower.padBefore() + lower.padAfter(), what(n, k, s, d));
			assertEquals(total % 2, upper.padAfter() - upper.padBefore(), what(n, k, s, d));
			assertEquals(total % 2, lower.padBefore() - lower.padAfter(), what(n, k, s, d));
		});
	}

	@Test
	void sameWithStrideOneKeepsOddKernelsCentred() {
		all((n, k, s, d, span) -> {
			if (span % 2 == 1) assertEquals(span / 2, Padding.SAME.window(0, n, k, 1, d).padBefore());
		});
	}

	@Test
	void fullHasEveryWindowThatTouchesTheImage() {
		all((n, k, s, d, span) -> {
			final Window window = Padding.FULL.window(0, n, k, s, d);
			int count = 0;
			for (int start = 1 - span; start < n; start += s)
				count++;
			assertEquals(count, window.targetSize(n, 0), what(n, k, s, d));
			assertEquals(1 - span, window.sourceMin(0), what(n, k, s, d));
		});
	}

	@Test
	void validAndExplicitAreTheirNumbers() {
		final Window valid = Padding.VALID.window(0, 9, 3, 2, 1);
		assertEquals(0, valid.padBefore() + valid.padAfter());
		final Padding pairs = Padding.parse("1:2, 0:1 ,3");
		final int[][] expected = { { 1, 2 }, { 0, 1 }, { 3, 3 } };
		for (int d = 0; d < 3; d++) {
			assertEquals(expected[d][0], pairs.window(d, 9, 3, 2, 1).padBefore());
			assertEquals(expected[d][1], pairs.window(d, 9, 3, 2, 1).padAfter());
		}
		final Padding one = Padding.explicit(4);
		for (int d = 0; d < 3; d++)
			assertEquals(4, one.window(d, 9, 3, 1, 1).padBefore());
	}

	@Test
	void parsingAndPrintingAreInverse() {
		for (final String rule : new String[] { "valid", "same", "same_lower", "full", "0", "1", "1,0", "1:2", "1:2,0:1",
			"0,3:0,7" })
			assertEquals(rule, Padding.parse(rule).toString());
		final Random random = new Random(1);
		for (int i = 0; i < 500; i++) {
			final int n = 1 + random.nextInt(3);
			final Padding padding = Padding.explicit(random.ints(n, 0, 20).toArray(), random.ints(n, 0, 20).toArray());
			assertEquals(padding, Padding.parse(padding.toString()));
			assertEquals(padding.hashCode(), Padding.parse(padding.toString()).hashCode());
		}
		assertEquals(Padding.SAME, Padding.parse(" same "));
		assertNotEquals(Padding.SAME, Padding.SAME_LOWER);
		assertNotEquals(Padding.explicit(1), Padding.explicit(1, 1));
		assertNotEquals(Padding.explicit(1), Padding.explicit(new int[] { 1 }, new int[] { 2 }));
	}

	@Test
	void unreadableTextIsRefusedWithThePlaceAndWhatIsPossible() {
		for (final String[] text : new String[][] { { "smae", "'smae'" }, { "", "''" }, { "1,,2", "''" }, { "1:2:3",
			"'1:2:3'" }, { "1, x", "'x'" }, { "1.5", "'1.5'" }, { "1;1", "'1;1'" } })
		{
			final String message = refusal(() -> Padding.parse(text[0]));
			assertTrue(message.contains(text[1]), message);
			assertTrue(message.contains("same_lower") && message.contains("1:2,0:1"), message);
		}
		assertEquals("padding '1,99999999999' has 99999999999, but numbers are at most 2147483647", refusal(() -> Padding.parse(
			"1,99999999999")));
		assertThrows(IllegalArgumentException.class, () -> Padding.parse(null));
		assertTrue(refusal(() -> Padding.parse("0,-1")).contains("-1 along y"));
		assertTrue(refusal(() -> Padding.parse("0:-2")).contains("-2 along x"));
		assertTrue(refusal(() -> Padding.explicit(new int[] { 1 }, new int[] { 1, 2 })).contains("as many"));
		assertThrows(IllegalArgumentException.class, () -> Padding.explicit());
	}

	@Test
	void aWrongNumberOfAxesIsRefused() {
		Padding.explicit(1).checkAxes(3);
		Padding.explicit(1, 2).checkAxes(2);
		Padding.SAME.checkAxes(1);
		final String message = refusal(() -> Padding.parse("1,2").checkAxes(3));
		assertTrue(message.contains("'1,2' has 2 entries") && message.contains("3 spatial axes"), message);
		assertTrue(refusal(() -> Padding.parse("1,2").checkAxes(1)).contains("is 1 spatial axis"));
	}

	private static String refusal(final Runnable action) {
		return assertThrows(IllegalArgumentException.class, action::run).getMessage();
	}
}
