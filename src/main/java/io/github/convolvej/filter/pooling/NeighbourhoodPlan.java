package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** A {@link Neighbourhood} on an image of known size: finds the samples that it needs, and chooses the engine. */
final class NeighbourhoodPlan extends SizedPlan {

	private static final long serialVersionUID = 1L;
	private static final int LINE = 512;
	/** Extremes and means need fewer lines at a time, so that longer ones stay in the cache. */
	private static final int LONG_LINE = 1024;
	/** Sums over small windows do little with each row, so that calls for each of them count. */
	private static final int LONGEST_LINE = 2048;

	/** Working memory that need not be counted. */
	private static final double FEW_BYTES = 4 << 20;

	private final Statistic statistic;
	private final RankRule rule;
	private final WindowShape shape;
	private final int[] stride;
	private final boolean border;
	private final boolean ignoreNaN;
	private final boolean mask;

	NeighbourhoodPlan(final Statistic statistic, final RankRule rule, final WindowShape shape, final int[] stride,
		final boolean border, final boolean ignoreNaN, final boolean mask, final long[] sourceDimensions)
	{
		super(sourceDimensions, target(sourceDimensions, stride));
		this.statistic = statistic;
		this.rule = rule;
		this.shape = shape;
		this.stride = stride;
		this.border = border;
		this.ignoreNaN = ignoreNaN;
		this.mask = mask;
	}

	private static long[] target(final long[] source, final int[] stride) {
		final long[] target = new long[source.length];
		for (int d = 0; d < target.length; d++)
			target[d] = (source[d] - 1) / stride[d] + 1;
		return target;
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		final int n = stride.length;
		final long[] min = new long[n];
		final long[] max = new long[n];
		for (int d = 0; d < n; d++) {
			min[d] = target.min(d) * stride[d] - shape.radius(d);
			max[d] = target.max(d) * stride[d] + shape.radius(d);
			if (border) continue;
			min[d] = Math.max(0, min[d]);
			max[d] = Math.min(sourceSize(d) - 1, max[d]);
		}
		return new FinalInterval(min, max);
	}

	@Override
	public Interval sourceInterval(final int source, final Interval target) {
		if (source > 0 && !mask) throw new IllegalArgumentException("this filter reads one image, there is no image " +
			source);
		return sourceInterval(target);
	}

	@Override
	public SamplePosition position(final int d) {
		return new SamplePosition(stride[d], 0);
	}

	/** Neighbourhoods compare, count and add; they do not multiply. */
	@Override
	public double multiplyAccumulates() {
		return 0;
	}

	@Override
	public int preferredLineLength() {
		if (statistic.isSum() && SmallSums.fit(shape)) return LONGEST_LINE;
		final boolean few = statistic == Statistic.MINIMUM || statistic == Statistic.MAXIMUM || statistic == Statistic.RANGE ||
			statistic == Statistic.MEAN;
		return few ? LONG_LINE : LINE;
	}

	/** Exact sums keep the rows that a window spans, of samples and of sums over columns. */
	@Override
	public double workingBytes() {
		if (!statistic.isSum()) return 0;
		double lines = 2;
		for (int d = 1; d < stride.length; d++)
			lines *= 2.0 * shape.radius(d) + 2;
		final double length = Math.max(LONG_LINE, preferredLineLength()) + 2.0 * shape.radius(0);
		final double bytes = lines * length * Double.BYTES * (statistic == Statistic.MEAN ? 1 : 2);
		return bytes < FEW_BYTES ? 0 : bytes;
	}

	@Override
	public String engine() {
		if (statistic == Statistic.MODE) return "moving histogram";
		if (statistic.isRank()) return RankNetwork.fits(shape) ? "selection network" : isCounted()
			? "moving ranks, of bytes column histograms" : "moving ranks";
		return statistic.isSum() ? "sums of columns or runs" : "extremes of runs";
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources, target, scratch);
	}

	private <A> void apply(final Lines<A> lines, final Block[] sources, final Block target, final Scratch scratch) {
		final WindowArea<A> area = new WindowArea<>(lines, shape, stride, sources[0], mask ? sources[1] : null, ignoreNaN,
			target);
		if (statistic == Statistic.MODE) new ModeWindows<>(area, target).apply();
		else if (statistic.isSum()) new MomentLines<>(area, statistic, target, scratch).apply();
		else if (!statistic.isRank()) new RunExtremes<>(area, target, scratch).apply(statistic);
		else if (area.isComplete() && RankNetwork.fits(shape)) new RankNetworkLines<>(area, rule, target, scratch).apply();
		else if (!(isCounted() && area.largestWhole(scratch) < ColumnHistograms.RANKS && Medians.count(rule, shape, stride,
			sources[0], target, scratch))) new RankWindows<>(area, rule, target).apply();
	}

	/** Whether samples of few values are counted by column. */
	private boolean isCounted() {
		return !mask && shape.isBox() && shape.samples() <= ColumnHistograms.SAMPLES;
	}
}
