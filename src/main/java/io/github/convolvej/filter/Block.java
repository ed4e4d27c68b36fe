package io.github.convolvej.filter;

import net.imglib2.Interval;

/**
 * A box of samples in a primitive array, x fastest, with its position in the
 * image. The array is {@code float[]}, or {@code double[]} for 64-bit images.
 */
public final class Block {

	private final long[] min;
	private final int[] size;
	private final Object data;

	/**
	 * @param interval position and size
	 * @param data {@code float[]} or {@code double[]}, at least as long as the box
	 *          has samples
	 */
	public Block(final Interval interval, final Object data) {
		this.min = interval.minAsLongArray();
		this.size = new int[min.length];
		for (int d = 0; d < size.length; d++)
			size[d] = Math.toIntExact(interval.dimension(d));
		this.data = data;
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

	/** @return the array */
	public Object data() {
		return data;
	}
}
