package io.github.convolvej.run;

import io.github.convolvej.filter.Plan;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Decides which boxes of a tile would take so long that they are computed in
 * halves, so that cancelling takes effect soon even with large windows. The
 * decision uses the time that earlier boxes took; for the first box, the number
 * of operations that the plan counts. The time of a box is modelled as a
 * constant part, such as reading or transforming the halo, and a part for each
 * sample. If the constant part dominates, halves would gain nothing. The result
 * is the same for any boxes, bit for bit. Not thread-safe.
 */
final class TilePieces {

	/** Longest time of a piece in nanoseconds: monitors are asked between pieces. */
	private static final double LONGEST = 50e6;
	/**
	 * Largest number of operations of a first piece, some ten milliseconds of
	 * sorting.
	 */
	private static final double FIRST = 1 << 20;
	/**
	 * Number of multiply-accumulates that take at most the time of one other
	 * operation.
	 */
	private static final double FAST = 8;
	/** Part of a box's time by which its halves may exceed it. */
	private static final double WASTE = 0.25;
	private static final double FAR = 4;
	private static final int SHORTEST_LINE = 64;

	private final long[] grid;
	private final double operations;
	private double samples;
	private double nanos;
	/** Samples and time of an earlier box of another size; 0 if there was none. */
	private double otherSamples;
	private double otherNanos;

	TilePieces(final Plan plan) {
		grid = plan.grid();
		double count = 1;
		for (final long size : plan.targetDimensions())
			count *= size;
		final double multiplications = plan.multiplyAccumulates() / count;
		operations = multiplications > 0 ? multiplications / FAST : window(plan);
	}

	/** Number of source samples that one sample of the result depends on. */
	private static double window(final Plan plan) {
		final long[] origin = new long[plan.targetDimensions().length];
		double window = 1;
		for (final long size : plan.sourceInterval(new FinalInterval(origin, origin)).dimensionsAsLongArray())
			window *= size;
		return window;
	}

	/** Whether to compute a box of the whole result in {@link #halves}. */
	boolean isLong(final Interval box) {
		if (axis(box) < 0 || isOneOfTheGrid(box)) return false;
		final double n = Intervals.numElements(box);
		if (samples == 0) return n * operations > FIRST;
		// boxes of one size do not determine the constant part, so a larger one is tried
		if (otherSamples == 0) return n > 2 * samples && n * nanos / samples > LONGEST;
		final double slope = (nanos - otherNanos) / (samples - otherSamples);
		// times vary with the load of the machine
		final double each = slope > 0 ? Math.min(slope, nanos / samples) : nanos / samples / 2;
		final double all = nanos - each * samples;
		final double modelled = all + each * n;
		// the model is not reliable far from the measured sizes
		final double time = n > FAR * samples ? Math.max(modelled, n * nanos / samples / 2) : modelled;
		return time > LONGEST && all < WASTE * time;
	}

	/**
	 * Whether the box lies in one box of the grid, which is computed as a whole,
	 * so that each half would take all of its work.
	 */
	private boolean isOneOfTheGrid(final Interval box) {
		boolean boxes = false;
		for (int d = 0; d < grid.length; d++) {
			boxes |= grid[d] > 1;
			if (Math.floorDiv(box.min(d), grid[d]) != Math.floorDiv(box.max(d), grid[d])) return false;
		}
		return boxes;
	}

	/** The longest axis other than x that has more than one sample; otherwise x if its line is long; otherwise -1. */
	private static int axis(final Interval box) {
		int longest = -1;
		for (int d = 1; d < box.numDimensions(); d++)
			if (box.dimension(d) > 1 && (longest < 0 || box.dimension(d) >= box.dimension(longest))) longest = d;
		return longest < 0 && box.dimension(0) > SHORTEST_LINE ? 0 : longest;
	}

	/** Divides a box for which {@link #isLong} is true into two. */
	static Interval[] halves(final Interval box) {
		final int d = axis(box);
		final long middle = box.min(d) + box.dimension(d) / 2;
		final long[] max = box.maxAsLongArray();
		final long[] min = box.minAsLongArray();
		max[d] = middle - 1;
		min[d] = middle;
		return new Interval[] { new FinalInterval(box.minAsLongArray(), max), new FinalInterval(min, box.maxAsLongArray()) };
	}

	/** Records the time that a box took. */
	void took(final Interval box, final long time) {
		final double n = Intervals.numElements(box);
		// nearly equal sizes do not determine the constant part
		if (samples > 0 && Math.abs(n - samples) > samples / 4) {
			otherSamples = samples;
			otherNanos = nanos;
		}
		samples = n;
		nanos = time;
	}
}
