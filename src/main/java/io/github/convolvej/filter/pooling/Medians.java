package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Window;

/**
 * Medians of rectangular windows. Small windows within the image are computed a
 * line at a time by comparisons; windows at the edge, which have fewer samples,
 * one by one. Large windows are computed by counting samples.
 */
final class Medians {

	private Medians() {}

	/**
	 * @param windows a window for every axis
	 * @return whether they are computed by a network
	 */
	static boolean haveNetwork(final Window[] windows) {
		double height = 1;
		for (int d = 1; d < windows.length; d++)
			height *= windows[d].size();
		return MedianLines.fits(windows[0].size(), height);
	}

	/**
	 * @param windows a window for every axis
	 * @param taps their taps within the image, along every axis
	 * @param source the samples
	 * @param target the block of medians to compute
	 * @param scratch memory of the calling thread
	 */
	static void apply(final Window[] windows, final AxisTaps[] taps, final Block source, final Block target,
		final Scratch scratch)
	{
		if (!haveNetwork(windows)) count(windows, taps, source, target, scratch);
		else compare(target.lines(), windows, taps, source, target, scratch);
	}

	private static void count(final Window[] windows, final AxisTaps[] taps, final Block source, final Block target,
		final Scratch scratch)
	{
		final WindowSamples rows = new WindowSamples(taps, source);
		fill(new MedianCounts(RankRule.median(), source.asDouble("double source", scratch), taps[0], windows[0].stride(), rows
			.mostRows(), scratch), rows, target, scratch);
	}

	/**
	 * Ranks of box-shaped neighbourhoods, if the counts of columns can be kept from line to line.
	 *
	 * @param rule which of the sorted samples
	 * @param shape the box
	 * @param stride distance of the windows along every axis
	 * @param source all samples that count
	 * @param target the block to compute
	 * @param scratch memory of the calling thread
	 * @return whether it was computed
	 */
	static boolean count(final RankRule rule, final WindowShape shape, final int[] stride, final Block source,
		final Block target, final Scratch scratch)
	{
		final AxisTaps[] taps = new AxisTaps[stride.length];
		for (int d = 0; d < taps.length; d++)
			taps[d] = AxisTaps.around(shape.radius(d), stride[d], source.min(d), source.size(d), target.min(d), target.size(
				d));
		final WindowSamples rows = new WindowSamples(taps, source);
		final MedianCounts counts = new MedianCounts(rule, source.asDouble("double source", scratch), taps[0], stride[0], rows
			.mostRows(), scratch);
		if (!counts.hasColumns()) return false;
		fill(counts, rows, target, scratch);
		return true;
	}

	private static void fill(final MedianCounts counts, final WindowSamples rows, final Block target,
		final Scratch scratch)
	{
		final Block out = target.likeDouble("double target", scratch);
		final int width = target.size(0);
		for (int i = 0; i < target.samples() / width; i++) {
			rows.moveTo(i);
			counts.apply(rows.rowOffsets(), rows.rows(), (double[]) out.data(), i * width);
		}
		target.setDouble(out);
	}

	@SuppressWarnings("unchecked")
	private static <A> void compare(final Lines<A> lines, final Window[] windows, final AxisTaps[] taps,
		final Block source, final Block target, final Scratch scratch)
	{
		int height = 1;
		for (int d = 1; d < windows.length; d++)
			height *= windows[d].size();
		final AxisTaps axis = taps[0];
		final int width = target.size(0);
		int from = 0;
		while (from < width && axis.count(from) < windows[0].size())
			from++;
		int to = from;
		while (to < width && axis.count(to) == windows[0].size())
			to++;
		final A out = (A) target.data();
		final MedianLines<A> whole = new MedianLines<>(lines, windows[0].size(), height, axis.step(), windows[0].stride(),
			source, Math.max(1, to - from), scratch);
		final WindowSamples rows = new WindowSamples(taps, source);
		final boolean inside = from == 0 && to == width;
		WindowSamples edge = null;
		for (int i = 0; i < target.samples() / width; i++) {
			rows.moveTo(i);
			final boolean complete = rows.rows() == height && to > from;
			if (complete) whole.apply(rows.rowOffsets(), axis.start(from), to - from, out, i * width + from);
			if (complete && inside) continue;
			if (edge == null) edge = new WindowSamples(taps, null, null, source.asDouble("double source", scratch));
			edge.moveTo(i);
			for (int x = 0; x < width; x++)
				if (!complete || x < from || x >= to) lines.set(out, i * width + x, Reduction.median(edge.samples(), edge
					.collect(x)));
		}
	}
}
