package io.github.convolvej.fit;

import io.github.convolvej.kernel.Kernel;

/** A kernel that was learned from images, and how well it does what was wanted. Immutable. */
public final class LearnedKernel {

	private final Kernel kernel;
	private final double ridge;
	private final long samples;
	private final double[] fitted;
	private final double[] unseen;
	private final double[] variance;

	LearnedKernel(final Kernel kernel, final double ridge, final long samples, final double[] fitted, final double[] unseen,
		final double[] variance)
	{
		this.kernel = kernel;
		this.ridge = ridge;
		this.samples = samples;
		this.fitted = fitted;
		this.unseen = unseen;
		this.variance = variance;
	}

	/**
	 * @return the kernel for a correlation with padding {@code same}; a bank with
	 *         an input for each channel of the image and an output for each channel
	 *         wanted; with a bias if one was asked for
	 */
	public Kernel kernel() {
		return kernel;
	}

	/** @return the ridge that was used, relative to the mean square of the samples */
	public double ridge() {
		return ridge;
	}

	/** @return number of positions that it was learned from */
	public long samples() {
		return samples;
	}

	/**
	 * @param output channel of the wanted image, from 0
	 * @return root of the mean squared difference from the wanted samples, at the
	 *         positions that it was learned from
	 */
	public double fittedError(final int output) {
		return fitted[output];
	}

	/**
	 * @param output channel of the wanted image, from 0
	 * @return the same at positions that were not used: each part in turn is left
	 *         out, and compared with what the kernel of the others makes of it; NaN
	 *         if the others do not determine a kernel
	 */
	public double unseenError(final int output) {
		return unseen[output];
	}

	/**
	 * @param output channel of the wanted image, from 0
	 * @return standard deviation of the wanted samples: the error of a result that
	 *         is their mean everywhere
	 */
	public double spread(final int output) {
		return Math.sqrt(variance[output]);
	}
}
