package io.github.convolvej.filter.lines;

import io.github.convolvej.Yardstick;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measures inner loops beside a plain copy in the same run: a loop that the JIT
 * compiler does not turn into vector instructions costs several times as much for
 * each array that it reads or writes. Both are measured in CPU time and in turns,
 * so neither the speed of the machine nor other processes matter; what disturbs a
 * turn or two does not move the median.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class LoopGuard<A> {

	/** A loop over lines of n samples. */
	public interface Loop<A> {

		void run(Lines<A> lines, A target, A[] sources, int n);
	}

	/** Lines of this length stay in the fastest cache. */
	private static final int LENGTH = 512;
	private static final int SOURCES = 16;
	/** About a fifth of a millisecond of a vector loop. */
	private static final int REPEATS = 1 << 12;
	/** Turns of which the median is taken. */
	private static final int TURNS = 9;
	/** CPU seconds for the copy to be compiled before anything is compared with it. */
	private static final double WARM = 0.5;

	private final Lines<A> lines;
	private final A target;
	private final A[] sources;

	public LoopGuard(final Lines<A> lines) {
		this.lines = lines;
		target = lines.create(LENGTH);
		sources = lines.createList(SOURCES);
		for (int i = 0; i < SOURCES; i++) {
			sources[i] = lines.create(LENGTH);
			for (int x = 0; x < LENGTH; x++)
				lines.set(sources[i], x, 1 + (x * 7 + i) % 13);
		}
		final double end = Yardstick.threadSeconds() + WARM;
		do
			seconds(LoopGuard::copy);
		while (Yardstick.threadSeconds() < end);
	}

	/**
	 * Looks until the loop is within the bound, which needs it to be compiled, or
	 * for so long that it never will be.
	 *
	 * @param loop what is measured
	 * @param arrays how many arrays it reads or writes, each access of one counted
	 * @param bound most that is allowed
	 * @param seconds how much CPU time to look for
	 * @return the time for a sample of an array, in times of a copy for each of its
	 *         two arrays: the median of the last turns
	 */
	public double cost(final Loop<A> loop, final int arrays, final double bound, final double seconds) {
		final double end = Yardstick.threadSeconds() + seconds;
		final double[] costs = new double[TURNS];
		int turn = 0;
		double median;
		do {
			do {
				final double copy = seconds(LoopGuard::copy);
				costs[turn++ % TURNS] = seconds(loop) / arrays / (copy / 2);
			}
			while (turn < TURNS);
			final double[] sorted = costs.clone();
			Arrays.sort(sorted);
			median = sorted[TURNS / 2];
		}
		while (median > bound && Yardstick.threadSeconds() < end);
		return median;
	}

	private double seconds(final Loop<A> loop) {
		// results stay as they are, or nearly: no sum grows beyond all bounds
		lines.fill(target, LENGTH, 1);
		final double start = Yardstick.threadSeconds();
		for (int i = 0; i < REPEATS; i++)
			loop.run(lines, target, sources, LENGTH);
		return Yardstick.threadSeconds() - start;
	}

	private static <A> void copy(final Lines<A> lines, final A target, final A[] sources, final int n) {
		if (target instanceof float[]) copy((float[]) target, (float[]) sources[0], n);
		else copy((double[]) target, (double[]) sources[0], n);
	}

	private static void copy(final float[] target, final float[] source, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = source[i];
	}

	private static void copy(final double[] target, final double[] source, final int n) {
		for (int i = 0; i < n; i++)
			target[i] = source[i];
	}

	/** What is said of a loop. */
	public static String report(final String name, final double cost, final double bound) {
		return String.format(Locale.ROOT, "%s takes %.1f times as long as a copy for each of its arrays, more than %.1f: is it" +
			" still a loop over separate arrays at one index, of few terms?", name, cost, bound);
	}
}
