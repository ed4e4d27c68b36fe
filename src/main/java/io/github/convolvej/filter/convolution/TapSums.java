package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

/** Sums windows tap by tap, for axes along which the kernel is short. */
final class TapSums extends DirectSums {

	private static final long serialVersionUID = 1L;

	private final Window window;
	private final double[] weights;

	TapSums(final Window window, final double[] weights) {
		this.window = window;
		this.weights = weights;
	}

	@Override
	long products() {
		return weights.length;
	}

	@Override
	public double error() {
		return (weights.length + 1) * 0x1p-53;
	}

	@Override
	public String name() {
		return weights.length + (weights.length == 1 ? " tap" : " taps");
	}

	@Override
	public Work work(final int results, final Scratch scratch) {
		final double[][] source = scratch.arrays("tap sums source", Precision.DOUBLE, (int) window.sourceSize(results), WIDTH);
		final double[][] sums = scratch.arrays("tap sums", Precision.DOUBLE, results, WIDTH);
		final double[][] taps = new double[weights.length][];
		final boolean dense = window.stride() == 1 && window.dilation() == 1 && NeighbourSums.isWorth(weights.length);
		final NeighbourSums<double[]> two = dense ? new NeighbourSums<>(Precision.DOUBLE, weights) : null;
		final double[][] pair = new double[2][];
		return new Work() {

			@Override
			public double[][] source(final int first, final int count) {
				return source;
			}

			@Override
			public double[][] sum(final int first, final int count, final int width) {
				final int pairs = dense ? count / 2 * 2 : 0;
				for (int i = 0; i < pairs; i += 2) {
					pair[0] = sums[i];
					pair[1] = sums[i + 1];
					two.set(pair, 0, 0, width, source, i);
				}
				for (int i = pairs; i < count; i++) {
					for (int t = 0; t < taps.length; t++)
						taps[t] = source[i * window.stride() + t * window.dilation()];
					Precision.DOUBLE.set(sums[i], 0, weights, 0, width, taps, 0, taps.length);
				}
				return sums;
			}
		};
	}
}
