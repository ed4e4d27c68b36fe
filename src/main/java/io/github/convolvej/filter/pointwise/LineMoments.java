package io.github.convolvej.filter.pointwise;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Computes the mean and the sum of squared deviations from it for every line
 * along x: axes {@code (X, Y)} become {@code (2, Y)}. The second axis may be any
 * axis. Computed in double precision, in two passes over the line. The
 * statistics of a whole image can be combined from these pairs in any fixed
 * order.
 */
public final class LineMoments implements Filter {

	private static final long serialVersionUID = 1L;

	@Override
	public int numDimensions() {
		return 2;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != 2) throw new IllegalArgumentException("The image has " + sourceDimensions.length +
			" axes, but line moments work on 2");
		Axis.checkSamples(sourceDimensions, 2);
		return new MomentsPlan(sourceDimensions);
	}

	private static final class MomentsPlan implements Plan {

		private static final long serialVersionUID = 1L;

		private final long width;
		private final long height;

		MomentsPlan(final long[] size) {
			width = size[0];
			height = size[1];
		}

		@Override
		public long[] sourceDimensions() {
			return new long[] { width, height };
		}

		@Override
		public long[] targetDimensions() {
			return new long[] { 2, height };
		}

		@Override
		public Interval sourceInterval(final Interval target) {
			return new FinalInterval(new long[] { 0, target.min(1) }, new long[] { width - 1, target.max(1) });
		}

		@Override
		public void apply(final Block[] sources, final Block target, final Scratch scratch) {
			final Block source = sources[0].asDouble("double source", scratch);
			final Block result = target.likeDouble("double target", scratch);
			final double[] in = (double[]) source.data();
			final double[] out = (double[]) result.data();
			final int n = source.size(0);
			final double[] moments = new double[2];
			for (int y = 0; y < target.size(1); y++) {
				moments(in, y * n, n, moments);
				for (int i = 0; i < target.size(0); i++)
					out[y * target.size(0) + i] = moments[(int) target.min(0) + i];
			}
			target.setDouble(result);
		}

		private static void moments(final double[] in, final int offset, final int n, final double[] moments) {
			final double mean = sum(in, offset, n, 0, 1) / n;
			moments[0] = mean;
			moments[1] = sum(in, offset, n, mean, 2);
		}

		/**
		 * The sum of the samples (power 1) or of the squares of their deviations
		 * (power 2). Four sums are computed in turn, because in a single sum each
		 * addition would wait for the one before.
		 */
		private static double sum(final double[] in, final int offset, final int n, final double mean, final int power) {
			double a = 0;
			double b = 0;
			double c = 0;
			double d = 0;
			int i = offset;
			final int end = offset + n;
			if (power == 1) for (; i + 4 <= end; i += 4) {
				a += in[i];
				b += in[i + 1];
				c += in[i + 2];
				d += in[i + 3];
			}
			else for (; i + 4 <= end; i += 4) {
				a += (in[i] - mean) * (in[i] - mean);
				b += (in[i + 1] - mean) * (in[i + 1] - mean);
				c += (in[i + 2] - mean) * (in[i + 2] - mean);
				d += (in[i + 3] - mean) * (in[i + 3] - mean);
			}
			for (; i < end; i++)
				a += power == 1 ? in[i] : (in[i] - mean) * (in[i] - mean);
			return a + b + (c + d);
		}

		/** Moments belong to a line and have no position in it. */
		@Override
		public SamplePosition position(final int d) {
			return SamplePosition.IDENTITY;
		}

		@Override
		public double multiplyAccumulates() {
			return (double) width * height;
		}

		@Override
		public int preferredLineLength() {
			return 2;
		}

		@Override
		public String engine() {
			return "line moments";
		}
	}
}
