package io.github.convolvej.network;

import io.github.convolvej.network.operator.BoundOperator;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Threads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

/**
 * Computes one tensor after the other, each in pieces; a thread takes the next
 * piece when it becomes free. The threads are those of the caller's {@link
 * Parallelization}.
 */
final class PieceRunner implements AutoCloseable {

	/** Work in nanoseconds that is worth a thread. */
	private static final double SMALL = 15e3;
	/** Work of a piece, if there is much: threads that have finished can take what others have not begun. */
	private static final double MODERATE = 3e6;
	/** Most pieces for each thread. */
	private static final int MOST = 4;
	/**
	 * Longest work of a piece in nanoseconds, so that cancelling takes effect
	 * soon.
	 */
	private static final double LONG = 1e8;

	private static final KeptMemory<SampleMemory> SAMPLES = new KeptMemory<>(2);

	private final Team team;
	private final SampleMemory samples;
	private final Monitor monitor;
	private final double total;
	private double done;

	/**
	 * @param monitor receives progress and can stop the run
	 * @param total estimated nanoseconds of the whole run
	 */
	PieceRunner(final Monitor monitor, final double total) {
		this.monitor = monitor;
		this.total = total;
		final SampleMemory kept = SAMPLES.take();
		samples = kept == null ? new SampleMemory() : kept;
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		team = new Team(executor.getExecutorService(), Threads.of(executor));
	}

	/** Leaves the arrays that are no longer needed to the next run. Nothing can be run after this. */
	@Override
	public void close() {
		team.close();
		SAMPLES.give(samples);
	}

	/** Arrays for the tensors that are computed one after the other. */
	SampleMemory memory() {
		return samples;
	}

	/** Wakes the threads, if there will be work for them soon. */
	void prepare() {
		if (total > 2 * SMALL) team.prepare();
	}

	/** Computes a box of a tensor into a target that contains it. */
	void run(final BoundOperator operator, final TensorPart[] inputs, final TensorPart target, final Box box) {
		final double cost = operator.cost(box);
		final List<Box> pieces = pieces(operator, box, cost);
		forEach(pieces.size(), (i, scratch) -> {
			operator.compute(inputs, target, pieces.get(i), scratch);
			finished(cost / pieces.size());
		});
	}

	/** Works on all pieces, each in one of the threads. */
	void forEach(final int count, final Team.Work each) {
		team.forEach(count, (i, scratch) -> {
			if (monitor.isCancelled()) throw new CancellationException("cancelled");
			each.accept(i, scratch);
		});
	}

	/** Reports progress, one thread at a time, so that it never decreases. */
	private synchronized void finished(final double nanoseconds) {
		done += nanoseconds;
		final long parts = 1000;
		if (total > 0) monitor.progress(Math.min(parts, Math.round(done / total * parts)), parts);
	}

	/** Pieces of a box that are worth a thread each: a multiple of the number of threads, of about equal size. */
	List<Box> pieces(final BoundOperator operator, final Box box, final double cost) {
		final int threads = (int) Math.min(team.size(), Math.max(1, cost / SMALL));
		if (box.rank() == 0 || threads == 1 && cost <= LONG) return Collections.singletonList(box);
		final int axis = operator.splitAxis(box, threads);
		final int size = box.size(axis);
		int count = 1;
		if (threads > 1) {
			final int longEnough = size / operator.leastPiece(box, axis);
			final double wanted = Math.min(Math.min(cost / MODERATE, MOST * threads), longEnough);
			count = Integer.highestOneBit(Math.max(1, (int) (wanted / threads))) * threads;
		}
		count = (int) Math.min(size, Math.max(count, Math.ceil(cost / LONG)));
		final int together = operator.rowsAtOnce();
		final int unit = size >= 4 * together * count ? together : 1;
		final List<Box> pieces = new ArrayList<>();
		long from = box.min(axis);
		for (int i = 1; i <= count; i++) {
			final long end = i == count ? box.max(axis) + 1 : (box.min(axis) + (long) size * i / count) / unit * unit;
			pieces.add(box.with(axis, from, end - 1));
			from = end;
		}
		return pieces;
	}
}
