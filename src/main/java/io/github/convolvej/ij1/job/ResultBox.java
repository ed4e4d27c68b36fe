package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.Region;

import java.awt.Rectangle;

/**
 * The box of a result's planes that is computed: all, those samples that sit in
 * the box of a ROI, or those that a ROI has in a result that takes the rest from
 * the image. Samples are the same, bit for bit, whatever the box: those around the
 * ROI are read as anywhere else in the image.
 */
public final class ResultBox {

	/** In output samples: positions such as 1/3 are not exact. */
	private static final double ROUNDING = 1e-9;

	private final Rectangle box;
	private final Region region;
	private final int width;
	private final int height;

	private ResultBox(final Rectangle box, final Region region, final int width, final int height) {
		this.box = box;
		this.region = region;
		this.width = width;
		this.height = height;
	}

	/**
	 * @param job with everything but this
	 * @throws IllegalArgumentException if the ROI has no samples of the result, or
	 *           the image's samples cannot be those around it
	 */
	static ResultBox of(final FilterJob job) {
		final int width = (int) job.planSize(0);
		final int height = (int) job.planSize(1);
		final Region region = job.input().region();
		final Rectangle whole = new Rectangle(width, height);
		if (region.isNone()) return new ResultBox(whole, region, width, height);
		if (!job.isPlaced(0)) throw new IllegalArgumentException(
			"The result's samples have no place in the image, so there is none for its ROI: use roi=ignore");
		if (region.masks()) {
			if (!keepsSamples(job)) throw new IllegalArgumentException(
				"roi is mask, but outside of the ROI there would be samples of the image, which the result's do not belong to: " +
					difference(job) + ". Use roi=crop, or roi=ignore");
			return new ResultBox(region.box(), region, width, height);
		}
		final Rectangle wanted = keepsPlanes(job) ? region.box() : within(region.box(), job).intersection(
			whole);
		if (wanted.isEmpty()) throw new IllegalArgumentException("roi is crop, but none of the result's " + width + " x " +
			height + " samples sits in the ROI's box of " + Region.print(region.box()) +
			" samples of the image: select a larger area, or use roi=ignore");
		return new ResultBox(wanted, region, wanted.width, wanted.height);
	}

	/** Whether the whole result's planes have the size of the image's, and their samples the same distance. */
	private static boolean keepsPlanes(final FilterJob job) {
		return job.planSize(0) == job.input().width() && job.planSize(1) == job.input().height() && job.planPosition(0)
			.scale() == 1 && job.planPosition(1).scale() == 1;
	}

	/** Whether every sample of the whole result belongs to the image's sample of the same indices. */
	static boolean keepsSamples(final FilterJob job) {
		final boolean alone = job.input().channels() == 1 && job.targetChannels() == 1;
		return job.isPlaced(0) && job.isPlaced(2) && keepsPlanes(job) && (alone || job.keepsChannels()) && job
			.targetChannels() == job.input().channels() && job.slices() == job.input().slices() && job.planPosition(2)
				.scale() == 1;
	}

	/** In what the whole result differs from an image whose samples it does not keep. */
	static String difference(final FilterJob job) {
		final ImageInput input = job.input();
		final String from = size(input.width(), input.height(), input.channels(), input.slices());
		final String to = size(job.planSize(0), job.planSize(1), job.targetChannels(), job.slices());
		return from.equals(to) ? "its channels are made of several" : "it is " + to + ", the image " + from;
	}

	private static String size(final long width, final long height, final int channels, final int slices) {
		return width + " x " + height + " of " + channels + (channels == 1 ? " channel" : " channels") + " and " + slices +
			(slices == 1 ? " slice" : " slices");
	}

	/** The samples of a result whose centres lie in a box of samples of the image. */
	private static Rectangle within(final Rectangle r, final FilterJob job) {
		final int x = first(job.planPosition(0), r.x);
		final int y = first(job.planPosition(1), r.y);
		return new Rectangle(x, y, first(job.planPosition(0), r.x + r.width) - x, first(job.planPosition(1), r.y +
			r.height) - y);
	}

	/** The first sample that sits at or behind the corner of a sample of the image, of which boxes side by side share none. */
	private static int first(final SamplePosition position, final int corner) {
		return (int) Math.ceil((corner - 0.5 - position.offset()) / position.scale() - ROUNDING);
	}

	/** First sample along x or y that is computed. */
	public int min(final int axis) {
		return axis == 0 ? box.x : box.y;
	}

	/** Samples along x or y that are computed. */
	int size(final int axis) {
		return axis == 0 ? box.width : box.height;
	}

	/** Samples along x or y of the planes that the result has. */
	int resultSize(final int axis) {
		return axis == 0 ? width : height;
	}

	/** Where the planes that the result has begin along an axis, in samples of the whole result. */
	SamplePosition position(final int axis) {
		return axis > 1 || region.masks() ? SamplePosition.IDENTITY : new SamplePosition(1, min(axis));
	}

	/** Whether what is computed is only part of the planes that the result has. */
	public boolean isInside() {
		return region.masks();
	}

	/** Puts what was computed into a plane of the image. */
	void paste(final Object computed, final Object plane) {
		region.paste(computed, plane, width);
	}
}
