package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.operator.BoundOperator;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.network.tensor.TensorPart;
import io.github.convolvej.network.tensor.TensorSink;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;
import io.github.convolvej.run.Monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.parallel.TaskExecutors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks by several threads: results, pieces of layers, runs that fail or are cancelled. */
class NetworkThreadsTest {

	private static final String SOME = "conv k=3 c=20 p=same | relu | maxpool k=2 | conv k=3 c=33 p=same | relu | upsample s=2 | conv k=1 c=5";

	private static NetworkPlan plan(final String text, final long... shape) {
		return NetworkText.parse(text, shape.length - 2, (int) shape[1], new RandomWeights(5)).on(shape);
	}

	private static Tensor image(final NetworkPlan plan) {
		return RandomTensors.normal(plan.inputShape());
	}

	private static float[] result(final NetworkPlan plan) {
		return plan.run(image(plan)).values().iterator().next().data();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '/', value = { SOME + " / 67 / 58",
		"conv k=3 c=96 p=same | relu | conv k=3 c=96 p=same | conv k=1 c=30 / 30 / 41",
		"conv k=3 s=2 c=32 p=same | conv k=1 c=130 | relu | conv k=3 c=130 g=130 p=same | conv k=1 c=200 / 27 / 29",
		"conv k=1 c=300 | conv k=3 s=2 c=300 g=300 p=same | conv k=1 c=40 | tconv k=2 s=2 c=9 / 14 / 14",
		"conv k=5 c=24 p=same | inorm | avgpool k=3 s=1 p=1 | maxpool k=3 s=2 p=1 | softmax / 90 / 33" })
	void bitsDoNotDependOnTheNumberOfThreads(final String text, final int width, final int height) {
		assertSameBits(plan(text, 1, 3, height, width));
	}

	@Test
	void bitsOfVolumesDoNotDependOnTheNumberOfThreads() {
		assertSameBits(plan("conv k=3 c=16 p=same | relu | maxpool k=2 | conv k=3 c=70 p=same | tconv k=2 s=2 c=8", 1, 2, 17, 18, 20));
		assertSameBits(plan("conv k=3 c=32 p=same | conv k=3 c=32 p=same", 1, 8, 8, 8, 8));
	}

	private static void assertSameBits(final NetworkPlan plan) {
		final List<float[]> results = new ArrayList<>();
		for (final int threads : new int[] { 1, 2, 3, 7 })
			Parallelization.runWithNumThreads(threads, () -> results.add(result(plan)));
		for (final float[] result : results)
			assertArrayEquals(results.get(0), result);
	}

	@Test
	void piecesTogetherAreTheWholeAndEndAtWholeBands() {
		final long[] shape = { 2, 12, 70, 35 };
		for (int threads = 1; threads < 9; threads++)
			for (int least = 1; least < 40; least += 6)
				for (final double cost : new double[] { 1e4, 1e5, 1e7, 3e8, 1e11 }) {
					final List<Box> pieces = pieces(new Rows(shape, least), shape, threads, cost);
					long row = 0;
					for (final Box piece : pieces) {
						assertEquals(row, piece.min(2));
						assertTrue(piece.max(2) >= row && (cost == 1e11 || pieces.size() > 4 || piece.min(2) % 4 == 0));
						assertEquals(Box.whole(shape), piece.with(2, 0, shape[2] - 1));
						row = piece.max(2) + 1;
					}
					assertEquals(shape[2], row);
					if (cost == 1e4) assertEquals(1, pieces.size());
					if (cost == 1e5) assertEquals(Math.min(6, threads), pieces.size());
					if (cost == 1e7) assertTrue(pieces.size() % threads == 0 && pieces.size() <= 4 * threads && (pieces.size() == threads ||
						pieces.size() <= shape[2] / least), pieces.size() + " pieces of " + least + " rows for " + threads);
					if (cost == 3e8) assertTrue(pieces.size() >= 3);
					if (cost == 1e11) assertEquals(shape[2], pieces.size());
				}
	}

	private static List<Box> pieces(final BoundOperator operator, final long[] shape, final int threads, final double cost) {
		final List<Box> pieces = new ArrayList<>();
		Parallelization.runWithNumThreads(threads, () -> {
			try (PieceRunner runner = new PieceRunner(Monitor.NONE, cost)) {
				pieces.addAll(runner.pieces(operator, Box.whole(shape), cost));
			}
		});
		return pieces;
	}

	/** Is divided along rows. */
	private static final class Rows extends BoundOperator {

		private static final long serialVersionUID = 1L;

		private final int least;

		Rows(final long[] shape, final int least) {
			super(shape);
			this.least = least;
		}

		@Override
		public Box needed(final int input, final Box target) {
			return target;
		}

		@Override
		public void compute(final TensorPart[] inputs,
			final TensorPart target, final Box piece,
			final Scratch scratch)
		{
			throw new UnsupportedOperationException();
		}

		@Override
		public int leastPiece(final Box target, final int axis) {
			assertEquals(2, axis);
			return least;
		}
	}

	@Test
	void aCancelledRunEndsAndTheNextIsRight() {
		final NetworkPlan plan = plan(SOME, 1, 3, 80, 90);
		final float[] expected = result(plan);
		for (final int threads : new int[] { 1, 2, 4 })
			Parallelization.runWithNumThreads(threads, () -> {
				for (int after = 0; after < 5; after++) {
					final int pieces = after;
					final AtomicInteger done = new AtomicInteger();
					final Monitor monitor = new Monitor() {

						@Override
						public void progress(final long finished, final long total) {
							done.incrementAndGet();
						}

						@Override
						public boolean isCancelled() {
							return done.get() >= pieces;
						}
					};
					assertThrows(CancellationException.class, () -> plan.run(image(plan), sinks(new Tensor(plan.outputShape(name(plan)))
						, plan), Schedule.WHOLE, monitor));
				}
				assertArrayEquals(expected, result(plan));
			});
	}

	private static String name(final NetworkPlan plan) {
		return plan.outputs().get(0);
	}

	private static Map<String, TensorSink> sinks(final TensorSink sink, final NetworkPlan plan) {
		return Collections.singletonMap(name(plan), sink);
	}

	@Test
	void aFailureReachesTheCallerAndTheNextRunIsRight() {
		final NetworkPlan plan = plan(SOME, 1, 3, 80, 90);
		final float[] expected = result(plan);
		final IllegalStateException failure = new IllegalStateException("no more progress");
		for (final Schedule schedule : new Schedule[] { Schedule.WHOLE, Schedule.tiles(40, 40) })
			Parallelization.runWithNumThreads(3, () -> {
				for (int after = 0; after < 5; after++) {
					final int pieces = after;
					final AtomicInteger done = new AtomicInteger();
					final Monitor monitor = new Monitor() {

						@Override
						public void progress(final long finished, final long total) {
							if (done.getAndIncrement() == pieces) throw failure;
						}
					};
					assertSame(failure, assertThrows(IllegalStateException.class, () -> plan.run(image(plan), sinks((box,
						samples) -> {}, plan), schedule, monitor)));
				}
				assertArrayEquals(expected, result(plan));
			});
	}

	@Test
	void runsAtTheSameTimeShareThreads() throws InterruptedException, ExecutionException {
		final NetworkPlan plan = plan(SOME, 1, 3, 80, 90);
		final float[] expected = result(plan);
		// the runs are tasks of the very pool that they use, of few threads
		for (final int threads : new int[] { 1, 2 }) {
			final ForkJoinPool pool = new ForkJoinPool(threads);
			final TaskExecutor executor = TaskExecutors.forExecutorServiceAndNumThreads(pool, 3);
			final List<Future<float[]>> runs = new ArrayList<>();
			for (int i = 0; i < 6; i++)
				runs.add(pool.submit(() -> Parallelization.runWithExecutor(executor, () -> result(plan))));
			for (final Future<float[]> run : runs)
				assertArrayEquals(expected, run.get());
			pool.shutdown();
		}
	}
}
