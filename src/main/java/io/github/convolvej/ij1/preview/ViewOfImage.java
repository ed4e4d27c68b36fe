package io.github.convolvej.ij1.preview;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.ResultPosition;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Objects;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;

/** What a user sees of an image: channel, slice and time point, the part in the window, and the selection. */
final class ViewOfImage {

	/** The channel of the result that belongs to the one of the image. */
	static final int OWN = -1;

	/** So much are small images enlarged where they are shown whole. */
	private static final double LARGEST_MAGNIFICATION = 16;

	private final int channel;
	private final int slice;
	private final int frame;
	private final Rectangle shown;
	private final double magnification;
	private final Rectangle selection;
	/** Channel of the result that the user has chosen, from 0; -1 for the one that belongs to that of the image. */
	private final int chosen;

	private ViewOfImage(final ViewOfImage other, final int chosen) {
		channel = other.channel;
		slice = other.slice;
		frame = other.frame;
		shown = other.shown;
		magnification = other.magnification;
		selection = other.selection;
		this.chosen = chosen;
	}

	private ViewOfImage(final ImagePlus image, final Rectangle shown, final double magnification) {
		chosen = OWN;
		channel = image.getC() - 1;
		slice = image.getZ() - 1;
		frame = image.getT() - 1;
		this.shown = shown;
		this.magnification = magnification;
		final Roi roi = image.getRoi();
		final Rectangle bounds = roi != null && roi.isArea() ? roi.getBounds().intersection(whole(image)) : new Rectangle();
		selection = bounds.isEmpty() ? null : bounds;
	}

	private static Rectangle whole(final ImagePlus image) {
		return new Rectangle(image.getWidth(), image.getHeight());
	}

	/** @return how the image is seen now */
	static ViewOfImage of(final ImagePlus image) {
		final ImageCanvas canvas = image.getCanvas();
		return canvas == null ? new ViewOfImage(image, whole(image), 1) : new ViewOfImage(image, new Rectangle(canvas
			.getSrcRect()), canvas.getMagnification());
	}

	/**
	 * @param image an image
	 * @param place a sample of it; null for the middle of the selection or of the image
	 * @param width of the picture, in pixels of the screen
	 * @param height of it
	 * @return the samples around the place that fill the picture, as large as in the image's window, and
	 *         all samples of an image that is smaller than that
	 */
	static ViewOfImage around(final ImagePlus image, final Point place, final int width, final int height) {
		final ImageCanvas canvas = image.getCanvas();
		final double fit = Math.min((double) width / image.getWidth(), (double) height / image.getHeight());
		final double own = canvas == null ? 1 : canvas.getMagnification();
		final double magnification = Math.max(Math.max(1, own), Math.min(fit, LARGEST_MAGNIFICATION));
		return around(image, place, new Dimension((int) Math.min(image.getWidth(), Math.ceil(width / magnification)), (int) Math
			.min(image.getHeight(), Math.ceil(height / magnification))), magnification);
	}

	/**
	 * @param image an image
	 * @param place a sample of it; null for the middle of the selection or of the image
	 * @param samples at most so many along x and y
	 * @param magnification pixels of the screen for each
	 * @return the square around the place, within the image
	 */
	static ViewOfImage around(final ImagePlus image, final Point place, final int samples, final double magnification) {
		return around(image, place, new Dimension(Math.min(image.getWidth(), samples), Math.min(image.getHeight(), samples)),
			magnification);
	}

	private static ViewOfImage around(final ImagePlus image, final Point place, final Dimension size,
		final double magnification)
	{
		final int w = size.width;
		final int h = size.height;
		final Roi roi = image.getRoi();
		final Rectangle middle = roi == null ? whole(image) : roi.getBounds();
		final int x = place == null ? middle.x + middle.width / 2 : place.x;
		final int y = place == null ? middle.y + middle.height / 2 : place.y;
		return new ViewOfImage(image, new Rectangle(Math.max(0, Math.min(image.getWidth() - w, x - w / 2)), Math.max(0, Math
			.min(image.getHeight() - h, y - h / 2)), w, h), magnification);
	}

	/**
	 * @param resultChannel of the result, from 0; {@link #OWN} for that of the image
	 * @return the same with this channel of the result
	 */
	ViewOfImage of(final int resultChannel) {
		return resultChannel == chosen ? this : new ViewOfImage(this, resultChannel);
	}

	/** @return whether one channel is shown, whatever the image shows */
	boolean isOneChannel() {
		return chosen != OWN;
	}

	/** @return the part of the image that is in the window */
	Rectangle shown() {
		return shown;
	}

	/** @return screen pixels for each sample */
	double magnification() {
		return magnification;
	}

	/** @return channel of the job's result that is seen, from 0 */
	int channel(final FilterJob job) {
		if (chosen != OWN) return Math.min(chosen, job.targetChannels() - 1);
		return ResultPosition.channel(job, channel);
	}

	/** @return slice of the job's result at the slice seen, from 0 */
	int slice(final FilterJob job) {
		return ResultPosition.slice(job, slice);
	}

	/** @return time point of the job's result, from 0 */
	int frame(final FilterJob job) {
		return ResultPosition.frame(job, frame);
	}

	/**
	 * @param job what is computed
	 * @throws IllegalArgumentException if what is seen is not among the planes that the job filters
	 */
	void check(final FilterJob job) {
		final int[] seen = { channel, slice, frame };
		final int[] whole = sizes(job.input().whole());
		final int[] part = sizes(job.input().image());
		final String[] names = { "channel", "slice", "frame" };
		for (int d = 0; d < seen.length; d++) {
			final int first = job.input().first(d);
			if (whole[d] != part[d] && (seen[d] + 1 < first || seen[d] + 1 >= first + part[d]))
				throw new IllegalArgumentException("only " + names[d] + " " + first + (part[d] > 1 ? " to " + (first + part[d] -
					1) : "") + " is filtered, and " + names[d] + " " + (seen[d] + 1) + " is shown");
		}
	}

	private static int[] sizes(final ImagePlus image) {
		return new int[] { image.getNChannels(), image.getNSlices(), image.getNFrames() };
	}

	/** @return where it is, in words */
	String place(final ImagePlus image) {
		final StringBuilder place = new StringBuilder();
		final int[] numbers = { image.getNChannels() > 1 ? channel + 1 : 0, image.getNSlices() > 1 ? slice + 1 : 0, image
			.getNFrames() > 1 ? frame + 1 : 0 };
		final String[] names = { "channel ", "slice ", "frame " };
		for (int i = 0; i < 3; i++)
			if (numbers[i] > 0) place.append(place.length() > 0 ? ", " : "").append(names[i]).append(numbers[i]);
		return place.toString();
	}

	/**
	 * @return samples of the job's result that are seen at least in part; all if they
	 *         have no place in the image; empty if there are none
	 */
	Rectangle box(final FilterJob job) {
		final Rectangle whole = new Rectangle(job.width(), job.height());
		if (!job.isPlaced(0)) return whole;
		final int[] x = range(job.position(0), shown.x, shown.width);
		final int[] y = range(job.position(1), shown.y, shown.height);
		return new Rectangle(x[0], y[0], x[1] - x[0], y[1] - y[0]).intersection(whole);
	}

	/** First sample, and the one after the last, whose centres are not further than half a sample from those of the image. */
	private static int[] range(final SamplePosition position, final int min, final int length) {
		final double first = (min - 0.5 - position.offset()) / position.scale();
		final double end = (min + length - 0.5 - position.offset()) / position.scale();
		return new int[] { (int) Math.ceil(first - 0.5), (int) Math.ceil(end + 0.5) };
	}

	@Override
	public boolean equals(final Object other) {
		if (!(other instanceof ViewOfImage)) return false;
		final ViewOfImage v = (ViewOfImage) other;
		return channel == v.channel && slice == v.slice && frame == v.frame && chosen == v.chosen && magnification == v.magnification && shown
			.equals(v.shown) && Objects.equals(selection, v.selection);
	}

	@Override
	public int hashCode() {
		return Objects.hash(channel, slice, frame, chosen, shown, selection);
	}
}
