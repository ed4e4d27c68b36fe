package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;

import java.util.Arrays;

/**
 * Finds out whether all sums of some samples are exact in double precision, in
 * any order: whether all samples are multiples of a power of two that is not too
 * small beside the largest of them. Numbers with 24 bits are, unless some are far
 * smaller than others.
 */
final class Multiples {

	private final int n;
	private final double large;
	private final double[] rests;

	/**
	 * @param largest the largest magnitude, a finite number
	 * @param terms how many samples are summed
	 * @param n length of a line
	 * @param scratch memory of the calling thread
	 */
	Multiples(final double largest, final double terms, final int n, final Scratch scratch) {
		this.n = n;
		// in a number of this magnitude, the lowest bit is worth the power of two
		large = Math.scalb(0x3p51, Math.getExponent(Math.max(largest, Float.MIN_VALUE) * terms) - 51);
		rests = scratch.array("rests", Precision.DOUBLE, n);
		Arrays.fill(rests, 0, n, 0);
	}

	/** Checks a line. */
	void check(final double[] line) {
		check(line, rests, large, n);
	}

	/** Adding a large number leaves no bits for what is less than the unit. */
	private static void check(final double[] line, final double[] rests, final double large, final int n) {
		for (int i = 0; i < n; i++)
			rests[i] += Math.abs(line[i] + large - large - line[i]);
	}

	/** Whether all samples that were checked are multiples. */
	boolean holds() {
		for (int i = 0; i < n; i++)
			if (rests[i] != 0) return false;
		return true;
	}
}
