package io.github.convolvej.ij1.preview;

import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.run.Monitor;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.Timer;

import org.scijava.Cancelable;

import ij.ImageListener;
import ij.ImagePlus;

/**
 * Shows what a command would give, in a window of its own beside the image's,
 * which stays as it is. Computes only what is
 * seen, on a thread of its own; a newer request cancels the one before. Follows
 * the user through channels, slices and time points, and the selection.
 */
public final class Preview implements AutoCloseable {

	/** Milliseconds after which the preview notices that the user looks elsewhere. */
	private static final int POLL = 50;

	private final ImagePlus image;
	private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "ConvolveJ preview");
		thread.setDaemon(true);
		return thread;
	});
	/** The newest request; all others are out of date. */
	private final AtomicReference<Request> newest = new AtomicReference<>();
	private final Timer timer = new Timer(POLL, e -> follow());
	private final ImageListener listener = new PixelListener();
	private PreviewWindow window;
	private volatile boolean on;
	private volatile PreviewPicture picture;
	private volatile double milliseconds;

	/** @param image what is filtered */
	public Preview(final ImagePlus image) {
		this.image = image;
	}

	/** @return whether it is being shown */
	public boolean isOn() {
		return on;
	}

	/** @return what was computed last; null before that, or if there is nothing to show */
	PreviewPicture picture() {
		return picture;
	}

	/** @return how long that took */
	double milliseconds() {
		return milliseconds;
	}

	/**
	 * Shows, from now on, what a command gives.
	 *
	 * @param command the command, whose parameters do not change any more
	 */
	public synchronized void show(final JobSource command) {
		if (!on) open();
		final Request request = new Request(command, ViewOfImage.of(image));
		final Request old = newest.getAndSet(request);
		if (old != null) old.cancel();
		worker.execute(() -> run(request));
	}

	private void open() {
		on = true;
		ImagePlus.addImageListener(listener);
		timer.start();
		// without a display, there is only the picture
		if (!GraphicsEnvironment.isHeadless()) onEventThread(() -> {
			if (on && window == null) window = new PreviewWindow(image);
		});
	}

	/**
	 * Shows a message instead.
	 *
	 * @param text why there is nothing to preview
	 */
	public synchronized void say(final String text) {
		final Request old = newest.getAndSet(null);
		if (old != null) old.cancel();
		picture = null;
		display(null, text);
	}

	private void run(final Request request) {
		if (request.isCancelled()) return;
		final long start = System.nanoTime();
		try {
			final FilterJob job = request.command.previewed(image);
			final PreviewPicture computed = PreviewPicture.compute(job, request.view, request);
			if (request.isCancelled()) return;
			picture = computed;
			milliseconds = (System.nanoTime() - start) * 1e-6;
			display(request.view, "");
		}
		catch (final CancellationException e) {
			// a newer request takes its place
		}
		catch (final IllegalArgumentException e) {
			fail(request, "No preview: " + e.getMessage());
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			fail(request, "The preview failed: " + e);
			throw e;
		}
	}

	/** There is nothing to show now, but there may be where the user looks next. */
	private void fail(final Request request, final String message) {
		if (request.isCancelled()) return;
		picture = null;
		display(request.view, message);
	}

	private void display(final ViewOfImage view, final String message) {
		final PreviewPicture shown = picture;
		if (!GraphicsEnvironment.isHeadless()) onEventThread(() -> {
			if (on && window != null) window.display(shown, view, message);
		});
	}

	/** Asks again if the user looks at something else. */
	private synchronized void follow() {
		final Request request = newest.get();
		if (on && request != null && !request.view.equals(ViewOfImage.of(image))) show(request.command);
	}

	/** Asks again although the user looks at the same: there may be other pixels now. */
	private synchronized void again() {
		final Request request = newest.get();
		if (on && request != null) show(request.command);
	}

	/** Ends it; the window disappears. It can be shown again. */
	@Override
	public synchronized void close() {
		if (!on) return;
		on = false;
		say("");
		timer.stop();
		ImagePlus.removeImageListener(listener);
		onEventThread(() -> {
			if (!on && window != null) {
				window.dispose();
				window = null;
			}
		});
	}

	private static void onEventThread(final Runnable action) {
		if (EventQueue.isDispatchThread()) action.run();
		else EventQueue.invokeLater(action);
	}

	/** What is to be computed, until a newer request comes. */
	private final class Request implements Monitor {

		private final JobSource command;
		private final ViewOfImage view;

		Request(final JobSource command, final ViewOfImage view) {
			this.command = command;
			this.view = view;
		}

		@Override
		public boolean isCancelled() {
			return !on || newest.get() != this;
		}

		/** Also what the command itself measures while it plans, unless the next request is for the same. */
		void cancel() {
			final Request next = newest.get();
			if ((next == null || next.command != command) && command instanceof Cancelable) ((Cancelable) command).cancel(
				"out of date");
		}
	}

	/** Listens for changed pixels and for the image being closed. */
	private final class PixelListener implements ImageListener {

		@Override
		public void imageOpened(final ImagePlus opened) {}

		@Override
		public void imageUpdated(final ImagePlus updated) {
			if (updated == image) again();
		}

		@Override
		public void imageClosed(final ImagePlus closed) {
			if (closed == image) close();
		}
	}
}
