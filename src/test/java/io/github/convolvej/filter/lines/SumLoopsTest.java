package io.github.convolvej.filter.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated loops, of every shape, against their definition: for every number of terms they are dealt out to. */
class SumLoopsTest {

	/** Lengths for the loops of short lines and for those of long ones, which have their own code. */
	private static final int[] LENGTHS = { 2, 33, 1045 };
	/** Byte code of the largest method that HotSpot takes into its callers, however often it is called. */
	private static final int MOST_INLINED = 325;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 17 })
	void oneSumAddsItsTermsInTheirOrder(final int terms) {
		for (final int length : LENGTHS) {
			assertAdds(Precision.SINGLE, terms, length);
			assertAdds(Precision.DOUBLE, terms, length);
		}
	}

	private static <A> void assertAdds(final Lines<A> lines, final int terms, final int length) {
		final Random random = new Random(terms);
		final A[] factors = lines.createList(terms + 2);
		for (int i = 0; i < factors.length; i++)
			factors[i] = line(lines, random, length);
		final double[] weights = Samples.random(random, 2 * terms + 5);
		final A start0 = line(lines, random, length);
		final A start1 = line(lines, random, length);

		final A alone = copy(lines, start0, length);
		lines.add(alone, weights, 3, length - 1, factors, 1, terms);
		final A first = copy(lines, start0, length);
		final A second = copy(lines, start1, length);
		assertNotSame(first, second);
		final A[] pair = lines.createList(2);
		pair[0] = first;
		pair[1] = second;
		lines.add(pair, new int[] { 3, terms + 4 }, 2, weights, length - 1, factors, 1, terms);

		final A begun = copy(lines, start0, length);
		lines.set(begun, 0.7, weights, 3, length - 1, factors, 1, terms);
		final A number = lines.create(length);
		lines.fill(number, length - 1, 0.7);
		lines.set(number, length - 1, lines.get(start0, length - 1));

		for (int x = 0; x < length; x++) {
			final boolean inside = x < length - 1;
			final double expected0 = inside ? sum(lines, start0, weights, 3, factors, terms, x) : lines.get(start0, x);
			final double expected1 = inside ? sum(lines, start1, weights, terms + 4, factors, terms, x) : lines.get(start1, x);
			assertEquals(expected0, lines.get(alone, x), 0, terms + " terms, at " + x);
			final double expected = inside ? sum(lines, number, weights, 3, factors, terms, x) : lines.get(start0, x);
			assertEquals(expected, lines.get(begun, x), 0, terms + " terms from a number on, at " + x);
			assertEquals(expected0, lines.get(first, x), 0, terms + " terms, first of two sums, at " + x);
			assertEquals(expected1, lines.get(second, x), 0, terms + " terms, second of two sums, at " + x);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void samplesOfOneLineAreAddedInTheirOrder(final int terms) {
		for (final int length : LENGTHS) {
			assertAddsSpaced(Precision.SINGLE, terms, length);
			assertAddsSpaced(Precision.DOUBLE, terms, length);
		}
	}

	private static <A> void assertAddsSpaced(final Lines<A> lines, final int terms, final int length) {
		final Random random = new Random(terms);
		final double[] weights = Samples.random(random, 3 + terms * Lines.VECTOR);
		final A line = lines.create(length + (Lines.SPACED + 2) * Lines.VECTOR);
		for (int i = 0; i < lines.length(line); i++)
			lines.set(line, i, random.nextGaussian());
		final int from = 1 + random.nextInt(Lines.VECTOR);
		final int to = from + length;
		final A start = line(lines, random, to + Lines.VECTOR);
		final A sum = copy(lines, start, to + Lines.VECTOR);
		lines.addSpaced(sum, weights, 3, from, to, line, terms);
		for (int x = 0; x < to; x++) {
			double expected = lines.get(start, x);
			for (int t = 0; t < terms && x >= from; t++)
				expected = lines.multiplyAdd(lines.round(weights[3 + t * Lines.VECTOR]), lines.get(line, x + t * Lines.VECTOR),
					expected);
			assertEquals(expected, lines.get(sum, x), 0, terms + " terms, at " + x);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 7, 9 })
	void productsOfTwoLinesAreAddedInTheirOrder(final int terms) {
		for (final int length : LENGTHS) {
			assertAddsProducts(Precision.SINGLE, terms, length);
			assertAddsProducts(Precision.DOUBLE, terms, length);
		}
	}

	private static <A> void assertAddsProducts(final Lines<A> lines, final int terms, final int length) {
		final Random random = new Random(terms);
		final A[] a = lines.createList(terms);
		final A[] b = lines.createList(terms);
		for (int t = 0; t < terms; t++) {
			a[t] = line(lines, random, length);
			b[t] = line(lines, random, length);
		}
		final A start = line(lines, random, length);
		final A sum = line(lines, random, length);
		final double beyond = lines.get(sum, length - 1);
		lines.addProducts(sum, start, length - 1, a, b, terms);
		final A itself = copy(lines, start, length);
		lines.addProducts(itself, itself, length - 1, a, b, terms);
		for (int x = 0; x < length; x++) {
			double expected = lines.get(start, x);
			for (int t = 0; t < terms && x < length - 1; t++)
				expected = lines.multiplyAdd(lines.get(a[t], x), lines.get(b[t], x), expected);
			assertEquals(x < length - 1 ? expected : beyond, lines.get(sum, x), 0, terms + " terms, at " + x);
			assertEquals(expected, lines.get(itself, x), 0, terms + " terms added to the line itself, at " + x);
		}
	}

	@Test
	void normOfSumsIsTheNormOfWhatTheyAreAlone() {
		for (final int length : LENGTHS) {
			assertNorm(Precision.SINGLE, length);
			assertNorm(Precision.DOUBLE, length);
		}
	}

	private static <A> void assertNorm(final Lines<A> lines, final int length) {
		final Random random = new Random(7);
		final A[] factors = lines.createList(6);
		for (int i = 0; i < factors.length; i++)
			factors[i] = line(lines, random, length);
		final double[] weights = Samples.random(random, 6);
		final A[] sums = lines.createList(2);
		for (int k = 0; k < 2; k++) {
			sums[k] = lines.create(length);
			lines.set(sums[k], 0, weights, 3 * k, length, factors, 3 * k, 3);
		}
		final A expected = lines.create(length);
		lines.norm(expected, length, sums, 2);
		final int from = length / 7;
		final int to = length - Lines.VECTOR;
		final A norm = lines.create(length);
		if (from < to) lines.norm(norm, from, to, factors, weights);
		for (int x = 0; x < to; x++)
			assertEquals(x < from ? 0 : lines.get(expected, x), lines.get(norm, x), 0, "at " + x);
	}

	/** Loops that the JIT compiler takes into their callers are not reliably made vector instructions. */
	@Test
	void methodsOfLoopsAreTooLargeToBeInlined() throws URISyntaxException {
		for (final String name : new String[] { "FloatSums", "DoubleSums", "ShortFloatSums", "ShortDoubleSums" }) {
			final Map<String, Integer> sizes = byteCodes(FloatLines.class.getPackageName() + "." + name);
			assertEquals(3 * Lines.SPACED + 9, sizes.size(), name + " has other loops: " + sizes);
			sizes.forEach((loop, bytes) -> assertTrue(bytes > MOST_INLINED, name + "." + loop + " has " + bytes + " bytes"));
		}
	}

	/** For each method that is a loop, by its name, at which byte of its code the last instruction begins. */
	private static Map<String, Integer> byteCodes(final String className) throws URISyntaxException {
		final StringWriter text = new StringWriter();
		final PrintWriter out = new PrintWriter(text);
		final Path folder = Paths.get(FloatLines.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final int failed = ToolProvider.findFirst("javap").get().run(out, out, "-c", "-p", "-cp", folder
			.toString(), className);
		out.flush();
		assertEquals(0, failed, text.toString());
		final Map<String, Integer> sizes = new TreeMap<>();
		String method = null;
		for (final String line : text.toString().split("\\R")) {
			final Matcher begin = Pattern.compile("private static void ((?:add|set|spaced|products)\\d\\w*)\\(").matcher(line);
			if (begin.find()) method = begin.group(1);
			else if (line.isEmpty()) method = null;
			final Matcher instruction = Pattern.compile("^ *(\\d+): [a-z]").matcher(line);
			if (method != null && instruction.find()) sizes.put(method, Integer.parseInt(instruction.group(1)));
		}
		return sizes;
	}

	private static <A> double sum(final Lines<A> lines, final A start, final double[] weights, final int at,
		final A[] factors, final int terms, final int x)
	{
		double sum = lines.get(start, x);
		for (int t = 0; t < terms; t++)
			sum = lines.multiplyAdd(lines.round(weights[at + t]), lines.get(factors[1 + t], x), sum);
		return sum;
	}

	private static <A> A line(final Lines<A> lines, final Random random, final int length) {
		final A line = lines.create(length);
		for (int i = 0; i < length; i++)
			lines.set(line, i, random.nextGaussian());
		return line;
	}

	private static <A> A copy(final Lines<A> lines, final A line, final int length) {
		final A copy = lines.create(length);
		lines.copy(line, 0, copy, 0, length);
		return copy;
	}
}
