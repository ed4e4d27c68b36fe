package io.github.convolvej.run;

import io.github.convolvej.filter.lines.BlockSamples;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;
import io.github.convolvej.filter.lines.Rows;
import io.github.convolvej.filter.lines.Scratch;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/** The samples of an image that a tile reads. */
final class SourceSamples<A> implements BlockSamples {

	/**
	 * Largest number of samples to reserve for a tile whose size was chosen
	 * automatically; only tiles of a given size are larger.
	 */
	private static final long MOST_RESERVED = 1 << 24;

	private final BlockReader<A> reader;
	private final Interval box;
	private final Interval all;
	private final Object key;
	private final Lines<A> lines;
	private final Scratch scratch;

	/**
	 * @param reader reader of the image, for this thread
	 * @param box the box to read
	 * @param all the box to read for the whole tile, of which this may be a piece
	 * @param key key of the array in the scratch memory
	 * @param lines precision
	 * @param scratch memory of this thread
	 */
	SourceSamples(final BlockReader<A> reader, final Interval box, final Interval all, final Object key,
		final Lines<A> lines, final Scratch scratch)
	{
		this.reader = reader;
		this.box = box;
		this.all = all;
		this.key = key;
		this.lines = lines;
		this.scratch = scratch;
	}

	@Override
	public Object array() {
		final int n = reserved(box, all);
		if (n > Intervals.numElements(box)) reader.reserve(all);
		final A array = scratch.array(key, lines, n);
		reader.read(box, array);
		return array;
	}

	/**
	 * Number of samples to reserve for a box. It covers the whole tile of which
	 * the box is a piece; otherwise pieces of growing size would allocate memory
	 * again and again.
	 */
	static int reserved(final Interval box, final Interval all) {
		try {
			return Math.toIntExact(Intervals.numElements(Intervals.numElements(all) <= MOST_RESERVED ? all : box));
		}
		catch (final ArithmeticException e) {
			throw new IllegalArgumentException("The window is too large: a single output sample needs more than " +
				Integer.MAX_VALUE + " input samples", e);
		}
	}

	@Override
	public Rows<?> rows() {
		return reader.rows(box);
	}

	@Override
	public boolean put(final Object line, final int from, final int row) {
		throw new IllegalStateException("A source cannot be written");
	}

	@Override
	public double[] wholeRange() {
		return reader.wholeRange();
	}

	@Override
	public boolean isDouble() {
		return lines == Precision.DOUBLE;
	}
}
