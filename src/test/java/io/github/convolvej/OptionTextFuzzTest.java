package io.github.convolvej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;

import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

/** Whatever is typed for padding, border or numbers per axis has a meaning or is refused. */
class OptionTextFuzzTest {

	private static final String[] PARTS = { "0", "1", "2", "7", "-1", "+3", "1000000", "99999999999", "1.5", ",", ",", ":",
		":", " ", "\t", "\n", "valid", "same", "same_lower", "full", "zero", "constant", "constant:", "replicate", "reflect",
		"symmetric", "periodic", "NaN", "Infinity", "1e300", "1e-3", "0x1p3", "1d", "e", ".", "\u2212", "\u0663", "\u00a0",
		"\u0000", "\ud83d", ";", "#", "S", "same ", "%", "\\", "(", "null" };

	private static String text(final Random random) {
		final StringBuilder text = new StringBuilder();
		for (int n = random.nextInt(random.nextBoolean() ? 4 : 9); n > 0; n--)
			text.append(PARTS[random.nextInt(PARTS.length)]);
		return text.toString();
	}

	/** Reads 10,000 texts; what can be read is printed, and read again to the same. */
	private static <T> void assertReadOrRefused(final Function<String, T> parse, final Function<T, String> print,
		final long seed, final int least)
	{
		final Random random = new Random(seed);
		int read = 0;
		for (int i = 0; i < 10_000; i++) {
			final String text = text(random);
			final T value;
			try {
				value = parse.apply(text);
			}
			catch (final IllegalArgumentException e) {
				assertTrue(e.getMessage() != null && e.getMessage().length() > 10, text);
				continue;
			}
			read++;
			assertEquals(print.apply(value), print.apply(parse.apply(print.apply(value))), text);
		}
		assertTrue(read >= least, "only " + read + " texts were read");
	}

	@Test
	void anyTextIsAPaddingOrIsRefused() {
		assertReadOrRefused(Padding::parse, Padding::toString, 1, 500);
		assertReadOrRefused(text -> {
			final Padding padding = Padding.parse(text);
			padding.checkAxes(2);
			padding.window(1, 100, 3, 2, 1).targetSize(100, 1);
			return padding;
		}, Padding::toString, 2, 300);
	}

	@Test
	void anyTextIsABorderOrIsRefused() {
		assertReadOrRefused(Border::parse, Border::toString, 3, 100);
	}

	@Test
	void anyTextIsAListOfNumbersOrIsRefused() {
		for (int axes = 1; axes <= 3; axes++) {
			final int n = axes;
			assertReadOrRefused(text -> PerAxis.parse(text, "stride", n, 1), PerAxis::print, 4 + n, 100);
			assertReadOrRefused(text -> PerAxis.parse(text, "offset", n, -5), PerAxis::print, 8 + n, 100);
		}
	}
}
