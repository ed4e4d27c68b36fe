package io.github.convolvej.filter.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.Samples;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of lines with a margin: the same bits wherever their loops begin. */
class SumLinesTest {

	@ParameterizedTest
	@CsvSource({ "1, 1, 1", "1, 2, 2", "5, 3, 7", "17, 5, 6", "130, 4, 13", "300, 7, 12" })
	void everySampleIsTheSumOfItsTermsInOrder(final int n, final int sums, final int terms) {
		// from the second use on, places to begin are tried
		final Scratch scratch = new Scratch();
		for (int use = 0; use < 3; use++) {
			for (final boolean begins : new boolean[] { false, true }) {
				check(Precision.SINGLE, scratch, n, sums, terms, begins);
				check(Precision.DOUBLE, scratch, n, sums, terms, begins);
			}
		}
	}

	private static <A> void check(final Lines<A> lines, final Scratch scratch, final int n, final int sums, final int terms,
		final boolean begins)
	{
		final Random random = new Random(n);
		final SumLines<A> memory = new SumLines<>(scratch, "test" + lines.bytes(), lines, terms, sums, n);
		for (final A line : memory.factors())
			for (int x = 0; x < n; x++)
				lines.set(line, SumLines.MARGIN + x, random.nextGaussian());
		for (final A line : memory.sums())
			lines.fill(line, SumLines.length(n), 0.5);
		final double[] weights = Samples.random(random, sums * terms);
		// all but the last sum, the others in another order
		final int count = Math.max(1, sums - 1);
		final int[] which = new int[count];
		final int[] at = new int[count];
		for (int k = 0; k < count; k++) {
			which[k] = count - 1 - k;
			at[k] = which[k] * terms;
		}
		final A ofLines = lines.create(weights.length);
		for (int i = 0; i < weights.length; i++)
			lines.set(ofLines, i, weights[i]);
		if (begins) memory.begin(which, at, count, ofLines, n, 1, terms - 1);
		else memory.add(which, at, count, ofLines, n, 1, terms - 1);
		for (int k = 0; k < sums; k++)
			for (int x = 0; x < n; x++) {
				double expected = begins && k < count ? 0 : 0.5;
				for (int t = 1; t < terms && k < count; t++)
					expected = lines.multiplyAdd(lines.round(weights[k * terms + t - 1]), lines.get(memory.factors()[t],
						SumLines.MARGIN + x), expected);
				assertEquals(expected, lines.get(memory.sums()[k], SumLines.MARGIN + x), 0, "sum " + k + " at " + x);
			}
	}
}
