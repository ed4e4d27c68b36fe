package io.github.convolvej.filter.rearrangement;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Moves space into channels: the inverse of {@link PixelShuffle} (PyTorch
 * pixel_unshuffle, ONNX operator SpaceToDepth). Every block of r samples becomes
 * one sample with r channels for each input channel. Axes are {@code (X[, Y[,
 * Z]], C)}; samples are copied unchanged.
 */
public final class PixelUnshuffle implements Filter {

	private static final long serialVersionUID = 1L;

	private final int[] factor;
	private final boolean depthFirst;

	private PixelUnshuffle(final int[] factor, final boolean depthFirst) {
		this.factor = factor;
		this.depthFirst = depthFirst;
	}

	/**
	 * @param factor factor of reduction, one for each spatial axis, x first
	 * @return the operation
	 * @throws IllegalArgumentException if there is no factor, or one is less than 1
	 */
	public static PixelUnshuffle of(final int... factor) {
		return new PixelUnshuffle(PixelShuffle.checked(factor), false);
	}

	/**
	 * @return this with the sub-pixel as the slowest part of the channel index:
	 *         ONNX SpaceToDepth, the inverse of mode DCR
	 */
	public PixelUnshuffle depthFirst() {
		return new PixelUnshuffle(factor, true);
	}

	@Override
	public int numDimensions() {
		return factor.length + 1;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		PixelShuffle.checkAxes(sourceDimensions, factor.length, "pixel unshuffle");
		final long[] size = sourceDimensions.clone();
		final SamplePosition[] positions = new SamplePosition[factor.length];
		for (int d = 0; d < factor.length; d++) {
			if (size[d] % factor[d] != 0) throw new IllegalArgumentException("The image has " + size[d] + " samples along " +
				Axis.name(d) + ", which are not divisible by the factor " + factor[d] +
				": every block must be complete; crop or pad the image");
			size[d] /= factor[d];
			size[factor.length] *= factor[d];
			positions[d] = new SamplePosition(factor[d], (factor[d] - 1) / 2.0);
		}
		return new UnshufflePlan(sourceDimensions.clone(), size, positions, factor, depthFirst);
	}

	private static final class UnshufflePlan extends Rearrangement {

		private static final long serialVersionUID = 1L;

		private final int[] factor;
		private final boolean depthFirst;
		private final long channels;
		private final long parts;

		UnshufflePlan(final long[] sourceDimensions, final long[] targetDimensions, final SamplePosition[] positions,
			final int[] factor, final boolean depthFirst)
		{
			super(sourceDimensions, targetDimensions, positions, 1, factor[0]);
			this.factor = factor;
			this.depthFirst = depthFirst;
			channels = sourceDimensions[factor.length];
			parts = targetDimensions[factor.length] / channels;
		}

		@Override
		void source(final long[] target, final long[] source) {
			final long q = target[factor.length];
			long part = depthFirst ? q / channels : q % parts;
			for (int d = 0; d < factor.length; d++) {
				source[d] = target[d] * factor[d] + part % factor[d];
				part /= factor[d];
			}
			source[factor.length] = depthFirst ? q % channels : q / parts;
		}

		@Override
		public Interval sourceInterval(final Interval target) {
			final int n = factor.length;
			final long[] min = target.minAsLongArray();
			final long[] max = target.maxAsLongArray();
			for (int d = 0; d < n; d++) {
				min[d] *= factor[d];
				max[d] = (max[d] + 1) * factor[d] - 1;
			}
			final boolean wraps = depthFirst && min[n] / channels != max[n] / channels;
			min[n] = wraps ? 0 : depthFirst ? min[n] % channels : min[n] / parts;
			max[n] = wraps ? channels - 1 : depthFirst ? max[n] % channels : max[n] / parts;
			return new FinalInterval(min, max);
		}
	}
}
