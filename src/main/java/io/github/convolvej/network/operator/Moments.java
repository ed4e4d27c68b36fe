package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Computes the mean and 1 / sqrt(variance + epsilon), or 1 / (sqrt(variance) + epsilon), along some axes, in
 * double precision. They lie on an additional axis of two positions. The variance is the population variance,
 * computed from exact sums of samples and squares, so that nothing is lost if it is small next to the mean.
 */
final class Moments extends Statistic {

	private static final long serialVersionUID = 1L;

	private final double epsilon;
	private final boolean epsilonOfRoot;

	/**
	 * @param reduced for each axis whether it is reduced
	 * @param inputShape size of the input
	 * @param epsilon a small number that avoids division by zero
	 * @param epsilonOfRoot whether epsilon is added to the square root of the
	 *          variance
	 */
	Moments(final boolean[] reduced, final long[] inputShape, final double epsilon, final boolean epsilonOfRoot) {
		super(shape(reduced, inputShape), reduced, inputShape);
		this.epsilonOfRoot = epsilonOfRoot;
		this.epsilon = epsilon;
	}

	static long[] shape(final boolean[] reduced, final long[] inputShape) {
		final long[] kept = Reduction.shape(reduced, inputShape);
		final long[] shape = Arrays.copyOf(kept, kept.length + 1);
		shape[kept.length] = 2;
		return shape;
	}

	@Override
	public boolean isWide() {
		return true;
	}

	static Box withoutLast(final Box box) {
		final long[] min = new long[box.rank() - 1];
		final long[] max = new long[min.length];
		for (int d = 0; d < min.length; d++) {
			min[d] = box.min(d);
			max[d] = box.max(d);
		}
		return new Box(min, max);
	}

	@Override
	Box kept(final Box piece) {
		return withoutLast(piece);
	}

	@Override
	public double cost(final Box target) {
		return 2.0 * needed(0, target).samples();
	}

	@Override
	public int accumulationBytes() {
		return 2 * ExactSums.BYTES;
	}

	@Override
	public Accumulation start(final Box piece) {
		return new Sums(piece);
	}

	/** Sums of samples and of their squares. */
	private final class Sums implements Accumulation {

		private final Box piece;
		private final Box kept;
		private final StatisticCells cells = cells();
		private final int count;
		private final ExactSums sums;
		private final ExactSums squares;
		/** Of all results together. */
		private long samples;

		Sums(final Box piece) {
			this.piece = piece;
			kept = withoutLast(piece);
			count = Math.toIntExact(kept.samples());
			sums = new ExactSums(count, cells.isSingle());
			squares = new ExactSums(count, cells.isSingle());
		}

		@Override
		public void add(final TensorPart input, final Box box) {
			samples += box.samples();
			final float[] in = input.floats();
			final double[] row = new double[2 * box.size(box.rank() - 1)];
			cells.run(box, kept, input.box(), (from, step, n, to, width) -> {
				if (width == 1) addCell(in, from, step, n, to);
				else addRow(in, from, step, n, to, width, row);
			});
		}

		private void addCell(final float[] in, final int from, final int step, final int n, final int to) {
			double sum = 0;
			double square = 0;
			for (int i = 0; i < n; i++) {
				final double v = in[from + i * step];
				sum += v;
				square += v * v;
			}
			sums.add(to, sum);
			squares.add(to, square);
		}

		private void addRow(final float[] in, final int from, final int step, final int n, final int to, final int width,
			final double[] row)
		{
			Arrays.fill(row, 0);
			for (int i = 0; i < n; i++) {
				final int start = from + i * step;
				for (int x = 0; x < width; x++) {
					final double v = in[start + x];
					row[x] += v;
					row[width + x] += v * v;
				}
			}
			for (int x = 0; x < width; x++) {
				sums.add(to + x, row[x]);
				squares.add(to + x, row[width + x]);
			}
		}

		@Override
		public boolean next() {
			return false;
		}

		@Override
		public void finish(final TensorPart target) {
			final int last = piece.rank() - 1;
			final double[] both = new double[2 * count];
			final double each = (double) samples / count;
			for (int i = 0; i < count; i++) {
				sums.round(i);
				squares.round(i);
				both[2 * i] = sums.high() / each;
				final double variance = variance(each);
				both[2 * i + 1] = 1 / (epsilonOfRoot ? Math.sqrt(variance) + epsilon : Math.sqrt(variance + epsilon));
			}
			BoxCopy.copy(new TensorPart(piece.with(last, 0, 1), both), target, piece);
		}

		/** (squares - sum^2 / samples) / samples, with twice the precision where the difference is small. */
		private double variance(final double samples) {
			final double s = sums.high();
			final double square = s * s;
			final double rest = Math.fma(s, s, -square) + 2 * s * sums.low();
			final double quotient = square / samples;
			final double quotientRest = (Math.fma(-quotient, samples, square) + rest) / samples;
			final double difference = squares.high() - quotient;
			final double lost = squares.high() - (difference + quotient);
			return Math.max(0, (difference + (lost + squares.low() - quotientRest)) / samples);
		}
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final TensorPart in = pass.input(0);
		final TensorPart sum = pass.sum(0);
		final double share = 1 / samplesOfAll();
		pass.forEach((position, gradient) -> {
			final Box all = needed(0, new Box(position, position));
			if (position[position.length - 1] == 0) {
				Backward.forEach(all, (at, one) -> sum.doubles()[sum.index(at)] += gradient * share);
				return;
			}
			final double[] moments = new double[2];
			Backward.forEach(all, (at, one) -> moments[0] += pass.sample(0, in.index(at)) * share);
			Backward.forEach(all, (at, one) -> moments[1] += Math.pow(pass.sample(0, in.index(at)) - moments[0], 2) * share);
			final double root = Math.sqrt(epsilonOfRoot ? moments[1] : moments[1] + epsilon);
			final double factor = 1 / (epsilonOfRoot ? root + epsilon : root);
			// the derivative of the factor by the variance, times 2 (x - mean) / samples
			final double slope = root > 0 ? -factor * factor / root * share * gradient : 0;
			Backward.forEach(all, (at, one) -> sum.doubles()[sum.index(at)] += slope * (pass.sample(0, in.index(at)) - moments[0]));
		});
	}
}
