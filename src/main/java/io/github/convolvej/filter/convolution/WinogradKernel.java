package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.INPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.KERNEL;
import static io.github.convolvej.filter.convolution.WinogradTransform.OUTPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;
import static io.github.convolvej.filter.convolution.WinogradTransform.TAPS;

import io.github.convolvej.kernel.Kernel;

import java.io.Serializable;

/**
 * The columns of a bank of kernels, transformed along y. They are transformed when they are first needed, and
 * kept for all plans of the convolution. Thread-safe. Serialization leaves the transformed weights out.
 */
final class WinogradKernel implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private transient volatile Made made;

	/** The transformed weights. */
	private static final class Made {

		final double[][] weights = new double[SAMPLES][];
		/**
		 * For samples of magnitude 1, the largest sum of the magnitudes of a result's terms; and the same
		 * divided by sum|weights|.
		 */
		double terms;
		double amplification;
		double bias;
	}

	/**
	 * @param kernel finite kernels of three rows
	 */
	WinogradKernel(final Kernel kernel) {
		this.kernel = kernel;
	}

	/** @return the kernels */
	Kernel kernel() {
		return kernel;
	}

	/**
	 * @param row which of the six transformed rows
	 * @return its weights, {@code [(output * inputs + input) * columns + column]}; not to be changed
	 */
	double[] weights(final int row) {
		return made().weights[row];
	}

	/**
	 * @return a bound of the rounding error of a result, as a part of sum|weights| times the largest magnitude of the
	 *         samples that its band reads, in single precision
	 */
	double relativeError() {
		// roundings that a term goes through: coefficient, product and three sums of a transformed sample; a transformed
		// weight; product and sums of all taps; coefficient, product and five sums of a result, bias included; and one each
		// time where products and sums are not fused, and one to spare
		final double roundings = ((double) kernel.inputs() * kernel.size(0) + 16) * 0x1p-24;
		return roundings / (1 - roundings) * made().amplification;
	}

	/**
	 * @return a factor to test samples with: if its product with a sample overflows, in the precision of the samples,
	 *         something could overflow on the way to a result, here or in the direct sum
	 */
	double guard() {
		final Made m = made();
		return m.bias < Float.MAX_VALUE / 4 ? 16 * Math.max(1, m.terms) : Double.POSITIVE_INFINITY;
	}

	private Made made() {
		Made m = made;
		if (m == null) synchronized (this) {
			m = made;
			if (m == null) made = m = make();
		}
		return m;
	}

	private Made make() {
		final Made m = new Made();
		final int columns = kernel.size(0);
		final int lines = kernel.inputs() * columns;
		final double[] all = kernel.weights();
		for (int i = 0; i < SAMPLES; i++) {
			m.weights[i] = new double[kernel.outputs() * lines];
			for (int p = 0; p < m.weights[i].length; p++)
				for (int y = 0; y < TAPS; y++)
					m.weights[i][p] += KERNEL[i][y] * all[p / columns * TAPS * columns + y * columns + p % columns];
			m.terms = Math.max(m.terms, WinogradTransform.magnitude(INPUT[i]));
		}
		for (int k = 0; k < kernel.outputs(); k++) {
			double sum = 0;
			for (int w = k * lines * TAPS; w < (k + 1) * lines * TAPS; w++)
				sum += Math.abs(all[w]);
			final double terms = terms(m.weights, k * lines, lines);
			if (sum > 0) m.amplification = Math.max(m.amplification, terms / sum);
			m.terms = Math.max(m.terms, Math.max(terms, sum));
			m.bias = Math.max(m.bias, Math.abs(kernel.bias(k)));
		}
		return m;
	}

	/** The largest sum of magnitudes of all terms of a result, for samples of magnitude 1. */
	private static double terms(final double[][] weights, final int from, final int count) {
		double largest = 0;
		for (int a = 0; a < RESULTS; a++) {
			double sum = 0;
			for (int i = 0; i < SAMPLES; i++) {
				double products = 0;
				for (int w = from; w < from + count; w++)
					products += Math.abs(weights[i][w]);
				sum += Math.abs(OUTPUT[a][i]) * WinogradTransform.magnitude(INPUT[i]) * products;
			}
			largest = Math.max(largest, sum);
		}
		return largest;
	}
}
