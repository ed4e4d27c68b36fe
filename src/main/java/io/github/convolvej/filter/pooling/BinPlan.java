package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Reduces an image to bins along some of its axes: global and adaptive pooling.
 * Sums are taken in double precision, along x, then y, then z, each in order; the
 * relative error of a bin of a million samples is below 1e-12 of the sum of
 * magnitudes. The axes may be done one by one as {@link #stages()}, so that no
 * block ever holds a bin of the whole image.
 */
final class BinPlan implements Plan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 1024;
	/** Bins with more samples are reduced in stages. */
	static final long LARGE = 1 << 20;

	private final Reduction reduction;
	private final double p;
	private final Kernel weights;
	private final long[] sourceDimensions;
	private final long[] targetDimensions;
	/** For every axis the first sample of every bin and the one after the last; null: the axis stays. */
	private final long[][] starts;
	private final long[][] ends;
	/** For every axis the samples in every bin, in the image itself; null: the axis stays. */
	private final long[][] counts;
	private final SamplePosition[] positions;
	private final boolean first;
	private final boolean last;

	private BinPlan(final Reduction reduction, final double p, final Kernel weights, final long[] sourceDimensions,
		final long[][] starts, final long[][] ends, final long[][] counts, final SamplePosition[] positions,
		final boolean first, final boolean last)
	{
		this.reduction = reduction;
		this.p = p;
		this.weights = weights;
		this.sourceDimensions = sourceDimensions.clone();
		this.starts = starts;
		this.ends = ends;
		this.counts = counts;
		this.positions = positions;
		this.first = first;
		this.last = last;
		targetDimensions = sourceDimensions.clone();
		for (int d = 0; d < starts.length; d++)
			if (starts[d] != null) targetDimensions[d] = starts[d].length;
	}

	/**
	 * @param reduction maximum, minimum, sum, average or Lp norm
	 * @param p exponent of an Lp norm
	 * @param weights what samples are multiplied with before they are summed up, one
	 *          for every sample (and channel), or null
	 * @param source size of the image
	 * @param bins for every axis one or several divisions into bins, whose bins make
	 *          up the target one after the other; none: the axis stays
	 * @return the plan
	 */
	static BinPlan of(final Reduction reduction, final double p, final Kernel weights, final long[] source,
		final List<List<Bins>> bins)
	{
		final int n = source.length;
		final long[][] starts = new long[n][];
		final long[][] ends = new long[n][];
		final long[][] counts = new long[n][];
		final SamplePosition[] positions = new SamplePosition[n];
		for (int d = 0; d < n; d++) {
			final List<Bins> all = bins.get(d);
			positions[d] = all.size() == 1 ? all.get(0).position() : SamplePosition.IDENTITY;
			if (all.isEmpty()) continue;
			final int m = all.stream().mapToInt(b -> Math.toIntExact(b.count())).reduce(0, Math::addExact);
			starts[d] = new long[m];
			ends[d] = new long[m];
			counts[d] = new long[m];
			int i = 0;
			for (final Bins b : all)
				for (int j = 0; j < b.count(); j++, i++) {
					starts[d][i] = b.start(j);
					ends[d][i] = b.end(j);
					counts[d][i] = ends[d][i] - starts[d][i];
				}
		}
		return new BinPlan(reduction, p, weights, source, starts, ends, counts, positions, true, true);
	}

	@Override
	public List<Plan> stages() {
		double samples = 1;
		for (final long[] count : counts) {
			long largest = 1;
			if (count != null) for (final long c : count)
				largest = Math.max(largest, c);
			samples *= largest;
		}
		return samples <= LARGE || reduction == Reduction.ARGMAX ? Collections.singletonList(this) : axisByAxis();
	}

	/** The stages, however small the image. */
	List<Plan> axisByAxis() {
		int axes = 0;
		for (final long[] s : starts)
			if (s != null) axes++;
		final List<Plan> stages = new ArrayList<>();
		long[] size = sourceDimensions;
		for (int d = 0; d < starts.length; d++) {
			if (starts[d] == null) continue;
			final long[][] start = new long[starts.length][];
			final long[][] end = new long[starts.length][];
			final SamplePosition[] position = new SamplePosition[starts.length];
			Arrays.fill(position, SamplePosition.IDENTITY);
			start[d] = starts[d];
			end[d] = ends[d];
			position[d] = positions[d];
			final BinPlan stage = new BinPlan(reduction, p, weights, size, start, end, counts, position, stages.isEmpty(),
				stages.size() == axes - 1);
			stages.add(stage);
			size = stage.targetDimensions;
		}
		return stages;
	}

	@Override
	public long[] sourceDimensions() {
		return sourceDimensions.clone();
	}

	@Override
	public long[] targetDimensions() {
		return targetDimensions.clone();
	}

	@Override
	public SamplePosition position(final int d) {
		return positions[d];
	}

	@Override
	public double multiplyAccumulates() {
		double count = weights == null ? 0 : 1;
		for (final long n : sourceDimensions)
			count *= n;
		return count;
	}

	@Override
	public int preferredLineLength() {
		return LINE;
	}

	@Override
	public String engine() {
		return "bins";
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final long[] min = target.minAsLongArray();
		final long[] max = target.maxAsLongArray();
		for (int d = 0; d < starts.length; d++) {
			if (starts[d] == null) continue;
			long low = Long.MAX_VALUE;
			long high = 0;
			for (int i = (int) target.min(d); i <= target.max(d); i++) {
				low = Math.min(low, starts[d][i]);
				high = Math.max(high, ends[d][i] - 1);
			}
			min[d] = low;
			max[d] = high;
		}
		return new FinalInterval(min, max);
	}

	@Override
	public boolean needsDouble() {
		double positions = 1;
		for (final long n : sourceDimensions)
			positions *= n;
		return reduction == Reduction.ARGMAX && positions > 1 << 24;
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		final Block source = sources[0].asDouble("double source", scratch);
		final Block out = target.likeDouble("double target", scratch);
		if (reduction == Reduction.ARGMAX) findMaxima(source, out);
		else reduce(source, out, scratch);
		target.setDouble(out);
	}

	/** Where the maxima are cannot be told axis by axis. */
	private void findMaxima(final Block source, final Block target) {
		final AxisTaps[] taps = new AxisTaps[starts.length];
		for (int d = 0; d < taps.length; d++)
			taps[d] = AxisTaps.of(starts[d], ends[d], target.min(d), target.size(d), source.min(d));
		final WindowSamples windows = new WindowSamples(taps, null, null, source);
		final double[] out = (double[]) target.data();
		final int count = target.samples();
		for (int i = 0; i < count; i++) {
			final int x = i % target.size(0);
			if (x == 0) windows.moveTo(i / target.size(0));
			final int best = Reduction.argmax(windows.samples(), windows.collect(x));
			out[i] = source.flatIndex(windows.offsets()[best], sourceDimensions);
		}
	}

	private void reduce(final Block source, final Block target, final Scratch scratch) {
		double[] samples = first ? prepared(source, scratch) : (double[]) source.data();
		int inner = 1;
		int outer = source.samples();
		for (int d = 0; d < starts.length; d++) {
			outer /= source.size(d);
			if (starts[d] != null) samples = along(d, samples, inner, outer, source, target, scratch);
			inner *= target.size(d);
		}
		finish(samples, target);
	}

	/** Powers, or products with the weights, where these are summed up. */
	private double[] prepared(final Block source, final Scratch scratch) {
		final double[] samples = (double[]) source.data();
		if (reduction != Reduction.LP && weights == null) return samples;
		final int n = source.samples();
		final double[] prepared = scratch.array("prepared", Lines.DOUBLE, n);
		if (weights == null) {
			for (int i = 0; i < n; i++)
				prepared[i] = Reduction.power(samples[i], p);
			return prepared;
		}
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

	private double[] along(final int d, final double[] in, final int inner, final int outer, final Block source,
		final Block target, final Scratch scratch)
	{
		final int n = source.size(d);
		final int m = target.size(d);
		final double[] out = scratch.array("bins " + d, Lines.DOUBLE, Math.multiplyExact(inner * m, outer));
		for (int o = 0; o < outer; o++)
			for (int b = 0; b < m; b++) {
				final int bin = (int) target.min(d) + b;
				final int start = (int) (starts[d][bin] - source.min(d));
				final int end = (int) (ends[d][bin] - source.min(d));
				final int to = (o * m + b) * inner;
				if (inner == 1) out[to] = total(in, o * n + start, o * n + end);
				else {
					Arrays.fill(out, to, to + inner, reduction.neutral());
					for (int j = start; j < end; j++)
						add(in, (o * n + j) * inner, out, to, inner);
				}
			}
		return out;
	}

	private double total(final double[] in, final int from, final int to) {
		double total = reduction.neutral();
		if (reduction == Reduction.MAX) for (int i = from; i < to; i++)
			total = Math.max(total, in[i]);
		else if (reduction == Reduction.MIN) for (int i = from; i < to; i++)
			total = Math.min(total, in[i]);
		else for (int i = from; i < to; i++)
			total += in[i];
		return total;
	}

	private void add(final double[] in, final int from, final double[] out, final int to, final int n) {
		if (reduction == Reduction.MAX) for (int i = 0; i < n; i++)
			out[to + i] = Math.max(out[to + i], in[from + i]);
		else if (reduction == Reduction.MIN) for (int i = 0; i < n; i++)
			out[to + i] = Math.min(out[to + i], in[from + i]);
		else for (int i = 0; i < n; i++)
			out[to + i] += in[from + i];
	}

	/** Quotients, roots and bias of the totals. */
	private void finish(final double[] totals, final Block target) {
		final double[] out = (double[]) target.data();
		final int n = target.samples();
		for (int i = 0; i < n; i++)
			if (!last) out[i] = totals[i];
			else if (reduction == Reduction.LP) out[i] = Reduction.root(totals[i], p);
			else if (reduction == Reduction.AVERAGE) out[i] = totals[i] / binSize(i, target);
			else out[i] = weights == null ? totals[i] : totals[i] + weights.bias((int) target.flatIndex(i, targetDimensions));
	}

	private double binSize(final int i, final Block target) {
		double size = 1;
		int rest = i;
		for (int d = 0; d < counts.length; d++) {
			if (counts[d] != null) size *= counts[d][(int) target.min(d) + rest % target.size(d)];
			rest /= target.size(d);
		}
		return size;
	}
}
