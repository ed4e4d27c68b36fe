package io.github.convolvej.filter.pooling;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

/**
 * Medians, percentiles and ranks in small complete windows, a line of windows at
 * a time. Each sample of the window has a line, and a {@link RankNetwork}
 * compares the lines. A NaN in a window makes its result NaN.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class RankNetworkLines<A> {

	/**
	 * Windows processed together, few enough for all lines to stay in the
	 * first-level cache.
	 */
	private static final int PIECE = 256;

	private final WindowArea<A> area;
	private final Lines<A> lines;
	private final WindowLines<A> loops;
	private final Block target;
	private final RankNetwork network;
	private final int lower;
	private final int upper;
	private final A[] places;
	private final A[] rows;
	private final A result;

	RankNetworkLines(final WindowArea<A> area, final RankRule rule, final Block target, final Scratch scratch) {
		this.area = area;
		this.target = target;
		lines = area.lines();
		loops = WindowLinesTypes.of(lines);
		final int n = area.shape().samples();
		lower = rule.lower(n);
		upper = rule.upper(n);
		network = RankNetwork.of(n, lower, upper);
		places = scratch.arrays("network places", lines, n, PIECE);
		rows = scratch.arrays("network rows", lines, area.shape().rows(), area.size(0));
		result = scratch.array("network result", lines, target.size(0));
	}

	void apply() {
		final WindowShape shape = area.shape();
		final int m = target.samples() / target.size(0);
		final A mean = places[lower];
		for (int row = 0; row < m; row++) {
			for (int r = 0; r < shape.rows(); r++)
				area.read(area.areaRow(row, r), rows[r], 0);
			for (int x = 0; x < target.size(0); x += PIECE) {
				final int n = Math.min(PIECE, target.size(0) - x);
				int place = 0;
				for (int r = 0; r < shape.rows(); r++)
					for (int i = -shape.reach(r); i <= shape.reach(r); i++)
						loops.every(rows[r], x * area.stride(0) + area.radius(0) + i, area.stride(0), places[place++], n);
				for (int i = 0; i < network.low.length; i++) {
					final A low = places[network.low[i]];
					final A high = places[network.high[i]];
					if (!network.keepsHigh[i]) loops.smaller(low, high, n);
					else if (!network.keepsLow[i]) loops.larger(low, high, n);
					else loops.exchange(low, high, n);
				}
				if (upper != lower) loops.middle(mean, n, places[lower], places[upper]);
				lines.copy(mean, 0, result, x, n);
			}
			target.put(lines, result, 0, row);
		}
	}
}
