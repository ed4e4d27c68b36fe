package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.io.Serializable;
import java.util.Arrays;

/** The Gaussians along x and y of a {@link CoarsePlan}, and along z if that is on a coarse grid as well, its windows, and what lies outside of the image. Immutable. */
final class CoarseAxes implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Shortest axis z for which the grid is worthwhile, in windows. */
	private static final double LEAST_DEPTH = 0.5;

	private final SeparableKernel kernel;
	private final Window[] windows;
	/** Null if it is not known. */
	private final Border border;
	private final long[] size;
	private transient volatile CoarseGaussian[] gaussians;

	private CoarseAxes(final SeparableKernel kernel, final Window[] windows, final Border border, final long[] size,
		final CoarseGaussian[] gaussians)
	{
		this.kernel = kernel;
		this.windows = windows;
		this.border = border;
		this.size = size;
		this.gaussians = gaussians;
	}

	/**
	 * @param kernel the weights
	 * @param windows one for each spatial axis
	 * @param size of the image
	 * @return the axes; null if the kernel is no wide Gaussian of planes
	 */
	static CoarseAxes of(final SeparableKernel kernel, final Window[] windows, final long[] size) {
		if (windows.length < 2 || windows.length > 3 || kernel.terms() != 1) return null;
		for (final Window w : windows)
			if (w.stride() > 1 || w.dilation() > 1) return null;
		final CoarseGaussian[] gaussians = gaussians(kernel);
		return gaussians == null ? null : new CoarseAxes(kernel, windows, null, size, gaussians);
	}

	private static CoarseGaussian[] gaussians(final SeparableKernel kernel) {
		final double[] x = kernel.vector(0, 0);
		final double[] y = kernel.vector(0, 1);
		final CoarseGaussian alongX = CoarseGaussian.of(x);
		if (alongX == null) return null;
		final CoarseGaussian alongY = Arrays.equals(x, y) ? alongX : CoarseGaussian.of(y);
		if (alongY == null) return null;
		final double[] z = kernel.numDimensions() < 3 ? new double[] { 1 } : kernel.vector(0, 2);
		final CoarseGaussian alongZ = Arrays.equals(x, z) ? alongX : CoarseGaussian.of(z);
		return alongZ == null ? new CoarseGaussian[] { alongX, alongY } : new CoarseGaussian[] { alongX, alongY, alongZ };
	}

	/** @return whether the grid is worthwhile along z, too: whether the volume is deep beside its window */
	boolean isDeep() {
		return gaussians().length > 2 && windows[2].targetSize(size[2], 2) >= LEAST_DEPTH * windows[2].size();
	}

	/** @return the same with what lies outside */
	CoarseAxes within(final Border outside) {
		return new CoarseAxes(kernel, windows, outside, size, gaussians());
	}

	private CoarseGaussian[] gaussians() {
		CoarseGaussian[] made = gaussians;
		if (made == null) gaussians = made = gaussians(kernel);
		return made;
	}

	/** @return the weights along z; 1 for a plane */
	double[] alongZ() {
		return kernel.numDimensions() < 3 ? new double[] { 1 } : kernel.vector(0, 2);
	}

	/** @return what lies outside, or null if it is not known */
	Border border() {
		return border;
	}

	/**
	 * @param d axis
	 * @return the Gaussian along it
	 */
	CoarseGaussian gaussian(final int d) {
		return gaussians()[d];
	}

	/**
	 * @param d axis
	 * @param factor result of the passes along other axes for a constant 1
	 * @return what is outside of the image along the axis
	 */
	AxisBorder border(final int d, final double factor) {
		return new AxisBorder(size[d], border, factor);
	}

	/**
	 * @param d axis
	 * @param result position of a result
	 * @return the position in the image of the centre of its window
	 */
	long centre(final int d, final long result) {
		return windows[d].sourceMin(result) + gaussian(d).radius;
	}

	/**
	 * @param d axis
	 * @param first first result that is wanted
	 * @param count how many
	 * @return first and last sample of the axis that is needed
	 */
	long[] range(final int d, final long first, final int count) {
		final CoarseGaussian g = gaussian(d);
		final AxisBorder outside = border(d, 1);
		final long from = centre(d, first);
		final CoarseRange fine = new CoarseRange(g.grid, outside, from, count);
		final CoarseRange coarse = new CoarseRange(g.coarser, outside, from, count);
		return outside.range(Math.min(from - g.reach(), Math.min(fine.min(), coarse.min())), Math.max(from + count - 1 + g
			.reach(), Math.max(fine.max(), coarse.max())));
	}
}
