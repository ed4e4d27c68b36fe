package io.github.convolvej.ij1.job;

import io.github.convolvej.run.Monitor;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import ij.IJ;

/**
 * Shows progress and remaining time in ImageJ's status bar, and cancels when Esc
 * is pressed or a given condition is met. Also works without a window, without
 * showing anything.
 */
public final class ImageJMonitor implements Monitor {

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	private final String name;
	private final BooleanSupplier cancelled;
	private final BiConsumer<String, Double> display;
	private final LongSupplier nanoseconds;
	private final long start;
	private long shown;

	/**
	 * @param name name of the computation, for the status bar
	 * @param cancelled a further condition for cancelling
	 */
	public ImageJMonitor(final String name, final BooleanSupplier cancelled) {
		this(name, cancelled, (status, fraction) -> {
			IJ.showStatus(status);
			IJ.showProgress(fraction);
		}, System::nanoTime);
	}

	ImageJMonitor(final String name, final BooleanSupplier cancelled, final BiConsumer<String, Double> display,
		final LongSupplier nanoseconds)
	{
		this.name = name;
		this.cancelled = cancelled;
		this.display = display;
		this.nanoseconds = nanoseconds;
		start = nanoseconds.getAsLong();
		shown = start;
		IJ.resetEscape();
	}

	@Override
	public synchronized void progress(final long done, final long total) {
		final long now = nanoseconds.getAsLong();
		if (done >= total) {
			end();
			return;
		}
		if (now - shown < INTERVAL) return;
		shown = now;
		final double seconds = (now - start) * 1e-9 * (total - done) / Math.max(1, done);
		display.accept(name + ": " + Math.round(100.0 * done / total) + "%, " + (long) Math.ceil(seconds) + " s left",
			(double) done / total);
	}

	/** Clears the display when the computation is finished or has failed. */
	public synchronized void end() {
		display.accept("", 1.0);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed() || cancelled.getAsBoolean();
	}
}
