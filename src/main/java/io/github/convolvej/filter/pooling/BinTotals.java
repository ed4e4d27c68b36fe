package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.kernel.Kernel;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Computes one value from the samples of a bin, in stages. The first stage
 * multiplies samples by their weights; every stage takes maxima, minima, sums or
 * Lp norms along its axes; the last stage divides or adds a bias. An Lp norm is
 * taken axis by axis as the norm of norms. Samples are first divided by the
 * largest magnitude, so no power overflows or underflows unless the norm itself
 * does. Immutable.
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

	/**
	 * The part of this reduction that belongs to a stage: the first, the last, or
	 * one between them.
	 */
	BinTotals stage(final boolean isFirst, final boolean isLast) {
		return new BinTotals(reduction, p, weights, isFirst, isLast);
	}

	/** The reduction. */
	Reduction reduction() {
		return reduction;
	}

	/** Whether samples are multiplied by weights. */
	boolean hasWeights() {
		return weights != null;
	}

	/** Whether this is the last stage. */
	boolean isLast() {
		return last;
	}

	/** The samples of a block; in the first stage, multiplied by their weights if there are any. */
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
	 * @param in array of the lines
	 * @param from index at which the first line begins
	 * @param lines number of lines
	 * @param width samples of a line
	 * @param largest memory for a line
	 * @param out array for the reduced line
	 * @param to index at which the reduced line begins
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
		if (p == Double.POSITIVE_INFINITY) {
			System.arraycopy(largest, 0, out, to, width);
			return;
		}
		for (int i = 0; i < width; i++)
			largest[i] = Reduction.scale(largest[i], p);
		for (int j = 0; j < lines; j++)
			for (int i = 0; i < width; i++)
				out[to + i] += Reduction.power(in[from + j * width + i] / largest[i], p);
		for (int i = 0; i < width; i++)
			out[to + i] = Reduction.root(out[to + i], p) * largest[i];
	}

	/**
	 * @param total the reduced samples of a bin
	 * @param size number of its samples
	 * @param index number of the bin in the result, for its bias
	 * @return the value of the bin
	 */
	double finished(final double total, final double size, final int index) {
		if (!last) return total;
		if (reduction == Reduction.AVERAGE) return total / size;
		return weights == null ? total : total + weights.bias(index);
	}
}
