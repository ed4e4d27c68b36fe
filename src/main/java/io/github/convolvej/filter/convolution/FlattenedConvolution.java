package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Padding;

/**
 * Flattened convolution (Jin, Dundar and Culurciello 2015): independent one-dimensional passes along x, y and
 * z, each with its own weights and bias. Without biases it equals the {@link SeparableConvolution} with the
 * outer product of the weights. All passes are computed within one tile, and the border is applied once, to
 * the image. If each layer needs its own padding with zeros and its own bias, chain three convolutions
 * instead.
 */
public final class FlattenedConvolution implements Filter {

	private static final long serialVersionUID = 1L;

	private final SeparableConvolution passes;

	private FlattenedConvolution(final SeparableConvolution passes) {
		this.passes = passes;
	}

	/**
	 * Correlation, with stride 1, dilation 1, padding {@code same} and no bias.
	 *
	 * @param weights the weights of each pass: along x, y and z
	 * @return the operation
	 * @throws IllegalArgumentException if there are not 1 to 3 passes, or one has
	 *           no weights
	 */
	public static FlattenedConvolution of(final double[]... weights) {
		return new FlattenedConvolution(SeparableConvolution.of(weights));
	}

	/**
	 * @param perPass what the passes along x, y and z add, each to its own sum;
	 *          later passes also multiply the biases of earlier ones
	 * @return this with those biases
	 * @throws IllegalArgumentException if there is not one for each pass
	 */
	public FlattenedConvolution bias(final double... perPass) {
		final int n = numDimensions();
		if (perPass.length != n) throw new IllegalArgumentException("bias has " + perPass.length + " values, but there " +
			(n == 1 ? "is 1 pass" : "are " + n + " passes: give one for each"));
		double total = 0;
		for (int d = 0; d < n; d++) {
			double sum = 0;
			for (final double w : passes.kernel().vector(0, d))
				sum += w;
			total = total * sum + perPass[d];
		}
		return new FlattenedConvolution(passes.bias(total));
	}

	/**
	 * @param samples stride of the passes: one number or one for each, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public FlattenedConvolution stride(final int... samples) {
		return new FlattenedConvolution(passes.stride(samples));
	}

	/**
	 * @param rate dilation of the passes: one number or one for each, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public FlattenedConvolution dilation(final int... rate) {
		return new FlattenedConvolution(passes.dilation(rate));
	}

	/**
	 * @param rule samples added around the image
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public FlattenedConvolution padding(final Padding rule) {
		return new FlattenedConvolution(passes.padding(rule));
	}

	/** @return all passes as one convolution, with their combined bias */
	public SeparableConvolution passes() {
		return passes;
	}

	@Override
	public int numDimensions() {
		return passes.numDimensions();
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		return passes.on(sourceDimensions);
	}
}
