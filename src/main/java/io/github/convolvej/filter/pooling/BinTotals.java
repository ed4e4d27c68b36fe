package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.kernel.Kernel;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How the samples of a bin become one value: the first stage multiplies samples with
 * their weights, every stage takes maxima, minima, sums or Lp norms along its axes,
 * the last one divides or adds a bias. An Lp norm is taken axis by axis, the norm of
 * norms; samples are divided by the largest magnitude first, so that no power
 * overflows, or vanishes, where the norm does not. Immutable.
 */
final class BinTotals implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Reduction reduction;
	private final double p;
	private final Kernel weights;
	private final boolean first;
	private final boolean last;

	private BinTotals(final Reduction reduction, final double p, final Kernel weights, final boolean first,
		final boolean last)
	{
		this.reduction = reduction;
		this.p = p;
		this.weights = weights;
		this.first = first;
		this.last = last;
	}

	/** Maximum, minimum, sum, average or position of the maximum. */
	static BinTotals of(final Reduction reduction) {
		return new BinTotals(reduction, 1, null, true, true);
	}

	/** The Lp norm with that exponent. */
	static BinTotals norm(final double p) {
		return new BinTotals(Reduction.LP, p, null, true, true);
	}

	/** Sums of samples times weights, one for every sample (and channel), plus the weights' bias. */
	static BinTotals weighted(final Kernel weights) {
		return new BinTotals(Reduction.SUM, 1, weights, true, true);
	}

	/** The part of this that a stage does which is the first, the last, or neither. */
	BinTotals stage(final boolean isFirst, final boolean isLast) {
		return new BinTotals(reduction, p, weights, isFirst, isLast);
	}

	/** What is taken of the samples. */
	Reduction reduction() {
		return reduction;
	}

	/** Whether samples are multiplied with weights. */
	boolean hasWeights() {
		return weights != null;
	}

	/** Whether no stage follows. */
	boolean isLast() {
		return last;
	}

	/** The samples of a block, times their weights if there are any and this is the first stage. */
	double[] prepared(final Block source, final long[] sourceDimensions, final Scratch scratch) {
		final double[] samples = (double[]) source.data();
		if (weights == null || !first) return samples;
		final int n = source.samples();
		final double[] prepared = scratch.array("prepared", Precision.DOUBLE, n);
		final int taps = weights.taps();
		final int width = source.size(0);
		for (int line = 0; line < n; line += width) {
			final long index = source.flatIndex(line, sourceDimensions);
			final int tap = (int) (index % taps);
			final int channel = (int) (index / taps);
			for (int x = 0; x < width; x++)
				prepared[line + x] = weights.weight(tap + x, 0, channel) * samples[line + x];
		}
		return prepared;
	}

	/**
	 * Reduces neighbouring lines to one.
	 *
	 * @param in where the lines are
	 * @param from where the first of them begins
	 * @param lines how many they are
	 * @param width samples of a line
	 * @param largest memory for a line
	 * @param out where the reduced line goes
	 * @param to where it begins there
	 */
	void reduce(final double[] in, final int from, final int lines, final int width, final double[] largest,
		final double[] out, final int to)
	{
		Arrays.fill(out, to, to + width, reduction.neutral());
		if (reduction == Reduction.LP) norm(in, from, lines, width, largest, out, to);
		else for (int j = 0; j < lines; j++)
			add(in, from + j * width, out, to, width);
	}

	private void add(final double[] in, final int from, final double[] out, final int to, final int n) {
		if (reduction == Reduction.MAX) for (int i = 0; i < n; i++)
			out[to + i] = Math.max(out[to + i], in[from + i]);
		else if (reduction == Reduction.MIN) for (int i = 0; i < n; i++)
			out[to + i] = Math.min(out[to + i], in[from + i]);
		else for (int i = 0; i < n; i++)
			out[to + i] += in[from + i];
	}

	private void norm(final double[] in, final int from, final int lines, final int width, final double[] largest,
		final double[] out, final int to)
	{
		Arrays.fill(largest, 0, width, 0);
		for (int j = 0; j < lines; j++)
			for (int i = 0; i < width; i++)
				largest[i] = Math.max(largest[i], Math.abs(in[from + j * width + i]));
		for (int i = 0; i < width; i++)
			largest[i] = Reduction.scale(largest[i], p);
		for (int j = 0; j < lines; j++)
			for (int i = 0; i < width; i++)
				out[to + i] += Reduction.power(in[from + j * width + i] / largest[i], p);
		for (int i = 0; i < width; i++)
			out[to + i] = Reduction.root(out[to + i], p) * largest[i];
	}

	/**
	 * @param total what was made of a bin
	 * @param size its samples
	 * @param index number of the bin in the result, for its bias
	 * @return the value of the bin
	 */
	double finished(final double total, final double size, final int index) {
		if (!last) return total;
		if (reduction == Reduction.AVERAGE) return total / size;
		return weights == null ? total : total + weights.bias(index);
	}
}
