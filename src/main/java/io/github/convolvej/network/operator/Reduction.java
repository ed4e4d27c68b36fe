package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Reduces all samples along some axes, which keep one position, to one number:
 * mean, sum, maximum and others. Sums are exact, so they do not depend on the
 * order of the samples.
 */
final class Reduction extends Statistic {

	private static final long serialVersionUID = 1L;

	/** The kinds of reduction. */
	enum Kind {
			MEAN, SUM, MAX, MIN, PRODUCT, L1, L2, LP, SUM_SQUARE, LOG_SUM, LOG_SUM_EXP
	}

	private final Kind kind;
	private final double power;
	private final boolean wide;

	/**
	 * @param kind kind of reduction
	 * @param reduced for each axis whether it is reduced
	 * @param inputShape size of the input
	 * @param power exponent of LP
	 */
	Reduction(final Kind kind, final boolean[] reduced, final long[] inputShape, final double power) {
		this(kind, reduced, inputShape, power, false);
	}

	private Reduction(final Kind kind, final boolean[] reduced, final long[] inputShape, final double power,
		final boolean wide)
	{
		super(shape(reduced, inputShape), reduced, inputShape);
		this.kind = kind;
		this.power = power;
		this.wide = wide;
	}

	/**
	 * @param reduced for each axis whether it is reduced
	 * @param inputShape size of the input
	 * @return logarithms of sums of exponentials, in double precision
	 */
	static Reduction ofExponentials(final boolean[] reduced, final long[] inputShape) {
		return new Reduction(Kind.LOG_SUM_EXP, reduced, inputShape, 2, true);
	}

	@Override
	public boolean isWide() {
		return wide;
	}

	static long[] shape(final boolean[] reduced, final long[] inputShape) {
		final long[] shape = inputShape.clone();
		for (int d = 0; d < shape.length; d++)
			if (reduced[d]) shape[d] = 1;
		return shape;
	}

	@Override
	public double cost(final Box target) {
		return needed(0, target).samples();
	}

	@Override
	public int passes() {
		return kind == Kind.LOG_SUM_EXP ? 2 : 1;
	}

	/** Products are rounded, so they depend on the order. */
	@Override
	public boolean isStreamed() {
		return kind != Kind.PRODUCT;
	}

	@Override
	public int accumulationBytes() {
		return ExactSums.BYTES + Double.BYTES;
	}

	@Override
	public Accumulation start(final Box piece) {
		return new Combined(piece);
	}

	/** Sums of terms, and extrema. */
	private final class Combined implements Accumulation {

		private final Box piece;
		private final StatisticCells cells = cells();
		private final int count;
		/** Null for extrema and products. */
		private final ExactSums sums;
		/** Extrema and products. */
		private final double[] values;
		/** Of all results together. */
		private long samples;
		private boolean extrema;

		Combined(final Box piece) {
			this.piece = piece;
			count = Math.toIntExact(piece.samples());
			extrema = kind == Kind.MAX || kind == Kind.MIN || kind == Kind.PRODUCT || kind == Kind.LOG_SUM_EXP;
			sums = extrema && kind != Kind.LOG_SUM_EXP ? null : new ExactSums(count, cells.isSingle());
			values = new double[extrema ? count : 0];
			Arrays.fill(values, kind == Kind.MIN ? Double.POSITIVE_INFINITY : kind == Kind.PRODUCT ? 1
				: Double.NEGATIVE_INFINITY);
		}

		@Override
		public void add(final TensorPart input, final Box box) {
			samples += box.samples();
			final float[] in = input.floats();
			cells.run(box, piece, input.box(), (from, step, n, to, width) -> {
				for (int x = 0; x < width; x++)
					if (extrema) extreme(in, from + x, step, n, to + x);
					else if (kind == Kind.MEAN || kind == Kind.SUM || kind == Kind.LOG_SUM) sums.add(to + x, sum(in, from + x, step, n));
					else addTerms(in, from + x, step, n, to + x);
			});
		}

		private void extreme(final float[] in, final int from, final int step, final int n, final int to) {
			double v = values[to];
			for (int i = 0; i < n; i++) {
				final double sample = in[from + i * step];
				v = kind == Kind.MIN ? Math.min(v, sample) : kind == Kind.PRODUCT ? v * sample : Math.max(v, sample);
			}
			values[to] = v;
		}

		private double sum(final float[] in, final int from, final int step, final int n) {
			double sum = 0;
			for (int i = 0; i < n; i++)
				sum += in[from + i * step];
			return sum;
		}

		private void addTerms(final float[] in, final int from, final int step, final int n, final int to) {
			double sum = 0;
			for (int i = 0; i < n; i++)
				sum += term(in[from + i * step], to);
			sums.add(to, sum);
		}

		private double term(final double v, final int to) {
			switch (kind) {
				case L1:
					return Math.abs(v);
				case LP:
					return Math.pow(Math.abs(v), power);
				case LOG_SUM_EXP:
					return v == values[to] ? 1 : Math.exp(v - values[to]);
				default:
					return v * v;
			}
		}

		/** The first pass of a sum of exponentials searches for the largest sample. */
		@Override
		public boolean next() {
			final boolean again = kind == Kind.LOG_SUM_EXP && extrema;
			if (again) {
				extrema = false;
				samples = 0;
			}
			return again;
		}

		@Override
		public void finish(final TensorPart target) {
			final double[] results = new double[count];
			final float[] out = new float[count];
			for (int i = 0; i < count; i++) {
				if (sums != null) sums.round(i);
				final double v = sums == null ? values[i] : sums.high();
				results[i] = kind == Kind.LOG_SUM_EXP ? values[i] + Math.log(v) : Reduction.this.finish(v, (double) samples / count);
				out[i] = (float) results[i];
			}
			if (wide) BoxCopy.copy(new TensorPart(piece, results), target, piece);
			else BoxCopy.write(out, piece, target);
		}
	}

	private double finish(final double sum, final double samples) {
		switch (kind) {
			case MEAN:
				return sum / samples;
			case L2:
				return Math.sqrt(sum);
			case LP:
				return Math.pow(sum, 1 / power);
			case LOG_SUM:
				return Math.log(sum);
			default:
				return sum;
		}
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	/** A maximum passes back to the first sample that has it. */
	@Override
	public void backward(final Backward pass) {
		if (!pass.wants(0)) return;
		final TensorPart sum = pass.sum(0);
		final double count = samplesOfAll();
		pass.forEach((position, gradient) -> {
			final Box all = needed(0, new Box(position, position));
			final long[] best = new long[position.length];
			final double[] totals = { kind == Kind.LOG_SUM_EXP ? Double.NEGATIVE_INFINITY : 0, Double.NaN };
			Backward.forEach(all, (from, one) -> {
				final double v = pass.sample(0, pass.input(0).index(from));
				totals[0] = plus(totals[0], v);
				final boolean extreme = kind == Kind.MAX ? v > totals[1] : kind == Kind.MIN && v < totals[1];
				if (extreme || Double.isNaN(totals[1])) {
					totals[1] = v;
					System.arraycopy(from, 0, best, 0, best.length);
				}
			});
			if (kind == Kind.MAX || kind == Kind.MIN) sum.doubles()[sum.index(best)] += gradient;
			else Backward.forEach(all, (from, one) -> sum.doubles()[sum.index(from)] += gradient * (kind == Kind.PRODUCT ? others(pass,
				all, from) : derivative(pass.sample(0, pass.input(0).index(from)), totals[0], count)));
		});
	}

	/** What derivatives are made of: the sum of terms, or its logarithm for exponentials. */
	private double plus(final double total, final double v) {
		switch (kind) {
			case L2:
				return total + v * v;
			case LP:
				return total + Math.pow(Math.abs(v), power);
			case LOG_SUM:
				return total + v;
			case LOG_SUM_EXP:
				final double most = Math.max(total, v);
				return most == Double.NEGATIVE_INFINITY ? most : most + Math.log(Math.exp(total - most) + Math.exp(v - most));
			default:
				return total;
		}
	}

	/** The derivative of the result by a sample, of all but maxima, minima and products. */
	private double derivative(final double v, final double total, final double samples) {
		switch (kind) {
			case MEAN:
				return 1 / samples;
			case SUM:
				return 1;
			case L1:
				return Math.signum(v);
			case L2:
				return total == 0 ? 0 : v / Math.sqrt(total);
			case LP:
				return v == 0 ? 0 : Math.signum(v) * Math.pow(Math.abs(v) / Math.pow(total, 1 / power), power - 1);
			case SUM_SQUARE:
				return 2 * v;
			case LOG_SUM:
				return 1 / total;
			case LOG_SUM_EXP:
				return Math.exp(v - total);
			default:
				throw new IllegalStateException(kind + " has no such derivative");
		}
	}

	/** The product of all samples but one: not a quotient, because samples may be 0. */
	private static double others(final Backward pass, final Box all, final long[] but) {
		final double[] product = { 1 };
		Backward.forEach(all, (from, one) -> {
			if (!Arrays.equals(from, but)) product[0] *= pass.sample(0, pass.input(0).index(from));
		});
		return product[0];
	}
}
