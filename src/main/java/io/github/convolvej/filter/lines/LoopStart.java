package io.github.convolvej.filter.lines;

import java.util.Arrays;

/**
 * Finds where loops that add to the lines of a list begin best. Java's compiler computes the first samples of a
 * loop one by one, up to the address of a whole vector in the line that is written to, and then those behind the
 * last whole vector. For lines of some hundred samples that is half of the time. A loop that begins one sample
 * before such an address, and has one sample more than whole vectors, has neither.
 * <p>
 * Java does not tell addresses, and may move arrays. But a short loop takes half the time where it begins well,
 * so places are tried. Lines that were created one after another mostly begin at the same place within a vector.
 * Results do not depend on it.
 */
final class LoopStart {

	/** Vectors of the loop that is tried: fewer would make the compiler take all loops for short ones. */
	private static final int VECTORS = 8;
	/** Shorter lines are left out. */
	private static final int SHORTEST = 5 * Lines.VECTOR;
	private static final int CALLS = 2;
	/** How many times a place is tried. */
	private static final int TIMES = 3;
	private static final int TERMS = 6;
	/** A loop that takes so many times as long as the fastest does not begin well. */
	private static final double SLOW = 1.3;
	/** Nanoseconds after which places are tried for the first time: a small image is finished before. */
	private static final long FIRST = 1_000_000;
	/** Nanoseconds after which they are tried again, and how many times longer than the trial took. */
	private static final long VALID = 10_000_000;
	private static final long WORTH = 100;

	private final int[] starts;
	private long validUntil = System.nanoTime() + FIRST;
	private long fastest;

	/** @param lines number of lines of the list */
	LoopStart(final int lines) {
		starts = new int[(lines + 1) / 2];
		Arrays.fill(starts, Lines.VECTOR);
	}

	/**
	 * @param from the first sample of a loop
	 * @param to the sample after the last that is wanted
	 * @return the sample after the last that is computed: whole vectors follow the first sample
	 */
	static int end(final int from, final int to) {
		return from + 1 + Lines.wholeVectors(to - from - 1);
	}

	/**
	 * @param <A> {@code float[]} or {@code double[]}
	 * @param lines precision
	 * @param list the lines, which are changed
	 * @return for each pair of lines the place, from 1 to {@link Lines#VECTOR}; not to be changed
	 */
	<A> int[] of(final Lines<A> lines, final A[] list) {
		if (isValid(lines, list)) return starts;
		final A weights = lines.create(2 * TERMS);
		final int terms = Math.min(TERMS, list.length);
		return of(lines, list, (l, pair, from, end) -> lines.add(l[2 * pair], 0, l[2 * pair + 1], TERMS, weights, from, end, l, 0,
			terms));
	}

	/**
	 * The same for other loops.
	 *
	 * @param <A> primitive array type
	 * @param memory lines of the type
	 * @param list the lines, which are changed
	 * @param trial the loop
	 * @return for each pair of lines the place, from 1 to {@link Lines#VECTOR}; not to be changed
	 */
	<A> int[] of(final LineMemory<A> memory, final A[] list, final LoopTrial<A> trial) {
		if (isValid(memory, list)) return starts;
		final long begin = System.nanoTime();
		final int last = memory.length(list[0]) - Lines.VECTOR;
		fastest = Long.MAX_VALUE;
		int start = 0;
		for (int p = 0; 2 * p + 1 < list.length; p++) {
			if (start == 0 || !isGood(list, trial, last, p, start)) start = best(list, trial, last, p);
			starts[p] = start;
		}
		final long end = System.nanoTime();
		validUntil = end + Math.max(VALID, WORTH * (end - begin));
		return starts;
	}

	/** Whether the places that were found last are still to be used. */
	private <A> boolean isValid(final LineMemory<A> memory, final A[] list) {
		return System.nanoTime() - validUntil < 0 || memory.length(list[0]) < SHORTEST;
	}

	private <A> boolean isGood(final A[] list, final LoopTrial<A> trial, final int last, final int pair,
		final int start)
	{
		for (int i = 0; i < TIMES; i++)
			if (time(list, trial, last, pair, start) < SLOW * fastest) return true;
		return false;
	}

	private <A> int best(final A[] list, final LoopTrial<A> trial, final int last, final int pair) {
		int best = Lines.VECTOR;
		long least = Long.MAX_VALUE;
		for (int i = 0; i < TIMES; i++)
			for (int s = 1; s <= Lines.VECTOR; s++) {
				final long time = time(list, trial, last, pair, s);
				if (time < least) best = s;
				least = Math.min(least, time);
			}
		fastest = Math.min(fastest, least);
		return best;
	}

	private static <A> long time(final A[] list, final LoopTrial<A> trial, final int last, final int pair,
		final int from)
	{
		final int end = end(from, Math.min(from + VECTORS * Lines.VECTOR + 1, last));
		final long begin = System.nanoTime();
		for (int c = 0; c < CALLS; c++)
			trial.run(list, pair, from, end);
		return System.nanoTime() - begin;
	}
}
