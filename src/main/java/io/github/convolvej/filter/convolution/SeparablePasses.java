package io.github.convolvej.filter.convolution;

import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.SeparableKernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several separable kernels of one size as passes along z, x and then y, in this order. Terms with the same
 * pass share it: there is a list of the weights along z, and for each of these a list of the weights along x
 * that follow. Each term has its own pass along y, since that adds to the sum of its kernel. Immutable.
 */
final class SeparablePasses implements Serializable {

	private static final long serialVersionUID = 1L;

	/** The passes of one term of a kernel. */
	static final class Term implements Serializable {

		private static final long serialVersionUID = 1L;

		/** Index of its pass along z. */
		final int alongZ;
		/** Index of its pass along x, among those that follow this pass along z. */
		final int alongX;
		/** Weights along y. */
		final double[] alongY;

		Term(final int alongZ, final int alongX, final double[] alongY) {
			this.alongZ = alongZ;
			this.alongX = alongX;
			this.alongY = alongY;
		}
	}

	private final int axes;
	/** Always three. */
	private final Window[] windows;
	/** Weights of the passes along z. */
	private final List<double[]> alongZ = new ArrayList<>();
	/** For each pass along z, the weights of the passes along x. */
	private final List<List<double[]>> alongX = new ArrayList<>();
	/** Terms of each kernel. */
	private final Term[][] terms;
	private final double[][] dense;
	private final double[] bias;

	/**
	 * @param windows one for each spatial axis: 1, 2 or 3
	 * @param kernels kernels of the windows' size
	 * @param dense for each kernel its dense weights, or null where they are the
	 *          product of its vectors
	 * @param bias for each kernel what is added
	 */
	SeparablePasses(final Window[] windows, final SeparableKernel[] kernels, final double[][] dense, final double[] bias) {
		axes = windows.length;
		this.windows = Arrays.copyOf(windows, 3);
		Arrays.fill(this.windows, windows.length, 3, Window.IDENTITY);
		this.dense = dense;
		this.bias = bias;
		terms = new Term[kernels.length][];
		for (int k = 0; k < kernels.length; k++) {
			terms[k] = new Term[kernels[k].terms()];
			for (int t = 0; t < terms[k].length; t++)
				terms[k][t] = term(kernels[k], t);
		}
	}

	/** A single kernel. */
	SeparablePasses(final Window[] windows, final SeparableKernel kernel, final double[] dense, final double bias) {
		this(windows, new SeparableKernel[] { kernel }, new double[][] { dense }, new double[] { bias });
	}

	private Term term(final SeparableKernel kernel, final int t) {
		final int z = indexOf(vector(kernel, t, 2), alongZ);
		if (z == alongX.size()) alongX.add(new ArrayList<>());
		final int x = indexOf(vector(kernel, t, 0), alongX.get(z));
		return new Term(z, x, vector(kernel, t, 1));
	}

	/** The weights along an axis; a single 1 if the kernel does not have this axis. */
	private static double[] vector(final SeparableKernel kernel, final int term, final int axis) {
		return axis < kernel.numDimensions() ? kernel.vector(term, axis) : new double[] { 1 };
	}

	/** The index of the weights in a list. Adds them to the list if they are missing. */
	private static int indexOf(final double[] weights, final List<double[]> all) {
		for (int i = 0; i < all.size(); i++)
			if (Arrays.equals(all.get(i), weights)) return i;
		all.add(weights);
		return all.size() - 1;
	}

	/** @return spatial axes of the kernels */
	int axes() {
		return axes;
	}

	/**
	 * @param axis 0, 1 or 2
	 * @return the window along it
	 */
	Window window(final int axis) {
		return windows[axis];
	}

	/** @return number of kernels */
	int kernels() {
		return terms.length;
	}

	/**
	 * @param kernel which kernel
	 * @return its terms
	 */
	Term[] terms(final int kernel) {
		return terms[kernel];
	}

	/**
	 * @param kernel which kernel
	 * @return what is added to its sums
	 */
	double bias(final int kernel) {
		return bias[kernel];
	}

	/** @return the weights of each pass along z */
	List<double[]> alongZ() {
		return alongZ;
	}

	/**
	 * @param z number of a pass along z
	 * @return the weights of each pass along x that follows it
	 */
	List<double[]> alongX(final int z) {
		return alongX.get(z);
	}

	/**
	 * @param kernel which kernel
	 * @param x tap along x
	 * @param y tap along y
	 * @param z tap along z
	 * @return weight of that tap in the dense kernel
	 */
	double weight(final int kernel, final int x, final int y, final int z) {
		if (dense[kernel] != null) return dense[kernel][(z * windows[1].size() + y) * windows[0].size() + x];
		double sum = 0;
		for (final Term t : terms[kernel])
			sum += alongX.get(t.alongZ).get(t.alongX)[x] * t.alongY[y] * alongZ.get(t.alongZ)[z];
		return sum;
	}

	/**
	 * @param weights weights of a pass
	 * @return whether it leaves samples as they are
	 */
	static boolean isIdentity(final double[] weights) {
		return weights.length == 1 && weights[0] == 1;
	}

	/**
	 * @param windows one for each spatial axis
	 * @param target size of the result
	 * @param kernels kernels of the windows' size
	 * @return multiply-accumulates of all passes, not counting samples that neighbouring tiles compute twice
	 */
	static double multiplyAccumulates(final Window[] windows, final long[] target, final SeparableKernel... kernels) {
		double count = 0;
		for (final SeparableKernel kernel : kernels)
			for (int d = 0; d < windows.length; d++) {
				double samples = (double) kernel.terms() * kernel.size(d);
				for (int e = 0; e < windows.length; e++)
					samples *= e < d ? windows[e].sourceSize(target[e]) : target[e];
				count += samples;
			}
		return count;
	}
}
