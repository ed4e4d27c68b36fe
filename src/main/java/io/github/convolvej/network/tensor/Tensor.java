package io.github.convolvej.network.tensor;

import java.util.Arrays;

/** An array of single-precision samples with any number of axes, the last one fastest. */
public final class Tensor implements TensorSource, TensorSink {

	private final long[] shape;
	private final float[] data;

	/**
	 * @param shape size along every axis
	 * @param data the samples, not copied
	 * @throws IllegalArgumentException if the number of samples is not that of the
	 *           shape
	 */
	public Tensor(final long[] shape, final float[] data) {
		if (Box.samples(shape) != data.length) throw new IllegalArgumentException("A tensor of shape " + Arrays.toString(
			shape) + " has " + Box.samples(shape) + " samples, but " + data.length + " were given");
		this.shape = shape.clone();
		this.data = data;
	}

	/**
	 * A tensor of zeros.
	 *
	 * @param shape size along every axis
	 */
	public Tensor(final long... shape) {
		this(shape, new float[Math.toIntExact(Box.samples(shape))]);
	}

	/** @return size along every axis, a copy */
	public long[] shape() {
		return shape.clone();
	}

	/** @return the samples, not a copy */
	public float[] data() {
		return data;
	}

	@Override
	public void read(final Box box, final float[] target) {
		copy(box, data, target, true);
	}

	@Override
	public void write(final Box box, final float[] samples) {
		copy(box, data, samples, false);
	}

	private void copy(final Box box, final float[] all, final float[] part, final boolean read) {
		// the axes from here on are whole, so that samples along them and the axis before lie one after another
		int whole = shape.length;
		while (whole > 0 && box.size(whole - 1) == shape[whole - 1])
			whole--;
		final int n = Math.max(0, whole - 1);
		int run = 1;
		for (int d = n; d < shape.length; d++)
			run *= box.size(d);
		final int[] strides = Box.whole(shape).strides();
		final long[] position = new long[shape.length];
		for (int d = 0; d < position.length; d++)
			position[d] = box.min(d);
		final long runs = box.samples() / run;
		for (int r = 0, at = 0; r < runs; r++, at += run) {
			int index = 0;
			for (int d = 0; d < position.length; d++)
				index += (int) position[d] * strides[d];
			if (read) System.arraycopy(all, index, part, at, run);
			else System.arraycopy(part, at, all, index, run);
			for (int d = n - 1; d >= 0 && ++position[d] > box.max(d); d--)
				position[d] = box.min(d);
		}
	}
}
