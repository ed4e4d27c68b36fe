package io.github.convolvej.ij1.image;

import java.awt.Rectangle;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;

/**
 * The effect of an image's ROI on a filter: none, cropping the result to its
 * box, or filtering only the samples within its shape. As in ImageJ's commands,
 * the ROI applies to every filtered plane, regardless of the plane on which it
 * was drawn.
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
	 * @return the region: the part of the ROI within the image
	 * @throws IllegalArgumentException if a ROI is needed but missing, or it has
	 *           no area, or it lies outside the image
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

	/**
	 * For each sample of the box whether it is in the ROI; null if all samples
	 * are.
	 */
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

	/** Whether the whole image is filtered. */
	public boolean isNone() {
		return box == null;
	}

	/** Whether samples outside the ROI stay unchanged, instead of being cropped. */
	public boolean masks() {
		return masks;
	}

	/** The box of the ROI, in samples of each plane of the image. */
	public Rectangle box() {
		return new Rectangle(box);
	}

	/**
	 * Copies the samples within the ROI into a plane.
	 *
	 * @param inside array of the box's samples
	 * @param plane array of the same type of a whole plane
	 * @param width width of the plane
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
