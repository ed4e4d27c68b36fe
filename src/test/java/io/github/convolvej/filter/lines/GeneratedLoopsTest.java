package io.github.convolvej.filter.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.Samples;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each generated loop, called by itself, against the definition of its sums. Its
 * callers give it whole vectors only, but its code is right for any number of
 * samples: the cases for the remainder are called here as well.
 */
class GeneratedLoopsTest {

	/** More than the remainder of a vector, so that each remainder comes with and without whole vectors. */
	private static final int MOST = 3 * Lines.VECTOR;

	/** Last sample that a loop begins with, if it can begin anywhere. */
	private static final int LATEST = 3;

	/** What a loop computes, from its name: add2x3 adds three products to two sums, spaced4 four of one line. */
	private static final Pattern NAME = Pattern.compile("(add|set|spaced)(?:(\\d)x)?(\\d)");

	private static final String[] CLASSES = { "FloatSums", "DoubleSums", "ShortFloatSums", "ShortDoubleSums" };

	static List<Method> loops() throws ClassNotFoundException {
		final List<Method> loops = new ArrayList<>();
		for (final String name : CLASSES)
			loops.addAll(Stream.of(Class.forName(Lines.class.getPackageName() + "." + name).getDeclaredMethods()).filter(
				method -> NAME.matcher(method.getName()).matches()).collect(Collectors.toList()));
		assertEquals(CLASSES.length * (3 * Lines.SPACED + 12), loops.size(), "loops of all shapes");
		return loops;
	}

	@ParameterizedTest
	@MethodSource("loops")
	void everyNumberOfSamplesIsSummedInTheOrderOfTheTerms(final Method loop) throws ReflectiveOperationException {
		loop.setAccessible(true);
		final boolean single = Arrays.asList(loop.getParameterTypes()).contains(float[].class);
		for (int from = 0; from <= LATEST; from++)
			for (int n = from; n <= MOST; n++)
				if (single) check(Precision.SINGLE, loop, from, n, true);
				else check(Precision.DOUBLE, loop, from, n, false);
	}

	private static <A> void check(final Lines<A> lines, final Method loop, final int from, final int n,
		final boolean single)
		throws IllegalAccessException, InvocationTargetException
	{
		final Matcher name = NAME.matcher(loop.getName());
		assertEquals(true, name.matches());
		final boolean begins = name.group(1).equals("set");
		final boolean spaced = name.group(1).equals("spaced");
		final int count = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
		final int terms = Integer.parseInt(name.group(3));

		final Random random = new Random(n);
		// one sample more, which is left as it is
		final A[] sums = lines(lines, count, n + 1, random);
		final A[] before = lines(lines, count, n + 1, new Random(n));
		final A[] factors = lines(lines, spaced ? 1 : terms, n + (spaced ? terms * Lines.VECTOR : 0), random);
		final double[] weights = Samples.random(random, count * terms);
		final double start = lines.round(0.7);

		final List<Object> arguments = new ArrayList<>();
		arguments.add(from);
		arguments.add(n);
		if (begins) arguments.add(number(start, single));
		arguments.addAll(Arrays.asList((Object[]) sums));
		arguments.addAll(Arrays.asList((Object[]) factors));
		for (final double weight : weights)
			arguments.add(number(weight, single));
		loop.invoke(null, arguments.toArray());

		for (int k = 0; k < count; k++)
			for (int x = 0; x <= n; x++) {
				final boolean isSummed = x >= from && x < n;
				double expected = begins && isSummed ? start : lines.get(before[k], x);
				for (int t = 0; t < terms && isSummed; t++)
					expected = lines.multiplyAdd(lines.round(weights[k * terms + t]), spaced ? lines.get(factors[0], x + t *
						Lines.VECTOR) : lines.get(factors[t], x), expected);
				assertEquals(expected, lines.get(sums[k], x), 0, loop.getName() + " of samples " + from + " to " + n + ", sum " + k + " at " + x);
			}
	}

	private static Object number(final double value, final boolean single) {
		if (single) return (float) value;
		return value;
	}

	private static <A> A[] lines(final Lines<A> lines, final int count, final int length, final Random random) {
		final A[] list = lines.createList(count);
		for (int i = 0; i < count; i++) {
			list[i] = lines.create(length);
			for (int x = 0; x < length; x++)
				lines.set(list[i], x, random.nextGaussian());
		}
		return list;
	}
}
