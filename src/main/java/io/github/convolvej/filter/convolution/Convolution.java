package io.github.convolvej.filter.convolution;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

/**
 * Convolution as in the CNN literature: kernel or filter bank, stride,
 * padding, dilation, groups and bias (ONNX operator Conv, PyTorch conv1d, conv2d,
 * conv3d). The default is cross-correlation,
 *
 * <pre>
 * y[o] = bias + sum over taps t of w[t] * x[o * stride - padding + t * dilation]
 * </pre>
 *
 * and {@link #flipped()} makes it the convolution of signal processing. Axes are
 * {@code (X[, Y[, Z]])}; for a bank, or a kernel of several input channels, {@code
 * (X[, Y[, Z]], C)}, and the result has the bank's output channels on C. Sums are
 * taken in single precision (double for 64-bit images), input channels and taps
 * in order, x fastest. The error is at most (N + 1) * 2^-24 * sum |w * x| for N
 * products. If another {@link #engine} is used, its plan states the bound.
 */
public final class Convolution implements Filter {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final int[] stride;
	private final int[] dilation;
	private final Padding padding;
	private final EngineChoice choice;

	private Convolution(final EngineChoice choice, final int[] stride, final int[] dilation, final Padding padding) {
		this.choice = choice;
		kernel = choice.kernel();
		this.stride = stride;
		this.dilation = dilation;
		this.padding = padding;
	}

	/**
	 * Correlation with stride 1, dilation 1 and padding {@code same}.
	 *
	 * @param kernel weights, with bias and groups
	 * @return the operation
	 */
	public static Convolution of(final Kernel kernel) {
		final int[] ones = PerAxis.expand(new int[] { 1 }, "stride", kernel.numDimensions(), 1);
		return new Convolution(new EngineChoice(kernel, Engine.AUTO), ones, ones, Padding.SAME);
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Convolution stride(final int... samples) {
		return new Convolution(choice, PerAxis.expand(samples, "stride", kernel.numDimensions(), 1), dilation, padding);
	}

	/**
	 * @param rate distance of neighbouring taps, 1 for none: one number or one
	 *          for each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public Convolution dilation(final int... rate) {
		return new Convolution(choice, stride, PerAxis.expand(rate, "dilation", kernel.numDimensions(), 1), padding);
	}

	/**
	 * @param rule samples added around the image
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public Convolution padding(final Padding rule) {
		rule.checkAxes(kernel.numDimensions());
		return new Convolution(choice, stride, dilation, rule);
	}

	/** @return this with the kernel flipped on every spatial axis: true convolution instead of correlation */
	public Convolution flipped() {
		return new Convolution(new EngineChoice(kernel.flipped(), choice.engine()), stride, dilation, padding);
	}

	/**
	 * Chooses an engine. By default a cost model chooses one. All engines agree within their error bounds,
	 * which the plan's {@link Plan#engine} states.
	 * <p>
	 * The direct sum takes any kernel, with the error bound above. {@link Engine#LOW_RANK} takes kernels that
	 * each read one channel; 64-bit images are summed directly if the terms are not exact to double precision.
	 * {@link Engine#FFT} takes kernels of up to about 1000 x 1000 taps; a larger stride does not make it
	 * faster. {@link Engine#WINOGRAD} takes kernels of 3 x 3 taps, and any depth, with stride and
	 * dilation 1 and more than one channel; 64-bit images are summed directly.
	 *
	 * @param engine the engine
	 * @return this with that engine; {@link #on} refuses what it cannot compute
	 */
	public Convolution engine(final Engine engine) {
		return new Convolution(new EngineChoice(kernel, engine), stride, dilation, padding);
	}

	/** @return the engine that was chosen, by default {@link Engine#AUTO} */
	public Engine engine() {
		return choice.engine();
	}

	/** @return the weights, flipped if {@link #flipped()} was called */
	public Kernel kernel() {
		return kernel;
	}

	@Override
	public int numDimensions() {
		return kernel.numDimensions() + (kernel.isSingle() ? 0 : 1);
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		final int spatial = kernel.numDimensions();
		if (sourceDimensions.length != numDimensions()) throw new IllegalArgumentException("The image has " +
			sourceDimensions.length + " axes, but this convolution works on " + numDimensions() + ": " + spatial +
			" spatial" + (kernel.isSingle() ? "" : " and the channel axis"));
		if (!kernel.isSingle()) checkChannels(sourceDimensions[spatial]);
		return choice.plan(windows(sourceDimensions), sourceDimensions);
	}

	/**
	 * Plans this convolution of an image that is first enlarged twice along x and y by repeating each sample. The plan
	 * reads the image before it is enlarged, and computes less than that of the enlarged one.
	 *
	 * @param sourceDimensions size of the image before
	 * @return the plan; null if there is none for this convolution, or it is not expected to be faster
	 * @throws IllegalArgumentException if the image does not fit the kernel
	 */
	public Plan onDoubled(final long... sourceDimensions) {
		final int spatial = kernel.numDimensions();
		if (sourceDimensions.length != numDimensions() || kernel.isSingle()) return null;
		checkChannels(sourceDimensions[spatial]);
		final long[] enlarged = sourceDimensions.clone();
		for (int d = 0; d < spatial; d++)
			enlarged[d] *= 2;
		return choice.doubled(windows(enlarged), sourceDimensions);
	}

	/**
	 * @param sourceDimensions size of an image, spatial axes first
	 * @return the windows on its spatial axes
	 * @throws IllegalArgumentException if it has no samples along one of them
	 */
	public Window[] windows(final long[] sourceDimensions) {
		return SpatialPlan.windows(sourceDimensions, kernel.size(), stride, dilation, padding);
	}

	private void checkChannels(final long channels) {
		final int groups = kernel.groups();
		if (channels % groups != 0) throw new IllegalArgumentException("The image has " + channels +
			" channels, which are not divisible by groups=" + groups + ": channels / groups must be a whole number");
		if (kernel.inputs() != channels / groups) throw new IllegalArgumentException("The kernel has " + kernel.inputs() +
			" input channels (separated by ~), but the image has " + channels + " channels in " + groups +
			(groups == 1 ? " group" : " groups") + ": each kernel needs channels / groups = " + channels / groups);
	}
}
