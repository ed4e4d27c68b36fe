package io.github.convolvej.batch;

import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;
import io.github.convolvej.store.BlockSink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

/**
 * Computes a recipe block by block into a sink. Units that the sink already has
 * are skipped, so an interrupted run can be started again. Several processes can
 * each compute a part. Each thread computes one block at a time.
 */
public final class BatchRun {

	private final StreamedRecipe recipe;
	private final BlockSink sink;
	private final int part;
	private final int parts;
	private final Monitor monitor;
	private final int workers;
	private final BlockGrid grid;
	private final long firstUnit;
	private final long endUnit;
	private final AtomicLong next = new AtomicLong();
	private final AtomicLong clamped = new AtomicLong();
	private final AtomicLong written = new AtomicLong();
	private final AtomicLong skipped = new AtomicLong();
	private final AtomicLong samplesDone = new AtomicLong();
	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	/**
	 * Plans a run for the whole result.
	 *
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result, with its size and type
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if the sink is for another image, or there
	 *           is too little memory
	 */
	public BatchRun(final StreamedRecipe recipe, final BlockSink sink, final Monitor monitor) {
		this(recipe, sink, monitor, 1, 1);
	}

	/**
	 * Plans a run for a part of the result. All parts together are the whole
	 * result, in any order, computed by one process after the other or by several
	 * at the same time.
	 *
	 * @param recipe the recipe to compute
	 * @param sink the sink for the result
	 * @param monitor receives progress and can stop the run
	 * @param part number of the part, from 1
	 * @param parts number of parts
	 * @throws IllegalArgumentException if there is no such part, the sink is for
	 *           another image, or there is too little memory
	 */
	public BatchRun(final StreamedRecipe recipe, final BlockSink sink, final Monitor monitor, final int part,
		final int parts)
	{
		if (parts < 1 || part < 1 || part > parts) throw new IllegalArgumentException("there is no part " + part + " of " + parts +
			": parts are counted from 1, for example 3/64");
		if (!java.util.Arrays.equals(recipe.result().dimensions(), sink.description().dimensions()) || recipe.result()
			.type() != sink.description().type()) throw new IllegalArgumentException(sink.location() + " is for " + sink
				.description().type() + " " + sink.description().axes() + ", but the result is " + recipe.result().type() + " " + recipe
					.result().axes());
		this.recipe = recipe;
		this.sink = sink;
		this.monitor = monitor;
		this.part = part;
		this.parts = parts;
		final int threads = Parallelization.getTaskExecutor().getParallelism();
		// a step that needs the whole image computes everything at once, with all threads
		workers = recipe.needsWhole() ? 1 : threads;
		grid = new BlockGrid(recipe, sink, workers);
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

	/** @return number of units of the sink in the part */
	public long units() {
		return endUnit - firstUnit;
	}

	/** @return number of blocks of the part */
	public long blocks() {
		return grid.blocks();
	}

	/** @return size of a block on x, y, z, c, t */
	public int[] block() {
		return grid.block();
	}

	/** @return number of samples clamped in the blocks of this run, including those of intermediate steps */
	public long clamped() {
		return clamped.get();
	}

	/** @return number of units that this run has written */
	public long written() {
		return written.get();
	}

	/** @return number of units that existed before */
	public long skipped() {
		return skipped.get();
	}

	/**
	 * Lists the units of the part that are missing.
	 *
	 * @param most largest number of units to list
	 * @return their first samples on the axes of the sink
	 * @throws IOException if this cannot be found out
	 */
	public List<long[]> missing(final int most) throws IOException {
		final List<long[]> missing = new ArrayList<>();
		for (long i = firstUnit; i < endUnit && missing.size() < most; i++) {
			final long[] min = grid.sinkMin(grid.unit(i));
			if (!sink.isDone(min)) missing.add(min);
		}
		return missing;
	}

	/**
	 * Computes all missing blocks of the part.
	 *
	 * @throws IOException if something cannot be read or written; written units
	 *           stay
	 * @throws CancellationException if the monitor cancelled
	 */
	public void run() throws IOException {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		final long blocks = grid.blocks();
		if (workers == 1 || blocks == 1) work(blocks, false);
		else {
			final List<Runnable> tasks = new ArrayList<>();
			for (int i = 0; i < Math.min(workers, blocks); i++)
				tasks.add(() -> work(blocks, true));
			executor.runAll(tasks);
		}
		final Throwable t = failure.get();
		if (t instanceof UncheckedIOException) throw ((UncheckedIOException) t).getCause();
		if (t instanceof IOException) throw (IOException) t;
		if (t instanceof Error) throw (Error) t;
		if (t != null) throw (RuntimeException) t;
	}

	private void work(final long blocks, final boolean alone) {
		try {
			for (long i = next.getAndIncrement(); i < blocks && failure.get() == null; i = next.getAndIncrement()) {
				final Box block = grid.block(i);
				if (!alone) compute(block);
				else Parallelization.runSingleThreaded(() -> {
					try {
						compute(block);
					}
					catch (final IOException e) {
						throw new UncheckedIOException(e);
					}
				});
			}
		}
		catch (final IOException | RuntimeException | Error e) {
			// the first failure ends all workers and is thrown to the caller
			failure.compareAndSet(null, e);
		}
	}

	private void compute(final Box block) throws IOException {
		if (monitor.isCancelled()) throw new CancellationException("cancelled");
		final List<Box> missing = new ArrayList<>();
		Box needed = null;
		for (final long unit : grid.unitsOf(block)) {
			if (unit < firstUnit || unit >= endUnit) continue;
			final Box box = grid.unit(unit);
			if (sink.isDone(grid.sinkMin(box))) {
				skipped.incrementAndGet();
				progress(box);
				continue;
			}
			missing.add(box);
			needed = needed == null ? box : needed.and(box);
		}
		if (needed == null) return;
		final BoundStep.Part computed = recipe.compute(needed, Options.DEFAULT.monitor(cancelling()));
		clamped.addAndGet(computed.clamped());
		for (final Box box : missing) {
			if (monitor.isCancelled()) throw new CancellationException("cancelled");
			sink.write(grid.sinkMin(box), grid.sinkSize(box), FilterAxes.crop(computed.samples(), recipe.targetType(), needed, box));
			written.incrementAndGet();
			progress(box);
		}
	}

	private Monitor cancelling() {
		return new Monitor() {

			@Override
			public boolean isCancelled() {
				return monitor.isCancelled() || failure.get() != null;
			}
		};
	}

	private synchronized void progress(final Box box) {
		final double share = (double) units() / grid.units();
		final long total = (long) Math.max(1, Box.whole(recipe.target()).samples() * share);
		monitor.progress(Math.min(total, samplesDone.addAndGet((long) box.samples())), total);
	}

	/** @return name of the part, such as part-3-of-64; null for the whole result */
	public String label() {
		return parts == 1 ? null : "part-" + part + "-of-" + parts;
	}
}
