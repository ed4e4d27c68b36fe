package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.PerAxis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Adaptive pooling: the result has a given size, which does not depend on the
 * size of the image (PyTorch adaptive_avg_pool2d and similar). Along each axis,
 * bin i of b on n samples covers the samples from floor(i*n/b) up to, but not
 * including, ceil((i+1)*n/b); b may exceed n. Axes are {@code (X[, Y[, Z]])};
 * each channel is pooled separately. Sums are taken in double precision.
 */
public final class AdaptivePooling implements Filter {

	private static final long serialVersionUID = 1L;

	private final Reduction reduction;
	private final int[] size;

	private AdaptivePooling(final Reduction reduction, final int[] size) {
		if (size.length == 0) throw new IllegalArgumentException("Adaptive pooling has no axis: give at least a size along x");
		this.reduction = reduction;
		this.size = PerAxis.expand(size, "output size", size.length, 1);
	}

	/**
	 * The mean of every bin.
	 *
	 * @param size size of the result along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static AdaptivePooling average(final int... size) {
		return new AdaptivePooling(Reduction.AVERAGE, size);
	}

	/**
	 * The largest sample of every bin; NaN if the bin contains a NaN.
	 *
	 * @param size size of the result along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static AdaptivePooling max(final int... size) {
		return new AdaptivePooling(Reduction.MAX, size);
	}

	/**
	 * The smallest sample of every bin; NaN if the bin contains a NaN.
	 *
	 * @param size size of the result along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static AdaptivePooling min(final int... size) {
		return new AdaptivePooling(Reduction.MIN, size);
	}

	/**
	 * The position of the largest sample of every bin: x + nx * (y + ny * z), as
	 * in {@link Pooling#argmax}. A whole bin is held in memory.
	 *
	 * @param size size of the result along every spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if a size is less than 1
	 */
	public static AdaptivePooling argmax(final int... size) {
		return new AdaptivePooling(Reduction.ARGMAX, size);
	}

	@Override
	public int numDimensions() {
		return size.length;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != size.length) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this adaptive pooling works on " + size.length);
		final List<List<Bins>> bins = new ArrayList<>();
		for (int d = 0; d < size.length; d++) {
			if (sourceDimensions[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			bins.add(Collections.singletonList(new Bins(sourceDimensions[d], size[d])));
		}
		return BinPlan.of(BinTotals.of(reduction), sourceDimensions, bins);
	}

	@Override
	public String toString() {
		return "adaptive " + reduction + " pooling to " + PerAxis.print(size);
	}
}
