package io.github.convolvej.filter.transposed;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.TransposedWindow;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.SeparableKernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Transposed convolution, also called fractionally strided convolution, or
 * wrongly deconvolution (ONNX operator ConvTranspose, PyTorch conv_transpose1d,
 * conv_transpose2d, conv_transpose3d): the matrix of a {@code Convolution} with
 * the same kernel, stride, padding and dilation, transposed. Input sample i
 * stamps the kernel on the output:
 *
 * <pre>
 * y[i * stride - padding + t * dilation] += w[t] * x[i], for all taps t
 * </pre>
 *
 * Output samples without a stamp hold the bias. The operation reads nothing outside
 * the image, so the border of the run is not used.
 * <p>
 * Axes are {@code (X[, Y[, Z]])}; for a bank, {@code (X[, Y[, Z]], C)}. The kernel
 * is the one of the convolution that is transposed, from its outputs back to its
 * inputs: {@code (X[, Y[, Z]], K/groups, C)} with x fastest, which is the memory
 * order of PyTorch's and ONNX's {@code (C, K/groups, kz, ky, kx)}, where C are the
 * channels of the image here and K those of the result. Sums are taken in single
 * precision (double for 64-bit images), channels and taps in order, x fastest;
 * the error is at most (N + 1) * 2^-24 * sum |w * x| for N products.
 */
public final class TransposedConvolution implements Filter {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final double[] bias;
	private final int[] stride;
	private final int[] dilation;
	private final Padding padding;
	private final int[] outputPadding;
	private final int[] outputSize;
	/** Whether constants are kept; null until that has been found out. */
	private transient volatile Boolean constants;

	private TransposedConvolution(final Kernel kernel, final double[] bias, final int[] stride, final int[] dilation,
		final Padding padding, final int[] outputPadding, final int[] outputSize)
	{
		this.kernel = kernel;
		this.bias = bias;
		this.stride = stride;
		this.dilation = dilation;
		this.padding = padding;
		this.outputPadding = outputPadding;
		this.outputSize = outputSize;
	}

	/**
	 * Stride 1, dilation 1, no padding, no bias.
	 *
	 * @param kernel weights and groups of the convolution that is transposed
	 * @return the operation
	 * @throws IllegalArgumentException if the kernel has a bias, which would
	 *           belong to the convolution; use {@link #bias}
	 */
	public static TransposedConvolution of(final Kernel kernel) {
		if (kernel.hasBias()) throw new IllegalArgumentException(
			"The kernel has the bias of a convolution, one value for each of its " + kernel.outputs() +
				" outputs; a transposed convolution adds its bias to its own " + kernel.inputs() * kernel.groups() +
				" outputs: use a kernel without bias, and bias(...)");
		final int[] ones = PerAxis.expand(new int[] { 1 }, "stride", kernel.numDimensions(), 1);
		return new TransposedConvolution(kernel, new double[kernel.inputs() * kernel.groups()], ones, ones, Padding.VALID,
			new int[kernel.numDimensions()], null);
	}

	/**
	 * @param values numbers to add to the output: one for all output channels or
	 *          one for each
	 * @return this with that bias
	 * @throws IllegalArgumentException if the number of values is neither 1 nor
	 *           that of the output channels
	 */
	public TransposedConvolution bias(final double... values) {
		if (values.length != 1 && values.length != bias.length) throw new IllegalArgumentException("bias has " +
			values.length + " values, but there " + (bias.length == 1 ? "is 1 output channel" : "are " + bias.length +
				" output channels: give 1 or " + bias.length));
		final double[] all = values.length == bias.length ? values.clone() : new double[bias.length];
		if (values.length == 1) Arrays.fill(all, values[0]);
		return new TransposedConvolution(kernel, all, stride, dilation, padding, outputPadding, outputSize);
	}

	/**
	 * @param samples distance of neighbouring stamps, the factor of enlargement:
	 *          one number or one for each spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public TransposedConvolution stride(final int... samples) {
		return new TransposedConvolution(kernel, bias, perAxis(samples, "stride", 1), dilation, padding, outputPadding,
			outputSize);
	}

	/**
	 * @param rate distance of neighbouring taps, 1 for none: one number or one
	 *          for each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public TransposedConvolution dilation(final int... rate) {
		return new TransposedConvolution(kernel, bias, stride, perAxis(rate, "dilation", 1), padding, outputPadding,
			outputSize);
	}

	/**
	 * @param rule samples by which the output is cropped; {@code same} gives n *
	 *          stride
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public TransposedConvolution padding(final Padding rule) {
		rule.checkAxes(kernel.numDimensions());
		return new TransposedConvolution(kernel, bias, stride, dilation, rule, outputPadding, outputSize);
	}

	/**
	 * @param samples samples appended at the end of the output, less than stride
	 *          or dilation: one number or one for each spatial axis, x first
	 * @return this with that output padding
	 * @throws IllegalArgumentException if a number is negative
	 */
	public TransposedConvolution outputPadding(final int... samples) {
		return new TransposedConvolution(kernel, bias, stride, dilation, padding, perAxis(samples, "output padding", 0),
			outputSize);
	}

	/**
	 * Computes the padding from a given output size. If an odd number of samples
	 * is cropped, the extra sample is taken from the end with padding {@code
	 * same}, otherwise from the beginning (ONNX, attribute output_shape).
	 *
	 * @param size output samples: one number or one for each spatial axis, x first
	 * @return this with that output size
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public TransposedConvolution outputSize(final int... size) {
		return new TransposedConvolution(kernel, bias, stride, dilation, padding, outputPadding, perAxis(size,
			"output size", 1));
	}

	private int[] perAxis(final int[] values, final String name, final int min) {
		return PerAxis.expand(values, name, kernel.numDimensions(), min);
	}

	/** @return this with the kernel flipped on every spatial axis: the transpose of true convolution */
	public TransposedConvolution flipped() {
		return new TransposedConvolution(kernel.flipped(), bias, stride, dilation, padding, outputPadding, outputSize);
	}

	/**
	 * Returns an operation with the same geometry and a kernel of ones, for each
	 * channel separately. Applied to an image of ones, it gives the number of taps
	 * that contribute to every output sample.
	 *
	 * @return the filter that draws the overlap pattern
	 */
	public TransposedConvolution overlap() {
		final double[] ones = new double[kernel.taps()];
		Arrays.fill(ones, 1);
		return new TransposedConvolution(new Kernel(ones, 1, 1, kernel.size()), new double[1], stride, dilation, padding,
			outputPadding, outputSize);
	}

	/**
	 * Whether the same number of taps contributes to every output sample, away
	 * from the ends; if not, the geometry makes a checkerboard. The overlap is
	 * even if on every axis the stride divides the kernel size and has no common
	 * divisor with the dilation.
	 *
	 * @return whether the overlap is the same everywhere
	 * @see TransposedWindow#isEven()
	 */
	public boolean isEven() {
		for (int d = 0; d < stride.length; d++)
			if (!Padding.VALID.transposed(d, 1, kernel.size(d), stride[d], dilation[d], 0).isEven()) return false;
		return true;
	}

	/**
	 * Whether a constant image stays constant, away from the ends, for every pair
	 * of an input and an output channel. This depends on the weights, even if the
	 * overlap is even; the weights of interpolation kernels also compensate an
	 * uneven overlap.
	 *
	 * @return whether the weights that contribute to an output sample have the
	 *         same sum everywhere, to a millionth of the sum of their magnitudes
	 */
	public boolean keepsConstants() {
		Boolean known = constants;
		if (known == null) constants = known = findsConstants();
		return known;
	}

	private boolean findsConstants() {
		final int[][] phases = new int[stride.length][];
		double all = 1;
		double tapped = 1;
		for (int d = 0; d < stride.length; d++) {
			phases[d] = phases(d);
			all *= stride[d];
			tapped *= Arrays.stream(phases[d]).max().getAsInt() + 1;
		}
		// output samples without a tap
		final boolean untapped = tapped < all;
		final SeparableKernel product = kernel.isSingle() ? kernel.factors(0, 0) : null;
		if (product != null && product.terms() == 1) return isConstant(product, phases, untapped);
		final double[] weights = kernel.weights();
		for (int first = 0; first < weights.length; first += kernel.taps()) {
			final double[] sums = new double[(int) tapped];
			final double magnitude = sum(weights, first, phases, sums);
			final double least = Arrays.stream(sums).min().getAsDouble();
			final double most = Arrays.stream(sums).max().getAsDouble();
			if (!isNothing(least, most, untapped, magnitude)) return false;
		}
		return true;
	}

	/** The sums of a product of vectors are products of the sums along each axis. */
	private boolean isConstant(final SeparableKernel product, final int[][] phases, final boolean untapped) {
		double least = 1;
		double most = 1;
		double magnitude = 1;
		for (int d = 0; d < stride.length; d++) {
			final double[] sums = new double[Arrays.stream(phases[d]).max().getAsInt() + 1];
			magnitude *= sum(product.vector(0, d), 0, new int[][] { phases[d] }, sums);
			final double low = Arrays.stream(sums).min().getAsDouble();
			final double high = Arrays.stream(sums).max().getAsDouble();
			final double[] ends = { least * low, least * high, most * low, most * high };
			least = Arrays.stream(ends).min().getAsDouble();
			most = Arrays.stream(ends).max().getAsDouble();
		}
		return isNothing(least, most, untapped, magnitude);
	}

	private static boolean isNothing(final double least, final double most, final boolean untapped, final double magnitude) {
		return Math.max(most, untapped ? 0 : most) - Math.min(least, untapped ? 0 : least) <= 1e-6 * magnitude;
	}

	/** Adds weights to the sums of their phases; returns the sum of their magnitudes. */
	private static double sum(final double[] weights, final int first, final int[][] phases, final double[] sums) {
		final int n = phases[0].length;
		double magnitude = 0;
		int taps = 1;
		for (final int[] axis : phases)
			taps *= axis.length;
		for (int t = 0; t < taps; t += n) {
			// the phases of a row along all axes but x
			int row = 0;
			int rest = t / n;
			int step = Arrays.stream(phases[0]).max().getAsInt() + 1;
			for (int d = 1; d < phases.length; d++) {
				row += step * phases[d][rest % phases[d].length];
				step *= Arrays.stream(phases[d]).max().getAsInt() + 1;
				rest /= phases[d].length;
			}
			for (int i = 0; i < n; i++) {
				sums[row + phases[0][i]] += weights[first + t + i];
				magnitude += Math.abs(weights[first + t + i]);
			}
		}
		return magnitude;
	}

	/**
	 * The phases of the output samples that taps along an axis contribute to, numbered in the order in which they are met:
	 * taps with the same number contribute to the same samples.
	 */
	private int[] phases(final int d) {
		final Map<Long, Integer> numbers = new HashMap<>();
		final int[] phases = new int[kernel.size(d)];
		for (int t = 0; t < phases.length; t++) {
			final long phase = (long) t * dilation[d] % stride[d];
			numbers.putIfAbsent(phase, numbers.size());
			phases[t] = numbers.get(phase);
		}
		return phases;
	}

	/** @return the weights of the convolution that is transposed */
	public Kernel kernel() {
		return kernel;
	}

	/**
	 * @param output output channel
	 * @return bias of the output channel
	 */
	public double biasOf(final int output) {
		return bias[output];
	}

	@Override
	public int numDimensions() {
		return kernel.numDimensions() + (kernel.isSingle() ? 0 : 1);
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		final int spatial = kernel.numDimensions();
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this transposed convolution works on " + numDimensions() + ": " + spatial +
			" spatial" + (kernel.isSingle() ? "" : " and the channel axis"));
		if (!kernel.isSingle() && sourceDimensions[spatial] != kernel.outputs()) throw new IllegalArgumentException(
			"The image has " + sourceDimensions[spatial] + " channels, but the kernel is for " + kernel.outputs() +
				": its weights must be (channels of the image, output channels / groups, ...)");
		return new TransposedConvolutionPlan(kernel, bias, windows(sourceDimensions), sourceDimensions);
	}

	/**
	 * @param sourceDimensions size of an image, spatial axes first
	 * @return the windows on its spatial axes
	 * @throws IllegalArgumentException if there is no output along one of them
	 */
	public TransposedWindow[] windows(final long... sourceDimensions) {
		final TransposedWindow[] windows = new TransposedWindow[kernel.numDimensions()];
		for (int d = 0; d < windows.length; d++) {
			final long n = sourceDimensions[d];
			if (n < 1) throw new IllegalArgumentException("The image has no samples along " + Axis.name(d));
			windows[d] = outputSize == null ? padding.transposed(d, n, kernel.size(d), stride[d], dilation[d],
				outputPadding[d]) : padding.transposedTo(outputSize[d], d, n, kernel.size(d), stride[d], dilation[d],
					outputPadding[d]);
		}
		return windows;
	}
}
