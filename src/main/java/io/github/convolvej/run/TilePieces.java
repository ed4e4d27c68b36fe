package io.github.convolvej.run;

import io.github.convolvej.filter.Plan;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Decides which boxes of a tile would take a thread so long that they are computed
 * in halves, so that cancelling takes effect soon even with large windows: by the
 * time that earlier boxes took, and before there is one, by the operations that
 * the plan counts. What a box takes is modelled as a part that all
 * boxes take, such as reading the halo or transforming it, and one for each
 * sample; where the former prevails, halves would gain nothing. The result is the
 * same for any boxes, bit for bit. Not thread-safe.
 */
final class TilePieces {

	/** Nanoseconds that a piece may take: monitors are asked between pieces. */
	private static final double LONGEST = 50e6;
	/** Operations of a first piece: some ten milliseconds of sorting. */
	private static final double FIRST = 1 << 20;
	/** Multiply-accumulates in the time of another operation, at least. */
	private static final double FAST = 8;
	/** Part of a box's time that its halves may take in addition. */
	private static final double WASTE = 0.25;
	private static final double FAR = 4;
	private static final int SHORTEST_LINE = 64;

	private final long[] grid;
	private final double operations;
	private double samples;
	private double nanos;
	/** Of a box of another size before that; 0 if there was none. */
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

	/** Samples that one sample of the result is made of. */
	private static double window(final Plan plan) {
		final long[] origin = new long[plan.targetDimensions().length];
		double window = 1;
		for (final long size : plan.sourceInterval(new FinalInterval(origin, origin)).dimensionsAsLongArray())
			window *= size;
		return window;
	}

	/** Whether a box of the whole result should be computed in {@link #halves}. */
	boolean isLong(final Interval box) {
		if (axis(box) < 0 || isOneOfTheGrid(box)) return false;
		final double n = Intervals.numElements(box);
		if (samples == 0) return n * operations > FIRST;
		// boxes of one size do not tell what all boxes take: a larger one is tried
		if (otherSamples == 0) return n > 2 * samples && n * nanos / samples > LONGEST;
		final double slope = (nanos - otherNanos) / (samples - otherSamples);
		// times vary with what else the machine does
		final double each = slope > 0 ? Math.min(slope, nanos / samples) : nanos / samples / 2;
		final double all = nanos - each * samples;
		final double modelled = all + each * n;
		// far from what was measured the model is not to be trusted
		final double time = n > FAR * samples ? Math.max(modelled, n * nanos / samples / 2) : modelled;
		return time > LONGEST && all < WASTE * time;
	}

	/** Whether a plan that computes boxes as wholes would do all of its work for each half. */
	private boolean isOneOfTheGrid(final Interval box) {
		boolean boxes = false;
		for (int d = 0; d < grid.length; d++) {
			boxes |= grid[d] > 1;
			if (Math.floorDiv(box.min(d), grid[d]) != Math.floorDiv(box.max(d), grid[d])) return false;
		}
		return boxes;
	}

	/** The longest axis beyond x that has more than one sample; x if its line is long; otherwise -1. */
	private static int axis(final Interval box) {
		int longest = -1;
		for (int d = 1; d < box.numDimensions(); d++)
			if (box.dimension(d) > 1 && (longest < 0 || box.dimension(d) >= box.dimension(longest))) longest = d;
		return longest < 0 && box.dimension(0) > SHORTEST_LINE ? 0 : longest;
	}

	/** Two boxes that together are a box that {@link #isLong}. */
	static Interval[] halves(final Interval box) {
		final int d = axis(box);
		final long middle = box.min(d) + box.dimension(d) / 2;
		final long[] max = box.maxAsLongArray();
		final long[] min = box.minAsLongArray();
		max[d] = middle - 1;
		min[d] = middle;
		return new Interval[] { new FinalInterval(box.minAsLongArray(), max), new FinalInterval(min, box.maxAsLongArray()) };
	}

	/** Told what a box took. */
	void took(final Interval box, final long time) {
		final double n = Intervals.numElements(box);
		// sizes that hardly differ tell nothing of the difference
		if (samples > 0 && Math.abs(n - samples) > samples / 4) {
			otherSamples = samples;
			otherNanos = nanos;
		}
		samples = n;
		nanos = time;
	}
}
