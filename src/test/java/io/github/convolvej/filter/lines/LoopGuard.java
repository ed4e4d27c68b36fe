package io.github.convolvej.filter.lines;

import java.util.Locale;

/**
 * Measures inner loops beside a plain copy in the same run: a loop that the JIT
 * compiler does not turn into vector instructions costs several times as much for
 * each array that it reads or writes. Nothing here depends on how fast a machine
 * is; what disturbs it only makes the guard look again.
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
	/** About a tenth of a millisecond of a vector loop. */
	private static final int REPEATS = 1 << 11;
	/** Milliseconds for the copy to be compiled before anything is compared with it. */
	private static final int WARM = 300;

	private final Lines<A> lines;
	private final A target;
	private final A[] sources;
	private double copy = Double.POSITIVE_INFINITY;

	public LoopGuard(final Lines<A> lines) {
		this.lines = lines;
		target = lines.create(LENGTH);
		sources = lines.createList(SOURCES);
		for (int i = 0; i < SOURCES; i++) {
			sources[i] = lines.create(LENGTH);
			for (int x = 0; x < LENGTH; x++)
				lines.set(sources[i], x, 1 + (x * 7 + i) % 13);
		}
		final long end = System.nanoTime() + WARM * 1_000_000L;
		do
			copy = Math.min(copy, nanoseconds(LoopGuard::copy));
		while (System.nanoTime() < end);
	}

	/**
	 * Looks until the loop is within the bound, which needs it to be compiled, or
	 * for so long that it never will be.
	 *
	 * @param loop what is measured
	 * @param arrays how many arrays it reads or writes, each access of one counted
	 * @param bound most that is allowed
	 * @param milliseconds how long to look
	 * @return the least time for a sample of an array, in times of a copy for each
	 *         of its two arrays
	 */
	public double cost(final Loop<A> loop, final int arrays, final double bound, final int milliseconds) {
		final long end = System.nanoTime() + milliseconds * 1_000_000L;
		double best = Double.POSITIVE_INFINITY;
		double cost;
		do {
			copy = Math.min(copy, nanoseconds(LoopGuard::copy));
			best = Math.min(best, nanoseconds(loop));
			cost = best / arrays / (copy / 2);
		}
		while (cost > bound && System.nanoTime() < end);
		return cost;
	}

	private double nanoseconds(final Loop<A> loop) {
		// results stay as they are, or nearly: no sum grows beyond all bounds
		lines.fill(target, LENGTH, 1);
		final long start = System.nanoTime();
		for (int i = 0; i < REPEATS; i++)
			loop.run(lines, target, sources, LENGTH);
		return System.nanoTime() - start;
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
