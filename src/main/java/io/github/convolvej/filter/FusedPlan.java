package io.github.convolvej.filter;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** Several plans as one, see {@link FusedFilter}. */
final class FusedPlan implements Plan {

	private static final long serialVersionUID = 1L;

	private final Plan last;
	/** Null for images that the last plan reads unchanged. */
	private final Plan[] first;
	private final long[] sourceDimensions;

	FusedPlan(final Plan last, final Plan[] first, final long[] sourceDimensions) {
		this.last = last;
		this.first = first;
		this.sourceDimensions = sourceDimensions.clone();
	}

	/** The size on n axes; missing axes get 1. */
	static long[] widened(final long[] size, final int n) {
		final long[] all = Arrays.copyOf(size, n);
		Arrays.fill(all, Math.min(n, size.length), n, 1);
		return all;
	}

	private static Interval narrowed(final Interval box, final Plan plan) {
		final int n = plan.targetDimensions().length;
		return new FinalInterval(Arrays.copyOf(box.minAsLongArray(), n), Arrays.copyOf(box.maxAsLongArray(), n));
	}

	@Override
	public long[] sourceDimensions() {
		return sourceDimensions.clone();
	}

	@Override
	public long[] targetDimensions() {
		return last.targetDimensions();
	}

	@Override
	public SamplePosition position(final int d) {
		final boolean moves = first[0] != null && d < first[0].targetDimensions().length;
		return moves ? first[0].position(d).then(last.position(d)) : last.position(d);
	}

	private Stream<Plan> plans() {
		return Stream.concat(Arrays.stream(first).filter(Objects::nonNull), Stream.of(last));
	}

	@Override
	public Plan within(final Border border) {
		final Plan[] told = first.clone();
		for (int i = 0; i < told.length; i++)
			// further images have zeros outside
			if (told[i] != null) told[i] = told[i].within(i == 0 ? border : Border.ZERO);
		return new FusedPlan(last, told, sourceDimensions);
	}

	@Override
	public Plan inDouble() {
		final Plan[] told = first.clone();
		for (int i = 0; i < told.length; i++)
			if (told[i] != null) told[i] = told[i].inDouble();
		return new FusedPlan(last.inDouble(), told, sourceDimensions);
	}

	@Override
	public double multiplyAccumulates() {
		return plans().mapToDouble(Plan::multiplyAccumulates).sum();
	}

	@Override
	public int preferredLineLength() {
		return plans().mapToInt(Plan::preferredLineLength).min().getAsInt();
	}

	/**
	 * The boxes of the earlier plans along axes on which the last plan reads sample for sample; the whole size
	 * along axes that it mixes.
	 */
	@Override
	public long[] grid() {
		final long[] grid = last.grid();
		final long[] all = last.targetDimensions();
		for (int i = 0; i < first.length; i++) {
			if (first[i] == null || Arrays.stream(first[i].grid()).allMatch(g -> g == 1)) continue;
			final long[] before = widened(first[i].grid(), grid.length);
			for (int d = 0; d < grid.length; d++) {
				final long[] box = widened(new long[0], grid.length);
				box[d] = Math.min(before[d], all[d]);
				final boolean asItIs = last.sourceInterval(i, new FinalInterval(box)).dimension(d) == box[d];
				grid[d] = asItIs ? Math.max(grid[d], before[d]) : all[d];
			}
		}
		return grid;
	}

	@Override
	public boolean needsDouble() {
		return plans().anyMatch(Plan::needsDouble);
	}

	@Override
	public String engine() {
		return plans().map(Plan::engine).collect(Collectors.joining(", "));
	}

	@Override
	public Interval sourceInterval(final Interval target) {
		return sourceInterval(0, target);
	}

	@Override
	public Interval sourceInterval(final int source, final Interval target) {
		final Interval between = last.sourceInterval(source, target);
		final Plan plan = first[source];
		if (plan == null) return between;
		final Interval box = plan.sourceInterval(narrowed(between, plan));
		final int n = between.numDimensions();
		final long[] max = Arrays.copyOf(box.maxAsLongArray(), n);
		return new FinalInterval(Arrays.copyOf(box.minAsLongArray(), n), max);
	}

	@Override
	public void apply(final Block[] sources, final Block target, final Scratch scratch) {
		final Block[] between = new Block[first.length];
		for (int i = 0; i < first.length; i++)
			between[i] = first[i] == null ? sources[i] : between(i, sources[i], target, scratch);
		last.apply(between, target, scratch);
	}

	private Block between(final int i, final Block source, final Block target, final Scratch scratch) {
		final Plan plan = first[i];
		final Interval box = last.sourceInterval(i, target.interval());
		final Lines<?> lines = target.lines();
		int samples = 1;
		for (int d = 0; d < box.numDimensions(); d++)
			samples = Math.multiplyExact(samples, Math.toIntExact(box.dimension(d)));
		// plans may be nested, so each uses its own arrays
		final Object array = scratch.array(List.of(this, i), lines, samples);
		final Block narrow = new Block(narrowed(box, plan), array, target.loop(), target.loopIndex());
		plan.apply(new Block[] { source.without(narrowed(source.interval(), plan)) }, narrow, scratch);
		return new Block(box, array, target.loop(), target.loopIndex());
	}
}
