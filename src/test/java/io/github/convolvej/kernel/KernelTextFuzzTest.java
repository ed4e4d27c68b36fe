package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** Whatever is typed is a kernel or is refused; nothing else happens. */
class KernelTextFuzzTest {

	private static final String[] GRAMMAR = { "0", "1", "2", "9", "7", " ", " ", " ", ",", ";", ";", "|", "~", "#", "\n",
		"\r", "\r\n", "\t", "/", ".", "-", "+", "e", "E", ":", "1e9", "1e-9", "1/3", "-0.5", "99999999999999999999",
		"\u2212", "\u00a0", "\u0000", "\u2028", "\uFEFF", "\u0661", "\u00e9", "\ud83d\ude00", "\ud83d", "(", "[", "]", "\\",
		"$", "\"", "'", "x", "NaN", "inf", "Infinity", "0x1", "1d", "_", "%", "*", "\u0130" };
	private static final String[] NAMES = Presets.help().keySet().toArray(new String[0]);
	private static final String[] ARGUMENTS = { "1", "2", "3", "0", "-1", "1.5", "0.1", "1e-300", "1e300", "1e9", "100000",
		"3000", "59", "2147483647", "2147483648", "-2147483649", "NaN", "Infinity", "", " ", "a", "1/2", "0x1p3", "1f", "7",
		"\u0663", "40", "5,7", "1,1,1", "1,2,3,4", ",", "," };

	private static String text(final Random random) {
		final StringBuilder text = new StringBuilder();
		for (int parts = random.nextInt(random.nextBoolean() ? 5 : 30); parts >= 0; parts--) {
			final int kind = random.nextInt(12);
			if (kind == 0) text.append(preset(random));
			else if (kind == 1) text.append(random.nextInt(10)).append(' ');
			else text.append(GRAMMAR[random.nextInt(GRAMMAR.length)]);
		}
		return text.toString();
	}

	private static String preset(final Random random) {
		final StringBuilder text = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
		if (random.nextInt(4) == 0) text.append(random.nextBoolean() ? "-z" : "-w");
		if (random.nextInt(6) == 0) text.setLength(random.nextInt(text.length()));
		for (int arguments = random.nextInt(4); arguments > 0; arguments--) {
			text.append(random.nextInt(12) == 0 ? " " : ":");
			for (int numbers = random.nextInt(3); numbers >= 0; numbers--)
				text.append(ARGUMENTS[random.nextInt(ARGUMENTS.length)]).append(numbers > 0 ? "," : "");
		}
		return text.toString();
	}

	private static boolean readOrRefuse(final String text, final int dimensions) {
		final Kernel kernel;
		try {
			kernel = KernelText.parse(text, dimensions);
		}
		catch (final IllegalArgumentException e) {
			assertTrue(e.getMessage() != null && e.getMessage().length() > 10, text);
			return false;
		}
		assertEquals(dimensions, kernel.numDimensions(), text);
		for (final double w : kernel.weights())
			assertFalse(Double.isNaN(w) || Double.isInfinite(w), text);
		if (kernel.taps() < 10_000) assertEquals(kernel, KernelText.parse(kernel.toString(), dimensions), text);
		return true;
	}

	@Test
	void anyTextIsAKernelOrIsRefused() {
		final Random random = new Random(1);
		int read = 0;
		for (int i = 0; i < 10_000; i++)
			if (readOrRefuse(text(random), 1 + i % 3)) read++;
		assertTrue(read > 100, "only " + read + " texts were kernels");
	}

	@Test
	void anyPresetWithAnyArgumentsIsAKernelOrIsRefused() {
		final Random random = new Random(2);
		int read = 0;
		for (int i = 0; i < 10_000; i++)
			if (readOrRefuse(preset(random), 1 + i % 3)) read++;
		assertTrue(read > 1000, "only " + read + " texts were kernels");
	}

	@Test
	void brokenKernelsAreReadOrRefused() {
		final Random random = new Random(3);
		final String good = "1 2/3 -1e-2; 4 5 6; 7 8 9 ~ sobel-x # gaussian:1.5:3 ~ 1,2,3; 4,5,6\n 7 8 9";
		assertTrue(readOrRefuse(good, 2));
		for (int i = 0; i < 5000; i++) {
			final StringBuilder text = new StringBuilder(good);
			for (int k = random.nextInt(3); k >= 0; k--) {
				final int at = random.nextInt(text.length());
				if (random.nextBoolean()) text.deleteCharAt(at);
				else text.insert(at, GRAMMAR[random.nextInt(GRAMMAR.length)]);
			}
			readOrRefuse(text.toString(), 2);
		}
	}
}
