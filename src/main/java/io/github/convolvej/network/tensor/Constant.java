package io.github.convolvej.network.tensor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A tensor that is known before a network runs: weights, sizes, axes. Floating
 * point types of up to 32 bits are stored as {@code float}, all others as {@code
 * double}, which is exact for whole numbers up to 2^53. Immutable.
 */
public final class Constant implements Serializable {

	private static final long serialVersionUID = 1L;

	private final ElementType type;
	private final long[] shape;
	private final Object data;

	/**
	 * @param type type of the samples
	 * @param shape size along every axis; a size may be 0
	 * @param data {@code float[]} or {@code double[]}, not copied; double samples of
	 *          floating point types other than DOUBLE are converted
	 */
	public Constant(final ElementType type, final long[] shape, final Object data) {
		this.type = type;
		this.shape = shape.clone();
		final boolean narrow = type.isFloat() && type != ElementType.DOUBLE;
		this.data = narrow == data instanceof float[] ? data : narrow ? toFloats((double[]) data) : toDoubles(
			(float[]) data);
		final int n = this.data instanceof float[] ? ((float[]) this.data).length : ((double[]) this.data).length;
		if (Box.samples(shape) != n) throw new IllegalArgumentException("A constant of shape " + Arrays.toString(shape) +
			" has " + Box.samples(shape) + " samples, but " + n + " were given");
	}

	/**
	 * @param values whole numbers
	 * @return a constant with one axis
	 */
	public static Constant of(final long... values) {
		return new Constant(ElementType.INT64, new long[] { values.length }, Arrays.stream(values).asDoubleStream()
			.toArray());
	}

	private static float[] toFloats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}

	private static double[] toDoubles(final float[] values) {
		final double[] doubles = new double[values.length];
		for (int i = 0; i < doubles.length; i++)
			doubles[i] = values[i];
		return doubles;
	}

	/** @return type of the samples */
	public ElementType type() {
		return type;
	}

	/** @return size along every axis, a copy */
	public long[] shape() {
		return shape.clone();
	}

	/** @return number of axes */
	public int rank() {
		return shape.length;
	}

	/** @return number of samples */
	public int samples() {
		return data instanceof float[] ? ((float[]) data).length : ((double[]) data).length;
	}

	/**
	 * @param i index
	 * @return the sample
	 */
	public double at(final int i) {
		return data instanceof float[] ? ((float[]) data)[i] : ((double[]) data)[i];
	}

	/** @return {@code float[]} or {@code double[]}, not a copy and not to be changed */
	public Object data() {
		return data;
	}

	/** @return the samples, converted */
	public float[] floats() {
		return data instanceof float[] ? ((float[]) data).clone() : toFloats((double[]) data);
	}

	/** @return the samples, converted */
	public double[] doubles() {
		return data instanceof double[] ? ((double[]) data).clone() : toDoubles((float[]) data);
	}

	/** @return the samples as whole numbers, clamped to the range of long */
	public long[] longs() {
		final long[] longs = new long[samples()];
		for (int i = 0; i < longs.length; i++)
			longs[i] = (long) at(i);
		return longs;
	}

	/**
	 * @param to another type
	 * @return the constant with its samples converted to that type
	 */
	public Constant cast(final ElementType to) {
		final double[] values = doubles();
		for (int i = 0; i < values.length; i++)
			values[i] = to.round(values[i]);
		return new Constant(to, shape, values);
	}

	/** @return the constant as a part of a tensor */
	public TensorPart part() {
		return new TensorPart(Box.whole(shape), floats());
	}

	@Override
	public String toString() {
		return type + Arrays.toString(shape);
	}
}
