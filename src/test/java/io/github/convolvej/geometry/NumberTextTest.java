package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;

class NumberTextTest {

	@Test
	void exactNumbersAreReadBack() {
		final Random random = new Random(5);
		for (int i = 0; i < 100_000; i++) {
			final double value = Double.longBitsToDouble(random.nextLong());
			assertEquals(Double.doubleToLongBits(value), Double.doubleToLongBits(Double.parseDouble(NumberText.exact(value))));
			final double whole = Math.rint(random.nextGaussian() * 1e12);
			assertEquals(whole, Double.parseDouble(NumberText.exact(whole)));
		}
		assertEquals("-0", NumberText.exact(-0.0));
		assertEquals("10000000", NumberText.exact(1e7));
		assertEquals("0.1", NumberText.exact(0.1));
		assertEquals("NaN", NumberText.exact(Double.NaN));
	}

	@Test
	void roundedNumbersHaveNoNeedlessDigits() {
		assertEquals("0.3333", NumberText.rounded(1 / 3.0, 4));
		assertEquals("0.3333333", NumberText.rounded(1 / 3.0, 7));
		assertEquals("0.25", NumberText.rounded(0.25, 7));
		assertEquals("123456789", NumberText.rounded(123_456_789, 4));
		assertEquals("123500", NumberText.rounded(123_456.7, 4));
		assertEquals("1.235e10", NumberText.rounded(12_345_678_901.0, 4));
		assertEquals("-1.5e-7", NumberText.rounded(-1.5e-7, 4));
		assertEquals("0", NumberText.rounded(-0.0, 4));
		assertEquals("-Infinity", NumberText.rounded(Double.NEGATIVE_INFINITY, 4));
	}

	@Test
	void bytesAreCountedInThousands() {
		assertEquals("0 bytes", NumberText.bytes(0));
		assertEquals("1 byte", NumberText.bytes(1));
		assertEquals("999 bytes", NumberText.bytes(999));
		assertEquals("1.00 kB", NumberText.bytes(1000));
		assertEquals("1.02 kB", NumberText.bytes(1024));
		assertEquals("12.3 MB", NumberText.bytes(12_345_678));
		assertEquals("123 GB", NumberText.bytes(123_456_789_012L));
		assertEquals("9.22 EB", NumberText.bytes(Long.MAX_VALUE));
		assertEquals("1.00 MB", NumberText.bytes(999_999));
		assertEquals("5000000 EB", NumberText.bytes(5e24));
	}

	@Test
	void countsAreWords() {
		assertEquals("950", NumberText.count(950));
		assertEquals("10 thousand", NumberText.count(9_999.9e0 + 0.1));
		assertEquals("1.2 million", NumberText.count(1_234_567));
		assertEquals("1.0 billion", NumberText.count(999_999_999));
	}

	@Test
	void theLocaleMakesNoDifference() {
		final Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			assertEquals("1.50 kB", NumberText.bytes(1500));
			assertEquals("1.5 million", NumberText.count(1_500_000));
			assertEquals("0.5", NumberText.rounded(0.5, 3));
		}
		finally {
			Locale.setDefault(before);
		}
	}
}
