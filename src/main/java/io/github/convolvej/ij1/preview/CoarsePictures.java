package io.github.convolvej.ij1.preview;

import io.github.convolvej.ij1.job.JobBox;
import io.github.convolvej.run.Monitor;

import java.lang.reflect.Array;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * What can be shown of a box of samples while all of it is being computed and that takes long: some of its rows, each as
 * high as the distance to the next, and then more of them, until there are as many as the screen shows. The samples of
 * these rows are those of the result.
 */
final class CoarsePictures implements AutoCloseable {

	/** Milliseconds: what takes less is shown at once. */
	private static final int PATIENCE = 150;

	/** Milliseconds after which the box gets all of the computer's time. */
	private static final int MOST = 3000;

	/** With so many rows, at least, a picture can be recognised. */
	private static final int FIRST_ROWS = 16;

	private final JobBox box;
	private final int width;
	private final int height;
	private final int finest;
	private final Monitor monitor;
	private final Consumer<Object[]> show;
	private final Thread thread = new Thread(this::run, "ConvolveJ coarse preview");
	private Object[] planes;
	private int step;
	private boolean closed;

	/**
	 * @param box the samples
	 * @param width of the box
	 * @param height of the box
	 * @param finest as many rows as the screen shows as one; with 1, every second row is the most that is shown
	 * @param monitor asked whether to stop
	 * @param show is given planes of the box's size, one after the other; not after this has been closed
	 */
	CoarsePictures(final JobBox box, final int width, final int height, final int finest, final Monitor monitor,
		final Consumer<Object[]> show)
	{
		this.box = box;
		this.width = width;
		this.height = height;
		this.finest = Math.max(2, finest);
		this.monitor = monitor;
		this.show = show;
		step = Integer.highestOneBit(Math.max(1, height / FIRST_ROWS));
		thread.setDaemon(true);
	}

	/** Begins, if there is something to gain. */
	void start() {
		if (step >= finest && box.hasRows()) thread.start();
	}

	private void run() {
		final long start = System.nanoTime();
		try {
			if (waits()) return;
			boolean more;
			do {
				more = refine();
				publish();
			}
			while (more && System.nanoTime() - start < MOST * 1_000_000L);
		}
		catch (final CancellationException e) {
			// all of the box is there, or nobody waits for it any more
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits a while, and says whether this has been closed. */
	private synchronized boolean waits() throws InterruptedException {
		final long until = System.nanoTime() + PATIENCE * 1_000_000L;
		for (long left = PATIENCE; !closed && left > 0; left = (until - System.nanoTime()) / 1_000_000L)
			wait(left);
		return closed;
	}

	private synchronized void publish() {
		if (!closed) show.accept(copies());
	}

	/**
	 * Computes the rows between those that there are, or the first ones.
	 *
	 * @return whether the screen can show more of them
	 */
	boolean refine() {
		final boolean first = planes == null;
		if (!first) step /= 2;
		for (int y = first ? 0 : step; y < height; y += first ? step : 2 * step)
			take(box.row(y).compute(new Stopping()), y);
		return step / 2 >= finest;
	}

	private void take(final Object[] row, final int y) {
		if (planes == null) {
			planes = new Object[row.length];
			for (int p = 0; p < row.length; p++)
				planes[p] = Array.newInstance(row[p].getClass().getComponentType(), width * height);
		}
		for (int p = 0; p < row.length; p++)
			for (int i = y; i < Math.min(height, y + step); i++)
				System.arraycopy(row[p], 0, planes[p], i * width, width);
	}

	/** @return the planes of this moment, in which further rows change nothing */
	Object[] copies() {
		final Object[] copies = new Object[planes.length];
		for (int p = 0; p < copies.length; p++) {
			copies[p] = Array.newInstance(planes[p].getClass().getComponentType(), width * height);
			System.arraycopy(planes[p], 0, copies[p], 0, width * height);
		}
		return copies;
	}

	/** Nothing is shown from now on. */
	@Override
	public synchronized void close() {
		closed = true;
		notifyAll();
	}

	private synchronized boolean isClosed() {
		return closed;
	}

	/** Stops when the box is there. */
	private final class Stopping implements Monitor {

		@Override
		public boolean isCancelled() {
			return isClosed() || monitor.isCancelled();
		}
	}
}
