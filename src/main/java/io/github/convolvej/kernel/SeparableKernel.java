package io.github.convolvej.kernel;

import io.github.convolvej.geometry.NumberText;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A spatial kernel written as a sum of rank-1 terms: each term is the outer
 * product of one vector per axis, {@code w[x, y, z] = sum over terms of vx[x] *
 * vy[y] * vz[z]}. A separable kernel (Gaussian, box, Sobel) has one term; the
 * Laplacian of a Gaussian and other kernels of low rank have a few. Immutable.
 */
public final class SeparableKernel implements Serializable {

	private static final long serialVersionUID = 1L;

	/** The vectors: [term][axis][tap]. */
	private final double[][][] vectors;

	private SeparableKernel(final double[][][] vectors) {
		this.vectors = vectors;
	}

	/**
	 * A single term.
	 *
	 * @param vectors one vector for each axis, x first; 1 to 3 axes
	 * @return the kernel
	 * @throws IllegalArgumentException if the number of axes is not 1 to 3, or a
	 *           vector is empty
	 */
	public static SeparableKernel of(final double[]... vectors) {
		if (vectors.length < 1 || vectors.length > 3) throw new IllegalArgumentException("separable kernel has " +
			vectors.length + " vectors, but must have one for each spatial axis: 1, 2 or 3");
		final double[][] copy = new double[vectors.length][];
		for (int d = 0; d < copy.length; d++) {
			if (vectors[d].length == 0) throw new IllegalArgumentException("separable kernel has no weight along " + "xyz".charAt(
				d) + ": give at least one (1 leaves the axis as it is)");
			copy[d] = vectors[d].clone();
		}
		return new SeparableKernel(new double[][][] { copy });
	}

	/**
	 * @param other a kernel of the same size
	 * @return the sum: the terms of this kernel, then those of the other
	 * @throws IllegalArgumentException if the sizes differ
	 */
	public SeparableKernel plus(final SeparableKernel other) {
		if (!Arrays.equals(size(), other.size())) throw new IllegalArgumentException("separable kernels of sizes " + Arrays
			.toString(size()) + " and " + Arrays.toString(other.size()) + " (x first) cannot be added: sizes must agree");
		final double[][][] both = Arrays.copyOf(vectors, vectors.length + other.vectors.length);
		System.arraycopy(other.vectors, 0, both, vectors.length, other.vectors.length);
		return new SeparableKernel(both);
	}

	/**
	 * @param factor any number
	 * @return this kernel times that number; the vectors along x are multiplied
	 */
	public SeparableKernel times(final double factor) {
		final double[][][] scaled = new double[vectors.length][][];
		for (int t = 0; t < scaled.length; t++) {
			scaled[t] = vectors[t].clone();
			scaled[t][0] = Arrays.stream(vectors[t][0]).map(w -> w * factor).toArray();
		}
		return new SeparableKernel(scaled);
	}

	/**
	 * @return the kernel reversed along every axis: correlation with it is
	 *         convolution with this one
	 */
	public SeparableKernel flipped() {
		final double[][][] reversed = new double[vectors.length][numDimensions()][];
		for (int t = 0; t < reversed.length; t++)
			for (int d = 0; d < numDimensions(); d++) {
				final double[] v = vectors[t][d];
				reversed[t][d] = new double[v.length];
				for (int i = 0; i < v.length; i++)
					reversed[t][d][i] = v[v.length - 1 - i];
			}
		return new SeparableKernel(reversed);
	}

	/** @return spatial axes */
	public int numDimensions() {
		return vectors[0].length;
	}

	/** @return number of rank-1 terms */
	public int terms() {
		return vectors.length;
	}

	/**
	 * @param d spatial axis
	 * @return taps along it
	 */
	public int size(final int d) {
		return vectors[0][d].length;
	}

	/** @return taps along every axis, x first */
	public int[] size() {
		final int[] size = new int[numDimensions()];
		for (int d = 0; d < size.length; d++)
			size[d] = size(d);
		return size;
	}

	/**
	 * @param term number of a term
	 * @param d spatial axis
	 * @return the term's weights along that axis, a copy
	 */
	public double[] vector(final int term, final int d) {
		return vectors[term][d].clone();
	}

	/**
	 * @param tap position of a tap, x first
	 * @return its weight: the sum over the terms of the products of vector entries
	 */
	public double weight(final int... tap) {
		double sum = 0;
		for (final double[][] term : vectors) {
			double product = 1;
			for (int d = 0; d < term.length; d++)
				product *= term[d][tap[d]];
			sum += product;
		}
		return sum;
	}

	/**
	 * Multiplies the vectors out.
	 *
	 * @return the weights of all taps, x fastest, then y, z
	 * @throws IllegalArgumentException if there are more than an array holds
	 */
	public double[] weights() {
		long taps = 1;
		for (final int s : size())
			taps = Math.min(Integer.MAX_VALUE, taps * s);
		if (taps > Integer.MAX_VALUE - 16) throw new IllegalArgumentException("separable kernel of size " + Arrays.toString(
			size()) + " (x first) has more taps than an array can have: " + Integer.MAX_VALUE);
		final double[] weights = new double[(int) taps];
		for (final double[][] term : vectors)
			addProducts(weights, term);
		return weights;
	}

	/** Adds vx * vy * vz, multiplied in this order as {@link #weight} does. */
	private static void addProducts(final double[] sums, final double[][] term) {
		final double[] x = term[0];
		final int ny = term.length > 1 ? term[1].length : 1;
		for (int row = 0; row < sums.length / x.length; row++) {
			final double vy = term.length > 1 ? term[1][row % ny] : 1;
			final double vz = term.length > 2 ? term[2][row / ny] : 1;
			for (int i = 0; i < x.length; i++)
				sums[row * x.length + i] += x[i] * vy * vz;
		}
	}

	/** @return the sum of all weights */
	public double sum() {
		double sum = 0;
		for (final double[][] term : vectors) {
			double product = 1;
			for (final double[] v : term)
				product *= Arrays.stream(v).sum();
			sum += product;
		}
		return sum;
	}

	/** Whether every term has a vector of zeros only. */
	boolean isZero() {
		return Arrays.stream(vectors).allMatch(term -> Arrays.stream(term).anyMatch(v -> Arrays.stream(v).allMatch(
			w -> w == 0)));
	}

	/**
	 * An upper bound for the magnitudes of all weights and of the sums and
	 * products that lead to them; NaN if there is none.
	 */
	double bound() {
		double bound = 0;
		for (final double[][] term : vectors) {
			double product = 1;
			for (final double[] v : term)
				product *= Math.max(1, Arrays.stream(v).map(Math::abs).max().getAsDouble());
			bound += product;
		}
		return bound;
	}

	/** The same vectors with axes of one tap inserted; null if the sizes do not match. */
	SeparableKernel reshaped(final int... newSize) {
		if (newSize.length > 3) return null;
		final double[][][] moved = new double[vectors.length][newSize.length][];
		int next = 0;
		for (int d = 0; d < newSize.length; d++) {
			final boolean own = next < numDimensions() && newSize[d] == size(next);
			if (!own && newSize[d] != 1) return null;
			for (int t = 0; t < moved.length; t++)
				moved[t][d] = own ? vectors[t][next] : new double[] { 1 };
			if (own) next++;
		}
		return next == numDimensions() ? new SeparableKernel(moved) : null;
	}

	/** @return the vectors, x first, with {@code *} between axes and {@code +} between terms */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		for (final double[][] term : vectors) {
			if (text.length() > 0) text.append(" + ");
			for (int d = 0; d < term.length; d++)
				text.append(d == 0 ? "" : " * ").append('(').append(Arrays.stream(term[d]).mapToObj(NumberText::exact).collect(
					Collectors.joining(" "))).append(')');
		}
		return text.toString();
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof SeparableKernel && Arrays.deepEquals(vectors, ((SeparableKernel) o).vectors);
	}

	@Override
	public int hashCode() {
		return Arrays.deepHashCode(vectors);
	}
}
