package io.github.convolvej.ij1.image;

import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * Selections of an image that a parameter names, and what is measured in them: those of the ROI Manager if it has any,
 * otherwise those of the image's overlay.
 */
public final class NamedSelections {

	private final ImagePlus image;
	private final Roi[] known;
	private final String where;

	private NamedSelections(final ImagePlus image, final Roi[] known, final String where) {
		this.image = image;
		this.known = known;
		this.where = where;
	}

	/**
	 * @param image an image
	 * @return its selections
	 */
	public static NamedSelections of(final ImagePlus image) {
		// in batch mode the other method makes one, which needs a screen
		final RoiManager manager = GraphicsEnvironment.isHeadless() ? RoiManager.getRawInstance() : RoiManager.getInstance2();
		if (manager != null && manager.getCount() > 0) return new NamedSelections(image, manager.getRoisAsArray(),
			"the ROI Manager");
		final Overlay overlay = image.getOverlay();
		return new NamedSelections(image, overlay == null ? new Roi[0] : overlay.toArray(), "the overlay");
	}

	/**
	 * @param key the parameter
	 * @param name a selection's name, or its number, from 1
	 * @return the selection
	 * @throws IllegalArgumentException if there is none of that name or number, or it has no area within the image
	 */
	public Roi find(final String key, final String name) {
		if (known.length == 0) throw new IllegalArgumentException(key + " is '" + name +
			"', but neither the ROI Manager nor the overlay has a selection: draw one for each and press t");
		Roi found = null;
		for (final Roi roi : known)
			if (found == null && name.equals(roi.getName())) found = roi;
		if (found == null && name.matches("[1-9][0-9]{0,5}") && Integer.parseInt(name) <= known.length) found = known[Integer
			.parseInt(name) - 1];
		if (found == null) throw new IllegalArgumentException(key + " is '" + name + "', but " + where + " has no such selection: it has " +
			names());
		if (!found.isArea()) throw new IllegalArgumentException(key + " is '" + name + "', which is a " + found.getTypeAsString()
			.toLowerCase(java.util.Locale.ROOT) + ", but must be an area: draw a rectangle, an oval or a polygon");
		return found;
	}

	private String names() {
		final List<String> names = new ArrayList<>();
		for (int i = 0; i < known.length; i++)
			names.add((i + 1) + (known[i].getName() == null ? "" : " (" + known[i].getName() + ")"));
		return names.stream().limit(20).collect(Collectors.joining(", ")) + (known.length > 20 ? " ..." : "");
	}

	/**
	 * Measures in the slice and time point that the selection belongs to, or, if it belongs to none, in those shown.
	 *
	 * @param roi a selection with an area
	 * @return the mean of raw grey values in it for each channel; an RGB image has three
	 * @throws IllegalArgumentException if nothing of it is within the image
	 */
	public double[] means(final Roi roi) {
		final boolean rgb = image.getBitDepth() == 24;
		final double[] means = new double[rgb ? 3 : image.getNChannels()];
		final int z = roi.getZPosition() > 0 && roi.getZPosition() <= image.getNSlices() ? roi.getZPosition() : image.getZ();
		final int t = roi.getTPosition() > 0 && roi.getTPosition() <= image.getNFrames() ? roi.getTPosition() : image.getT();
		final Point[] pixels = Arrays.stream(roi.getContainedPoints()).filter(p -> p.x >= 0 && p.y >= 0 && p.x < image
			.getWidth() && p.y < image.getHeight()).toArray(Point[]::new);
		if (pixels.length == 0) throw new IllegalArgumentException("The selection '" + roi.getName() +
			"' has no pixel within the image");
		for (int c = 0; c < means.length; c++) {
			final ImageProcessor stored = image.getStack().getProcessor(rgb ? image.getStackIndex(1, z, t) : image.getStackIndex(
				c + 1, z, t));
			final ImageProcessor plane = rgb ? ((ColorProcessor) stored).toFloat(c, null) : stored;
			double sum = 0;
			for (final Point p : pixels)
				sum += plane.getf(p.x, p.y);
			means[c] = sum / pixels.length;
		}
		return means;
	}
}
