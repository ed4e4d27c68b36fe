package io.github.convolvej.network.tensor;

import java.io.Serializable;

/**
 * A box of a tensor with its samples: {@code float[]}, or {@code double[]} for
 * positions and statistics, for which single precision is not enough.
 */
public final class TensorPart implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Box box;
	private final Object data;

	/**
	 * @param box the box of the samples
	 * @param data {@code float[]} or {@code double[]}, not copied
	 */
	public TensorPart(final Box box, final Object data) {
		this.box = box;
		this.data = data;
	}

	/**
	 * @param box the box of the samples
	 * @param wide whether to store them in double precision
	 * @return a part of zeros
	 */
	public static TensorPart create(final Box box, final boolean wide) {
		final int n = Math.toIntExact(box.samples());
		return new TensorPart(box, wide ? new double[n] : (Object) new float[n]);
	}

	/** @return the box of the samples */
	public Box box() {
		return box;
	}

	/** @return {@code float[]} or {@code double[]}, not a copy */
	public Object data() {
		return data;
	}

	/** @return whether samples are {@code double} */
	public boolean isWide() {
		return data instanceof double[];
	}

	/** @return the samples */
	public float[] floats() {
		return (float[]) data;
	}

	/** @return the samples */
	public double[] doubles() {
		return (double[]) data;
	}

	/** @return the samples in double precision, not a copy if they are */
	public double[] wide() {
		if (isWide()) return doubles();
		final double[] wide = new double[floats().length];
		for (int i = 0; i < wide.length; i++)
			wide[i] = floats()[i];
		return wide;
	}

	/**
	 * @param position one number for each axis
	 * @return index of that sample in the array
	 */
	public int index(final long... position) {
		int index = 0;
		for (int d = 0; d < position.length; d++)
			index = index * box.size(d) + (int) (position[d] - box.min(d));
		return index;
	}

	/**
	 * @param part a box within this box
	 * @return the samples of that box, the last axis fastest
	 */
	public float[] cropped(final Box part) {
		final float[] samples = new float[Math.toIntExact(part.samples())];
		final long[] min = new long[part.rank()];
		final long[] max = new long[part.rank()];
		for (int d = 0; d < min.length; d++) {
			min[d] = part.min(d) - box.min(d);
			max[d] = part.max(d) - box.min(d);
		}
		new Tensor(box.shape(), floats()).read(new Box(min, max), samples);
		return samples;
	}
}
