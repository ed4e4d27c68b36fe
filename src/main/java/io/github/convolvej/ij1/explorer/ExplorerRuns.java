package io.github.convolvej.ij1.explorer;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;

import java.awt.EventQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/** Computes results on a thread of its own; a newer one cancels the one before. */
final class ExplorerRuns implements AutoCloseable {

	/** Samples of a result: more do not fit into the window, and memory is not without end. */
	private static final long MOST = 1 << 26;

	private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "ConvolveJ explorer");
		thread.setDaemon(true);
		return thread;
	});
	private final AtomicReference<Request> newest = new AtomicReference<>();

	/** What was asked for; whether anything newer was. */
	private final class Request implements Monitor {

		@Override
		public boolean isCancelled() {
			return newest.get() != this;
		}
	}

	/**
	 * Asks for a result, instead of what was asked for before.
	 *
	 * @param image the image
	 * @param settings what is done
	 * @param shown gets the settings and the result on the event thread, unless something newer was asked for
	 * @param failed gets the reason on the event thread if there is no result
	 */
	void compute(final ExplorerImage image, final ExplorerSettings settings,
		final BiConsumer<ExplorerSettings, Img<FloatType>> shown, final Consumer<String> failed)
	{
		final Request request = new Request();
		newest.set(request);
		worker.execute(() -> {
			if (request.isCancelled()) return;
			try {
				final Img<FloatType> result = result(image, settings, request);
				deliver(request, () -> shown.accept(settings, result));
			}
			catch (final CancellationException e) {
				// a newer request takes its place
			}
			catch (final IllegalArgumentException e) {
				deliver(request, () -> failed.accept(e.getMessage()));
			}
			catch (final RuntimeException | OutOfMemoryError e) {
				deliver(request, () -> failed.accept(e.toString()));
				throw e;
			}
		});
	}

	private static void deliver(final Request request, final Runnable action) {
		EventQueue.invokeLater(() -> {
			if (!request.isCancelled()) action.run();
		});
	}

	/** The layers one after another, with zeros outside. */
	static Img<FloatType> result(final ExplorerImage image, final ExplorerSettings settings, final Monitor monitor) {
		Img<FloatType> now = image.samples();
		for (final Filter filter : settings.filters(image.channels())) {
			final long[] size = Filters.targetDimensions(filter, now);
			long samples = 1;
			for (final long n : size)
				samples *= n;
			if (samples > MOST) throw new IllegalArgumentException("The result would have " + samples + " samples, but at most " +
				MOST + " are shown: take a smaller stride, or fewer layers");
			final Img<FloatType> next = Filters.create(new FloatType(), size);
			Filters.process(filter, now, Border.ZERO, next, Options.DEFAULT.monitor(monitor));
			now = next;
		}
		return now;
	}

	/** Forgets what was asked for. */
	void cancel() {
		newest.set(null);
	}

	@Override
	public void close() {
		cancel();
		worker.shutdown();
	}
}
