package io.github.convolvej.ij1.preview;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.job.FilterJob;

import java.awt.Rectangle;
import java.util.Objects;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;

/** What a user sees of an image: channel, slice and time point, the part in the window, and the selection. */
final class ViewOfImage {

	private final int channel;
	private final int slice;
	private final int frame;
	private final Rectangle shown;
	private final double magnification;
	private final Rectangle selection;

	private ViewOfImage(final ImagePlus image) {
		channel = image.getC() - 1;
		slice = image.getZ() - 1;
		frame = image.getT() - 1;
		final Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
		final ImageCanvas canvas = image.getCanvas();
		shown = canvas == null ? whole : new Rectangle(canvas.getSrcRect());
		magnification = canvas == null ? 1 : canvas.getMagnification();
		final Roi roi = image.getRoi();
		final Rectangle bounds = roi != null && roi.isArea() ? roi.getBounds().intersection(whole) : new Rectangle();
		selection = bounds.isEmpty() ? null : bounds;
	}

	/** @return how the image is seen now */
	static ViewOfImage of(final ImagePlus image) {
		return new ViewOfImage(image);
	}

	/** @return the part of the image that is in the window */
	Rectangle shown() {
		return shown;
	}

	/** @return screen pixels for each sample */
	double magnification() {
		return magnification;
	}

	/** @return bounds of the area selected; null if there is none */
	Rectangle selection() {
		return selection;
	}

	/** @return channel, from 0 */
	int channel() {
		return channel;
	}

	/** @return slice of the job's result at the slice seen, from 0 */
	int slice(final FilterJob job) {
		final SamplePosition z = job.position(2);
		final long nearest = Math.round((slice - z.offset()) / z.scale());
		return (int) Math.max(0, Math.min(job.slices() - 1, nearest));
	}

	/** @return time point of the job's result, from 0 */
	int frame(final FilterJob job) {
		return Math.min(frame, job.frames() - 1);
	}

	/** @return where it is, in words */
	String place(final ImagePlus image) {
		final StringBuilder place = new StringBuilder(selection == null ? "" : "selection");
		final int[] numbers = { image.getNChannels() > 1 ? channel + 1 : 0, image.getNSlices() > 1 ? slice + 1 : 0, image
			.getNFrames() > 1 ? frame + 1 : 0 };
		final String[] names = { "channel ", "slice ", "frame " };
		for (int i = 0; i < 3; i++)
			if (numbers[i] > 0) place.append(place.length() > 0 ? ", " : "").append(names[i]).append(numbers[i]);
		return place.toString();
	}

	/**
	 * @return samples of the job's result whose centres are in the selection, or
	 *         that are seen at least in part; all if they have no place in the
	 *         image; empty if there are none
	 */
	Rectangle box(final FilterJob job) {
		final Rectangle whole = new Rectangle(job.width(), job.height());
		if (!job.isPlaced(0)) return whole;
		final Rectangle source = selection == null ? shown : selection;
		final double margin = selection == null ? 0.5 : 0;
		final int[] x = range(job.position(0), source.x, source.width, margin);
		final int[] y = range(job.position(1), source.y, source.height, margin);
		return new Rectangle(x[0], y[0], x[1] - x[0], y[1] - y[0]).intersection(whole);
	}

	/** First sample, and the one after the last, whose centres are not further than a part of a sample from those of the image. */
	private static int[] range(final SamplePosition position, final int min, final int length, final double margin) {
		final double first = (min - 0.5 - position.offset()) / position.scale();
		final double end = (min + length - 0.5 - position.offset()) / position.scale();
		return new int[] { (int) Math.ceil(first - margin), (int) Math.ceil(end + margin) };
	}

	@Override
	public boolean equals(final Object other) {
		if (!(other instanceof ViewOfImage)) return false;
		final ViewOfImage v = (ViewOfImage) other;
		return channel == v.channel && slice == v.slice && frame == v.frame && magnification == v.magnification && shown
			.equals(v.shown) && Objects.equals(selection, v.selection);
	}

	@Override
	public int hashCode() {
		return Objects.hash(channel, slice, frame, shown, selection);
	}
}
