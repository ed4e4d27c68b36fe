package io.github.convolvej.ij1.image;

import java.awt.Rectangle;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;

/**
 * What an image's ROI means for a filter: nothing, the box that is kept of the
 * result, or the shape outside of which the image stays as it is. As for ImageJ's
 * own commands, a ROI is meant for every plane that is filtered, whichever it was
 * drawn on.
 */
public final class Region {

	/** No ROI: the whole image. */
	public static final Region NONE = new Region(null, null, false);

	private final Rectangle box;
	private final byte[] shape;
	private final boolean masks;

	private Region(final Rectangle box, final byte[] shape, final boolean masks) {
		this.box = box;
		this.shape = shape;
		this.masks = masks;
	}

	/**
	 * @param roi {@code ignore}, {@code crop} (the ROI's box) or {@code mask} (its
	 *          shape)
	 * @param image the image, with the ROI
	 * @return the region: what of the ROI lies within the image
	 * @throws IllegalArgumentException if there must be a ROI and is none, it has
	 *           no area, or it lies outside of the image
	 */
	public static Region of(final String roi, final ImagePlus image) {
		if (roi.equals("ignore")) return NONE;
		final Roi own = image.getRoi();
		final String use = ": select an area, or use roi=ignore";
		if (own == null) throw new IllegalArgumentException("roi is " + roi + ", but '" + image.getTitle() + "' has no ROI" +
			use);
		if (!own.isArea() || own instanceof TextRoi || own instanceof ImageRoi) throw new IllegalArgumentException("roi is " +
			roi + ", but the ROI of '" + image.getTitle() + "' is of the type " + own.getTypeAsString() +
			", which has no area" + use);
		final Rectangle bounds = own.getBounds();
		final Rectangle box = bounds.intersection(new Rectangle(image.getWidth(), image.getHeight()));
		if (box.isEmpty()) throw new IllegalArgumentException("roi is " + roi + ", but the ROI, " + print(bounds) +
			", has no sample of '" + image.getTitle() + "', which is " + image.getWidth() + " x " + image.getHeight() + use);
		final boolean masks = roi.equals("mask");
		return new Region(box, masks ? shape(own, bounds, box) : null, masks);
	}

	/** Of each sample of the box whether it is in the ROI; null if all are. */
	private static byte[] shape(final Roi roi, final Rectangle bounds, final Rectangle box) {
		final ImageProcessor mask = roi.getMask();
		if (mask == null) return null;
		final byte[] shape = new byte[box.width * box.height];
		for (int y = 0; y < box.height; y++)
			for (int x = 0; x < box.width; x++)
				shape[x + box.width * y] = (byte) mask.get(x + box.x - bounds.x, y + box.y - bounds.y);
		return shape;
	}

	public static String print(final Rectangle r) {
		return r.width + " x " + r.height + " at " + r.x + ", " + r.y;
	}

	/** Whether a sample of the image is within the ROI. */
	public boolean has(final int x, final int y) {
		return isNone() || box.contains(x, y) && (shape == null || shape[x - box.x + box.width * (y - box.y)] != 0);
	}

	/** Whether there is no ROI to heed. */
	public boolean isNone() {
		return box == null;
	}

	/** Whether samples outside of the ROI stay as they are, instead of being left out. */
	public boolean masks() {
		return masks;
	}

	/** The samples of the image, in each plane, that the ROI's box has. */
	public Rectangle box() {
		return new Rectangle(box);
	}

	/**
	 * Puts the samples within the ROI into a plane.
	 *
	 * @param inside array of the box's samples
	 * @param plane array of the same type of a whole plane
	 * @param width of the plane
	 */
	public void paste(final Object inside, final Object plane, final int width) {
		for (int y = 0; y < box.height; y++) {
			final int from = y * box.width;
			final int to = box.x + width * (box.y + y);
			for (int x = 0; x < box.width; x++) {
				final int start = x;
				while (x < box.width && (shape == null || shape[from + x] != 0))
					x++;
				System.arraycopy(inside, from + start, plane, to + start, x - start);
			}
		}
	}

	@Override
	public String toString() {
		return isNone() ? "no ROI" : (masks ? "mask of " : "crop of ") + print(box);
	}
}
