package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.lines.Scratch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs in pieces, by a caller and helpers. */
class TeamTest {

	private final List<ExecutorService> pools = new ArrayList<>();

	private ExecutorService pool(final int threads) {
		final ExecutorService pool = Executors.newFixedThreadPool(threads);
		pools.add(pool);
		return pool;
	}

	@AfterEach
	void end() {
		pools.forEach(ExecutorService::shutdownNow);
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void assertEachOnce(final Team team, final int count) {
		final AtomicIntegerArray times = new AtomicIntegerArray(Math.max(1, count));
		team.forEach(count, (i, scratch) -> times.incrementAndGet(i));
		for (int i = 0; i < count; i++)
			assertEquals(1, times.get(i), "piece " + i + " of " + count);
	}

	@Test
	void eachPieceIsDoneOnceByAnyNumberOfThreads() {
		for (int size = 0; size < 6; size++)
			try (Team team = new Team(pool(2), size)) {
				for (int count = 0; count < 40; count++)
					assertEachOnce(team, count);
			}
	}

	@Test
	void manySmallJobsFollowEachOther() {
		for (final ExecutorService pool : new ExecutorService[] { pool(3), new ForkJoinPool(3) }) {
			pools.add(pool);
			final long[] sums = new long[7];
			try (Team team = new Team(pool, 4)) {
				for (int job = 0; job < 3000; job++)
					team.forEach(sums.length, (i, scratch) -> sums[i] += i);
			}
			// what one thread has written is seen by the one that has the piece of the next job
			for (int i = 0; i < sums.length; i++)
				assertEquals(3000L * i, sums[i]);
		}
	}

	@Test
	void twoThreadsWorkAtTheSameTimeEachWithItsOwnMemory() {
		final Set<Scratch> memories = ConcurrentHashMap.newKeySet();
		final CountDownLatch both = new CountDownLatch(2);
		try (Team team = new Team(pool(1), 2)) {
			team.forEach(2, (i, scratch) -> {
				memories.add(scratch);
				both.countDown();
				await(both);
			});
		}
		assertEquals(2, memories.size());
	}

	@Test
	void aFailureEndsTheJobAndTheNextOneIsDone() {
		try (Team team = new Team(pool(2), 3)) {
			for (int bad = 0; bad < 9; bad++) {
				final IllegalStateException failure = new IllegalStateException("piece");
				final AtomicInteger working = new AtomicInteger();
				final int which = bad;
				assertSame(failure, assertThrows(IllegalStateException.class, () -> team.forEach(9, (i, scratch) -> {
					working.incrementAndGet();
					try {
						if (i == which) throw failure;
					}
					finally {
						working.decrementAndGet();
					}
				})));
				assertEquals(0, working.get());
				assertEachOnce(team, 9);
			}
			assertThrows(StackOverflowError.class, () -> team.forEach(5, (i, scratch) -> {
				throw new StackOverflowError();
			}));
		}
	}

	@Test
	void theCallerWaitsForWhatAHelperHasBegunBeforeItFails() {
		final CountDownLatch begun = new CountDownLatch(1);
		final AtomicInteger finished = new AtomicInteger();
		final Thread caller = Thread.currentThread();
		try (Team team = new Team(pool(1), 2)) {
			assertThrows(CancellationException.class, () -> team.forEach(2, (i, scratch) -> {
				if (Thread.currentThread() == caller) {
					await(begun);
					throw new CancellationException();
				}
				begun.countDown();
				// until the caller waits asleep, having failed
				while (caller.getState() == Thread.State.RUNNABLE)
					Thread.onSpinWait();
				finished.incrementAndGet();
			}));
		}
		assertEquals(1, finished.get());
	}

	@Test
	void theCallerDoesAllIfNoHelperComes() {
		final List<Runnable> never = Collections.synchronizedList(new ArrayList<>());
		final ExecutorService busy = new ForkJoinPool(1) {

			@Override
			public void execute(final Runnable task) {
				never.add(task);
			}
		};
		pools.add(busy);
		final Team team = new Team(busy, 3);
		for (int job = 0; job < 3; job++)
			assertEachOnce(team, 10);
		team.close();
		assertEquals(2, never.size(), "each helper is called once");
		// those who come when all is over have nothing to do
		never.forEach(Runnable::run);
	}

	@Test
	void theCallerMayBeTheOnlyThreadOfTheExecutor() throws InterruptedException, ExecutionException {
		final ExecutorService one = pool(1);
		one.submit(() -> {
			try (Team team = new Team(one, 2)) {
				assertEachOnce(team, 10);
			}
		}).get();
	}

	@Test
	void piecesMayHaveTeamsOfTheirOwn() {
		final ExecutorService shared = pool(2);
		final AtomicInteger pieces = new AtomicInteger();
		try (Team team = new Team(shared, 3)) {
			for (int job = 0; job < 20; job++)
				team.forEach(6, (i, scratch) -> {
					try (Team inner = new Team(shared, 3)) {
						inner.forEach(4, (k, own) -> {
							assertNotSame(scratch, own);
							pieces.incrementAndGet();
						});
					}
				});
		}
		assertEquals(20 * 6 * 4, pieces.get());
	}

	@Test
	void helpersGiveTheirThreadBackWhenNothingComes() throws InterruptedException, ExecutionException {
		final ExecutorService one = pool(1);
		try (Team team = new Team(one, 2)) {
			for (int job = 0; job < 3; job++) {
				assertEachOnce(team, 4);
				assertEquals("other work", one.submit(() -> "other work").get());
			}
		}
	}

	@Test
	void aRefusedHelperIsAFailure() {
		final ExecutorService closed = pool(1);
		closed.shutdown();
		try (Team team = new Team(closed, 2)) {
			assertThrows(RejectedExecutionException.class, () -> team.forEach(4, (i, scratch) -> {}));
		}
	}

	/** No thread can be had for the second helper while the first is at work. */
	@Test
	void anErrorOfTheExecutorWaitsForThoseAtWork() {
		final CountDownLatch begun = new CountDownLatch(1);
		final AtomicInteger working = new AtomicInteger();
		final AtomicInteger calls = new AtomicInteger();
		final ExecutorService scarce = new ForkJoinPool(1) {

			@Override
			public void execute(final Runnable command) {
				if (calls.incrementAndGet() > 1) {
					TeamTest.await(begun);
					throw new OutOfMemoryError("unable to create native thread");
				}
				super.execute(command);
			}
		};
		pools.add(scarce);
		try (Team team = new Team(scarce, 3)) {
			final Error error = assertThrows(OutOfMemoryError.class, () -> team.forEach(3, (i, scratch) -> {
				working.incrementAndGet();
				begun.countDown();
				try {
					Thread.sleep(50);
				}
				catch (final InterruptedException e) {
					throw new IllegalStateException(e);
				}
				working.decrementAndGet();
			}));
			assertEquals(0, working.get());
			assertEquals("unable to create native thread", error.getMessage());
		}
	}

	@Test
	void anInterruptedCallerFinishesAndStaysInterrupted() {
		final AtomicInteger pieces = new AtomicInteger();
		final CountDownLatch both = new CountDownLatch(2);
		final Thread caller = Thread.currentThread();
		try (Team team = new Team(pool(1), 2)) {
			team.forEach(2, (i, scratch) -> {
				both.countDown();
				await(both);
				if (Thread.currentThread() == caller) caller.interrupt();
				// until the caller has finished its piece and waits
				else while (pieces.get() == 0)
					Thread.onSpinWait();
				pieces.incrementAndGet();
			});
			assertEquals(2, pieces.get());
			assertTrue(Thread.interrupted());
			assertFalse(Thread.interrupted());
		}
	}
}
