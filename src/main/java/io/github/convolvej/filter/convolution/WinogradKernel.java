package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.INPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.KERNEL;
import static io.github.convolvej.filter.convolution.WinogradTransform.OUTPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_FIRST;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_KERNEL;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_OUTPUT;
import static io.github.convolvej.filter.convolution.WinogradTransform.PAIR_SAMPLES;
import static io.github.convolvej.filter.convolution.WinogradTransform.RESULTS;
import static io.github.convolvej.filter.convolution.WinogradTransform.SAMPLES;
import static io.github.convolvej.filter.convolution.WinogradTransform.TAPS;

import io.github.convolvej.kernel.Kernel;

import java.io.Serializable;

/**
 * A bank of kernels of 3 x 3 taps along x and y, transformed along y; and along x if they have several planes,
 * so that the transforms serve several taps along z. Otherwise they cost more than the products they save. The
 * weights are transformed when they are first needed, and kept for all plans of the convolution. Thread-safe.
 * Serialization leaves the transformed weights out.
 */
final class WinogradKernel implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final int MOST_PRODUCTS = SAMPLES * PAIR_SAMPLES;
	/** Products that are added at a time, if they are those of whole channels. */
	private static final int TERMS = 12;

	private final Kernel kernel;
	private final int planes;
	private final boolean doubled;
	private transient volatile Made made;

	/** The transformed weights. */
	private static final class Made {

		final float[][] weights = new float[MOST_PRODUCTS][];
		/**
		 * For samples of magnitude 1, the largest sum of the magnitudes of a result's terms; and the same
		 * divided by sum|weights|.
		 */
		double terms;
		double amplification;
		double bias;
	}

	/**
	 * @param kernel finite kernels of three columns and three rows, and any number of planes
	 */
	WinogradKernel(final Kernel kernel) {
		this(kernel, false);
	}

	private WinogradKernel(final Kernel kernel, final boolean doubled) {
		this.kernel = kernel;
		this.doubled = doubled;
		planes = kernel.taps() / (TAPS * TAPS);
	}

	/**
	 * The kernels that give the four results of a convolution for each sample of an image, before it is enlarged twice by
	 * repeating samples: see {@link DoubledKernel}.
	 *
	 * @param kernel finite kernels of 3 x 3 taps, of one group
	 * @return a kernel of four times as many outputs
	 */
	static WinogradKernel doubled(final Kernel kernel) {
		return new WinogradKernel(DoubledKernel.phases(kernel), true);
	}

	/** @return whether the image is to be enlarged twice */
	boolean isDoubled() {
		return doubled;
	}

	/** @return outputs for each output channel of the convolution */
	int phases() {
		return doubled ? DoubledKernel.PHASES : 1;
	}

	/**
	 * @param i number of a transformed row
	 * @param output number of an output
	 * @return whether its weights for products with the row may be other than zero
	 */
	boolean reads(final int i, final int output) {
		return !doubled || (DoubledKernel.isLower(output) ? i > 0 : i < SAMPLES - 1);
	}

	/** @return the kernels */
	Kernel kernel() {
		return kernel;
	}

	/** @return taps along z */
	int planes() {
		return planes;
	}

	/** @return whether the kernels are transformed along x as well */
	boolean hasPairs() {
		return planes > 1;
	}

	/** @return number of products of each transformed row that give sums of their own */
	int products() {
		return hasPairs() ? PAIR_SAMPLES : 1;
	}

	/** @return taps along x that are added to one sum */
	int columns() {
		return hasPairs() ? 1 : doubled ? DoubledKernel.COLUMNS : TAPS;
	}

	/** @return terms of a sum for each input channel */
	int terms() {
		return planes() * columns();
	}

	/** @return input channels whose terms are added at a time */
	int channelsAtOnce() {
		return Math.min(kernel.inputs(), Math.max(1, TERMS / terms()));
	}

	/**
	 * @param product which of the products: those of each transformed row one after another
	 * @return its weights; not to be changed
	 */
	float[] weights(final int product) {
		return made().weights[product];
	}

	/**
	 * Finds the weights that are used at a time; those of the next output follow.
	 *
	 * @param output number of the output
	 * @param input number of the first of the input channels, a multiple of {@link #channelsAtOnce}
	 * @return where they begin: by channel, plane and column
	 */
	int at(final int output, final int input) {
		final int atOnce = channelsAtOnce();
		return (input / atOnce * kernel.outputs() + output) * atOnce * terms();
	}

	/**
	 * @return a bound of the rounding error of a result, as a part of sum|weights| times the largest magnitude of the
	 *         samples that its band reads, in single precision
	 */
	double relativeError() {
		// roundings that a term goes through: coefficient, product and three sums of a sample transformed along y, a
		// difference along x; a transformed weight; product and sums of all channels; three sums along x;
		// coefficient, product and five sums of a result, bias included; and one each time where products and sums are not
		// fused, and some to spare
		final double roundings = ((double) kernel.inputs() * terms() + (hasPairs() ? 24 : 16)) * 0x1p-24;
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
		final double[][] weights = new double[MOST_PRODUCTS][];
		final double[] all = kernel.weights();
		final int products = products();
		for (int i = 0; i < SAMPLES; i++) {
			for (int j = 0; j < products; j++)
				weights[i * products + j] = weights(all, i, j);
			// a factor along x is the sum of two samples, at most
			m.terms = Math.max(m.terms, (hasPairs() ? 2 : 1) * WinogradTransform.magnitude(INPUT[i]));
		}
		final int each = all.length / kernel.outputs();
		for (int k = 0; k < kernel.outputs(); k++) {
			double sum = 0;
			for (int w = k * each; w < (k + 1) * each; w++)
				sum += Math.abs(all[w]);
			final double terms = terms(weights, k);
			if (sum > 0) m.amplification = Math.max(m.amplification, terms / sum);
			m.terms = Math.max(m.terms, Math.max(terms, sum));
			m.bias = Math.max(m.bias, Math.abs(kernel.bias(k)));
		}
		for (int i = 0; i < SAMPLES * products; i++)
			m.weights[i] = DenseKernel.singles(weights[i]);
		return m;
	}

	/** The weights of a product, in the order in which they are used. */
	private double[] weights(final double[] all, final int i, final int j) {
		final int atOnce = channelsAtOnce();
		final int groups = (kernel.inputs() + atOnce - 1) / atOnce;
		final double[] weights = new double[groups * atOnce * terms() * kernel.outputs()];
		int from = 0;
		for (int k = 0; k < kernel.outputs(); k++)
			for (int c = 0; c < kernel.inputs(); c++)
				for (int z = 0; z < planes(); z++, from += TAPS * TAPS)
					for (int t = 0; t < columns(); t++) {
						final int at = at(k, c / atOnce * atOnce) + (c % atOnce * planes() + z) * columns() + t;
						for (int y = 0; y < TAPS; y++)
							for (int x = 0; x < TAPS; x++) {
								final double alongX = hasPairs() ? PAIR_KERNEL[j][x] : x == t ? 1 : 0;
								weights[at] += KERNEL[i][y] * alongX * all[from + y * TAPS + x];
							}
					}
		return weights;
	}

	/** The largest sum of magnitudes of all terms of a result of an output, for samples of magnitude 1. */
	private double terms(final double[][] weights, final int output) {
		double largest = 0;
		for (int a = 0; a < RESULTS; a++)
			for (int b = 0; b < (hasPairs() ? PAIR : 1); b++) {
				double sum = 0;
				for (int i = 0; i < SAMPLES; i++) {
					double products = 0;
					if (!hasPairs()) products = magnitude(weights[i], output);
					else for (int j = PAIR_FIRST[b]; j < PAIR_FIRST[b] + PAIR_OUTPUT[b].length; j++)
						products += 2 * magnitude(weights[i * PAIR_SAMPLES + j], output);
					sum += Math.abs(OUTPUT[a][i]) * WinogradTransform.magnitude(INPUT[i]) * products;
				}
				largest = Math.max(largest, sum);
			}
		return largest;
	}

	private double magnitude(final double[] weights, final int output) {
		final int atOnce = channelsAtOnce();
		double sum = 0;
		for (int c = 0; c < kernel.inputs(); c += atOnce)
			for (int t = 0; t < atOnce * terms(); t++)
				sum += Math.abs(weights[at(output, c) + t]);
		return sum;
	}
}
