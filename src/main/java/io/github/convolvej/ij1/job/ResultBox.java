package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.Region;

import java.awt.Rectangle;

/**
 * The box of a result's planes that is computed. It is the whole planes, or the
 * samples whose positions lie in the box of a ROI, or the samples of a ROI in a
 * result whose other samples come from the image. Samples are the same, bit for
 * bit, for any box: filters also read samples around the ROI.
 */
public final class ResultBox {

	/** Tolerance in output samples, because positions such as 1/3 are not exact. */
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
	 * @param result the result on whole planes
	 * @throws IllegalArgumentException if no sample of the result lies in the ROI,
	 *           or the image's samples cannot surround it
	 */
	static ResultBox of(final WholeResult result) {
		final int width = (int) result.target()[0];
		final int height = (int) result.target()[1];
		final Region region = result.input().region();
		final Rectangle whole = new Rectangle(width, height);
		if (region.isNone()) return new ResultBox(whole, region, width, height);
		if (!result.isPlaced(0)) throw new IllegalArgumentException(
			"The result's samples have no position in the image, so its ROI cannot be used: use roi=ignore");
		if (region.masks()) {
			if (!result.keepsSamples()) throw new IllegalArgumentException(
				"roi is mask, but the image's samples outside the ROI do not match the samples of the result: " +
					result.difference() + ". Use roi=crop, or roi=ignore");
			return new ResultBox(region.box(), region, width, height);
		}
		final Rectangle wanted = result.keepsPlanes() ? region.box() : within(region.box(), result).intersection(
			whole);
		if (wanted.isEmpty()) throw new IllegalArgumentException("roi is crop, but none of the result's " + width + " x " +
			height + " samples lies in the ROI's box of " + Region.print(region.box()) +
			" samples of the image: select a larger area, or use roi=ignore");
		return new ResultBox(wanted, region, wanted.width, wanted.height);
	}

	/** The samples of a result whose centres lie in a box of samples of the image. */
	private static Rectangle within(final Rectangle r, final WholeResult result) {
		final int x = first(result.position(0), r.x);
		final int y = first(result.position(1), r.y);
		return new Rectangle(x, y, first(result.position(0), r.x + r.width) - x, first(result.position(1), r.y +
			r.height) - y);
	}

	/**
	 * The first sample whose centre lies at or after the corner of a sample of the
	 * image; neighbouring boxes then share no samples.
	 */
	private static int first(final SamplePosition position, final int corner) {
		return (int) Math.ceil((corner - 0.5 - position.offset()) / position.scale() - ROUNDING);
	}

	/** First sample along x or y that is computed. */
	public int min(final int axis) {
		return axis == 0 ? box.x : box.y;
	}

	/** Number of samples along x or y that are computed. */
	int size(final int axis) {
		return axis == 0 ? box.width : box.height;
	}

	/** Number of samples along x or y of the result's planes. */
	int resultSize(final int axis) {
		return axis == 0 ? width : height;
	}

	/** Positions of the result's planes along an axis, in samples of the whole result. */
	SamplePosition position(final int axis) {
		return axis > 1 || region.masks() ? SamplePosition.IDENTITY : new SamplePosition(1, min(axis));
	}

	/** Whether only a part of the result's planes is computed. */
	public boolean isInside() {
		return region.masks();
	}

	/** Copies computed samples into a plane of the image. */
	void paste(final Object computed, final Object plane) {
		region.paste(computed, plane, width);
	}
}
