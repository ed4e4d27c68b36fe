package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.SamplePosition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * Reduces an image to bins along some of its axes: global and adaptive pooling.
 * Sums are taken in double precision, along x, then y, then z, each in order.
 * The relative error of a bin of a million samples is below 1e-12 of the sum of
 * magnitudes. The axes can be reduced one by one as {@link #stages()}; then no
 * block needs to hold a bin of the whole image.
 */
final class BinPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 1024;
	/** Bins with more samples are reduced in stages. */
	static final long LARGE = 1 << 20;

	private final BinTotals totals;
	/**
	 * The bins of every axis that this plan reduces; null for an axis that it
	 * leaves unchanged.
	 */
	private final AxisBins[] bins;
	/** The bins of every axis that this plan or an earlier stage reduces; averages divide by their sizes. */
	private final AxisBins[] all;

	private BinPlan(final BinTotals totals, final long[] sourceDimensions, final AxisBins[] bins, final AxisBins[] all) {
		super(sourceDimensions, target(sourceDimensions, bins));
		this.totals = totals;
		this.bins = bins;
		this.all = all;
	}

	private static long[] target(final long[] source, final AxisBins[] bins) {
		final long[] target = source.clone();
		for (int d = 0; d < bins.length; d++)
			if (bins[d] != null) target[d] = bins[d].count();
		return target;
	}

	/**
	 * @param totals reduction of a bin to one value
	 * @param source size of the image
	 * @param divisions for every axis one or several divisions into bins; the
	 *          target holds the bins of all divisions in order. An axis without a
	 *          division stays unchanged
	 * @return the plan
	 */
	static BinPlan of(final BinTotals totals, final long[] source, final List<List<Bins>> divisions) {
		final AxisBins[] bins = divisions.stream().map(AxisBins::of).toArray(AxisBins[]::new);
		return new BinPlan(totals, source, bins, bins);
	}

	@Override
	public List<Plan> stages() {
		double samples = 1;
		for (final AxisBins axis : bins)
			if (axis != null) samples *= axis.largest();
		return samples <= LARGE || totals.reduction() == Reduction.ARGMAX ? Collections.singletonList(this) : axisByAxis();
	}

	/** The stages, even if the image is small. */
	List<Plan> axisByAxis() {
		int last = -1;
		for (int d = 0; d < bins.length; d++)
			if (bins[d] != null) last = d;
		final List<Plan> stages = new ArrayList<>();
		long[] size = sourceDimensions();
		for (int d = 0; d <= last; d++) {
			if (bins[d] == null) continue;
			final AxisBins[] one = new AxisBins[bins.length];
			one[d] = bins[d];
			final BinPlan stage = new BinPlan(totals.stage(stages.isEmpty(), d == last), size, one, all);
			stages.add(stage);
			size = stage.targetDimensions();
		}
		return stages;
	}

	@Override
	public SamplePosition position(final int d) {
		return bins[d] == null ? SamplePosition.IDENTITY : bins[d].position;
	}

	@Override
	public double multiplyAccumulates() {
		double count = totals.hasWeights() ? 1 : 0;
		for (final long n : sourceDimensions())
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
		for (int d = 0; d < bins.length; d++) {
			if (bins[d] == null) continue;
			long low = Long.MAX_VALUE;
			long high = 0;
			for (int i = (int) target.min(d); i <= target.max(d); i++) {
				low = Math.min(low, bins[d].starts[i]);
				high = Math.max(high, bins[d].ends[i] - 1);
			}
			min[d] = low;
			max[d] = high;
		}
		return new FinalInterval(min, max);
	}

	@Override
	public boolean needsDouble() {
		double positions = 1;
		for (final long n : sourceDimensions())
			positions *= n;
		return totals.reduction() == Reduction.ARGMAX && positions > 1 << 24;
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		final Block source = sources[0].asDouble("double source", scratch);
		final Block out = target.likeDouble("double target", scratch);
		if (totals.reduction() == Reduction.ARGMAX) findMaxima(source, out);
		else reduce(source, out, scratch);
		target.setDouble(out);
	}

	/** Finds positions of maxima, which cannot be found axis by axis. */
	private void findMaxima(final Block source, final Block target) {
		final AxisTaps[] taps = new AxisTaps[bins.length];
		for (int d = 0; d < taps.length; d++)
			taps[d] = AxisTaps.of(bins[d].starts, bins[d].ends, target.min(d), target.size(d), source.min(d));
		final WindowSamples windows = new WindowSamples(taps, null, null, source);
		final double[] out = (double[]) target.data();
		final int count = target.samples();
		final long[] size = sourceDimensions();
		for (int i = 0; i < count; i++) {
			final int x = i % target.size(0);
			if (x == 0) windows.moveTo(i / target.size(0));
			final int best = Reduction.argmax(windows.samples(), windows.collect(x));
			out[i] = source.flatIndex(windows.offsets()[best], size);
		}
	}

	private void reduce(final Block source, final Block target, final Scratch scratch) {
		double[] samples = totals.prepared(source, sourceDimensions(), scratch);
		int inner = 1;
		int outer = source.samples();
		for (int d = 0; d < bins.length; d++) {
			outer /= source.size(d);
			if (bins[d] != null) samples = along(d, samples, inner, outer, source, target, scratch);
			inner *= target.size(d);
		}
		finish(samples, target);
	}

	private double[] along(final int d, final double[] in, final int inner, final int outer, final Block source,
		final Block target, final Scratch scratch)
	{
		final int n = source.size(d);
		final int m = target.size(d);
		final double[] out = scratch.array("bins " + d, Precision.DOUBLE, Math.multiplyExact(inner * m, outer));
		final double[] largest = scratch.array("largest of bins", Precision.DOUBLE, inner);
		for (int o = 0; o < outer; o++)
			for (int b = 0; b < m; b++) {
				final int bin = (int) target.min(d) + b;
				final int start = (int) (bins[d].starts[bin] - source.min(d));
				final int end = (int) (bins[d].ends[bin] - source.min(d));
				totals.reduce(in, (o * n + start) * inner, end - start, inner, largest, out, (o * m + b) * inner);
			}
		return out;
	}

	/** Divides the totals and adds the bias. */
	private void finish(final double[] values, final Block target) {
		final double[] out = (double[]) target.data();
		final int n = target.samples();
		final long[] size = targetDimensions();
		for (int i = 0; i < n; i++)
			out[i] = totals.finished(values[i], totals.isLast() ? binSize(i, target) : 1, (int) target.flatIndex(i, size));
	}

	private double binSize(final int i, final Block target) {
		double size = 1;
		int rest = i;
		for (int d = 0; d < all.length; d++) {
			if (all[d] != null) size *= all[d].size((int) target.min(d) + rest % target.size(d));
			rest /= target.size(d);
		}
		return size;
	}
}
