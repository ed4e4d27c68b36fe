package io.github.convolvej.filter.rearrangement;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Moves channels into space (Shi et al. 2016, sub-pixel convolution; PyTorch
 * pixel_shuffle, ONNX operator DepthToSpace). Axes are {@code (X[, Y[, Z]], C)}.
 * The factor is r along an axis, and R is the product of all factors. An image of
 * {@code C * R} channels becomes an image of C channels whose size is r times as
 * large:
 *
 * <pre>
 * y[x * r + j, c] = image[x, c * R + j]      in 2D j counts the sub-pixels of a row first
 * y[x * r + j, c] = image[x, j * C + c]      depth first (ONNX mode DCR)
 * </pre>
 *
 * Samples are copied unchanged.
 */
public final class PixelShuffle implements Filter {

	private static final long serialVersionUID = 1L;

	private final int[] factor;
	private final boolean depthFirst;

	private PixelShuffle(final int[] factor, final boolean depthFirst) {
		this.factor = factor;
		this.depthFirst = depthFirst;
	}

	/**
	 * @param factor factor of enlargement, one for each spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if there is no factor, or one is less than 1
	 */
	public static PixelShuffle of(final int... factor) {
		return new PixelShuffle(checked(factor), false);
	}

	static int[] checked(final int[] factor) {
		if (factor.length == 0) throw new IllegalArgumentException("factor is empty: give one for each spatial axis, x first");
		return PerAxis.expand(factor, "factor", factor.length, 1);
	}

	/** @return this with the sub-pixel as the slowest part of the channel index: ONNX mode DCR */
	public PixelShuffle depthFirst() {
		return new PixelShuffle(factor, true);
	}

	@Override
	public int numDimensions() {
		return factor.length + 1;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		checkAxes(sourceDimensions, factor.length, "pixel shuffle");
		final long[] size = sourceDimensions.clone();
		final SamplePosition[] positions = new SamplePosition[factor.length];
		long parts = 1;
		for (int d = 0; d < factor.length; d++) {
			size[d] *= factor[d];
			parts *= factor[d];
			positions[d] = new SamplePosition(1.0 / factor[d], 0.5 / factor[d] - 0.5);
		}
		final long channels = sourceDimensions[factor.length];
		if (channels % parts != 0) throw new IllegalArgumentException("The image has " + channels +
			" channels, which are not divisible by the product of the factors " + PerAxis.print(factor) + ", " + parts +
			": every output sample needs a separate channel");
		size[factor.length] = channels / parts;
		return new ShufflePlan(sourceDimensions.clone(), size, positions, factor, depthFirst);
	}

	static void checkAxes(final long[] sourceDimensions, final int spatial, final String name) {
		if (sourceDimensions.length != spatial + 1) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this " + name + " works on " + (spatial + 1) + ": " + spatial +
			" spatial and the channel axis");
		Axis.checkSamples(sourceDimensions, spatial);
	}

	private static final class ShufflePlan extends Rearrangement {

		private static final long serialVersionUID = 1L;

		private final int[] factor;
		private final boolean depthFirst;
		private final long channels;
		private final int parts;

		ShufflePlan(final long[] sourceDimensions, final long[] targetDimensions, final SamplePosition[] positions,
			final int[] factor, final boolean depthFirst)
		{
			super(sourceDimensions, targetDimensions, positions, factor[0], 1);
			this.factor = factor;
			this.depthFirst = depthFirst;
			channels = targetDimensions[factor.length];
			parts = (int) (sourceDimensions[factor.length] / channels);
		}

		@Override
		void source(final long[] target, final long[] source) {
			long part = 0;
			for (int d = factor.length - 1; d >= 0; d--) {
				source[d] = target[d] / factor[d];
				part = part * factor[d] + target[d] % factor[d];
			}
			source[factor.length] = channel(target[factor.length], part);
		}

		private long channel(final long c, final long part) {
			return depthFirst ? part * channels + c : c * parts + part;
		}

		@Override
		public Interval sourceInterval(final Interval target) {
			final int n = factor.length;
			final long[] min = target.minAsLongArray();
			final long[] max = target.maxAsLongArray();
			for (int d = 0; d < n; d++) {
				min[d] /= factor[d];
				max[d] /= factor[d];
			}
			min[n] = channel(min[n], 0);
			max[n] = channel(max[n], parts - 1);
			return new FinalInterval(min, max);
		}
	}
}
