package io.github.convolvej.run;

import io.github.convolvej.filter.lines.BlockSamples;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import net.imglib2.Interval;

/**
 * The samples of a result that a tile computes. Rows are written to the image
 * immediately; an array is written by the caller that made the block.
 */
final class TargetSamples<A> implements BlockSamples {

	private final BlockWriter<?> writer;
	private final Interval box;
	private final Interval all;
	private final Lines<A> lines;
	private final Scratch scratch;
	private final long[] position;

	/**
	 * @param writer writer of the result
	 * @param box the box to write, in the coordinates of the written image
	 * @param all the whole tile, of which this may be a piece
	 * @param lines precision
	 * @param scratch memory of this thread
	 */
	TargetSamples(final BlockWriter<?> writer, final Interval box, final Interval all, final Lines<A> lines,
		final Scratch scratch)
	{
		this.writer = writer;
		this.box = box;
		this.all = all;
		this.lines = lines;
		this.scratch = scratch;
		position = new long[box.numDimensions()];
	}

	@Override
	public Object array() {
		return scratch.array("target", lines, SourceSamples.reserved(box, all));
	}

	@Override
	public Rows<?> rows() {
		return null;
	}

	@Override
	public boolean put(final Object line, final int from, final int row) {
		return writer.put(box, line, from, row, position);
	}

	@Override
	public boolean isDouble() {
		return lines == Precision.DOUBLE;
	}
}
