package io.github.convolvej.filter.convolution;

import static io.github.convolvej.filter.convolution.WinogradTransform.TAPS;

import io.github.convolvej.kernel.Kernel;

/**
 * Kernels for an image that is enlarged twice along x and y by repeating samples, and then convolved with 3 x 3
 * taps. Of three neighbours in the enlarged image two are the same sample, so each result is a sum over 2 x 2
 * samples of the image before: their weights are sums of those that fall on the same sample. There are four
 * such kernels for each output channel, for results at even and odd places along x and y. They are numbered
 * {@code 4 output + 2 y + x}, where x and y are 0 for even and 1 for odd places.
 * <p>
 * Along y, they have three taps as the rows that they are laid over: the sample before, the sample and the one
 * after; an even result does not read the last of them, an odd one does not read the first. Along x, they have two,
 * which for an odd result begin one sample later; the third is 0.
 */
final class DoubledKernel {

	/** Results of each sample. */
	static final int PHASES = 4;
	/** Columns of taps that are not 0. */
	static final int COLUMNS = 2;

	private DoubledKernel() {}

	/**
	 * @param output number of a kernel
	 * @return whether its results are at odd places along y
	 */
	static boolean isLower(final int output) {
		return output % PHASES >= PHASES / 2;
	}

	/**
	 * @param kernel kernels of 3 x 3 taps, of one group
	 * @return the kernels of 3 x 3 taps for the image before
	 */
	static Kernel phases(final Kernel kernel) {
		final double[] given = kernel.weights();
		final int each = kernel.inputs() * TAPS * TAPS;
		final double[] weights = new double[PHASES * given.length];
		final double[] bias = new double[PHASES * kernel.outputs()];
		for (int output = 0; output < bias.length; output++) {
			bias[output] = kernel.bias(output / PHASES);
			final int oddX = output % 2;
			final int oddY = isLower(output) ? 1 : 0;
			for (int t = 0; t < each; t++) {
				// of an even result the last two taps, of an odd one the first two fall on the same sample
				final int x = (t % TAPS + 1 - oddX) / 2;
				final int y = (t / TAPS % TAPS + 1 - oddY) / 2 + oddY;
				weights[output * each + t / (TAPS * TAPS) * TAPS * TAPS + y * TAPS + x] += given[output / PHASES * each + t];
			}
		}
		return new Kernel(weights, kernel.inputs(), bias.length, TAPS, TAPS).withBias(bias);
	}
}
