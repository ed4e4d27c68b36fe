package io.github.convolvej.filter.rearrangement;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Mixes the channels of groups (Zhang et al. 2018, ShuffleNet; PyTorch
 * channel_shuffle). The channels form a table of g rows of C/g and are read
 * column by column, so output channel i is input channel {@code (i mod g) *
 * (C/g) + floor(i/g)}. Between two grouped convolutions, this gives every group
 * channels of all groups. Axes are {@code (X[, Y[, Z]], C)}; samples are copied
 * unchanged.
 */
public final class ChannelShuffle implements Filter {

	private static final long serialVersionUID = 1L;

	private final int groups;
	private final int spatial;

	private ChannelShuffle(final int groups, final int spatial) {
		this.groups = groups;
		this.spatial = spatial;
	}

	/**
	 * @param groups number of groups
	 * @param spatialAxes number of axes before the channel axis, at least 1
	 * @return the operation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public static ChannelShuffle of(final int groups, final int spatialAxes) {
		if (groups < 1) throw new IllegalArgumentException("groups is " + groups + ", but must be at least 1");
		if (spatialAxes < 1) throw new IllegalArgumentException("number of spatial axes is " + spatialAxes +
			", but must be at least 1");
		return new ChannelShuffle(groups, spatialAxes);
	}

	/** @return number of groups */
	public int groups() {
		return groups;
	}

	@Override
	public int numDimensions() {
		return spatial + 1;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		PixelShuffle.checkAxes(sourceDimensions, spatial, "channel shuffle");
		final long channels = sourceDimensions[spatial];
		if (channels % groups != 0) throw new IllegalArgumentException("The image has " + channels +
			" channels, which are not divisible by groups=" + groups + ": channels / groups must be a whole number");
		return new ChannelPlan(sourceDimensions.clone(), groups);
	}

	private static final class ChannelPlan extends Rearrangement {

		private static final long serialVersionUID = 1L;

		private final int groups;
		private final long members;

		ChannelPlan(final long[] dimensions, final int groups) {
			super(dimensions, dimensions, new SamplePosition[0], 1, 1);
			this.groups = groups;
			members = dimensions[dimensions.length - 1] / groups;
		}

		private long channel(final long i) {
			return i % groups * members + i / groups;
		}

		@Override
		void source(final long[] target, final long[] source) {
			System.arraycopy(target, 0, source, 0, target.length);
			source[target.length - 1] = channel(target[target.length - 1]);
		}

		@Override
		public Interval sourceInterval(final Interval target) {
			final long[] min = target.minAsLongArray();
			final long[] max = target.maxAsLongArray();
			final int c = min.length - 1;
			long first = Long.MAX_VALUE;
			long last = 0;
			for (long i = target.min(c); i <= target.max(c); i++) {
				first = Math.min(first, channel(i));
				last = Math.max(last, channel(i));
			}
			min[c] = first;
			max[c] = last;
			return new FinalInterval(min, max);
		}
	}
}
