package io.github.convolvej.batch;

import io.github.convolvej.run.Threads;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.NativeImg;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.iterator.LocalizingIntervalIterator;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.IntervalIndexer;

/**
 * A source as an ImgLib2 image whose cells are the chunks of the source. Chunks
 * are read when they are needed and kept while there is memory for them; those
 * not used for the longest time are dropped first. Each chunk is read by one
 * thread while others wait for it.
 */
final class ChunkCache {

	/** Several chunks with fewer samples are read together. */
	private static final int LEAST_CELL = 1 << 15;

	private final CanonicalSource source;
	private final FilterAxes axes;
	private final CellGrid grid;
	/** Size of cells on x, y, z, c, t. */
	private final int[] cell;
	private final SampleType type;
	private volatile long capacity;
	private final AtomicLong samplesRead = new AtomicLong();
	private final Map<Long, CompletableFuture<Object>> chunks = new LinkedHashMap<>(16, 0.75f, true);
	private long held;
	private ChunkUses order;
	private long soon;
	/** Chunks that are not needed soon, those first that were not used for the longest time. */
	private final Set<Long> late = new LinkedHashSet<>();

	/**
	 * @param source the image
	 * @param axes axes of the filter that reads it
	 * @param capacity number of bytes to keep
	 */
	ChunkCache(final CanonicalSource source, final FilterAxes axes, final long capacity) {
		this.source = source;
		this.axes = axes;
		this.capacity = capacity;
		type = source.source().description().type();
		cell = cell(source);
		grid = new CellGrid(axes.source(source.size()), axes.cells(cell));
	}

	/**
	 * The size of chunks of the source, or of several small chunks side by side
	 * along x, then y.
	 */
	private static int[] cell(final CanonicalSource source) {
		final int[] cell = source.unit();
		final long[] size = source.size();
		long samples = 1;
		for (final int c : cell)
			samples *= c;
		for (int d = 0; d < 2 && samples < LEAST_CELL; d++) {
			final long times = Math.max(1, Math.min((size[d] + cell[d] - 1) / cell[d], LEAST_CELL / samples));
			samples *= times;
			cell[d] *= times;
		}
		return cell;
	}

	/** @return number of samples read from the source so far */
	long samplesRead() {
		return samplesRead.get();
	}

	/** Sets the number of bytes to keep from now on. */
	void capacity(final long bytes) {
		capacity = bytes;
	}

	/** Whether cells of that size fit into a share of the cache together, with some space left. */
	boolean fits(final double bytes, final int shares) {
		return bytes < 0.9 * capacity / shares;
	}

	/** Number of bytes of all cells with samples of a box. */
	double bytes(final Box box) {
		return samples(box) * type.bytes();
	}

	/**
	 * Sets the order in which blocks read chunks; without it, chunks that were not used for
	 * the longest time are dropped first.
	 *
	 * @param uses when they do; null if this is not known
	 * @param ahead number of blocks ahead of the current one that are soon
	 */
	void order(final ChunkUses uses, final long ahead) {
		synchronized (chunks) {
			order = uses;
			soon = ahead;
			late.clear();
		}
	}

	/**
	 * Looks which chunks are not needed soon.
	 *
	 * @param number number of the first block that may still be computed
	 */
	void begin(final long number) {
		synchronized (chunks) {
			if (order == null) return;
			late.clear();
			final long[] min = new long[grid.numDimensions()];
			final int[] size = new int[grid.numDimensions()];
			for (final Long index : chunks.keySet()) {
				grid.getCellDimensions(index, min, size);
				if (order.next(axes.image(min, size), number) - number > soon) late.add(index);
			}
		}
	}

	/**
	 * Reads the chunks of a box that are not there yet, by several threads if the current executor has them. A filter
	 * that asks for one after the other would make all its threads wait for the same chunk.
	 *
	 * @throws IOException if a chunk cannot be read
	 */
	void readTogether(final Box box) throws IOException {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		if (Threads.of(executor) < 2 || !fits(bytes(box), 1)) return;
		final List<Long> missing = new ArrayList<>();
		synchronized (chunks) {
			for (final Long index : indices(box))
				if (!chunks.containsKey(index)) missing.add(index);
		}
		try {
			executor.forEach(missing, this::cellAt);
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	/** The numbers of all cells with samples of a box. */
	private List<Long> indices(final Box box) {
		final int n = grid.numDimensions();
		final long[] first = new long[n];
		final long[] last = new long[n];
		final long[] end = new long[Box.AXES];
		for (int d = 0; d < Box.AXES; d++)
			end[d] = box.max(d);
		grid.getCellPosition(axes.sourceMin(box.min()), first);
		grid.getCellPosition(axes.sourceMin(end), last);
		final List<Long> indices = new ArrayList<>();
		final long[] cells = grid.getGridDimensions();
		for (final LocalizingIntervalIterator cell = new LocalizingIntervalIterator(first, last); cell.hasNext();) {
			cell.fwd();
			indices.add(IntervalIndexer.positionToIndex(cell.positionAsLongArray(), cells));
		}
		return indices;
	}

	/** Number of samples of all cells with samples of a box. */
	double samples(final Box box) {
		double samples = 1;
		for (int d = 0; d < Box.AXES; d++)
			samples *= (box.max(d) / cell[d] - box.min(d) / cell[d] + 1) * cell[d];
		return samples;
	}

	/** The image on the axes of the filter. */
	RandomAccessibleInterval<? extends RealType<?>> image() {
		return this.<FloatType> lazyImage();
	}

	// the type variables are erased; the sample type determines the actual types
	@SuppressWarnings("unchecked")
	private <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> lazyImage() {
		final T sample = type.imgLib2Type();
		final Object empty = SampleArrays.access(type.newArray(0));
		final LazyCellImg<T, DataAccess> image =
			new LazyCellImg<T, DataAccess>(grid, sample, this::cellAt)
			{

				@Override
				public DataAccess getAccessType() {
					// only its class is used; otherwise ImgLib2 would read the first chunk to find it
					return (DataAccess) empty;
				}
			};
		image.setLinkedType(((NativeTypeFactory<T, DataAccess>) sample.getNativeTypeFactory())
			.createLinkedType((NativeImg<T, DataAccess>) image));
		return image;
	}

	private Cell<DataAccess> cellAt(final long index) {
		final long[] min = new long[grid.numDimensions()];
		final int[] size = new int[grid.numDimensions()];
		grid.getCellDimensions(index, min, size);
		return new Cell<>(size, min, (DataAccess) SampleArrays.access(samples(index, min, size)));
	}

	private Object samples(final long index, final long[] min, final int[] size) {
		final CompletableFuture<Object> chunk;
		final boolean own;
		synchronized (chunks) {
			final CompletableFuture<Object> known = chunks.get(index);
			late.remove(index);
			own = known == null;
			chunk = own ? new CompletableFuture<>() : known;
			if (own) {
				chunks.put(index, chunk);
				held += bytes(size);
				drop();
			}
		}
		if (own) load(index, axes.image(min, size), chunk);
		try {
			return chunk.join();
		}
		catch (final CompletionException e) {
			if (e.getCause() instanceof IOException) throw new UncheckedIOException((IOException) e.getCause());
			if (e.getCause() instanceof RuntimeException) throw (RuntimeException) e.getCause();
			throw (Error) e.getCause();
		}
	}

	private long bytes(final int[] size) {
		long bytes = type.bytes();
		for (final int s : size)
			bytes *= s;
		return bytes;
	}

	private void load(final long index, final Box box, final CompletableFuture<Object> chunk) {
		try {
			final Object samples = source.read(box);
			samplesRead.addAndGet((long) box.samples());
			chunk.complete(samples);
		}
		catch (final IOException | RuntimeException | Error e) {
			synchronized (chunks) {
				if (chunks.remove(index) != null) held -= (long) box.samples() * type.bytes();
				late.remove(index);
			}
			// the thread that requested the chunk throws the exception
			chunk.completeExceptionally(e);
		}
	}

	/**
	 * Drops chunks that are not being read: those that are not needed soon, then those that
	 * have not been used for the longest time.
	 */
	private void drop() {
		if (held <= capacity) return;
		final List<Long> dropped = new ArrayList<>();
		for (final Iterator<Long> all = late.iterator(); held > capacity && all.hasNext();)
			drop(all.next(), dropped);
		late.removeAll(dropped);
		for (final Iterator<Map.Entry<Long, CompletableFuture<Object>>> all = chunks.entrySet().iterator(); held > capacity && all
			.hasNext();)
		{
			final Map.Entry<Long, CompletableFuture<Object>> oldest = all.next();
			if (oldest.getValue().isDone() && !dropped.contains(oldest.getKey())) release(oldest.getKey(), dropped);
		}
		dropped.forEach(chunks::remove);
	}

	private void drop(final Long index, final List<Long> dropped) {
		if (chunks.get(index).isDone()) release(index, dropped);
	}

	private void release(final Long index, final List<Long> dropped) {
		final long[] min = new long[grid.numDimensions()];
		final int[] size = new int[grid.numDimensions()];
		grid.getCellDimensions(index, min, size);
		held -= bytes(size);
		dropped.add(index);
	}
}
