package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Reduces all samples along some axes, which keep one position, to one number:
 * mean, sum, maximum and others. Samples are added in double precision, the last
 * axis fastest.
 */
final class Reduction extends BoundOperator {

	private static final long serialVersionUID = 1L;

	/** The kinds of reduction. */
	enum Kind {
			MEAN, SUM, MAX, MIN, PRODUCT, L1, L2, LP, SUM_SQUARE, LOG_SUM, LOG_SUM_EXP
	}

	private final Kind kind;
	private final boolean[] reduced;
	private final long[] inputShape;
	private final double power;

	/**
	 * @param kind kind of reduction
	 * @param reduced for each axis whether it is reduced
	 * @param inputShape size of the input
	 * @param power exponent of LP
	 */
	Reduction(final Kind kind, final boolean[] reduced, final long[] inputShape, final double power) {
		super(shape(reduced, inputShape));
		this.kind = kind;
		this.reduced = reduced.clone();
		this.inputShape = inputShape.clone();
		this.power = power;
	}

	static long[] shape(final boolean[] reduced, final long[] inputShape) {
		final long[] shape = inputShape.clone();
		for (int d = 0; d < shape.length; d++)
			if (reduced[d]) shape[d] = 1;
		return shape;
	}

	@Override
	public Box needed(final int input, final Box target) {
		return ReducedRuns.widened(target, reduced, inputShape);
	}

	@Override
	public double cost(final Box target) {
		return needed(0, target).samples();
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final float[] in = inputs[0].floats();
		final int count = Math.toIntExact(piece.samples());
		final double[] sums = new double[count];
		Arrays.fill(sums, start());
		new ReducedRuns(piece, reduced, inputShape, inputs[0].box()).run((from, along, to, n) -> {
			if (along) sums[to] = accumulateRun(sums[to], in, from, n);
			else for (int i = 0; i < n; i++)
				sums[to + i] = accumulate(sums[to + i], in[from + i]);
		});
		double samples = 1;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) samples *= inputShape[d];
		final float[] out = new float[count];
		for (int i = 0; i < count; i++)
			out[i] = (float) finish(sums[i], samples);
		BoxCopy.write(out, piece, target);
	}

	private double start() {
		return kind == Kind.MAX || kind == Kind.LOG_SUM_EXP ? Double.NEGATIVE_INFINITY : kind == Kind.MIN
			? Double.POSITIVE_INFINITY : kind == Kind.PRODUCT ? 1 : 0;
	}

	private double accumulateRun(final double before, final float[] in, final int from, final int n) {
		double sum = before;
		for (int i = 0; i < n; i++)
			sum = accumulate(sum, in[from + i]);
		return sum;
	}

	private double accumulate(final double sum, final double v) {
		switch (kind) {
			case MAX:
				return Math.max(sum, v);
			case MIN:
				return Math.min(sum, v);
			case PRODUCT:
				return sum * v;
			case L1:
				return sum + Math.abs(v);
			case L2:
			case SUM_SQUARE:
				return sum + v * v;
			case LP:
				return sum + Math.pow(Math.abs(v), power);
			case LOG_SUM_EXP:
				final double high = Math.max(sum, v);
				return Double.isInfinite(high) ? high : high + Math.log1p(Math.exp(Math.min(sum, v) - high));
			default:
				return sum + v;
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
		double samples = 1;
		for (int d = 0; d < reduced.length; d++)
			if (reduced[d]) samples *= inputShape[d];
		final double count = samples;
		pass.forEach((position, gradient) -> {
			final Box all = needed(0, new Box(position, position));
			final long[] best = new long[position.length];
			final double[] totals = { start(), Double.NaN };
			Backward.forEach(all, (from, one) -> {
				final double v = pass.sample(0, pass.input(0).index(from));
				totals[0] = accumulate(totals[0], v);
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
