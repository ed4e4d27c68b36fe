package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Two percentiles of all samples along some axes, in the form of {@link
 * Moments}: the lower percentile, and 1 / (upper - lower + epsilon). Percentiles
 * are interpolated between samples (NumPy's method linear).
 */
final class Percentiles extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final boolean[] reduced;
	private final long[] inputShape;
	private final double low;
	private final double high;
	private final double epsilon;

	Percentiles(final boolean[] reduced, final long[] inputShape, final double low, final double high,
		final double epsilon)
	{
		super(Moments.shape(reduced, inputShape));
		if (!(low >= 0 && high <= 100 && low < high)) throw new IllegalArgumentException("percentiles are " + low + " and " +
			high + ", but must increase and lie from 0 to 100");
		this.reduced = reduced.clone();
		this.inputShape = inputShape.clone();
		this.low = low;
		this.high = high;
		this.epsilon = epsilon;
	}

	@Override
	public boolean isWide() {
		return true;
	}

	@Override
	public Box needed(final int input, final Box target) {
		return ReducedRuns.widened(Moments.withoutLast(target), reduced, inputShape);
	}

	@Override
	public double cost(final Box target) {
		return 50.0 * needed(0, target).samples();
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final Box kept = Moments.withoutLast(piece);
		final int count = Math.toIntExact(kept.samples());
		final int each = Math.toIntExact(needed(0, piece).samples() / count);
		final float[][] samples = new float[count][each];
		final int[] filled = new int[count];
		new ReducedRuns(kept, reduced, inputShape, inputs[0].box()).run((from, along, to, n) -> {
			for (int i = 0; i < n; i++) {
				final int k = along ? to : to + i;
				samples[k][filled[k]++] = inputs[0].floats()[from + i];
			}
		});
		final double[] both = new double[2 * count];
		for (int i = 0; i < count; i++) {
			Arrays.sort(samples[i]);
			both[2 * i] = percentile(samples[i], low);
			both[2 * i + 1] = 1 / (percentile(samples[i], high) - both[2 * i] + epsilon);
		}
		final int last = piece.rank() - 1;
		BoxCopy.copy(new TensorPart(piece.with(last, 0, 1), both), target, piece);
	}

	private static double percentile(final float[] sorted, final double percent) {
		final double at = percent / 100 * (sorted.length - 1);
		final int below = (int) at;
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (at - below) * ((double) sorted[above] - sorted[below]);
	}
}
