package io.github.convolvej.ij1.preview;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

import ij.ImagePlus;

/** Paints an image and its filtered picture, each sample where it is in the image. */
final class PreviewPainter {

	/** Over what a crop leaves out. */
	private static final Color LEFT_OUT = new Color(0x90808080, true);

	private PreviewPainter() {}

	/**
	 * @param graphics where to paint, from its origin on
	 * @param image the image
	 * @param view what is seen of it
	 * @param picture its filtered picture; null for the image alone
	 */
	static void paint(final Graphics graphics, final ImagePlus image, final ViewOfImage view,
		final PreviewPicture picture)
	{
		final Graphics2D g = (Graphics2D) graphics.create();
		final double scale = view.magnification();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, scale < 1 ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
			: RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		g.scale(scale, scale);
		g.translate(-view.shown().x, -view.shown().y);
		// null once the image is closed
		final Image own = image.getImage();
		if (own != null) g.drawImage(own, 0, 0, null);
		if (picture != null) {
			if (picture.isCrop()) {
				final Rectangle shown = view.shown();
				g.setColor(LEFT_OUT);
				g.fillRect(shown.x, shown.y, shown.width + 1, shown.height + 1);
			}
			final Rectangle2D place = picture.place();
			final AffineTransform fit = AffineTransform.getTranslateInstance(place.getX(), place.getY());
			fit.scale(place.getWidth() / picture.box().width, place.getHeight() / picture.box().height);
			g.drawImage(picture.drawn(), fit, null);
		}
		g.dispose();
	}
}
