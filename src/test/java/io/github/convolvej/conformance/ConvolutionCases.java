package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;

import java.util.Arrays;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;

/** Cases that are convolutions: PyTorch's, scipy.ndimage's and OpenCV's. */
final class ConvolutionCases {

	private ConvolutionCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("conv", ConvolutionCases::conv);
		operations.put("depthwise_separable_conv", ConvolutionCases::depthwiseSeparable);
		operations.put("opencv_filter2D", ConvolutionCases::filter2D);
		operations.put("ndimage_correlate", ConvolutionCases::ndimage);
		operations.put("ndimage_convolve", ConvolutionCases::ndimage);
		operations.put("ndimage_correlate1d", ConvolutionCases::ndimage1d);
		operations.put("ndimage_convolve1d", ConvolutionCases::ndimage1d);
	}

	private static void conv(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final Kernel kernel = kernel(c.input("weight"), c.input("bias"), c.integer("groups", 1));
		final Filter filter = convolution(c, kernel);
		final Border border = torchBorder(c.text("padding_mode", "zeros"));
		results.add("y", apply(filter, x, border));
		results.addDouble("y", applyDouble(filter, x, border));
		if (c.outputs() != null && c.outputs().has("y_int")) results.add("y_int", applySame(filter, x, border));
	}

	private static Convolution convolution(final Case c, final Kernel kernel) {
		final int n = kernel.numDimensions();
		final Convolution convolution = Convolution.of(kernel).stride(c.axes("stride", n, 1)).dilation(c.axes("dilation", n,
			1)).padding(Padding.explicit(c.axes("padding_begin", n, 0), c.axes("padding_end", n, 0)));
		return c.flag("flip_kernel") ? convolution.flipped() : convolution;
	}

	static Kernel kernel(final Tensor weight, final Tensor bias, final int groups) {
		final int[] size = Tensor.reversed(Arrays.copyOfRange(weight.shape, 2, weight.shape.length));
		final Kernel kernel = new Kernel(weight.data, weight.shape[1], weight.shape[0], size).withGroups(groups);
		return bias == null ? kernel : kernel.withBias(bias.data);
	}

	private static void depthwiseSeparable(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final Kernel depthwise = kernel(c.input("depthwise_weight"), c.input("depthwise_bias"), x.shape[1]);
		final Kernel pointwise = kernel(c.input("pointwise_weight"), c.input("pointwise_bias"), 1);
		final Border border = torchBorder(c.text("padding_mode", "zeros"));
		final Tensor between = apply(convolution(c, depthwise), x, border);
		results.add("depthwise", between);
		results.add("y", apply(Convolution.of(pointwise), between, Border.ZERO));
	}

	private static void filter2D(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final Tensor weight = c.input("weight");
		final int[] anchor = Tensor.reversed(Tensor.ints(c.attributes.get("anchor_yx")));
		final Kernel kernel = single(weight).withBias(c.number("delta", 0));
		final int[] after = new int[anchor.length];
		for (int d = 0; d < after.length; d++)
			after[d] = kernel.size(d) - 1 - anchor[d];
		final Filter filter = Convolution.of(kernel).padding(Padding.explicit(anchor, after));
		final Border border = openCvBorder(c.text("border", ""));
		results.add("y", apply(filter, x, border));
		if (c.outputs().has("y_int_half_up")) results.add("y_int_half_up", applySame(filter, x, border));
	}

	private static void ndimage(final Case c, final Results results) {
		final Kernel kernel = single(c.input("weight"));
		ndimage(c, results, kernel, c.axes("origin", kernel.numDimensions(), 0), c.op.equals("ndimage_convolve"));
	}

	private static void ndimage1d(final Case c, final Results results) {
		final int n = c.integer("spatial_dims", 2);
		final int axis = n - 1 - (c.integer("axis", -1) + n) % n;
		final int[] size = new int[n];
		Arrays.fill(size, 1);
		final Tensor weight = c.input("weight");
		size[axis] = weight.data.length;
		final int[] origin = new int[n];
		origin[axis] = c.integer("origin", 0);
		ndimage(c, results, new Kernel(weight.data, 1, 1, size), origin, c.op.equals("ndimage_convolve1d"));
	}

	private static void ndimage(final Case c, final Results results, final Kernel kernel, final int[] origin,
		final boolean flip)
	{
		final int n = kernel.numDimensions();
		final int[] before = new int[n];
		final int[] after = new int[n];
		for (int d = 0; d < n; d++) {
			final int even = flip && kernel.size(d) % 2 == 0 ? 1 : 0;
			before[d] = kernel.size(d) / 2 + (flip ? -origin[d] - even : origin[d]);
			after[d] = kernel.size(d) - 1 - before[d];
		}
		final Convolution convolution = Convolution.of(kernel).padding(Padding.explicit(before, after));
		final Border border = ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
		final Filter filter = flip ? convolution.flipped() : convolution;
		results.add("y", apply(filter, c.input("x"), border));
		results.addDouble("y", applyDouble(filter, c.input("x"), border));
	}

	static Kernel single(final Tensor weight) {
		return new Kernel(weight.data, 1, 1, Tensor.reversed(weight.shape));
	}

	static Border torchBorder(final String name) {
		switch (name) {
			case "zeros":
				return Border.ZERO;
			case "replicate":
				return Border.REPLICATE;
			case "reflect":
				return Border.REFLECT;
			case "circular":
				return Border.PERIODIC;
			default:
				throw new UnsupportedOperationException("padding_mode " + name);
		}
	}

	static Border ndimageBorder(final String mode, final double cval) {
		switch (mode) {
			case "constant":
				return Border.constant(cval);
			case "nearest":
				return Border.REPLICATE;
			case "mirror":
				return Border.REFLECT;
			case "reflect":
				return Border.SYMMETRIC;
			case "wrap":
				return Border.PERIODIC;
			default:
				throw new UnsupportedOperationException("mode " + mode);
		}
	}

	static Border openCvBorder(final String name) {
		switch (name) {
			case "constant":
				return Border.ZERO;
			case "replicate":
				return Border.REPLICATE;
			case "reflect101":
				return Border.REFLECT;
			case "reflect":
				return Border.SYMMETRIC;
			default:
				throw new UnsupportedOperationException("border " + name);
		}
	}

	static Tensor apply(final Filter filter, final Tensor x, final Border border) {
		return Tensor.of(applyTo(filter, x.image(), border));
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<? extends RealType<?>> applyTo(final Filter filter,
		final RandomAccessibleInterval<? extends RealType<?>> image, final Border border)
	{
		return Filters.apply(filter, (RandomAccessibleInterval<T>) image, border);
	}

	static Tensor applyDouble(final Filter filter, final Tensor x, final Border border) {
		return Tensor.of(Filters.apply(filter, x.doubleImage(), border, new DoubleType()));
	}

	@SuppressWarnings("unchecked")
	static <T extends RealType<T>> Tensor applySame(final Filter filter, final Tensor x, final Border border) {
		final RandomAccessibleInterval<T> image = (RandomAccessibleInterval<T>) x.image();
		return Tensor.of(x.dtype.equals("uint8") ? Filters.apply(filter, image, border, new UnsignedByteType()) : Filters
			.apply(filter, image, border, new UnsignedShortType()));
	}
}
