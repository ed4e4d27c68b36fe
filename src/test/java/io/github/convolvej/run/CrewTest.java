package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.parallel.SequentialExecutorService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The caller and its helpers. */
class CrewTest {

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		pool.shutdownNow();
	}

	@Test
	void theCallerAloneFinishesIfNoHelperComes() throws InterruptedException, ExecutionException {
		final CountDownLatch busy = new CountDownLatch(1);
		final ExecutorService one = Executors.newSingleThreadExecutor();
		one.execute(() -> await(busy));
		final List<Thread> workers = new ArrayList<>();
		Crew.run(one, 3, () -> workers.add(Thread.currentThread()));
		busy.countDown();
		// behind the helpers
		one.submit(() -> {}).get();
		one.shutdown();
		// those who came afterwards had nothing to do
		assertEquals(List.of(Thread.currentThread()), workers);
	}

	@Test
	void itWaitsForHelpersThatHaveBegun() {
		final CountDownLatch begun = new CountDownLatch(3);
		final AtomicInteger finished = new AtomicInteger();
		final Thread caller = Thread.currentThread();
		// helpers go on for a while after the caller has finished
		final CountDownLatch callerDone = new CountDownLatch(1);
		Crew.run(pool, 3, () -> {
			begun.countDown();
			await(begun);
			if (Thread.currentThread() == caller) callerDone.countDown();
			else {
				await(callerDone);
				for (int i = 0; i < 1000; i++)
					Thread.yield();
			}
			finished.incrementAndGet();
		});
		assertEquals(3, finished.get());
	}

	@Test
	void anInterruptedCallerWaitsTooAndStaysInterrupted() {
		final CountDownLatch begun = new CountDownLatch(1);
		final AtomicBoolean finished = new AtomicBoolean();
		final Thread caller = Thread.currentThread();
		Crew.run(pool, 2, () -> {
			if (Thread.currentThread() == caller) {
				await(begun);
				caller.interrupt();
				return;
			}
			begun.countDown();
			for (int i = 0; i < 10000; i++)
				Thread.yield();
			finished.set(true);
		});
		assertTrue(finished.get());
		assertTrue(Thread.interrupted());
	}

	@Test
	void aClosedExecutorIsAnError() {
		pool.shutdown();
		final AtomicBoolean worked = new AtomicBoolean();
		assertThrows(RejectedExecutionException.class, () -> Crew.run(pool, 2, () -> worked.set(true)));
		assertFalse(worked.get());
	}

	@Test
	void anExecutorThatRunsTasksAtOnceDoesAllTheWork() {
		final AtomicInteger calls = new AtomicInteger();
		Crew.run(new SequentialExecutorService(), 2, calls::incrementAndGet);
		assertEquals(2, calls.get());
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}
}
