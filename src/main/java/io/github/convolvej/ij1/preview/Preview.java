package io.github.convolvej.ij1.preview;

import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.run.Monitor;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.swing.Timer;

import org.scijava.Cancelable;

import ij.ImageListener;
import ij.ImagePlus;

/**
 * Shows what a command would give, in a window of its own beside the image's or in
 * a {@link LivePicture}; the image stays as it is. Computes only what is
 * seen, on a thread of its own; a newer request cancels the one before. Follows
 * the user through channels, slices and time points, and the selection.
 */
public final class Preview implements AutoCloseable {

	/** Milliseconds after which the preview notices that the user looks elsewhere. */
	private static final int POLL = 50;

	/** Milliseconds: a picture that took less is computed again to know the time that it takes when nothing is new. */
	private static final double LONG = 1000;

	/** Milliseconds: one that took less is computed once more. */
	private static final double SHORT = 200;

	/** So often what takes no time is measured. */
	private static final int REPEATS = 2;

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
	/** Makes what it is shown in; called on the event thread. */
	private final Supplier<PreviewDisplay> displays;
	private final String working;
	private final UnaryOperator<String> language;
	private volatile PreviewDisplay display;
	private volatile boolean on;
	private volatile PreviewPicture picture;
	/** What is known so far of the one that is being computed; null if nothing is. */
	private volatile PreviewPicture coarse;
	private volatile double milliseconds;
	private volatile double seconds = Double.NaN;
	private volatile int channel = ViewOfImage.OWN;

	/** @param image what is filtered: in a window, all that is seen of it */
	public Preview(final ImagePlus image) {
		this(image, () -> null, "computing ...", UnaryOperator.identity());
	}

	/**
	 * @param image what is filtered: in a window, all that is seen of it
	 * @param other a window that should not be hidden
	 * @param working the words for "computing ..."
	 * @param language says an English sentence in the language of the user
	 */
	public Preview(final ImagePlus image, final Supplier<Rectangle> other, final String working,
		final UnaryOperator<String> language)
	{
		this.image = image;
		displays = () -> new PreviewWindow(image, other, language);
		this.working = working;
		this.language = language;
	}

	/**
	 * @param image what is filtered
	 * @param live where a part of it is shown
	 * @param working the words for "computing ..."
	 * @param language says an English sentence in the language of the user
	 */
	public Preview(final ImagePlus image, final LivePicture live, final String working,
		final UnaryOperator<String> language)
	{
		this.image = image;
		displays = () -> live;
		this.working = working;
		this.language = language;
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

	/** @return seconds that the whole result will take; NaN if that is not known */
	public double seconds() {
		return picture == null ? Double.NaN : seconds;
	}

	/** @return how many samples of every thousand that are shown did not fit the type of the result and were clamped */
	public double clampedPerThousand() {
		final PreviewPicture now = picture;
		if (now == null) return 0;
		return 1e3 * now.clamped() / now.computed();
	}

	/**
	 * Shows, from now on, what a command gives.
	 *
	 * @param command the command, whose parameters do not change any more
	 */
	public synchronized void show(final JobSource command) {
		if (!on) open();
		final Request request = new Request(command, view());
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
			if (on && display == null) display = displays.get();
		});
	}

	private ViewOfImage view() {
		final PreviewDisplay shown = display;
		return (shown == null ? ViewOfImage.of(image) : shown.view()).of(channel);
	}

	/** @param shown channel of the result that is shown from now on, from 0; -1 for the one that belongs to that of the image */
	public void showChannel(final int shown) {
		channel = shown;
	}

	/** @return how many channels of their own the result has; 0 if that is not known, 1 for colours */
	public int channels() {
		final PreviewPicture now = picture;
		return now == null ? 0 : now.job().kind() == SampleKind.RGB ? 1 : now.job().targetChannels();
	}

	/**
	 * @param index of a channel of the result, from 0
	 * @return its name; empty if it has none
	 */
	public String channelName(final int index) {
		final PreviewPicture now = picture;
		return now == null || index >= now.job().targetChannels() || now.job().keepsChannels() ? "" : now.job().channelName(
			index);
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
		coarse = null;
		display(null, text);
	}

	private void run(final Request request) {
		if (request.isCancelled()) return;
		try {
			// the old picture stays until there is a new one
			coarse = null;
			display(null, request.working());
			final PreviewPicture computed = compute(request, newer -> {
				if (request.isCancelled()) return;
				coarse = newer;
				display(request.view, request.working());
			});
			if (request.isCancelled()) return;
			coarse = null;
			final boolean again = display != null && milliseconds < LONG;
			seconds = again ? Double.NaN : ExpectedTime.seconds(computed, milliseconds, 0);
			picture = computed;
			display(request.view, "");
			if (again) time(request, computed);
		}
		catch (final CancellationException e) {
			// a newer request takes its place
		}
		catch (final IllegalArgumentException e) {
			fail(request, language.apply("No preview: " + e.getMessage()));
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			fail(request, language.apply("The preview failed: " + e));
			throw e;
		}
	}

	/** Measures again what took no time, without what it takes for any picture, however small. */
	private void time(final Request request, final PreviewPicture shown) {
		double best = milliseconds;
		for (int i = 0; i == 0 || i < REPEATS && best < SHORT; i++) {
			compute(request, newer -> {});
			best = Math.min(best, milliseconds);
		}
		milliseconds = best;
		double least = best;
		for (int i = 0; i < REPEATS; i++)
			least = Math.min(least, shown.overhead(request.command.preview(image), request));
		if (request.isCancelled()) return;
		seconds = ExpectedTime.seconds(shown, best, least);
		display(request.view, "");
	}

	private PreviewPicture compute(final Request request, final Consumer<PreviewPicture> ahead) {
		final long start = System.nanoTime();
		final PreviewPicture computed = PreviewPicture.compute(request.command.preview(image), request.view, request, ahead);
		milliseconds = (System.nanoTime() - start) * 1e-6;
		return computed;
	}

	/** There is nothing to show now, but there may be where the user looks next. */
	private void fail(final Request request, final String message) {
		if (request.isCancelled()) return;
		picture = null;
		coarse = null;
		display(request.view, message);
	}

	private void display(final ViewOfImage view, final String message) {
		final PreviewPicture shown = coarse == null ? picture : coarse;
		if (!GraphicsEnvironment.isHeadless()) onEventThread(() -> {
			if (on && display != null) display.display(shown, view, message);
		});
	}

	/** Asks again if the user looks at something else. */
	private synchronized void follow() {
		final Request request = newest.get();
		if (on && request != null && !request.view.equals(view())) show(request.command);
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
			if (!on && display != null) {
				display.close();
				display = null;
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
		private volatile long percent;

		Request(final JobSource command, final ViewOfImage view) {
			this.command = command;
			this.view = view;
		}

		@Override
		public boolean isCancelled() {
			return !on || newest.get() != this;
		}

		@Override
		public void progress(final long done, final long total) {
			final long now = 100 * done / Math.max(1, total);
			if (now == percent || now >= 100 || isCancelled()) return;
			percent = now;
			display(null, working());
		}

		/** The words for "computing ..." and how far it is. */
		String working() {
			return working + " " + percent + " %";
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
