package io.github.convolvej.batch;

import java.util.Arrays;

/**
 * When parts of an image are needed: which block of a grid, in the order in which
 * blocks are computed, is the next one that reads a box. Along each axis, what a
 * block reads depends on its place on that axis alone.
 */
final class BlockUses implements ChunkUses {

	/** Of grids with more blocks along an axis nothing is kept. */
	private static final int MOST_BLOCKS = 1 << 14;
	/** Of a box that more blocks read, it is not looked for the next one. */
	private static final int MOST_USES = 1 << 7;

	private final BlockGrid grid;
	/** First and last sample, for each axis and place of a block on it. */
	private final long[][][] reads = new long[Box.AXES][][];

	private BlockUses(final StreamedRecipe recipe, final BlockGrid grid, final long[] counts) {
		this.grid = grid;
		for (int d = 0; d < Box.AXES; d++) {
			reads[d] = new long[(int) counts[d]][];
			final long[] cell = Arrays.stream(counts).map(n -> n / 2).toArray();
			for (int i = 0; i < reads[d].length; i++) {
				cell[d] = i;
				final Box needed = recipe.needed(grid.blockAt(cell));
				reads[d][i] = new long[] { needed.min(d), needed.max(d) };
			}
		}
	}

	/**
	 * @param recipe the recipe
	 * @param grid its blocks
	 * @return when they read what; null if there are too many of them
	 */
	static BlockUses of(final StreamedRecipe recipe, final BlockGrid grid) {
		final long[] counts = grid.counts();
		return Arrays.stream(counts).anyMatch(n -> n > MOST_BLOCKS) ? null : new BlockUses(recipe, grid, counts);
	}

	@Override
	public long next(final Box box, final long from) {
		final int[][] places = new int[Box.AXES][];
		long uses = 1;
		for (int d = 0; d < Box.AXES; d++) {
			places[d] = places(box, d);
			uses *= places[d].length;
		}
		if (uses > MOST_USES) return from;
		long next = Long.MAX_VALUE;
		final long[] cell = new long[Box.AXES];
		for (int i = 0; i < uses; i++) {
			int rest = i;
			for (int d = 0; d < Box.AXES; d++) {
				cell[d] = places[d][rest % places[d].length];
				rest /= places[d].length;
			}
			final long number = grid.number(cell);
			if (number >= from && number < next) next = number;
		}
		return next;
	}

	private int[] places(final Box box, final int d) {
		final int[] found = new int[reads[d].length];
		int n = 0;
		for (int i = 0; i < found.length; i++)
			if (reads[d][i][0] <= box.max(d) && reads[d][i][1] >= box.min(d)) found[n++] = i;
		return Arrays.copyOf(found, n);
	}
}
