package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.ij1.preview.Thumbnail;
import io.github.convolvej.run.Monitor;

import java.awt.EventQueue;
import java.awt.Image;
import java.awt.Point;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

import ij.ImagePlus;

/** Computes what each preset does to the image at hand, one after the other on a thread of its own, until it is closed. */
final class PresetEffects implements Monitor {

	/** So many samples of the image are shown along x and y. */
	private static final int SAMPLES = 40;

	private final ImagePlus image;
	private final Point place;
	private final Function<String, JobSource> commands;
	private volatile boolean closed;

	/**
	 * @param image what is filtered
	 * @param place the sample that the user pointed at last; null if there is none
	 * @param commands makes the command with a preset
	 */
	PresetEffects(final ImagePlus image, final Point place, final Function<String, JobSource> commands) {
		this.image = image;
		this.place = place;
		this.commands = commands;
	}

	/**
	 * Begins.
	 *
	 * @param presets in their order
	 * @param pixels of the pictures
	 * @param shown gets the picture of each preset, on the event thread
	 */
	void start(final Iterable<String> presets, final int pixels, final Function<String, Consumer<Image>> shown) {
		final Thread thread = new Thread(() -> {
			for (final String preset : presets)
				if (!closed) show(preset, pixels, shown.apply(preset));
		}, "ConvolveJ presets");
		thread.setDaemon(true);
		thread.start();
	}

	private void show(final String preset, final int pixels, final Consumer<Image> shown) {
		try {
			final Image effect = Thumbnail.of(commands.apply(preset), image, place, SAMPLES, pixels, this);
			EventQueue.invokeLater(() -> shown.accept(effect));
		}
		catch (final IllegalArgumentException e) {
			// with the other settings of the dialog this preset gives nothing: its kernel alone is shown
			EventQueue.invokeLater(() -> shown.accept(null));
		}
		catch (final CancellationException e) {
			// the menu has been closed
		}
	}

	/** Ends it. */
	void close() {
		closed = true;
	}

	@Override
	public boolean isCancelled() {
		return closed;
	}
}
