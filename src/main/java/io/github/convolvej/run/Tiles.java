package io.github.convolvej.run;

import io.github.convolvej.filter.Plan;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Divides a result into tiles: boxes along the filter's axes, single positions
 * along the axes that are looped over. Tiles are long in x, for the inner loops,
 * and small enough that source and target of a tile fit into a core's cache.
 * They are ordered so that planes are finished one after the other.
 */
final class Tiles {

	private static final long TARGET_SAMPLES = 1 << 16;
	/** Target samples of tiles whose samples depend on many source samples. */
	private static final long LARGE_TARGET = 1 << 18;
	private static final long SOURCE_SAMPLES = 1 << 20;
	/** Target samples of tiles whose halo would otherwise be large. */
	private static final long HALO_TARGET = 1 << 19;
	/** Ratio of samples read with and without a halo, above which tiles may be as large as {@link #HALO_TARGET}. */
	private static final double MOST_HALO = 1.1;
	/** Source samples, or target samples, of all threads' tiles together for large windows. */
	private static final long MOST_SAMPLES = 1 << 22;
	/** Largest number of bytes of all threads' tiles. */
	private static final double MOST_BYTES = 60 << 20;
	private static final int MIN_ROWS = 8;
	/** Lines are not shortened below this length to read less. */
	private static final int MIN_LINE = 1 << 8;
	/** Factor by which more samples may be read to keep lines long. */
	private static final double LINE_WORTH = 1.2;
	/** Factor by which more samples may be read, for all threads together, to have several tiles for each thread. */
	private static final double SPREAD_WORTH = 1.15;

	private final long[] target;
	private final int[] size;
	private final int[] count;
	/** Part of the first tile along each axis that lies before the target, because tiles lie on the grid of the plan. */
	private final int[] cut;
	private final int tiles;
	/** Samples that a thread needs for a large tile, 0 for other tiles; and further bytes that it needs. */
	private final double samples;
	private final double workingBytes;

	/**
	 * @param plan the plan to run
	 * @param target size of the part of the result to compute, including looped
	 *          axes
	 * @param offset position of that part in the result
	 * @param wanted tile size along the filter's axes, or null to choose one
	 * @param threads number of threads to keep busy
	 * @param byRows whether samples are read and written without blocks of their own
	 * @throws IllegalArgumentException if the wanted size gives too many tiles
	 */
	Tiles(final Plan plan, final long[] target, final long[] offset, final int[] wanted, final int threads,
		final boolean byRows)
	{
		this.target = target;
		cut = new int[target.length];
		size = new int[target.length];
		Arrays.fill(size, 1);
		final long[] plane = Arrays.copyOf(target, plan.targetDimensions().length);
		if (wanted != null) for (int d = 0; d < plane.length; d++)
			size[d] = (int) Math.min(plane[d], d < wanted.length ? wanted[d] : 1);
		else choose(plan, plane, threads);
		count = new int[target.length];
		long product = 1;
		for (int d = 0; d < target.length; d++) {
			if (wanted == null && d < plane.length) cut[d] = (int) (offset[d] % plan.grid()[d]);
			final long along = (cut[d] + target[d] + size[d] - 1) / size[d];
			if (along > Integer.MAX_VALUE / product) throw new IllegalArgumentException("The result of size " + Arrays
				.toString(target) + " has more than " + Integer.MAX_VALUE + " tiles of size " + Arrays.toString(size) +
				": use larger tiles");
			count[d] = (int) along;
			product *= along;
		}
		tiles = (int) product;
		final double source = kept(plan, plane, size);
		workingBytes = plan.workingBytes();
		samples = byRows ? Math.min(1, workingBytes) : source <= SOURCE_SAMPLES && workingBytes == 0 ? 0 : copies(plan, plane) * source + samples(size,
			plane.length);
	}

	/** How many times kept samples are stored: those at a border are assembled first, and filters keep some of them in other forms. */
	private double copies(final Plan plan, final long[] plane) {
		final boolean byRows = kept(plan, plane, size) < source(plan, plane, size);
		return byRows || isInside(plan) ? 1.5 : 3.5;
	}

	/** Whether the plan reads nothing outside the image, so that nothing needs to be assembled. */
	private static boolean isInside(final Plan plan) {
		final long[] max = plan.targetDimensions();
		for (int d = 0; d < max.length; d++)
			max[d]--;
		final Interval all = plan.sourceInterval(new FinalInterval(new long[max.length], max));
		for (int d = 0; d < max.length; d++)
			if (all.min(d) < 0 || all.max(d) >= plan.sourceDimensions()[d]) return false;
		return true;
	}

	private void choose(final Plan plan, final long[] plane, final int threads) {
		final long[] grid = plan.grid();
		if (Arrays.stream(grid).anyMatch(g -> g > 1)) {
			for (int d = 0; d < plane.length; d++)
				size[d] = (int) grid[d];
			return;
		}
		size[0] = even(plane[0], plan.preferredLineLength());
		for (int d = 1; d < plane.length; d++)
			size[d] = (int) Math.min(plane[d], Integer.MAX_VALUE);
		long loops = 1;
		for (int d = plane.length; d < target.length; d++)
			loops *= target[d];
		// a tile grows with the window, so that its halo does not dominate; it grows as far as memory allows, but is
		// never so small that it is mostly halo
		final double window = source(plan, plane, ones(plane.length));
		final double most = (double) MOST_SAMPLES / threads;
		final double targetSamples = Math.max(TARGET_SAMPLES, Math.max(2 * window, Math.max(Math.min(128 * window, most),
			Math.min(LARGE_TARGET, Math.min(4096 * window, most / 4)))));
		final double sourceSamples = Math.max(SOURCE_SAMPLES, Math.max(8 * window, Math.min(256 * window, most)));
		final double haloSamples = Math.min(HALO_TARGET, most / 2);
		final double ratio = source(plan, plane, size) / samples(size, plane.length);
		// an axis other than x is halved until the tile fits and there are enough tiles for all threads; x is halved if
		// the halo of a large window would otherwise be read much more often
		while (true) {
			long tiles = loops;
			for (int d = 0; d < plane.length; d++)
				tiles *= (plane[d] + size[d] - 1) / size[d];
			final double samples = samples(size, plane.length);
			final double source = source(plan, plane, size);
			final boolean large = kept(plan, plane, size) > sourceSamples || samples > targetSamples && !(samples <= haloSamples && source > MOST_HALO *
				ratio * samples);
			final boolean few = tiles < 4L * threads && samples(size, plane.length) > Math.max(TARGET_SAMPLES / 8, window);
			final int d = cheapest(plan, plane, large ? 1 : MIN_ROWS);
			if (!(large || few && isWorth(plan, plane, d, tiles, threads))) return;
			if (d > 0 && size[0] >= 2 * MIN_LINE && isShortLineWorth(plan, plane, d)) size[0] -= size[0] / 2;
			else if (d > 0) size[d] -= size[d] / 2;
			else if (large && size[0] > 64) size[0] -= size[0] / 2;
			else return;
		}
	}

	/** Whether more tiles are faster, or spread better over the threads without reading much more. */
	private boolean isWorth(final Plan plan, final long[] plane, final int d, final long tiles, final int threads) {
		if (d == 0) return true;
		// tiles that the busiest thread computes
		final long before = (tiles + threads - 1) / threads;
		final long after = (2 * tiles + threads - 1) / threads;
		return 0.5 * after * halving(plan, plane, d) <= SPREAD_WORTH * before;
	}

	/** Whether less is read if x is halved instead. Halving the channels of a result reads everything twice. */
	private boolean isShortLineWorth(final Plan plan, final long[] plane, final int d) {
		final double other = halving(plan, plane, d);
		return other < 2 && other > LINE_WORTH * halving(plan, plane, 0);
	}

	/** Factor by which more samples are read for all tiles together if they are halved along an axis. */
	private double halving(final Plan plan, final long[] plane, final int d) {
		final int[] half = size.clone();
		half[d] -= half[d] / 2;
		return source(plan, plane, half) / source(plan, plane, size) * size[d] / half[d];
	}

	/**
	 * The axis other than x along which halving reads least, if it is longer than
	 * the bound; otherwise 0. Channels computed from the same source channels stay
	 * together.
	 */
	private int cheapest(final Plan plan, final long[] plane, final int bound) {
		int cheapest = 0;
		double least = 0;
		for (int d = 1; d < plane.length; d++) {
			if (size[d] <= bound) continue;
			final double reads = halving(plan, plane, d);
			if (cheapest > 0 && (reads > least || reads == least && size[d] < size[cheapest])) continue;
			cheapest = d;
			least = reads;
		}
		return cheapest;
	}

	/** Size of nearly equal parts that are not longer than a limit. */
	private static int even(final long n, final int most) {
		final long parts = (n + most - 1) / most;
		return (int) ((n + parts - 1) / parts);
	}

	private static double samples(final int[] size, final int n) {
		double samples = 1;
		for (int d = 0; d < n; d++)
			samples *= size[d];
		return samples;
	}

	private static int[] ones(final int n) {
		final int[] ones = new int[n];
		Arrays.fill(ones, 1);
		return ones;
	}

	/** Number of samples that a tile of the given size reads. */
	private static double source(final Plan plan, final long[] plane, final int[] size) {
		double samples = 1;
		for (final long length : read(plan, plane, size))
			samples *= length;
		return samples;
	}

	/** Number of them that it keeps at a time. */
	private static double kept(final Plan plan, final long[] plane, final int[] size) {
		return plan.keptSamples(read(plan, plane, size));
	}

	/** Size of what a tile of the given size reads. */
	private static long[] read(final Plan plan, final long[] plane, final int[] size) {
		final long[] min = new long[plane.length];
		final long[] max = new long[plane.length];
		for (int d = 0; d < plane.length; d++)
			max[d] = size[d] - 1;
		return Arrays.copyOf(plan.sourceInterval(new FinalInterval(min, max)).dimensionsAsLongArray(), plane.length);
	}

	/**
	 * Returns the number of threads that may work at the same time. With windows
	 * of a million samples, a tile needs so much memory that only few threads can
	 * have one.
	 *
	 * @param threads number of threads
	 * @param bytes bytes of a sample
	 * @return number of threads that may work at the same time, at least 1
	 */
	int workers(final int threads, final int bytes) {
		final int most = Math.min(threads, tiles);
		return samples == 0 ? most : (int) Math.max(1, Math.min(most, MOST_BYTES / (samples * bytes + workingBytes)));
	}

	/** @return number of tiles */
	int count() {
		return tiles;
	}

	/**
	 * @param index 0 ... count - 1
	 * @return the tile
	 */
	Interval tile(final int index) {
		final long[] min = new long[target.length];
		final long[] max = new long[target.length];
		int rest = index;
		for (int d = 0; d < target.length; d++) {
			final long begin = (long) (rest % count[d]) * size[d] - cut[d];
			min[d] = Math.max(begin, 0);
			max[d] = Math.min(begin + size[d], target[d]) - 1;
			rest /= count[d];
		}
		return new FinalInterval(min, max);
	}
}
