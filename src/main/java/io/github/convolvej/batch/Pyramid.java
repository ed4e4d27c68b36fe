package io.github.convolvej.batch;

import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.ImageDescription;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The levels of a multi-scale pyramid. Each level is the mean of 2 x 2 samples
 * of the level before, or of 2 x 2 x 2 if the distance of slices is not larger
 * than that of pixels. At the end of an odd axis, the mean is of fewer samples.
 * Samples of a level lie in the middle of those they are computed from.
 */
public final class Pyramid {

	private static final int MOST_LEVELS = 30;
	private static final int SMALL = 256;

	private Pyramid() {}

	/**
	 * @param image the finest level
	 * @return number of levels until x and y have at most 256 samples
	 */
	public static int usualLevels(final ImageDescription image) {
		long largest = 1;
		for (final ImageAxis axis : image.axes())
			if (axis.name().equals("x") || axis.name().equals("y")) largest = Math.max(largest, axis.size());
		int levels = 1;
		for (; largest > SMALL; largest = (largest + 1) / 2)
			levels++;
		return levels;
	}

	/**
	 * @param image a level
	 * @return the step that computes the next level
	 */
	public static RecipeStep step(final ImageDescription image) {
		final int[] size = { halves(image, "x") ? 2 : 1, halves(image, "y") ? 2 : 1, halves(image, "z") ? 2 : 1 };
		return new RecipeStep("pyramid level, mean of " + size[0] + " x " + size[1] + " x " + size[2], Pooling.average(size)
			.stride(size).ceilMode(true), 3).type(null);
	}

	/**
	 * Whether an axis is halved. It is not if it has one sample, or if its samples
	 * would become much farther apart than those of x.
	 */
	private static boolean halves(final ImageDescription image, final String name) {
		final int d = image.indexOf(name);
		if (d < 0 || image.axes().get(d).size() == 1) return false;
		if (!name.equals("z")) return true;
		final ImageAxis x = image.axes().get(image.indexOf("x"));
		// halving makes the sample distances more similar; the limit lies between one and two times the distance
		return Math.abs(image.axes().get(d).scale()) <= Math.abs(x.scale()) * Math.sqrt(2);
	}

	/**
	 * @param image the finest level
	 * @param levels number of levels including the finest
	 * @return description of each level, the finest first
	 * @throws IllegalArgumentException if the number is out of range
	 */
	public static List<ImageDescription> levels(final ImageDescription image, final int levels) {
		if (levels < 1 || levels > MOST_LEVELS) throw new IllegalArgumentException("the number of levels is " + levels +
			", but must be 1 to " + MOST_LEVELS);
		final List<ImageDescription> all = new ArrayList<>();
		all.add(image);
		while (all.size() < levels) {
			final ImageDescription last = all.get(all.size() - 1);
			all.add(new StreamedRecipe(new UnreadSource(last), Collections.singletonList(step(last)), 0).result());
		}
		return all;
	}
}
