package io.github.convolvej.batch;

import io.github.convolvej.store.BlockSink;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a run computes: the blocks of a result, or of a part of it, by number. A
 * process that has the plan, the recipe and the sink can compute any block of it.
 * Its size does not depend on the number of blocks. Immutable.
 */
public final class BatchPlan implements Serializable {

	private static final long serialVersionUID = 1L;

	private final BlockGrid grid;
	private final int part;
	private final int parts;
	private final long firstUnit;
	private final long endUnit;
	private final boolean whole;

	/**
	 * Plans the blocks of a part. All parts together are the whole result, in any
	 * order, computed by one process after the other or by several at the same
	 * time.
	 *
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result, with its size and type
	 * @param workers the processes that compute it
	 * @param part number of the part, from 1
	 * @param parts number of parts
	 * @throws IllegalArgumentException if there is no such part, the sink is for
	 *           another image, or there is too little memory
	 */
	public BatchPlan(final StreamedRecipe recipe, final BlockSink sink, final Workers workers, final int part, final int parts) {
		if (parts < 1 || part < 1 || part > parts) throw new IllegalArgumentException("there is no part " + part + " of " + parts +
			": parts are counted from 1, for example 3/64");
		if (!Arrays.equals(recipe.result().dimensions(), sink.description().dimensions()) || recipe.result().type() != sink
			.description().type()) throw new IllegalArgumentException(sink.location() + " is for " + sink.description().type() + " " +
				sink.description().axes() + ", but the result is " + recipe.result().type() + " " + recipe.result().axes());
		this.part = part;
		this.parts = parts;
		whole = recipe.needsWhole();
		// a step that needs the whole image computes everything at once, with all threads
		grid = new BlockGrid(recipe, sink, whole ? 1 : workers.threads(), whole ? 1 : workers.inAll(), !whole && workers.areApart());
		final long units = grid.units();
		firstUnit = share(part - 1, units);
		endUnit = share(part, units);
	}

	/**
	 * Number of units before a part; it does not depend on the number of threads
	 * or on the memory.
	 */
	private long share(final int before, final long units) {
		return (long) Math.floor((double) units * before / parts);
	}

	BlockGrid grid() {
		return grid;
	}

	/** Whether a unit is in the part. */
	boolean has(final long unit) {
		return unit >= firstUnit && unit < endUnit;
	}

	/** @return whether everything is computed at once, so that more than one thread or process would do the same */
	public boolean isWhole() {
		return whole;
	}

	/** @return number of blocks that a process computes at the same time */
	int together() {
		return grid.together();
	}

	/** @return number of units of the sink in the part */
	public long units() {
		return endUnit - firstUnit;
	}

	/** @return number of units of the sink in all parts */
	public long unitsInAll() {
		return grid.units();
	}

	/** @return number of blocks of the whole result, also if only a part is computed */
	public long blocks() {
		return grid.blocks();
	}

	/**
	 * @param open the blocks to compute; null for all
	 * @param threads number of blocks that are computed at the same time
	 * @return tasks, each of which is the first block and their number, again and
	 *         again; a single one where everything is computed at once
	 */
	public List<long[]> tasks(final BitSet open, final int threads) {
		if (whole) return BlockTasks.one(blocks(), open);
		// what is left of a run that was stopped does not end where columns do
		return open == null ? BlockTasks.cut(blocks(), null, threads, grid::goodEnd) : BlockTasks.cut(blocks(), open, threads);
	}

	/** @return size of a block on x, y, z, c, t */
	public int[] block() {
		return grid.block();
	}

	/** @return name of the part, such as part-3-of-64; null for the whole result */
	public String label() {
		return parts == 1 ? null : "part-" + part + "-of-" + parts;
	}

	/**
	 * Lists the units of the part that are missing.
	 *
	 * @param sink the sink
	 * @param most largest number of units to list
	 * @return their first samples on the axes of the sink
	 * @throws IOException if this cannot be found out
	 */
	public List<long[]> missing(final BlockSink sink, final int most) throws IOException {
		final List<long[]> missing = new ArrayList<>();
		for (long i = firstUnit; i < endUnit && missing.size() < most; i++) {
			final long[] min = grid.sinkMin(grid.unit(i));
			if (!sink.isDone(min)) missing.add(min);
		}
		return missing;
	}

	/**
	 * @param sink the sink
	 * @return number of units of the part that are missing
	 * @throws IOException if this cannot be found out
	 */
	public long count(final BlockSink sink) throws IOException {
		long missing = 0;
		for (long i = firstUnit; i < endUnit; i++)
			if (!sink.isDone(grid.sinkMin(grid.unit(i)))) missing++;
		return missing;
	}

	/**
	 * Finds the blocks of the part of which a unit is missing.
	 *
	 * @param sink the sink
	 * @return the numbers of these blocks
	 * @throws IOException if this cannot be found out
	 */
	public BitSet open(final BlockSink sink) throws IOException {
		final BitSet open = new BitSet();
		for (long i = 0; i < grid.blocks(); i++)
			if (isOpen(sink, i)) open.set(Math.toIntExact(i));
		return open;
	}

	/**
	 * @return whether every block has a unit of the part: then all of them are to
	 *         be computed if nothing is there
	 */
	public boolean isAll() {
		return parts == 1;
	}

	private boolean isOpen(final BlockSink sink, final long block) throws IOException {
		for (final long unit : grid.unitsOf(grid.block(block)))
			if (has(unit) && !sink.isDone(grid.sinkMin(grid.unit(unit)))) return true;
		return false;
	}
}
