package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;

/**
 * The sums of a {@link Band}: a working line for each phase along x of each of
 * some output channels. When they are complete, their samples are interleaved
 * into the rows of the target.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class PhaseSums<A> {

	/**
	 * Number of shifted copies that are used for all output channels before the
	 * next copies, few enough to stay in the first-level cache.
	 */
	private static final int TERMS_AT_ONCE = 9;

	private final Lines<A> lines;
	private final AxisPhases x;
	private final int rowLength;
	private final int rowSamples;
	/**
	 * A separate array instead of rows of the target: writing single samples and
	 * writing rows to memory slow each other down.
	 */
	private final A out;
	private final int most;
	/** [phase * most + output]. */
	private final A[] sums;
	private final A[] added;
	private final int[] addedWeights;

	/**
	 * @param lines precision
	 * @param target the block of the result
	 * @param x phases along x
	 * @param rowLength number of samples of a row of a phase
	 * @param longest samples of a working line
	 * @param most largest number of output channels at a time
	 * @param scratch memory of this thread
	 */
	@SuppressWarnings("unchecked")
	PhaseSums(final Lines<A> lines, final Block target, final AxisPhases x, final int rowLength, final int longest,
		final int most, final Scratch scratch)
	{
		this.lines = lines;
		this.x = x;
		this.rowLength = rowLength;
		this.most = most;
		rowSamples = target.size(0);
		out = (A) target.data();
		sums = scratch.arrays("sums", lines, most * x.phases(), longest);
		added = lines.createList(most);
		addedWeights = new int[most];
	}

	/**
	 * @param phaseX phase along x
	 * @param output index of the output channel
	 * @return working line of that phase and channel
	 */
	A of(final int phaseX, final int output) {
		return sums[phaseX * most + output];
	}

	/**
	 * Adds products to a phase of all output channels, a few terms for all
	 * channels at a time.
	 *
	 * @param phaseX phase along x
	 * @param outputs number of output channels
	 * @param length samples of the working line
	 * @param terms lines to multiply
	 * @param count number of lines
	 * @param weights the weights
	 * @param at index of the first weight of the first output
	 * @param perOutput distance between the weights of neighbouring outputs
	 */
	void add(final int phaseX, final int outputs, final int length, final A[] terms, final int count,
		final double[] weights, final int at, final int perOutput)
	{
		System.arraycopy(sums, phaseX * most, added, 0, outputs);
		for (int t = 0; t < count; t += TERMS_AT_ONCE) {
			for (int k = 0; k < outputs; k++)
				addedWeights[k] = k * perOutput + at + t;
			lines.add(added, addedWeights, outputs, weights, length, terms, t, Math.min(TERMS_AT_ONCE, count - t));
		}
	}

	/**
	 * Interleaves the phases along x of an output channel into a row of the
	 * target, two phases at a time.
	 *
	 * @param output index of the output channel
	 * @param joined index of the joined row
	 * @param targetRow row of the target block
	 */
	void interleave(final int output, final int joined, final int targetRow) {
		final int from = joined * rowLength;
		final int to = targetRow * rowSamples;
		int u = 0;
		for (; u + 2 <= x.phases(); u += 2) {
			final int n = x.count(u + 1);
			lines.spread(of(u, output), from, of(u + 1, output), from, out, to + u, x.stride(), n);
			if (x.count(u) > n) lines.spread(of(u, output), from + n, out, to + u + n * x.stride(), 1, 1);
		}
		if (u < x.phases()) lines.spread(of(u, output), from, out, to + u, x.stride(), x.count(u));
	}
}
