package io.github.convolvej.batch;

import io.github.convolvej.store.BlockSink;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The units of a sink, and the blocks that are computed at a time. A block is
 * one unit or several side by side, as many as fit into memory, so that little
 * is read and computed twice. Blocks are computed in columns along z, so that
 * the chunks which two of them share are still in memory. Columns are as wide in
 * x and y as the memory for chunks allows. Immutable.
 */
final class BlockGrid implements Serializable {

	private static final long serialVersionUID = 1L;
	private static final long MOST_SAMPLES = 1 << 28;
	/**
	 * Number of blocks for each thread, so that all threads have work until the
	 * end.
	 */
	private static final int BLOCKS_PER_THREAD = 4;
	/** Largest part of the memory for blocks of several units, and for blocks of one unit. */
	private static final double SHARE = 0.2;
	private static final double MOST_SHARE = 0.7;
	/** If a block for each thread took more of the memory, threads share blocks, so that chunks have room. */
	private static final double SHARE_TOGETHER = 0.35;
	/** Part of the chunks of a block that are used at about the same time: it is computed from top to bottom. */
	private static final double USED_TOGETHER = 0.6;

	/** Index on x, y, z, c, t of each axis of the sink. */
	private final int[] axes;
	private final int rank;
	private final long[] size;
	private final int[] unit = new int[Box.AXES];
	private final int[] block;
	/** Number of blocks of a column along x and y. */
	private final long columnX;
	private final long columnY;

	/** Memory that the blocks of all threads of a process take. */
	private final double bytes;
	/** Number of blocks that a process computes at the same time. */
	private final int together;

	/**
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result
	 * @param threads number of blocks that are computed at the same time
	 * @throws IllegalArgumentException if the memory is too small for the smallest
	 *           block
	 */
	BlockGrid(final StreamedRecipe recipe, final BlockSink sink, final int threads) {
		this(recipe, sink, threads, threads, false);
	}

	/**
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result
	 * @param threads number of blocks that a process computes at the same time
	 * @param inAll number of blocks that all processes compute at the same time
	 * @param apart whether each thread computes a task of blocks that follow one
	 *          another; otherwise all take one block after the other
	 * @throws IllegalArgumentException if the memory is too small for the smallest
	 *           block
	 */
	BlockGrid(final StreamedRecipe recipe, final BlockSink sink, final int threads, final int inAll, final boolean apart) {
		rank = sink.description().numDimensions();
		size = recipe.target();
		axes = new int[rank];
		Arrays.fill(unit, 1);
		for (int d = 0; d < rank; d++) {
			axes[d] = Arrays.asList(Box.NAMES).indexOf(sink.description().axes().get(d).name());
			unit[axes[d]] = sink.unit()[d];
		}
		together = apart ? threads : together(recipe, threads);
		block = choose(recipe, together, inAll);
		final Box most = box(block, middle(block));
		// where all threads compute one block, the one before it is still there to be written
		final double before = together == 1 && threads > 1 ? most.samples() * recipe.targetType().bytes() : 0;
		bytes = together * recipe.bytes(most) + before;
		recipe.keepChunks(bytes);
		final long[] column = apart ? column(recipe, threads, BlockTasks.longest(blocks(), inAll)) : column(recipe, 1, Long.MAX_VALUE);
		columnX = column[0];
		columnY = column[1];
	}

	/** Number of threads that have a block of their own. */
	private int together(final StreamedRecipe recipe, final int threads) {
		final double least = recipe.bytes(box(unit, middle(unit)));
		return (int) Math.max(1, Math.min(threads, SHARE_TOGETHER * recipe.memory() / least));
	}

	/**
	 * Number of blocks of a column along x and y: as many as the chunks that they
	 * read fit into memory, with about the same size along x and y. If each task
	 * has a column of its own, and only a part of it, then that for which fewest
	 * chunks are read: neither wide and flat nor narrow and high.
	 *
	 * @param shares number of columns for which there is memory
	 * @param run number of blocks of a task
	 */
	private long[] column(final StreamedRecipe recipe, final int shares, final long run) {
		final long[] column = { 1, 1 };
		long[] best = column.clone();
		double least = read(recipe, column, run);
		final boolean[] full = new boolean[2];
		while (!full[0] || !full[1]) {
			final int d = full[0] || !full[1] && column[1] * block[1] < column[0] * block[0] ? 1 : 0;
			final long[] wider = column.clone();
			wider[d]++;
			full[d] = column[d] * block[d] >= size[d] || wider[0] * wider[1] > run || !(run == Long.MAX_VALUE ? fits(recipe, wider)
				: fits(recipe, wider, shares));
			if (full[d]) continue;
			column[d]++;
			final double read = read(recipe, column, run);
			if (read > least) continue;
			least = read;
			best = column.clone();
		}
		return run == Long.MAX_VALUE ? column : best;
	}

	private boolean fits(final StreamedRecipe recipe, final long[] column, final int shares) {
		return recipe.fitsCache(recipe.chunkBytes(inMiddle(layers(column, 1))), shares);
	}

	/**
	 * Whether the chunks that two layers of a column share stay in memory until the second
	 * one is computed, as chunks are dropped first that are not needed soon.
	 */
	private boolean fits(final StreamedRecipe recipe, final long[] column) {
		final double shared = block[Box.Z] >= size[Box.Z] ? 0 : 2 * recipe.chunkBytes(inMiddle(layers(column, 1))) - recipe.chunkBytes(inMiddle(layers(
			column, 2)));
		return recipe.fitsCache(Math.max(0, shared) + USED_TOGETHER * together * recipe.chunkBytes(inMiddle(block)), 1);
	}

	/** Number of samples that a task in a column reads for each sample that it computes. */
	private double read(final StreamedRecipe recipe, final long[] column, final long run) {
		final Box box = inMiddle(layers(column, Math.max(1, run / column[0] / column[1])));
		return recipe.chunkSamples(box) / box.samples();
	}

	/** Some blocks side by side in the middle of the result. */
	private Box inMiddle(final int[] of) {
		final long[] min = new long[Box.AXES];
		final long[] n = new long[Box.AXES];
		for (int d = 0; d < Box.AXES; d++) {
			n[d] = Math.min(of[d], size[d]);
			min[d] = (size[d] - n[d]) / 2 / block[d] * block[d];
		}
		return new Box(min, n);
	}

	/** The size of a column of some height. */
	private int[] layers(final long[] column, final long high) {
		final int[] layers = block.clone();
		final long[] times = { column[0], column[1], high };
		for (int d = 0; d < times.length; d++)
			layers[d] = (int) Math.min(Integer.MAX_VALUE, (double) times[d] * block[d]);
		return layers;
	}

	private int[] choose(final StreamedRecipe recipe, final int threads, final int inAll) {
		final double budget = SHARE * recipe.memory() / threads;
		final int[] chosen = unit.clone();
		final double least = recipe.bytes(box(chosen, middle(chosen)));
		if (threads * least > MOST_SHARE * recipe.memory()) throw new IllegalArgumentException("a block of " + Arrays.toString(chosen) +
			" samples (x, y, z, c, t), the unit in which the result is written, takes " + ((long) least >> 20) +
			" MB, but only " + ((long) (MOST_SHARE * recipe.memory() / threads) >> 20) + " MB are given to each thread: raise --memory, give Java more (-Xmx), or" +
			" use fewer --threads, or write smaller --chunks");
		while (true) {
			int best = -1;
			double bestCost = cost(recipe, chosen);
			for (int d = 0; d < Box.AXES; d++) {
				final int[] larger = grown(chosen, d);
				if (larger == null || blocks(larger) < (double) BLOCKS_PER_THREAD * inAll) continue;
				final Box box = box(larger, middle(larger));
				if (box.samples() > MOST_SAMPLES || recipe.bytes(box) > budget || recipe.sourceSamples(box) > MOST_SAMPLES) continue;
				final double cost = cost(recipe, larger);
				if (cost < 0.98 * bestCost) {
					best = d;
					bestCost = cost;
				}
			}
			if (best < 0) return chosen;
			System.arraycopy(grown(chosen, best), 0, chosen, 0, chosen.length);
		}
	}

	/** Number of samples read per sample computed, which is smaller for larger blocks. */
	private double cost(final StreamedRecipe recipe, final int[] candidate) {
		final Box box = box(candidate, middle(candidate));
		return recipe.sourceSamples(box) / box.samples();
	}

	/**
	 * The block with twice as many units along an axis, or all of them; null if it
	 * already has all.
	 */
	private int[] grown(final int[] candidate, final int d) {
		if (candidate[d] >= size[d]) return null;
		final int[] larger = candidate.clone();
		larger[d] = (int) Math.min(2L * candidate[d], (size[d] + unit[d] - 1) / unit[d] * unit[d]);
		return larger;
	}

	private double blocks(final int[] candidate) {
		double blocks = 1;
		for (int d = 0; d < Box.AXES; d++)
			blocks *= Math.ceil((double) size[d] / candidate[d]);
		return blocks;
	}

	/** A block in the middle of the result. */
	private long[] middle(final int[] candidate) {
		final long[] cell = new long[Box.AXES];
		for (int d = 0; d < Box.AXES; d++)
			cell[d] = (size[d] + candidate[d] - 1) / candidate[d] / 2;
		return cell;
	}

	private Box box(final int[] of, final long[] cell) {
		final long[] min = new long[Box.AXES];
		final long[] n = new long[Box.AXES];
		for (int d = 0; d < Box.AXES; d++) {
			min[d] = cell[d] * of[d];
			n[d] = Math.min(of[d], size[d] - min[d]);
		}
		return new Box(min, n);
	}

	/** @return number of blocks that a process computes at the same time; its other threads help with them */
	int together() {
		return together;
	}

	/** @return number of blocks that are computed until chunks of a layer of a column are needed for the next one */
	long ahead() {
		return 2 * columnX * columnY + together;
	}

	/** @return number of blocks along x, y, z, c, t */
	long[] counts() {
		final long[] count = new long[Box.AXES];
		for (int d = 0; d < Box.AXES; d++)
			count[d] = (size[d] + block[d] - 1) / block[d];
		return count;
	}

	/** The block at a place on the axes. */
	Box blockAt(final long... cell) {
		return box(block, cell);
	}

	/** The number of the block at a place on the axes. */
	long number(final long... cell) {
		final long[] count = counts();
		final long firstY = cell[Box.Y] / columnY * columnY;
		final long high = Math.min(columnY, count[Box.Y] - firstY);
		final long firstX = cell[Box.X] / columnX * columnX;
		final long wide = Math.min(columnX, count[Box.X] - firstX);
		final long before = firstY * count[Box.X] * count[Box.Z] + firstX * high * count[Box.Z];
		final long inColumn = cell[Box.X] - firstX + wide * (cell[Box.Y] - firstY + high * cell[Box.Z]);
		return before + inColumn + count[Box.X] * count[Box.Y] * count[Box.Z] * (cell[Box.C] + count[Box.C] * cell[Box.T]);
	}

	/** @return bytes that the blocks of all threads of a process take */
	double bytes() {
		return bytes;
	}

	/** @return number of blocks */
	long blocks() {
		return (long) blocks(block);
	}

	/** @return number of units */
	long units() {
		return (long) blocks(unit);
	}

	int[] block() {
		return block.clone();
	}

	int[] unit() {
		return unit.clone();
	}

	private static long[] cell(final long index, final long[] size, final int[] of) {
		final long[] cell = new long[Box.AXES];
		long rest = index;
		for (int d = 0; d < Box.AXES; d++) {
			final long count = (size[d] + of[d] - 1) / of[d];
			cell[d] = rest % count;
			rest /= count;
		}
		return cell;
	}

	Box block(final long index) {
		final long[] cell = new long[Box.AXES];
		place(index, cell);
		return box(block, cell);
	}

	/**
	 * Finds a block: its place on the axes.
	 *
	 * @return number of blocks to the end of its layer of its column, and to the end
	 *         of its column, itself included
	 */
	private long[] place(final long index, final long[] cell) {
		final long[] count = counts();
		final long volume = count[Box.X] * count[Box.Y] * count[Box.Z];
		cell[Box.C] = index / volume % count[Box.C];
		cell[Box.T] = index / volume / count[Box.C];
		long rest = index % volume;
		// a row of columns, then a column in it, then down
		final long row = count[Box.X] * columnY * count[Box.Z];
		final long firstY = rest / row * columnY;
		final long high = Math.min(columnY, count[Box.Y] - firstY);
		rest %= row;
		final long full = columnX * high * count[Box.Z];
		final long firstX = rest / full * columnX;
		final long wide = Math.min(columnX, count[Box.X] - firstX);
		rest %= full;
		cell[Box.X] = firstX + rest % wide;
		cell[Box.Y] = firstY + rest / wide % high;
		cell[Box.Z] = rest / wide / high;
		return new long[] { wide * high - rest % (wide * high), wide * high * count[Box.Z] - rest };
	}

	Box unit(final long index) {
		return box(unit, cell(index, size, unit));
	}

	/** The indices of the units in a block. */
	long[] unitsOf(final Box box) {
		final long[] first = new long[Box.AXES];
		final long[] n = new long[Box.AXES];
		int count = 1;
		for (int d = 0; d < Box.AXES; d++) {
			first[d] = box.min(d) / unit[d];
			n[d] = (box.max(d)) / unit[d] - first[d] + 1;
			count = Math.toIntExact(count * n[d]);
		}
		final long[] units = new long[count];
		final long[] position = new long[Box.AXES];
		for (int i = 0; i < count; i++) {
			long index = 0;
			for (int d = Box.AXES - 1; d >= 0; d--)
				index = index * ((size[d] + unit[d] - 1) / unit[d]) + first[d] + position[d];
			units[i] = index;
			for (int d = 0; d < Box.AXES && ++position[d] == n[d]; d++)
				position[d] = 0;
		}
		return units;
	}

	/**
	 * Number of blocks, from a first one to the end of a column, or else of a layer
	 * of a column, if one ends so soon.
	 *
	 * @param most largest number of blocks
	 */
	long goodEnd(final long first, final long most) {
		for (int of = 1; of >= 0; of--) {
			long n = 0;
			for (long next = 0; next <= most;) {
				n = next;
				if (first + n >= blocks()) break;
				next += place(first + n, new long[Box.AXES])[of];
			}
			if (n > 0) return n;
		}
		return most;
	}

	/** The first sample of a box on the axes of the sink. */
	long[] sinkMin(final Box box) {
		final long[] min = new long[rank];
		for (int d = 0; d < rank; d++)
			min[d] = box.min(axes[d]);
		return min;
	}

	int[] sinkSize(final Box box) {
		final int[] n = new int[rank];
		for (int d = 0; d < rank; d++)
			n[d] = (int) box.size(axes[d]);
		return n;
	}
}
