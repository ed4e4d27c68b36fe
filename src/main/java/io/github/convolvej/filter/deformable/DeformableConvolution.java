package io.github.convolvej.filter.deformable;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.SpatialPlan;
import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.PerAxis;
import io.github.convolvej.geometry.Window;
import io.github.convolvej.kernel.Kernel;

/**
 * Deformable convolution (Dai et al. 2017; version 2, with a mask, Zhu et al.
 * 2019; torchvision deform_conv2d, ONNX operator DeformConv): every tap of every
 * output sample reads the image at its own position,
 *
 * <pre>
 * y[o] = bias + sum over taps t of w[t] * mask[o, t] * x(o * stride - padding + t * dilation + offset[o, t])
 * </pre>
 *
 * where x(p) is interpolated linearly between the samples around p. Samples
 * outside the image count as zero, and x(p) is zero if p &lt;= -1 or p &gt;= n on
 * any axis, so the border of the run is not used. An infinite offset is outside;
 * an offset of NaN gives NaN. All samples around p are multiplied, even if their
 * interpolation weight is 0.
 * <p>
 * The operation reads two images, or three with a mask, with axes {@code (X[, Y[,
 * Z]], C)}. The first is the image. The second holds the offsets in samples and
 * has the spatial size of the result; the offset of axis i of n, tap t of T (x
 * fastest) and offset group g is in channel {@code (g * T + t) * n + i}. Its axes
 * count from the slowest, so in 2D dy comes before dx. The third is the mask, with
 * channel {@code g * T + t}. Offset group g applies to the g-th part of the image's
 * channels. Sums are taken in single precision (double for 64-bit images), input
 * channels and taps in order.
 */
public final class DeformableConvolution implements Filter {

	private static final long serialVersionUID = 1L;

	private final Kernel kernel;
	private final int[] stride;
	private final int[] dilation;
	private final Padding padding;
	private final int offsetGroups;
	private final boolean modulated;
	private final double bound;

	private DeformableConvolution(final Kernel kernel, final int[] stride, final int[] dilation, final Padding padding,
		final int offsetGroups, final boolean modulated, final double bound)
	{
		this.kernel = kernel;
		this.stride = stride;
		this.dilation = dilation;
		this.padding = padding;
		this.offsetGroups = offsetGroups;
		this.modulated = modulated;
		this.bound = bound;
	}

	/**
	 * Version 1, without mask; stride 1, dilation 1, padding {@code same}, one
	 * offset group, offsets of any size.
	 *
	 * @param kernel weights, with bias and groups, as for {@code Convolution}
	 * @return the operation
	 */
	public static DeformableConvolution of(final Kernel kernel) {
		final int[] ones = PerAxis.expand(new int[] { 1 }, "stride", kernel.numDimensions(), 1);
		return new DeformableConvolution(kernel, ones, ones, Padding.SAME, 1, false, Double.POSITIVE_INFINITY);
	}

	/**
	 * @param samples distance of neighbouring windows: one number or one for each
	 *          spatial axis, x first
	 * @return this with that stride
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public DeformableConvolution stride(final int... samples) {
		return new DeformableConvolution(kernel, PerAxis.expand(samples, "stride", kernel.numDimensions(), 1), dilation,
			padding, offsetGroups, modulated, bound);
	}

	/**
	 * @param rate distance of neighbouring taps, 1 for none: one number or one for
	 *          each spatial axis, x first
	 * @return this with that dilation
	 * @throws IllegalArgumentException if a number is less than 1
	 */
	public DeformableConvolution dilation(final int... rate) {
		return new DeformableConvolution(kernel, stride, PerAxis.expand(rate, "dilation", kernel.numDimensions(), 1), padding,
			offsetGroups, modulated, bound);
	}

	/**
	 * @param rule samples added around the image, which are zero
	 * @return this with that padding
	 * @throws IllegalArgumentException if it has numbers for another number of
	 *           axes
	 */
	public DeformableConvolution padding(final Padding rule) {
		rule.checkAxes(kernel.numDimensions());
		return new DeformableConvolution(kernel, stride, dilation, rule, offsetGroups, modulated, bound);
	}

	/**
	 * @param groups number of equal parts of the image's channels that have their
	 *          own offsets (and masks)
	 * @return this with that many offset groups
	 * @throws IllegalArgumentException if the number is less than 1
	 */
	public DeformableConvolution offsetGroups(final int groups) {
		if (groups < 1) throw new IllegalArgumentException("offset groups is " + groups + ", but must be at least 1");
		return new DeformableConvolution(kernel, stride, dilation, padding, groups, modulated, bound);
	}

	/** @return this with a mask as the third image: version 2 */
	public DeformableConvolution modulated() {
		return new DeformableConvolution(kernel, stride, dilation, padding, offsetGroups, true, bound);
	}

	/**
	 * Sets a limit for the offsets, so that a tile of the result reads only its
	 * surroundings. Without a limit it reads the whole plane (or volume) of the
	 * image, once for each thread.
	 *
	 * @param samples largest magnitude of an offset along any axis
	 * @return this with that limit; a larger offset ends the computation with an
	 *         {@link IllegalArgumentException}
	 * @throws IllegalArgumentException if the limit is negative or NaN
	 */
	public DeformableConvolution largestOffset(final double samples) {
		if (!(samples >= 0)) throw new IllegalArgumentException("largest offset is " + samples + ", but must be at least 0");
		return new DeformableConvolution(kernel, stride, dilation, padding, offsetGroups, modulated, samples);
	}

	@Override
	public int numDimensions() {
		return kernel.numDimensions() + 1;
	}

	@Override
	public int sources() {
		return modulated ? 3 : 2;
	}

	@Override
	public Plan on(final long... sourceDimensions) {
		throw new IllegalArgumentException("This filter reads " + sources() + " images (" + (modulated
			? "image, offsets and mask" : "image and offsets") + "), but the size of only one was given");
	}

	@Override
	public Plan on(final long[][] sourceDimensions) {
		if (sourceDimensions.length != sources()) throw new IllegalArgumentException("This filter reads " + sources() +
			" images (" + (modulated ? "image, offsets and mask" : "image and offsets") + "), but the sizes of " +
			sourceDimensions.length + " were given");
		final int spatial = kernel.numDimensions();
		for (final long[] size : sourceDimensions)
			if (size.length != spatial + 1) throw new IllegalArgumentException("An image has " + size.length +
				" axes, but this deformable convolution works on " + (spatial + 1) + ": " + spatial +
				" spatial and the channel axis");
		final long[] image = sourceDimensions[0];
		checkChannels(image[spatial]);
		final DeformablePlan plan = new DeformablePlan(kernel, windows(image), image, offsetGroups, modulated, bound);
		final long offsets = (long) offsetGroups * kernel.taps() * spatial;
		checkSize("offset image", sourceDimensions[1], plan.targetDimensions(), offsets, "offset groups * taps * axes = " +
			offsetGroups + " * " + kernel.taps() + " * " + spatial);
		if (modulated) checkSize("mask image", sourceDimensions[2], plan.targetDimensions(), offsets / spatial,
			"offset groups * taps = " + offsetGroups + " * " + kernel.taps());
		return plan;
	}

	/**
	 * @param sourceDimensions size of an image, spatial axes first
	 * @return the windows on its spatial axes, before offsets move their taps
	 * @throws IllegalArgumentException if it has no samples along one of them
	 */
	public Window[] windows(final long... sourceDimensions) {
		return SpatialPlan.windows(sourceDimensions, kernel.size(), stride, dilation, padding);
	}

	/** @return the weights */
	public Kernel kernel() {
		return kernel;
	}

	/** @return number of offset groups */
	public int offsetGroups() {
		return offsetGroups;
	}

	private void checkChannels(final long channels) {
		final int groups = kernel.groups();
		if (channels % groups != 0) throw new IllegalArgumentException("The image has " + channels +
			" channels, which are not divisible by groups=" + groups + ": channels / groups must be a whole number");
		if (kernel.inputs() != channels / groups) throw new IllegalArgumentException("The kernel has " + kernel.inputs() +
			" input channels (separated by ~), but the image has " + channels + " channels in " + groups +
			(groups == 1 ? " group" : " groups") + ": each kernel needs channels / groups = " + channels / groups);
		if (channels % offsetGroups != 0) throw new IllegalArgumentException("The image has " + channels +
			" channels, which are not divisible by offset groups=" + offsetGroups +
			": channels / offset groups must be a whole number");
	}

	private static void checkSize(final String name, final long[] size, final long[] target, final long channels,
		final String formula)
	{
		final int c = size.length - 1;
		for (int d = 0; d < c; d++)
			if (size[d] != target[d]) throw new IllegalArgumentException("The " + name + " has " + size[d] +
				" samples along " + Axis.name(d) + ", but must have as many as the result, " + target[d]);
		if (size[c] != channels) throw new IllegalArgumentException("The " + name + " has " + size[c] +
			" channels, but must have " + formula + " = " + channels);
	}
}
