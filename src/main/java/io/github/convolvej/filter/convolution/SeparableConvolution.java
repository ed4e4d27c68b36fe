package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.Separation;

import java.util.Arrays;

/**
 * Convolution with a kernel that is an outer product of vectors, or a sum of a few such terms. Each sample
 * takes as many multiplications as the lengths of the vectors add up to, instead of their product. Stride,
 * padding, dilation and bias are those of {@link Convolution}, and so is the result, within the rounding of
 * single precision: all passes are computed inside a tile, and the border is applied once, to the image.
 * Passes run along z, y and x, and terms in their order. Axes are {@code (X[, Y[, Z]])}; every channel is
 * filtered by itself.
 * <p>
 * NaN, infinities and overflow give the same results as the dense sum, which recomputes the samples that are
 * not finite.
 */
public final class SeparableConvolution implements Filter {

	private static final long serialVersionUID = 1L;

	private final SeparableKernel kernel;
	/** The kernel that the terms replace, or null if the terms themselves are the kernel. */
	private final Kernel dense;
	/**
	 * Decides, given the stride, whether the terms are cheaper than the dense sum; null if the terms are used
	 * in any case.
	 */
	private final Separation separation;
	private final double bias;
	private final int[] stride;
	private final int[] dilation;
	private final Padding padding;

	private SeparableConvolution(final SeparableKernel kernel, final Kernel dense, final Separation separation,
		final double bias, final int[] stride, final int[] dilation, final Padding padding)
	{
		this.kernel = kernel;
		this.dense = dense;
		this.separation = separation;
		this.bias = bias;
		this.stride = stride;
		this.dilation = dilation;
		this.padding = padding;
	}

	private static SeparableConvolution create(final SeparableKernel kernel, final Kernel dense,
		final Separation separation, final double bias)
	{
		final int[] ones = PerAxis.expand(new int[] { 1 }, "stride", kernel.numDimensions(), 1);
		return new SeparableConvolution(kernel, dense, separation, bias, ones, ones, Padding.SAME);
	}

	/**
	 * Correlation with an outer product, with stride 1, dilation 1 and padding
	 * {@code same}.
	 *
	 * @param vectors one vector for each spatial axis, x first; {@code {1}} leaves
	 *          an axis as it is
	 * @return the operation
	 * @throws IllegalArgumentException if there are not 1 to 3 vectors, or one is
	 *           empty
	 */
	public static SeparableConvolution of(final double[]... vectors) {
		return of(SeparableKernel.of(vectors));
	}

	/**
	 * Correlation with a sum of outer products, with stride 1, dilation 1 and
	 * padding {@code same}.
	 *
	 * @param kernel the terms
	 * @return the operation
	 */
	public static SeparableConvolution of(final SeparableKernel kernel) {
		return create(kernel, null, null, 0);
	}

	/**
	 * Correlation with the terms of a separated kernel, even if they are not cheaper. With fewer terms than
	 * the rank, it is an approximation.
	 *
	 * @param separation the terms
	 * @return the operation
	 */
	public static SeparableConvolution of(final Separation separation) {
		final boolean whole = separation.terms().terms() >= separation.rank();
		return create(separation.terms(), whole ? separation.kernel() : null, null, separation.kernel().bias(0));
	}

	/**
	 * Correlation with a kernel. The kernel is separated into as many terms as its numerical rank if that is
	 * cheaper than the dense sum; otherwise the dense sum is used. The report names the engine.
	 *
	 * @param kernel a single kernel of finite weights, perhaps with a bias
	 * @return the operation
	 * @throws IllegalArgumentException if it is a bank, a weight is not finite, or
	 *           it is too large to be separated
	 */
	public static SeparableConvolution of(final Kernel kernel) {
		return cheapest(Separation.of(kernel));
	}

	/**
	 * Correlation with a separated kernel. All its terms are used if that is cheaper than the dense sum;
	 * otherwise the dense sum is used.
	 *
	 * @param separation the kernel and as many terms as its rank
	 * @return the operation
	 */
	public static SeparableConvolution cheapest(final Separation separation) {
		return create(separation.terms(), separation.kernel(), separation, separation.kernel().bias(0));
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public SeparableConvolution stride(final int... samples) {
		return new SeparableConvolution(kernel, dense, separation, bias, expand(samples, "stride"), dilation, padding);
	}

	/**
	 * @param rate distance of neighbouring taps, 1 for none: one number or one
	 *          for each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public SeparableConvolution dilation(final int... rate) {
		return new SeparableConvolution(kernel, dense, separation, bias, stride, expand(rate, "dilation"), padding);
	}

	/**
	 * @param rule samples added around the image
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public SeparableConvolution padding(final Padding rule) {
		rule.checkAxes(kernel.numDimensions());
		return new SeparableConvolution(kernel, dense, separation, bias, stride, dilation, rule);
	}

	/**
	 * @param value what is added to every sample
	 * @return this with that bias instead of its own
	 */
	public SeparableConvolution bias(final double value) {
		final Kernel biased = dense == null ? null : dense.withBias(value);
		return new SeparableConvolution(kernel, biased, separation, value, stride, dilation, padding);
	}

	/** @return this with the kernel flipped on every axis: true convolution instead of correlation */
	public SeparableConvolution flipped() {
		return new SeparableConvolution(kernel.flipped(), dense == null ? null : dense.flipped(), separation, bias, stride,
			dilation, padding);
	}

	/** @return the terms, flipped if {@link #flipped()} was called */
	public SeparableKernel kernel() {
		return kernel;
	}

	/** @return the convolution with the dense kernel, which has the same result except for rounding */
	public Convolution dense() {
		final Kernel weights = dense == null ? Kernel.of(kernel).withBias(bias) : dense;
		return Convolution.of(weights).stride(stride).dilation(dilation).padding(padding);
	}

	/** Whether the dense weights are simply the products of the terms, so that they need not be stored. */
	private boolean isProduct() {
		return dense == null || dense.factors(0, 0) != null;
	}

	private int[] expand(final int[] values, final String name) {
		return PerAxis.expand(values, name, kernel.numDimensions(), 1);
	}

	@Override
	public int numDimensions() {
		return kernel.numDimensions();
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this convolution works on " + numDimensions());
		final Window[] windows = SpatialPlan.windows(sourceDimensions, kernel.size(), stride, dilation, padding);
		if (separation != null && !separation.isCheaper(stride)) return new ConvolutionPlan(dense, windows,
			sourceDimensions);
		// the border is set before the plan runs; with a known border, the plan may fold long kernels into the
		// image
		if (Arrays.stream(kernel.size()).max().getAsInt() >= LinePassesPlan.FEWEST_TAPS) {
			final LinePassesPlan wide = new LinePassesPlan(kernel, bias, windows, Border.ZERO, sourceDimensions);
			final boolean isWide = wide.cost() < SeparablePlan.cost(kernel);
			final Plan exact = isWide ? wide.within(null) : lines(windows, sourceDimensions);
			return CoarsePlan.cheapest(kernel, bias, windows, exact, Math.min(wide.cost(), SeparablePlan.cost(kernel)),
				sourceDimensions);
		}
		return lines(windows, sourceDimensions);
	}

	private Plan lines(final Window[] windows, final long[] sourceDimensions) {
		return new SeparablePlan(kernel, isProduct() ? null : dense.weights(), bias, windows, sourceDimensions);
	}
}
