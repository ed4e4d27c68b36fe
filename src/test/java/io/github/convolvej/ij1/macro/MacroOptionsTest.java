package io.github.convolvej.ij1.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.Macro;

/** Options of macros are read as ImageJ reads them, or refused. */
class MacroOptionsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
		"kernel=[1 2; 3 4] stride=2 | kernel | 1 2; 3 4",
		"kernel=[1 2; 3 4] stride=2 | stride | 2",
		"stride=2 kernel=[[1] 2] | kernel | [1] 2",
		"path='my file.txt' a=1 | path | my file.txt",
		"path=it's | path | it's",
		"a= b=1 | a | \"\"",
		"a=[] | a | \"\"",
		"a=[]b=1 | b | 1",
		"normalize a=1 | normalize | true",
		"normalize | normalize | true",
		"a=b=c | a | b=c",
		"a=1:2,0:1 | a | 1:2,0:1",
		"  a=1   b=2  | b | 2",
		"a=x] | a | x]" })
	void valuesAreFound(final String options, final String key, final String value) {
		assertEquals(value, MacroOptions.parse(options).get(key));
		assertEquals(value, MacroOptions.parse(options + " ").get(key));
	}

	@Test
	void lineBreaksAreWithinValues() {
		assertEquals("1 2\n3 4", MacroOptions.parse("kernel=[1 2\n3 4] stride=2").get("kernel"));
		assertEquals("1\n2", MacroOptions.parse("kernel=1\n2 stride=2").get("kernel"));
		assertEquals("2", MacroOptions.parse("kernel=[1]\n\tstride=2").get("stride"));
	}

	@Test
	void orderIsKeptAndNothingIsNoOptions() {
		assertEquals("[c, a, b]", MacroOptions.parse("c=1 a=2 b=3").keySet().toString());
		assertTrue(MacroOptions.parse("").isEmpty());
		assertTrue(MacroOptions.parse("  ").isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
		"kernel=[1 2 stride=2 | bracket after 'kernel='", "path='x | quote after 'path='", "a=1 b=2 a=3 | 'a' is given twice",
		"a a=1 | 'a' is given twice", "Stride=2 | 'Stride'", "=2 | ''", "kernel=1 2; 3 4 | '2;'", "a_b=1 | 'a_b'",
		"kernel=[x stride=3] stride=2 | ImageJ would take '3]' instead of '2'",
		"1stride=3 | '1stride'", "a=[x]y z]=1 | 'z]'" })
	void whatIsNotClearIsRefusedAndNamed(final String options, final String named) {
		final String message = assertThrows(IllegalArgumentException.class, () -> MacroOptions.parse(options)).getMessage();
		assertTrue(message.contains(named), message);
	}

	@Test
	void anyTextIsReadAsImageJReadsItOrRefused() {
		final Random random = new Random(5);
		final String[] pieces = { " a=", " b=", " key=", " ab=", "a", "b", "k", "=", " ", " ", "[", "]", "[1 2]", "'", "1", ";",
			"\n", "\t", ":", "A", "_", "~", "\\", "\"" };
		int read = 0;
		for (int i = 0; i < 10_000; i++) {
			final StringBuilder text = new StringBuilder();
			for (int n = random.nextInt(12); n >= 0; n--)
				text.append(pieces[random.nextInt(pieces.length)]);
			final Map<String, String> values;
			try {
				values = MacroOptions.parse(text.toString());
			}
			catch (final IllegalArgumentException e) {
				assertTrue(e.getMessage() != null && e.getMessage().length() > 10);
				continue;
			}
			if (!values.isEmpty()) read++;
			values.forEach((key, value) -> assertEquals(Macro.getValue(text.toString(), key, "true"), value, "'" + key +
				"' in '" + text + "'"));
		}
		assertTrue(read > 1000, "only " + read + " texts were read");
	}

	@Test
	void whatIsWrittenByTheRulesIsReadBack() {
		final Random random = new Random(6);
		final String[] values = { "1", "-0.5", "1 2; 3 4", "", "[1] [2]", "it is", "a\nb c", "gaussian:1.5", "1:2,0:1",
			"/home/my files/k.tif", "same_lower", "x]" };
		final String[] keys = { "kernel", "mode", "stride", "padding", "border", "bias" };
		for (int i = 0; i < 10_000; i++) {
			final Map<String, String> expected = new LinkedHashMap<>();
			final StringBuilder text = new StringBuilder();
			for (int n = random.nextInt(6); n >= 0; n--) {
				final String key = keys[random.nextInt(keys.length)];
				if (expected.containsKey(key)) continue;
				final String value = values[random.nextInt(values.length)];
				expected.put(key, value);
				final boolean bracket = value.isEmpty() || value.contains(" ") || value.startsWith("[");
				text.append(text.length() == 0 ? "" : " ").append(key).append(bracket ? "=[" + value + "]" : "=" + value);
			}
			assertEquals(expected, MacroOptions.parse(text.toString()), text.toString());
		}
	}
}
