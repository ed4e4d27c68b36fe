package io.github.convolvej.network;

import io.github.convolvej.network.operator.BoundOperator;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
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

	/** Work in nanoseconds below which threads are not worthwhile. */
	private static final double SMALL = 1e5;
	/** Work below which each thread gets one piece, so that handing it over costs little. */
	private static final double MODERATE = 4e6;
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
		team = new Team(executor.getExecutorService(), executor.getParallelism());
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

	/** Pieces of a box that are worth a thread each. */
	List<Box> pieces(final BoundOperator operator, final Box box, final double cost) {
		final List<Box> pieces = new ArrayList<>();
		final int threads = team.size();
		final double wanted = Math.max(cost / LONG, threads > 1 && cost > SMALL ? (cost > MODERATE ? 2 : 1) * threads : 1);
		if (box.rank() == 0 || wanted <= 1) {
			pieces.add(box);
			return pieces;
		}
		final int axis = operator.splitAxis(box);
		final int size = box.size(axis);
		final int count = (int) Math.min(size, Math.ceil(wanted));
		for (int i = 0; i < count; i++) {
			final long from = box.min(axis) + (long) size * i / count;
			final long to = box.min(axis) + (long) size * (i + 1) / count - 1;
			pieces.add(box.with(axis, from, to));
		}
		return pieces;
	}
}
