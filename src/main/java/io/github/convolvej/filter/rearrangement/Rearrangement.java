package io.github.convolvej.filter.rearrangement;

import io.github.convolvej.filter.SizedPlan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;

/**
 * A plan that moves samples to other places and changes no bit of them. Axes are
 * {@code (X[, Y[, Z]], C)}. A target line consists of interleaved pieces; each
 * piece holds evenly spaced samples of one source line.
 */
abstract class Rearrangement extends SizedPlan {

	private static final long serialVersionUID = 1L;

	private static final int LINE = 1024;

	private final SamplePosition[] positions;
	private final int pieces;
	private final int step;

	/**
	 * @param sourceDimensions size of the image
	 * @param targetDimensions size of the result
	 * @param positions positions of the target samples along the spatial axes
	 * @param pieces number of interleaved pieces of a target line
	 * @param step distance of the source samples of a piece
	 */
	Rearrangement(final long[] sourceDimensions, final long[] targetDimensions, final SamplePosition[] positions,
		final int pieces, final int step)
	{
		super(sourceDimensions, targetDimensions);
		this.positions = positions;
		this.pieces = pieces;
		this.step = step;
	}

	/**
	 * @param target position of a target sample
	 * @param source receives the position of the source sample to copy there
	 */
	abstract void source(long[] target, long[] source);

	@Override
	public final SamplePosition position(final int d) {
		return d < positions.length ? positions[d] : SamplePosition.IDENTITY;
	}

	@Override
	public final double multiplyAccumulates() {
		return 0;
	}

	@Override
	public final int preferredLineLength() {
		return LINE;
	}

	@Override
	public final String engine() {
		return "copied lines";
	}

	@Override
	public final void apply(final Block[] sources, final Block target, final Scratch scratch) {
		apply(target.lines(), sources[0], target, scratch);
	}

	@SuppressWarnings("unchecked")
	private <A> void apply(final Lines<A> lines, final Block source, final Block target, final Scratch scratch) {
		final int n = sourceAxes();
		final int width = target.size(0);
		final A piece = scratch.array("piece", lines, width);
		final long[] to = new long[n];
		final long[] from = new long[n];
		int count = 1;
		for (int d = 0; d < n; d++) {
			to[d] = target.min(d);
			if (d > 0) count *= target.size(d);
		}
		for (int i = 0; i < count; i++) {
			for (int p = 0; p < Math.min(pieces, width); p++) {
				to[0] = target.min(0) + p;
				source(to, from);
				final int length = (width - p - 1) / pieces + 1;
				lines.gather((A) source.data(), index(source, from), step, piece, 0, length);
				lines.spread(piece, 0, (A) target.data(), i * width + p, pieces, length);
			}
			for (int d = 1; d < n && ++to[d] == target.min(d) + target.size(d); d++)
				to[d] = target.min(d);
		}
	}

	private static int index(final Block block, final long[] position) {
		long index = 0;
		for (int d = position.length - 1; d >= 0; d--)
			index = index * block.size(d) + position[d] - block.min(d);
		return (int) index;
	}
}
