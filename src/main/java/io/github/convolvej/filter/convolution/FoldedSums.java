package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

/**
 * Sums windows that are longer than the lines. A matrix holds the weight of every sample in every window,
 * border included. It is computed once.
 */
final class FoldedSums extends DirectSums {

	private static final long serialVersionUID = 1L;

	private final Window window;
	private final double[] weights;
	private final AxisBorder border;
	private final int results;
	private transient volatile double[] matrix;

	/**
	 * @param window taps along the axis
	 * @param weights of the taps
	 * @param border what is outside, which is known
	 * @param results number of results along the axis
	 */
	FoldedSums(final Window window, final double[] weights, final AxisBorder border, final int results) {
		this.window = window;
		this.weights = weights;
		this.border = border;
		this.results = results;
	}

	@Override
	public boolean readsAll() {
		return true;
	}

	@Override
	long products() {
		return border.length();
	}

	@Override
	public double error() {
		return (weights.length + border.length() + 1.0) * 0x1p-53;
	}

	@Override
	public String name() {
		return weights.length + " taps folded to " + border.length();
	}

	private double[] matrix() {
		double[] made = matrix;
		if (made == null) matrix = made = border.fold(window, weights, results);
		return made;
	}

	@Override
	public Work work(final int atOnce, final Scratch scratch) {
		final int n = (int) border.length();
		final double[] folded = matrix();
		final double[][] source = scratch.arrays("folded sums source", Precision.DOUBLE, n, WIDTH);
		final double[][] sums = scratch.arrays("folded sums", Precision.DOUBLE, atOnce, WIDTH);
		return new Work() {

			@Override
			public double[][] source(final int first, final int count) {
				return source;
			}

			@Override
			public double[][] sum(final int first, final int count, final int width) {
				for (int i = 0; i < count; i++)
					Precision.DOUBLE.set(sums[i], folded[results * n + first + i], folded, (first + i) * n, width, source, 0, n);
				return sums;
			}
		};
	}
}
