package io.github.convolvej.filter.lines;

import java.util.Arrays;

/**
 * Finds where loops that add to some lines begin best. Java's compiler computes the first samples of a loop one
 * by one, up to the address of a whole vector in the line that is written to, and then those behind the last
 * whole vector. For lines of some hundred samples that is half of the time. A loop that begins one sample before
 * such an address, and has one sample more than whole vectors, has neither.
 * <p>
 * Java does not tell addresses, and may move arrays. But a short loop takes half the time where it begins well,
 * so places are tried. Lines that were created one after another mostly begin at the same place within a vector.
 * Results do not depend on it.
 */
final class LoopStart {

	/** Vectors of the loop that is tried: fewer would make the compiler take all loops for short ones. */
	private static final int VECTORS = 8;
	private static final int CALLS = 2;
	/** How many times a place is tried. */
	private static final int TIMES = 3;
	private static final int TERMS = 6;
	/** A loop that takes so many times as long as the fastest does not begin well. */
	private static final double SLOW = 1.3;
	/** Nanoseconds after which the places are tried again. */
	private static final long VALID = 10_000_000;

	private final double[] weights = new double[2 * TERMS];
	private Object known;
	private boolean isTried;
	private long when;
	private int[] starts = {};
	private long fastest;

	/**
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param lines precision
	 * @param sums the sums, which are changed
	 * @param factors what is added to them
	 * @return for each pair of sums the place, from 1 to {@link Lines#VECTOR}; not to be changed
	 */
	<A> int[] of(final Lines<A> lines, final A[] sums, final A[] factors) {
		final int pairs = (sums.length + 1) / 2;
		if (known != sums[0] || starts.length < pairs) {
			// a small image uses its lines once, which is not worth the trial
			known = sums[0];
			isTried = false;
			if (starts.length < pairs) starts = new int[pairs];
			Arrays.fill(starts, Lines.VECTOR);
			return starts;
		}
		if (isTried && System.nanoTime() - when < VALID) return starts;
		fastest = Long.MAX_VALUE;
		int start = 0;
		for (int p = 0; p < pairs; p++) {
			// a single one is added to by other loops
			if (2 * p + 1 < sums.length && (start == 0 || !isGood(lines, sums, factors, p, start))) start = best(lines, sums,
				factors, p);
			starts[p] = start == 0 ? Lines.VECTOR : start;
		}
		isTried = true;
		when = System.nanoTime();
		return starts;
	}

	private <A> boolean isGood(final Lines<A> lines, final A[] sums, final A[] factors, final int pair, final int start) {
		for (int i = 0; i < TIMES; i++)
			if (time(lines, sums, factors, pair, start) < SLOW * fastest) return true;
		return false;
	}

	private <A> int best(final Lines<A> lines, final A[] sums, final A[] factors, final int pair) {
		int best = Lines.VECTOR;
		long least = Long.MAX_VALUE;
		for (int i = 0; i < TIMES; i++)
			for (int s = 1; s <= Lines.VECTOR; s++) {
				final long time = time(lines, sums, factors, pair, s);
				if (time < least) best = s;
				least = Math.min(least, time);
			}
		fastest = Math.min(fastest, least);
		return best;
	}

	private <A> long time(final Lines<A> lines, final A[] sums, final A[] factors, final int pair, final int from) {
		final int to = Math.min(from + VECTORS * Lines.VECTOR + 1, lines.length(factors[0]) - Lines.VECTOR);
		final long begin = System.nanoTime();
		for (int c = 0; c < CALLS; c++)
			lines.add(sums[2 * pair], 0, sums[2 * pair + 1], TERMS, weights, from, to, factors, 0, Math.min(TERMS,
				factors.length));
		return System.nanoTime() - begin;
	}
}
