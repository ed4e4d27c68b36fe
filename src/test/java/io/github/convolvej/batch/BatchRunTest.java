package io.github.convolvej.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.store.BlockSink;
import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.GeneratedSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;
import io.github.convolvej.store.MemoryImage;
import io.github.convolvej.store.SampleType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** Blocks that take much memory are computed by all threads, one after another, and written meanwhile. */
class BatchRunTest {

	/** So often a thread that waits lets others run before it gives up. */
	private static final int MANY = 5_000_000;

	private static final ImageDescription IMAGE = new ImageDescription("image", Arrays.asList(new ImageAxis("x", 90, 1, 0, null),
		new ImageAxis("y", 70, 1, 0, null), new ImageAxis("z", 40, 1, 0, null)), SampleType.UINT16);

	/** A recipe whose memory is too small for two blocks at the same time. */
	private static StreamedRecipe recipe(final BlockSource source) {
		return new StreamedRecipe(source, Arrays.asList(new RecipeStep("smooth", Smooth.gaussian(1, 2, 1), 3).type(null)), 330_000);
	}

	private static MemoryImage source() {
		try {
			return MemoryImage.of(new GeneratedSource(IMAGE, 3), 16, 16, 16);
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
	}

	private static MemoryImage sink(final StreamedRecipe recipe) {
		return new MemoryImage(recipe.result(), 32, 32, 32);
	}

	@Test
	void oneBlockByAllThreadsGivesTheSameSamples() {
		final Object[] samples = new Object[3];
		for (int threads = 1; threads <= 3; threads++) {
			final int t = threads - 1;
			Parallelization.runWithNumThreads(threads, () -> {
				final StreamedRecipe recipe = recipe(source());
				final MemoryImage sink = sink(recipe);
				final BatchRun run = run(recipe, sink);

				assertTrue(run.blocks() > 5, run.blocks() + " blocks");
				assertEquals(18, run.written());
				samples[t] = sink.samples();
			});
		}
		assertArrayEquals((short[]) samples[0], (short[]) samples[1]);
		assertArrayEquals((short[]) samples[0], (short[]) samples[2]);
	}

	private static BatchRun run(final StreamedRecipe recipe, final BlockSink sink) {
		final BatchRun run = new BatchRun(recipe, sink, Monitor.NONE);
		try {
			run.run();
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
		return run;
	}

	@Test
	void anotherBlockIsBegunBeforeOneIsWritten() {
		final StreamedRecipe recipe = recipe(source());
		final Set<Thread> begun = ConcurrentHashMap.newKeySet();
		// a block begins with the question whether it is there
		final BlockSink asked = before(BlockSink.class, sink(recipe), "isDone", () -> begun.add(Thread.currentThread()));
		final BlockSink sink = before(BlockSink.class, asked, "write", () -> {
			for (int i = 0; i < MANY && begun.size() < 2; i++)
				Thread.yield();
			assertEquals(2, begun.size(), "threads that have begun a block");
		});
		Parallelization.runWithNumThreads(2, () -> assertEquals(18, run(recipe, sink).written()));
	}

	@Test
	void aBlockThatCannotBeWrittenEndsTheRun() {
		final StreamedRecipe recipe = recipe(source());
		final MemoryImage sink = sink(recipe).failingAt(4);
		Parallelization.runWithNumThreads(2, () -> {
			final BatchRun run = new BatchRun(recipe, sink, Monitor.NONE);
			assertEquals("no space left", assertThrows(IOException.class, run::run).getMessage());
			assertEquals(4, sink.writtenUnits());
		});
	}

	@Test
	void aChunkThatCannotBeReadEndsTheRun() {
		final AtomicInteger reads = new AtomicInteger();
		final BlockSource source = before(BlockSource.class, source(), "read", () -> {
			if (reads.incrementAndGet() > 5) throw new IOException("chunk 5 is damaged");
		});
		final StreamedRecipe recipe = recipe(source);
		Parallelization.runWithNumThreads(2, () -> assertEquals("chunk 5 is damaged", assertThrows(IOException.class, new BatchRun(
			recipe, sink(recipe), Monitor.NONE)::run).getMessage()));
	}

	private interface Before {

		void run() throws Exception;
	}

	/** Does something before each call of a method. */
	private static <T> T before(final Class<T> type, final T object, final String method, final Before before) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, called, arguments) -> {
			if (called.getName().equals(method)) before.run();
			return called.invoke(object, arguments);
		}));
	}
}
