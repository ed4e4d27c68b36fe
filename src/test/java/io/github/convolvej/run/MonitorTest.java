package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.kernel.KernelText;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress, cancellation, and failures in the middle of the work. */
class MonitorTest {

	private static final Filter BLUR = Convolution.of(KernelText.parse("box", 2));
	private static final Img<FloatType> IMAGE = Samples.floats(Samples.bytes(1, 60 * 50 * 2), 60, 50, 2);

	/** Does nothing but run what a test wants at every tile. */
	private static final class Watched implements Filter, Plan {

		private static final long serialVersionUID = 1L;

		private final transient Runnable atTile;
		private long[] size;

		Watched(final Runnable atTile) {
			this.atTile = atTile;
		}

		@Override
		public int numDimensions() {
			return 2;
		}

		@Override
		public Plan on(final long... sourceDimensions) {
			size = sourceDimensions;
			return this;
		}

		@Override
		public long[] sourceDimensions() {
			return size;
		}

		@Override
		public long[] targetDimensions() {
			return size;
		}

		@Override
		public Interval sourceInterval(final Interval target) {
			return target;
		}

		@Override
		public void apply(final Block[] sources, final Block target, final Scratch scratch) {
			atTile.run();
		}

		@Override
		public SamplePosition position(final int d) {
			return SamplePosition.IDENTITY;
		}

		@Override
		public double multiplyAccumulates() {
			return 0;
		}

		@Override
		public int preferredLineLength() {
			return 64;
		}

		@Override
		public String engine() {
			return "watched";
		}
	}

	private static void run(final Filter filter, final Options options, final int threads) {
		final Img<FloatType> target = ArrayImgs.floats(60, 50, 2);
		// as a Callable, Parallelization would wrap what is thrown
		final Runnable work = () -> Filters.process(filter, IMAGE, Border.ZERO, target, options);
		Parallelization.runWithNumThreads(threads, work);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void progressRisesToTheTotal(final int threads) {
		for (int round = 0; round < 10; round++) {
			final List<Long> steps = Collections.synchronizedList(new ArrayList<>());
			run(BLUR, Options.DEFAULT.tile(2, 1).monitor(new Monitor() {

				@Override
				public void progress(final long done, final long total) {
					steps.add(done);
					if (total != 6000) steps.add(-total);
				}
			}), threads);
			assertEquals(3000, steps.size(), "once for every tile");
			for (int i = 1; i < steps.size(); i++)
				assertTrue(steps.get(i) > steps.get(i - 1), "progress fell from " + steps.get(i - 1) + " to " + steps.get(i));
			assertEquals(6000, steps.get(steps.size() - 1));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void cancellingAfterTheFirstTileEndsTheWork(final int threads) {
		final AtomicBoolean cancelled = new AtomicBoolean();
		final AtomicInteger tiles = new AtomicInteger();
		final Monitor monitor = new Monitor() {

			@Override
			public void progress(final long done, final long total) {
				cancelled.set(true);
			}

			@Override
			public boolean isCancelled() {
				return cancelled.get();
			}
		};
		assertThrows(CancellationException.class, () -> run(new Watched(tiles::incrementAndGet), Options.DEFAULT.tile(2, 1)
			.monitor(monitor), threads));
		assertTrue(tiles.get() <= threads, tiles.get() + " of 3000 tiles were computed");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void aMonitorThatHasCancelledAlreadyLetsNothingBegin(final int threads) {
		final AtomicInteger tiles = new AtomicInteger();
		assertThrows(CancellationException.class, () -> run(new Watched(tiles::incrementAndGet), Options.DEFAULT.monitor(
			new Monitor() {

				@Override
				public boolean isCancelled() {
					return true;
				}
			}), threads));
		assertEquals(0, tiles.get());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void anExceptionInAFilterReachesTheCallerAndStopsTheOthers(final int threads) {
		final Throwable[] failures = { new IllegalStateException("tile"), new StackOverflowError("tile") };
		for (final Throwable failure : failures) {
			final AtomicInteger tiles = new AtomicInteger();
			final Filter broken = new Watched(() -> {
				final int n = tiles.incrementAndGet();
				if (n > 100) LockSupport.parkNanos(500_000);
				if (n != 100) return;
				if (failure instanceof Error) throw (Error) failure;
				throw (RuntimeException) failure;
			});
			final Throwable thrown = assertThrows(failure.getClass(), () -> run(broken, Options.DEFAULT.tile(2, 1), threads));
			assertSame(failure, thrown);
			assertTrue(tiles.get() < 3000, "all other tiles were computed nevertheless");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void anExceptionInAMonitorReachesTheCaller(final int threads) {
		final RuntimeException failure = new IllegalStateException("monitor");
		assertSame(failure, assertThrows(IllegalStateException.class, () -> run(BLUR, Options.DEFAULT.monitor(new Monitor() {

			@Override
			public void progress(final long done, final long total) {
				throw failure;
			}
		}), threads)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7 })
	void progressIsToldByOneThreadAtATime(final int threads) {
		final AtomicReference<Thread> inside = new AtomicReference<>();
		final AtomicReference<Thread> other = new AtomicReference<>();
		run(BLUR, Options.DEFAULT.tile(20, 5).monitor(new Monitor() {

			@Override
			public void progress(final long done, final long total) {
				final Thread before = inside.getAndSet(Thread.currentThread());
				if (before != null) other.set(before);
				Thread.yield();
				inside.set(null);
			}
		}), threads);
		assertNull(other.get(), "two threads told of progress at the same time");
	}
}
