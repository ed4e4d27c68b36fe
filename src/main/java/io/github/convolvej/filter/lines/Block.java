package io.github.convolvej.filter.lines;

import java.util.Arrays;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * A box of samples in a primitive array, x fastest, with its position in the image: along the filter's axes,
 * and along the further axes, over which the filter is repeated. The array is {@code float[]}, or
 * {@code double[]} for 64-bit images. A block of an image may have no array: engines that read their source,
 * or write their target, row by row do not need one.
 */
public final class Block {

	private final long[] min;
	private final int[] size;
	/** Null until the samples are requested. */
	private Object data;
	/** Null if the block has only the array. */
	private final BlockSamples samples;
	private boolean rowsPut;
	private final long[] loop;
	private final long loopIndex;

	/**
	 * A block of an image without further axes.
	 *
	 * @param interval position and size
	 * @param data {@code float[]} or {@code double[]}, at least as long as the box
	 *          has samples
	 */
	public Block(final Interval interval, final Object data) {
		this(interval, data, new long[0], 0);
	}

	/**
	 * @param interval position and size along the filter's axes
	 * @param data {@code float[]} or {@code double[]}, at least as long as the box
	 *          has samples
	 * @param loop position on the axes that are looped over
	 * @param loopIndex number of that position among all of these axes', the first
	 *          axis fastest
	 */
	public Block(final Interval interval, final Object data, final long[] loop, final long loopIndex) {
		this(interval, data, null, loop, loopIndex);
	}

	/**
	 * A block of an image.
	 *
	 * @param interval position and size along the filter's axes
	 * @param samples what to read from or to write to
	 * @param loop position on the axes that are looped over
	 * @param loopIndex number of that position among all of these axes', the first
	 *          axis fastest
	 */
	public Block(final Interval interval, final BlockSamples samples, final long[] loop, final long loopIndex) {
		this(interval, null, samples, loop, loopIndex);
	}

	private Block(final Interval interval, final Object data, final BlockSamples samples, final long[] loop,
		final long loopIndex)
	{
		this.min = interval.minAsLongArray();
		this.loop = loop.clone();
		this.loopIndex = loopIndex;
		this.size = new int[min.length];
		for (int d = 0; d < size.length; d++)
			size[d] = Math.toIntExact(interval.dimension(d));
		this.data = data;
		this.samples = samples;
	}

	/**
	 * @param d axis
	 * @return position of the first sample in the image
	 */
	public long min(final int d) {
		return min[d];
	}

	/**
	 * @param d axis
	 * @return number of samples along it; 1 beyond the last axis
	 */
	public int size(final int d) {
		return d < size.length ? size[d] : 1;
	}

	/**
	 * @return the array; for a block of an image, this call reads all samples into one
	 * @throws IllegalStateException if rows have been put into the image already
	 */
	public Object data() {
		if (rowsPut) throw new IllegalStateException("Rows of the block have been put into the image");
		if (data == null && samples != null) data = samples.array();
		return data;
	}

	/** @return whether the samples are in an array, which {@link #data} returns; otherwise they are read as rows */
	public boolean hasArray() {
		return data != null;
	}

	/** @return whether samples are {@code double}, not {@code float} */
	public boolean isDouble() {
		return data == null && samples != null ? samples.isDouble() : data instanceof double[];
	}

	/** @return lines of the samples' precision */
	public Lines<?> lines() {
		return Precision.of(isDouble());
	}

	/** @return whether all samples are known to be whole numbers */
	public boolean isWhole() {
		return wholeRange() != null;
	}

	/**
	 * @return two numbers between which all samples lie, if they are known to be whole
	 *         numbers; otherwise null
	 */
	public double[] wholeRange() {
		return samples == null ? null : samples.wholeRange();
	}

	/**
	 * @param <A> primitive array type
	 * @return the rows along x
	 */
	@SuppressWarnings("unchecked")
	public <A> Rows<A> rows() {
		final Rows<?> rows = data == null && samples != null ? samples.rows() : null;
		return rows == null ? new StoredRows<>((A) data(), size[0]) : (Rows<A>) rows;
	}

	/**
	 * Sets a row along x. A caller that sets one row must set all rows.
	 *
	 * @param <A> primitive array type
	 * @param lines precision
	 * @param line where from
	 * @param from index of the first sample there
	 * @param row its number, the first axis beyond x fastest
	 */
	@SuppressWarnings("unchecked")
	public <A> void put(final LineMemory<A> lines, final A line, final int from, final int row) {
		if (data == null && samples != null && samples.put(line, from, row)) rowsPut = true;
		else lines.copy(line, from, (A) data(), row * size[0], size[0]);
	}

	/**
	 * Sets rows along x that follow each other. A caller that sets some rows by this must set all of them by this.
	 *
	 * @param <A> primitive array type
	 * @param lines precision
	 * @param line where from: one row after another
	 * @param from index of the first sample there
	 * @param row number of the first row, the first axis beyond x fastest
	 * @param rows how many
	 */
	@SuppressWarnings("unchecked")
	public <A> void put(final LineMemory<A> lines, final A line, final int from, final int row, final int rows) {
		if (data != null || samples == null) lines.copy(line, from, (A) data, row * size[0], rows * size[0]);
		else if (samples.put(line, from, row, rows)) rowsPut = true;
		else for (int r = 0; r < rows; r++)
			put(lines, line, from + r * size[0], row + r);
	}

	/**
	 * Applies to the samples of a line what this target does to each of its samples (an activation), before they are
	 * put. A caller that does so for one row must do it for all rows.
	 *
	 * @param line an array of this precision
	 * @param n number of samples, from the first
	 */
	public void activate(final Object line, final int n) {
		if (samples != null) samples.activate(line, n);
	}

	/**
	 * The same for some samples of a line, the others of which are not put.
	 *
	 * @param line an array of this precision
	 * @param from the first sample
	 * @param to the sample after the last
	 */
	public void activate(final Object line, final int from, final int to) {
		if (samples != null) samples.activate(line, from, to);
	}

	/** @return where the samples of this source lie, or null if they are no array with zeros around it */
	public StoredSamples stored() {
		return data == null && samples != null ? samples.stored() : new StoredSamples(data, size);
	}

	/** @return position on the axes that are looped over, a copy */
	public long[] loop() {
		return loop.clone();
	}

	/**
	 * @return number of this block's position among all positions on the axes that
	 *         are looped over, the first of them fastest
	 */
	public long loopIndex() {
		return loopIndex;
	}

	/** @return position and size along the filter's axes */
	public Interval interval() {
		final long[] max = new long[min.length];
		for (int d = 0; d < min.length; d++)
			max[d] = min[d] + size[d] - 1;
		return new FinalInterval(min, max);
	}

	/** @return number of samples */
	public int samples() {
		int n = 1;
		for (final int s : size)
			n *= s;
		return n;
	}

	/**
	 * @param i index in the array
	 * @return position of that sample in the image, on all axes
	 */
	public long[] position(final int i) {
		final long[] position = Arrays.copyOf(min, min.length + loop.length);
		int rest = i;
		for (int d = 0; d < min.length; d++) {
			position[d] += rest % size[d];
			rest /= size[d];
		}
		System.arraycopy(loop, 0, position, min.length, loop.length);
		return position;
	}

	/**
	 * @param i index in the array
	 * @param dimensions size of the image along the filter's axes
	 * @return index of that sample among those at this position of the loop, x
	 *         fastest
	 */
	public long flatIndex(final int i, final long[] dimensions) {
		long index = 0;
		long step = 1;
		int rest = i;
		for (int d = 0; d < min.length; d++) {
			index += (min[d] + rest % size[d]) * step;
			step *= dimensions[d];
			rest /= size[d];
		}
		return index;
	}

	/**
	 * @param key what the block is for
	 * @param scratch memory of the calling thread
	 * @return this block if it is in double precision, otherwise a copy that is
	 */
	public Block asDouble(final Object key, final Scratch scratch) {
		final Block copy = likeDouble(key, scratch);
		if (copy != this) Precision.SINGLE.toDouble((float[]) data(), 0, (double[]) copy.data, samples());
		return copy;
	}

	/**
	 * @param key what the block is for
	 * @param scratch memory of the calling thread
	 * @return this block if it is in double precision, otherwise a new one that is,
	 *         with any contents
	 */
	public Block likeDouble(final Object key, final Scratch scratch) {
		return isDouble() ? this : with(scratch.array(key, Precision.DOUBLE, samples()));
	}

	/**
	 * @param array another array of at least the same length
	 * @return a block at the same position with that array
	 */
	public Block with(final Object array) {
		return new Block(this, array);
	}

	/**
	 * @param d axis
	 * @param from first position along it, counted within this block
	 * @param n how many
	 * @return where that part of the block lies; it has no samples of its own
	 */
	public Block slice(final int d, final int from, final int n) {
		final Block slice = new Block(this, null);
		slice.min[d] += from;
		slice.size[d] = n;
		return slice;
	}

	private Block(final Block position, final Object data) {
		min = position.min.clone();
		size = position.size.clone();
		loop = position.loop;
		loopIndex = position.loopIndex;
		this.data = data;
		samples = null;
	}

	/**
	 * The same samples as a block with fewer axes.
	 *
	 * @param box its box: this one without the last axes, along which this block has one sample
	 * @return the block, which reads samples as this one does
	 */
	public Block without(final Interval box) {
		return new Block(box, data, samples, loop, loopIndex);
	}

	/**
	 * @param box a box within this block
	 * @param key what the copy is for
	 * @param scratch memory of the calling thread
	 * @return this block if that is its box, otherwise a copy of the samples in the box
	 */
	public Block part(final Interval box, final Object key, final Scratch scratch) {
		if (Intervals.equals(box, interval())) return this;
		final Block part = new Block(box, (Object) null, loop, loopIndex);
		return part.with(part.copyFrom(this, lines(), key, scratch));
	}

	private <A> A copyFrom(final Block larger, final Lines<A> lines, final Object key, final Scratch scratch) {
		final A copy = scratch.array(key, lines, samples());
		for (int at = 0; at < samples(); at += size[0]) {
			final long[] first = position(at);
			int from = 0;
			for (int d = min.length - 1; d >= 0; d--)
				from = from * larger.size[d] + (int) (first[d] - larger.min[d]);
			System.arraycopy(larger.data(), from, copy, at, size[0]);
		}
		return copy;
	}

	/**
	 * Copies the samples from a block that {@link #likeDouble} made.
	 *
	 * @param block this block or one in double precision at the same position
	 */
	public void setDouble(final Block block) {
		if (block != this) Precision.SINGLE.fromDouble((double[]) block.data, (float[]) data(), 0, samples());
	}
}
