package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.PlaneBox;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.plugin.RoiScaler;

/**
 * Copies the overlay and the ROI of an image to a result, so that every shape
 * stays on the object that it marks. Shapes are moved and scaled to the
 * positions of the result's samples, on the planes that come from the shapes'
 * planes. Shapes on planes and positions that the result does not have are
 * omitted. All shapes are omitted if the result's samples have no position in
 * the image or stand for whole planes.
 */
final class Overlays {

	private final PlannedResult job;
	private final ImagePlus result;
	private final PlaneBox planes;
	private final SamplePosition x;
	private final SamplePosition y;

	private Overlays(final PlannedResult job, final ImagePlus result) {
		this.job = job;
		this.result = result;
		planes = job.input().planes();
		x = job.position(0);
		y = job.position(1);
	}

	static void carry(final PlannedResult job, final ImagePlus result) {
		final boolean numbers = job.targetSize()[0] == 1 && job.targetSize()[1] == 1 && job.input().width() > 1;
		if (job.isPlaced(0) && !numbers) new Overlays(job, result).carry();
	}

	private void carry() {
		final Overlay overlay = planes.image().getOverlay();
		if (overlay != null) {
			final Overlay carried = overlay.create();
			for (final Roi roi : overlay) {
				final Roi shape = moved(roi);
				if (shape != null) carried.add(shape);
			}
			if (carried.size() > 0) result.setOverlay(carried);
			result.setHideOverlay(planes.image().getHideOverlay());
		}
		final Roi roi = planes.image().getRoi() == null ? null : moved(planes.image().getRoi());
		if (roi == null) return;
		// a selection of the whole image is omitted
		final Rectangle whole = new Rectangle(result.getWidth(), result.getHeight());
		final boolean all = roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0 && roi.getBounds().contains(
			whole);
		if (!all) result.setRoi(roi, false);
	}

	/** The shape at its position in the result; null if it lies outside. */
	private Roi moved(final Roi roi) {
		final int[] position = position(roi);
		if (position == null || roi instanceof PointRoi && roi.getPosition() == PointRoi.POINTWISE_POSITION && !samePlanes())
			return null;
		final Roi moved = x.scale() == 1 && y.scale() == 1 ? (Roi) roi.clone() : scaled(roi);
		moved.translate(shift(x, roi.isLineOrPoint()), shift(y, roi.isLineOrPoint()));
		moved.setImage(null);
		// a point has no area
		final Rectangle2D bounds = moved.getFloatBounds();
		final boolean seen = bounds.getX() < result.getWidth() && bounds.getY() < result.getHeight() && bounds.getMaxX() >= 0 &&
			bounds.getMaxY() >= 0;
		if (!seen) return null;
		if (roi.getPosition() != PointRoi.POINTWISE_POSITION) setPosition(moved, position);
		return moved;
	}

	/** Shift of a shape: ImageJ counts areas from the corner of the first sample, lines and points from its centre. */
	private static double shift(final SamplePosition position, final boolean centre) {
		return centre ? -position.offset() / position.scale() : position.origin(0);
	}

	/**
	 * Scales a shape about the corner of the first sample. ImageJ's own scaling
	 * converts rectangles and ovals to polygons.
	 */
	private Roi scaled(final Roi roi) {
		final Rectangle2D r = roi.getFloatBounds();
		final boolean box = roi.getClass() == Roi.class && roi.getCornerDiameter() == 0;
		if (!box && roi.getClass() != OvalRoi.class) return RoiScaler.scale(roi, 1 / x.scale(), 1 / y.scale(), false);
		final double left = r.getX() / x.scale();
		final double top = r.getY() / y.scale();
		final double width = r.getWidth() / x.scale();
		final double height = r.getHeight() / y.scale();
		final Roi scaled = box ? new Roi(left, top, width, height) : new OvalRoi(left, top, width, height);
		scaled.copyAttributes(roi);
		return scaled;
	}

	private boolean samePlanes() {
		return planes.isAll() && job.keepsChannels() && job.channels() == planes.image().getNChannels() && job
			.slices() == planes.image().getNSlices() && job.position(2).scale() == 1;
	}

	/**
	 * Channel, slice and frame of the result to which a shape belongs, 0 for all;
	 * null if the result does not have them.
	 */
	private int[] position(final Roi roi) {
		final ImagePlus image = planes.image();
		int[] position = { 0, 0, 0 };
		if (roi.hasHyperStackPosition()) position = new int[] { roi.getCPosition(), roi.getZPosition(), roi.getTPosition() };
		else if (roi.getPosition() > 0 && roi.getPosition() <= image.getStackSize() && image.getStackSize() > 1)
			position = image.convertIndexToPosition(roi.getPosition());
		for (int d = 0; d < position.length; d++) {
			if (position[d] == 0) continue;
			if (!planes.has(d, position[d] - 1)) return null;
			position[d] -= planes.first(d);
		}
		// channels computed from several channels show the shapes of all of them
		if (!job.keepsChannels() || job.channels() != job.input().image().getNChannels()) position[0] = 0;
		if (position[1] == 0) return position;
		final SamplePosition z = job.position(2);
		position[1] = 1 + (int) Math.round((position[1] - 1 - z.offset()) / z.scale());
		return position[1] >= 1 && position[1] <= job.slices() ? position : null;
	}

	private void setPosition(final Roi roi, final int[] position) {
		final int[] sizes = { job.channels(), job.slices(), job.frames() };
		int axes = 0;
		int index = 0;
		for (int d = 0; d < sizes.length; d++)
			if (sizes[d] > 1) {
				axes++;
				index = position[d];
			}
		if (position[0] == 0 && position[1] == 0 && position[2] == 0) roi.setPosition(0);
		// positions in a stack with a single axis are those of its planes
		else if (axes > 1) roi.setPosition(position[0], position[1], position[2]);
		else roi.setPosition(index);
	}
}
