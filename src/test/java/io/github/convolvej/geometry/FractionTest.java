package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;

import org.junit.jupiter.api.Test;

class FractionTest {

	@Test
	void everyFactorOfTwoDecimalsGivesTheSizeOfWholeNumbers() {
		for (int hundredths = 1; hundredths < 1000; hundredths++)
			for (final int n : new int[] { 1, 3, 25, 88, 100, 511, 2048 }) {
				final String text = hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
				assertEquals(n * hundredths / 100, Fraction.parse(text).floorTimes(n), text);
				assertEquals(n * hundredths / 100, Fraction.of(hundredths / 100.0).floorTimes(n), text);
				assertEquals(n * 100 / hundredths, Fraction.parse(text).floorDivided(n), text);
			}
	}

	@Test
	void fractionsAndExponentsAreRead() {
		assertEquals(120, Fraction.parse("120/88").floorTimes(88));
		assertEquals(Fraction.of(15, 11), Fraction.parse(" 120 / 88 "));
		assertEquals(Fraction.of(3, 4), Fraction.parse("1.5/2"));
		assertEquals(Fraction.of(1, 2), Fraction.parse("5e-1"));
		assertEquals("3000", Fraction.parse("3e3").toString());
		assertEquals("29/25", Fraction.parse("1.16").toString());
		// what 15/11 is printed as is a little less
		assertEquals(119, Fraction.parse("1.3636363636363635").floorTimes(88));
		assertTrue(Fraction.parse("7/7").isOne());
		for (final String wrong : new String[] { "", "x", "0", "-1", "1/0", "1/2/3", "NaN", "Infinity", "1e400", "1/" })
			assertThrows(IllegalArgumentException.class, () -> Fraction.parse(wrong), wrong);
	}

	@Test
	void longNumbersAreExactToo() {
		final Random random = new Random(3);
		for (int i = 0; i < 10_000; i++) {
			final long a = 1 + (random.nextLong() >>> random.nextInt(62) + 1);
			final long b = 1 + (random.nextLong() >>> random.nextInt(62) + 1);
			final long n = random.nextInt(1 << 20);
			final BigInteger exact = BigInteger.valueOf(n).multiply(BigInteger.valueOf(a)).divide(BigInteger.valueOf(b));
			if (exact.bitLength() > 63) assertThrows(IllegalArgumentException.class, () -> Fraction.of(a, b).floorTimes(n));
			else assertEquals(exact.longValueExact(), Fraction.of(a, b).floorTimes(n));
			assertEquals((double) a / b, Fraction.of(a, b).value(), 1e-15 * a / b);
			assertEquals(n / ((double) a / b), Fraction.of(a, b).divide(n), 1e-15 * n * b / a);
		}
		assertEquals(1e300, Fraction.parse("1e300").value());
		assertEquals(1e-300, Fraction.parse("1e-300").value());
	}
}
