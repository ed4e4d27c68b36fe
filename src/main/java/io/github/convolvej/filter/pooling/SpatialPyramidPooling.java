package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.PerAxis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Spatial pyramid pooling (He et al. 2014): adaptive pooling to several sizes,
 * called levels. All bins are written into one line, whose length does not
 * depend on the size of the image. Axes are {@code (X[, Y[, Z]], C)}. The result
 * has all samples along X, in PyTorch's order, and size 1 along the other axes:
 * level after level, within a level channel after channel, within a channel bin
 * after bin, x fastest; its length is C * (sum of bins of all levels).
 */
public final class SpatialPyramidPooling implements Filter {

	private static final long serialVersionUID = 1L;

	private final Reduction reduction;
	private final int axes;
	private final int[][] levels;

	private SpatialPyramidPooling(final Reduction reduction, final int axes, final int[][] levels) {
		if (axes < 1) throw new IllegalArgumentException("A spatial pyramid has " + axes +
			" spatial axes, but must have at least 1");
		if (levels.length == 0) throw new IllegalArgumentException("The spatial pyramid has no level: give at least one size");
		this.reduction = reduction;
		this.axes = axes;
		this.levels = new int[levels.length][];
		for (int l = 0; l < levels.length; l++)
			this.levels[l] = PerAxis.expand(levels[l], "bins of level " + (l + 1), axes, 1);
	}

	/**
	 * The largest sample of every bin; NaN if the bin contains a NaN.
	 *
	 * @param axes spatial axes: 1, 2 or 3
	 * @param levels for every level the number of bins: one number, or one for
	 *          each axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if there is no level or a number is wrong
	 */
	public static SpatialPyramidPooling max(final int axes, final int[]... levels) {
		return new SpatialPyramidPooling(Reduction.MAX, axes, levels);
	}

	/**
	 * The mean of every bin.
	 *
	 * @param axes spatial axes: 1, 2 or 3
	 * @param levels for every level the number of bins: one number, or one for each
	 *          axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if there is no level or a number is wrong
	 */
	public static SpatialPyramidPooling average(final int axes, final int[]... levels) {
		return new SpatialPyramidPooling(Reduction.AVERAGE, axes, levels);
	}

	@Override
	public int numDimensions() {
		return axes + 1;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this spatial pyramid works on " + numDimensions() + ": " + axes +
			" spatial and the channel axis");
		final List<List<Bins>> bins = new ArrayList<>();
		for (int d = 0; d < axes; d++) {
			if (sourceDimensions[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			final List<Bins> all = new ArrayList<>();
			for (final int[] level : levels)
				all.add(new Bins(sourceDimensions[d], level[d]));
			bins.add(all);
		}
		bins.add(Collections.emptyList());
		// a small table of the bins of all levels along every axis contains every bin of every level
		return new PyramidPlan(BinPlan.of(BinTotals.of(reduction), sourceDimensions, bins), levels);
	}

	@Override
	public String toString() {
		return "spatial pyramid " + reduction + " pooling, levels " + Arrays.deepToString(levels);
	}
}
