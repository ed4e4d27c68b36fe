package io.github.convolvej.ij1.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MacroLineTest {

	@Test
	void linesOfAnyTextAreReadBack() {
		final Random random = new Random(2);
		final String letters = "ab\"\\'[]\n\r\t ,;()=\u00e4";
		for (int i = 0; i < 20_000; i++) {
			final StringBuilder label = new StringBuilder();
			for (int n = random.nextInt(12); n > 0; n--)
				label.append(letters.charAt(random.nextInt(letters.length())));
			final MacroLine line = new MacroLine(label.toString(), Collections.singletonMap("key", "a b"));
			final MacroLine read = MacroLine.parse(line.toString());
			assertEquals(label.toString(), read.label());
			assertEquals(line.values(), read.values());
		}
	}

	@Test
	void longValuesNeedNoStack() {
		final StringBuilder kernel = new StringBuilder("0.123456789012345");
		for (int i = 0; i < 200_000; i++)
			kernel.append(i % 300 == 0 ? "; " : " ").append("0.123456789012345");
		final Map<String, String> values = new LinkedHashMap<>();
		values.put("kernel", kernel.toString());
		values.put("mode", "convolution");
		final MacroLine line = new MacroLine("Convolution...", values);
		assertEquals(values, MacroLine.parse(line.toString()).values());
		final String escaped = "run(\"" + "\\\"".repeat(500_000) + "\");";
		assertEquals(500_000, MacroLine.parse(escaped).label().length());
	}

	@Test
	void spacesAndTheSemicolonMayDiffer() {
		assertEquals(Collections.singletonMap("a", "1"), MacroLine.parse("  run(\"X\"  ,\t\"a=1\") ; ").values());
		assertEquals(Collections.emptyMap(), MacroLine.parse("run(\"X\")").values());
		for (final String wrong : new String[] { "", "run", "run(", "run(X)", "run(\"X", "run(\"X\\\")", "run(\"X\",)",
			"run(\"X\" \"a=1\")", "run(\"X\");;", "run(\"X\"); run(\"Y\");", "eval(\"X\")", "run(\"X\", \"a=1\"", "xrun(\"X\")" })
			assertThrows(IllegalArgumentException.class, () -> MacroLine.parse(wrong), wrong);
		final String message = assertThrows(IllegalArgumentException.class, () -> MacroLine.parse("x".repeat(1_000_000)))
			.getMessage();
		assertTrue(message.length() < 400, message);
	}
}
