package io.github.convolvej.run;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/**
 * One computation of a result or of a part of it. Each thread takes the next
 * tile when it becomes free.
 */
final class TileRun<R extends RealType<R>, A> {

	private final Plan plan;
	private final List<BlockReader<A>> readers;
	private final BlockWriter<R> writer;
	/** Null if samples pass through blocks. */
	private final RawTiles raw;
	private final long[] offset;
	private final Lines<A> lines;
	private final Monitor monitor;
	/** Whether the run can be cancelled; only then are tiles computed in pieces. */
	private final boolean watched;
	private final Tiles tiles;
	private final long[] result;
	private final TaskExecutor executor;
	private final long total;
	private final AtomicInteger next = new AtomicInteger();
	private final AtomicReference<Throwable> failure = new AtomicReference<>();
	private long done;

	TileRun(final Plan plan, final List<BlockReader<A>> readers, final BlockWriter<R> writer, final RawTiles raw,
		final long[] result, final long[] size, final long[] offset, final Lines<A> lines, final Options options)
	{
		this.plan = plan;
		this.readers = readers;
		this.writer = writer;
		this.raw = raw;
		this.offset = offset;
		this.lines = lines;
		this.result = result;
		monitor = options.monitor();
		watched = monitor != Monitor.NONE;
		executor = Parallelization.getTaskExecutor();
		final boolean byRows = plan.isByRows() && readers.stream().allMatch(BlockReader::hasRows);
		tiles = new Tiles(plan, size, offset, options.tile(), Threads.of(executor), byRows);
		total = Intervals.numElements(size);
	}

	void run() {
		final int workers = tiles.workers(Threads.of(executor), lines.bytes());
		Crew.run(executor.getExecutorService(), workers, this::work);
		final Throwable t = failure.get();
		if (t instanceof Error) throw (Error) t;
		if (t != null) throw (RuntimeException) t;
	}

	private void work() {
		try {
			final List<BlockReader<A>> own = readers.stream().map(BlockReader::copy).collect(Collectors.toList());
			final Scratch scratch = new Scratch();
			final TilePieces pieces = new TilePieces(plan);
			final int count = tiles.count();
			for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement())
				compute(tiles.tile(i), pieces, own, scratch);
		}
		catch (final RuntimeException | Error e) {
			// the first failure ends all workers and is thrown to the caller
			failure.compareAndSet(null, e);
		}
	}

	/** Computes a tile, or its pieces one by one if it would take long. */
	private void compute(final Interval tile, final TilePieces pieces, final List<BlockReader<A>> own, final Scratch scratch) {
		final Deque<Interval> boxes = new ArrayDeque<>();
		boxes.push(tile);
		while (!boxes.isEmpty() && failure.get() == null) {
			if (monitor.isCancelled()) throw new CancellationException("cancelled");
			final Interval box = boxes.pop();
			if (watched && pieces.isLong(Intervals.translate(box, offset))) {
				final Interval[] halves = TilePieces.halves(box);
				boxes.push(halves[1]);
				boxes.push(halves[0]);
				continue;
			}
			final long start = System.nanoTime();
			compute(box, tile, own, scratch);
			pieces.took(box, System.nanoTime() - start);
			finished(Intervals.numElements(box));
		}
	}

	/** Reports progress, one thread at a time, so that it never decreases. */
	private synchronized void finished(final long samples) {
		done += samples;
		monitor.progress(done, total);
	}

	private void compute(final Interval box, final Interval tile, final List<BlockReader<A>> own, final Scratch scratch) {
		final int n = plan.targetDimensions().length;
		final Interval whole = Intervals.translate(box, offset);
		final Interval target = firstAxes(whole, n);
		if (raw != null) {
			raw.compute(withLoops(plan.sourceInterval(target), whole), box, scratch);
			return;
		}
		final Interval all = firstAxes(Intervals.translate(tile, offset), n);
		final long[] loop = Arrays.copyOfRange(whole.minAsLongArray(), n, whole.numDimensions());
		final long loopIndex = loopIndex(whole, n);
		final Block[] sources = new Block[own.size()];
		for (int i = 0; i < own.size(); i++) {
			final Interval source = plan.sourceInterval(i, target);
			sources[i] = new Block(source, new SourceSamples<>(own.get(i), withLoops(source, whole), withLoops(plan
				.sourceInterval(i, all), whole), "source " + i, lines, scratch), loop, loopIndex);
		}
		final Block result = new Block(target, new TargetSamples<>(writer, box, all, lines, scratch), loop, loopIndex);
		plan.apply(sources, result, scratch);
		if (result.hasArray()) writer.write(box, result);
	}

	private long loopIndex(final Interval tile, final int n) {
		long index = 0;
		for (int d = result.length - 1; d >= n; d--)
			index = index * result[d] + tile.min(d);
		return index;
	}

	private static Interval firstAxes(final Interval tile, final int n) {
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			min[d] = tile.min(d);
			max[d] = tile.max(d);
		}
		return new FinalInterval(min, max);
	}

	private static Interval withLoops(final Interval source, final Interval tile) {
		final long[] min = tile.minAsLongArray();
		final long[] max = tile.maxAsLongArray();
		for (int d = 0; d < source.numDimensions(); d++) {
			min[d] = source.min(d);
			max[d] = source.max(d);
		}
		return new FinalInterval(min, max);
	}
}
