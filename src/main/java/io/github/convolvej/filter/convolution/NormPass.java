package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.lines.Lines;

import java.util.List;

/**
 * Computes the Euclidean norm of the lines of two kernels in the same loop as their passes along y, which is
 * faster than separate loops.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class NormPass<A> {

	/** Taps along y, and number of kernels, that {@link Lines#norm(Object, int, int, Object[], double[])} takes. */
	private static final int TAPS = 3;
	private static final int KERNELS = 2;

	private final Lines<A> lines;
	private final List<ColumnPass<A>> kernels;
	private final A[] rows;
	private final double[] weights = new double[KERNELS * TAPS];

	/**
	 * @param lines precision
	 * @param passes kernels of which the norm {@link #isPossible}
	 * @param kernels their passes along y
	 */
	NormPass(final Lines<A> lines, final SeparablePasses passes, final List<ColumnPass<A>> kernels) {
		this.lines = lines;
		this.kernels = kernels;
		rows = lines.createList(KERNELS * TAPS);
		for (int k = 0; k < KERNELS; k++)
			System.arraycopy(passes.terms(k)[0].alongY, 0, weights, k * TAPS, TAPS);
	}

	/**
	 * @param passes kernels
	 * @return whether there are two, each of one term of three taps along y, and without bias
	 */
	static boolean isPossible(final SeparablePasses passes) {
		return passes.kernels() == KERNELS && passes.window(1).size() == TAPS && isPlain(passes, 0) && isPlain(passes, 1);
	}

	private static boolean isPlain(final SeparablePasses passes, final int kernel) {
		return passes.terms(kernel).length == 1 && passes.bias(kernel) == 0;
	}

	/**
	 * @param y target row within the block
	 * @param from the first sample
	 * @param to the sample after the last
	 * @param out the norm
	 */
	void line(final int y, final int from, final int to, final A out) {
		for (int k = 0; k < KERNELS; k++)
			kernels.get(k).rows(0, y, TAPS, rows, k * TAPS);
		lines.norm(out, from, to, rows, weights);
	}
}
