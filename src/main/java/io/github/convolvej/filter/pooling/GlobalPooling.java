package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Bins;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Global pooling: one number from each plane or volume (ONNX operators
 * GlobalAveragePool, GlobalMaxPool, GlobalLpPool). Axes are {@code (X[, Y[,
 * Z]])}; all have size 1 in the result. Each channel is pooled separately. Sums
 * are taken in double precision, lines first. Global depthwise convolution
 * ({@link #depthwise}) has a weight for every position.
 */
public final class GlobalPooling implements Filter {

	private static final long serialVersionUID = 1L;

	private final BinTotals totals;
	private final int axes;
	/** Null if samples have no weights. */
	private final Kernel weights;

	private GlobalPooling(final BinTotals totals, final int axes, final Kernel weights) {
		if (axes < 1) throw new IllegalArgumentException("Global pooling has " + axes + " spatial axes, but must have at least 1");
		this.totals = totals;
		this.axes = axes;
		this.weights = weights;
	}

	/**
	 * The mean of all samples.
	 *
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the operation
	 */
	public static GlobalPooling average(final int axes) {
		return new GlobalPooling(BinTotals.of(Reduction.AVERAGE), axes, null);
	}

	/**
	 * The largest sample; NaN if any sample is NaN.
	 *
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the operation
	 */
	public static GlobalPooling max(final int axes) {
		return new GlobalPooling(BinTotals.of(Reduction.MAX), axes, null);
	}

	/**
	 * The smallest sample; NaN if any sample is NaN.
	 *
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the operation
	 */
	public static GlobalPooling min(final int axes) {
		return new GlobalPooling(BinTotals.of(Reduction.MIN), axes, null);
	}

	/**
	 * The sum of all samples.
	 *
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the operation
	 */
	public static GlobalPooling sum(final int axes) {
		return new GlobalPooling(BinTotals.of(Reduction.SUM), axes, null);
	}

	/**
	 * The Lp norm, (sum of |x|^p)^(1/p).
	 *
	 * @param p exponent, greater than 0; infinity for the largest magnitude
	 * @param axes spatial axes: 1, 2 or 3
	 * @return the operation
	 * @throws IllegalArgumentException if p is not greater than 0
	 */
	public static GlobalPooling lp(final double p, final int axes) {
		Pooling.checkExponent(p);
		return new GlobalPooling(BinTotals.norm(p), axes, null);
	}

	/**
	 * The weighted sum of all samples plus bias: a depthwise convolution with a
	 * kernel as large as the image.
	 *
	 * @param weights a kernel of the image's size: a single kernel with axes
	 *          {@code (X[, Y[, Z]])}, which is used for every channel; or one
	 *          kernel for each channel (as many groups as outputs), axes {@code
	 *          (X[, Y[, Z]], C)}
	 * @return the operation
	 * @throws IllegalArgumentException if a kernel reads several channels, or a
	 *           group has several kernels
	 */
	public static GlobalPooling depthwise(final Kernel weights) {
		if (weights.inputs() != 1 || weights.outputs() != weights.groups()) throw new IllegalArgumentException(
			"Global depthwise pooling has one kernel for each channel, but these are " + weights.outputs() + " in " + weights
				.groups() + " groups that read " + weights.inputs() + " channels each: groups must be " + weights.outputs() +
			", input channels 1");
		return new GlobalPooling(BinTotals.weighted(weights), weights.numDimensions(), weights);
	}

	@Override
	public int numDimensions() {
		return axes + (hasChannels() ? 1 : 0);
	}

	private boolean hasChannels() {
		return weights != null && !weights.isSingle();
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this global pooling works on " + numDimensions());
		final List<List<Bins>> bins = new ArrayList<>();
		for (int d = 0; d < axes; d++) {
			if (sourceDimensions[d] < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			if (weights != null && weights.size(d) != sourceDimensions[d]) throw new IllegalArgumentException(
				"Global depthwise pooling needs a weight for every position, but along " + Axis.name(d) + " there are " + weights
					.size(d) + " weights (kernel size " + Arrays.toString(weights.size()) + ", x first) for " +
				sourceDimensions[d] + " samples");
			bins.add(Collections.singletonList(new Bins(sourceDimensions[d], 1)));
		}
		if (hasChannels()) {
			if (weights.outputs() != sourceDimensions[axes]) throw new IllegalArgumentException(
				"Global depthwise pooling needs a kernel for every channel, but there are " + weights.outputs() +
					" kernels for " + sourceDimensions[axes] + " channels");
			bins.add(Collections.emptyList());
		}
		return BinPlan.of(totals, sourceDimensions, bins);
	}

	@Override
	public String toString() {
		return "global " + (weights == null ? totals.reduction() + " pooling" : "depthwise pooling") + " over " + axes + " axes";
	}
}
