package io.github.convolvej.batch;

import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.store.BlockSink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Computes blocks of a plan by their numbers, in this process: the same in a
 * thread of a local run and on a machine of a cluster. Thread-safe; the threads
 * share the decoded chunks of the recipe.
 */
public final class BlockTask {

	private final StreamedRecipe recipe;
	private final BlockSink sink;
	private final BatchPlan plan;

	/**
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result
	 * @param plan the plan, made of an equal recipe and sink by this process or
	 *          another one
	 */
	public BlockTask(final StreamedRecipe recipe, final BlockSink sink, final BatchPlan plan) {
		this.recipe = recipe;
		this.sink = sink;
		this.plan = plan;
		recipe.keepChunks(plan.grid().bytes());
	}

	/**
	 * Computes and writes the units of a block that are missing.
	 *
	 * @param number number of the block
	 * @param monitor is asked whether to stop, and told when a unit is there; its
	 *          numbers mean nothing
	 * @param counts the units are added to it
	 * @throws IOException if something cannot be read or written; written units
	 *           stay
	 * @throws CancellationException if the monitor cancelled
	 */
	public void run(final long number, final Monitor monitor, final BatchCounts counts) throws IOException {
		final Computed block = compute(number, monitor, counts);
		if (block != null) write(block, monitor, counts);
	}

	/**
	 * Computes the units of a block that are missing, with the threads of the current executor.
	 *
	 * @return null if none is missing
	 */
	Computed compute(final long number, final Monitor monitor, final BatchCounts counts) throws IOException {
		if (monitor.isCancelled()) throw new CancellationException("cancelled");
		final BlockGrid grid = plan.grid();
		final List<Box> missing = new ArrayList<>();
		Box needed = null;
		for (final long unit : grid.unitsOf(grid.block(number))) {
			if (!plan.has(unit)) continue;
			final Box box = grid.unit(unit);
			if (sink.isDone(grid.sinkMin(box))) {
				counts.add(0, 1, 0, (long) box.samples());
				monitor.progress(1, 1);
				continue;
			}
			missing.add(box);
			needed = needed == null ? box : needed.and(box);
		}
		if (needed == null) return null;
		final BoundStep.Part computed = recipe.compute(needed, Options.DEFAULT.monitor(asking(monitor)));
		counts.add(0, 0, computed.clamped(), 0);
		return new Computed(missing, needed, computed.samples());
	}

	/** Writes the units of a block that were missing. */
	void write(final Computed block, final Monitor monitor, final BatchCounts counts) throws IOException {
		final BlockGrid grid = plan.grid();
		for (final Box box : block.missing) {
			if (monitor.isCancelled()) throw new CancellationException("cancelled");
			sink.write(grid.sinkMin(box), grid.sinkSize(box), FilterAxes.crop(block.samples, recipe.targetType(), block.box, box));
			counts.add(1, 0, 0, (long) box.samples());
			monitor.progress(1, 1);
		}
	}

	/** The samples of a block that are to be written. */
	static final class Computed {

		private final List<Box> missing;
		private final Box box;
		private final Object samples;

		Computed(final List<Box> missing, final Box box, final Object samples) {
			this.missing = missing;
			this.box = box;
			this.samples = samples;
		}
	}

	/** The monitor without its progress: that of a block is not that of the run. */
	private static Monitor asking(final Monitor monitor) {
		return new Monitor() {

			@Override
			public boolean isCancelled() {
				return monitor.isCancelled();
			}
		};
	}
}
