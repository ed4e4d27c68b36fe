package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Precision;

/** Sums the tails of a {@link CoarseGaussian}, over lines that lie across its axis. */
final class CoarseTails {

	private final CoarseGaussian gaussian;
	private final NeighbourSums<float[]> before;
	private final NeighbourSums<float[]> after;
	/** The lines of all positions that the tails of results read. */
	private final float[][] all;

	/**
	 * @param gaussian whose tails
	 * @param range the results
	 * @param min position of the first line
	 * @param lines a line for each position
	 * @param outside the line outside of a constant border
	 */
	CoarseTails(final CoarseGaussian gaussian, final CoarseRange range, final long min, final float[][] lines,
		final float[] outside)
	{
		this.gaussian = gaussian;
		before = new NeighbourSums<>(Precision.SINGLE, gaussian.reversed);
		after = new NeighbourSums<>(Precision.SINGLE, gaussian.tail);
		all = new float[range.count + 2 * gaussian.reach()][];
		for (int i = 0; i < all.length; i++) {
			final long at = range.border.position(range.position - gaussian.reach() + i);
			all[i] = at < 0 && range.border.isKnown() ? outside : lines[(int) (at - min)];
		}
	}

	/**
	 * @param first number of the first result
	 * @param count how many
	 * @param results a line for each of them
	 * @param width samples of a line
	 */
	void sum(final int first, final int count, final float[][] results, final int width) {
		final int taps = gaussian.tail.length;
		final int to = 2 * gaussian.radius + 1 + taps;
		final float[][] pair = new float[2][];
		int i = 0;
		for (; i + 1 < count; i += 2) {
			pair[0] = results[i];
			pair[1] = results[i + 1];
			before.set(pair, 0, 0, width, all, first + i);
			after.add(pair, 0, width, all, first + i + to);
		}
		if (i == count) return;
		Precision.SINGLE.set(results[i], 0, gaussian.reversed, 0, width, all, first + i, taps);
		Precision.SINGLE.add(results[i], gaussian.tail, 0, width, all, first + i + to, taps);
	}
}
