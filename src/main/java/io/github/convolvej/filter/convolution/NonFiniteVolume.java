package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Rows;

import java.util.Arrays;

/** Finds the results of a wide Gaussian of a volume whose windows contain NaN or infinities, as {@link NonFiniteWindows} does in each plane. */
final class NonFiniteVolume {

	private final int width;
	private final int sourceWidth;
	private final int radius;
	private final AxisBorder border;
	private final long centre;
	private final long min;
	/** For each source plane the kinds of all its windows in the plane; null if none has any. */
	private final byte[][] planes;
	private final float scale;
	/** The kinds of windows of the planes that were found. */
	private final byte[][] found;

	/**
	 * @param axes the Gaussians
	 * @param rows the samples
	 * @param source where they lie
	 * @param target the results
	 */
	NonFiniteVolume(final CoarseAxes axes, final Rows<float[]> rows, final Block source, final Block target) {
		width = target.size(0);
		sourceWidth = source.size(0);
		radius = axes.gaussian(2).radius;
		border = axes.border(2, 1);
		centre = axes.centre(2, target.min(2));
		min = source.min(2);
		planes = new byte[source.size(2)][];
		final int height = target.size(1);
		float factor = 1;
		for (int z = 0; z < planes.length; z++) {
			final NonFiniteWindows plane = new NonFiniteWindows(axes, NonFiniteWindows.from(rows, z * source.size(1)), source,
				target);
			factor = Math.min(factor, plane.scale());
			if (!plane.isAny()) continue;
			planes[z] = new byte[width * height];
			for (int y = 0; y < height; y++)
				System.arraycopy(plane.kinds(y), 0, planes[z], y * width, width);
		}
		scale = factor;
		found = new byte[target.size(2)][];
	}

	/**
	 * @param rows the samples
	 * @return the same with 0 where they are not finite, and scaled if they are large
	 */
	Rows<float[]> cleaned(final Rows<float[]> rows) {
		return NonFiniteWindows.cleaned(rows, sourceWidth, scale);
	}

	/**
	 * Finds the windows of some planes.
	 *
	 * @param first number of the first plane
	 * @param count how many
	 */
	void find(final int first, final int count) {
		for (int z = 0; z < count; z++) {
			found[z] = null;
			final long from = centre + first + z - radius;
			for (long p = from; p <= from + 2L * radius; p++) {
				final long at = border.position(p);
				final byte[] kinds = at < 0 && border.isKnown() ? null : planes[(int) (at - min)];
				if (kinds == null) continue;
				if (found[z] == null) found[z] = kinds.clone();
				else for (int i = 0; i < kinds.length; i++)
					found[z][i] |= kinds[i];
			}
		}
	}

	/**
	 * Scales the results of a row back, and sets those whose windows contain samples that are not finite.
	 *
	 * @param plane which of the planes that were found
	 * @param y number of the row
	 * @param row its results
	 */
	void mark(final int plane, final int y, final float[] row) {
		final byte[] kinds = found[plane] == null ? new byte[width] : Arrays.copyOfRange(found[plane], y * width, (y + 1) *
			width);
		NonFiniteWindows.mark(kinds, scale, row, width);
	}
}
