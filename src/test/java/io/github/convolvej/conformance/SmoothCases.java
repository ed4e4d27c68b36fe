package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Gaussian;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.SmoothingKernels;

import java.util.Arrays;
import java.util.Map;

/** Smoothing and Laplacians of scipy.ndimage and OpenCV. */
final class SmoothCases {

	private SmoothCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("ndimage_gaussian_filter", SmoothCases::gaussian);
		operations.put("ndimage_gaussian_laplace", SmoothCases::gaussianLaplace);
		operations.put("ndimage_laplace", SmoothCases::laplace);
		operations.put("ndimage_uniform_filter", SmoothCases::uniform);
		operations.put("opencv_GaussianBlur", SmoothCases::gaussianBlur);
		operations.put("opencv_boxFilter", SmoothCases::boxFilter);
		operations.put("opencv_sepFilter2D", SmoothCases::sepFilter2D);
		operations.put("opencv_Laplacian", SmoothCases::laplacian);
	}

	private static void gaussian(final Case c, final Results results) {
		final double[] sigma = c.numbers("sigma");
		final int[] order = c.axes("order", sigma.length, 0);
		ndimage(c, results, SmoothingKernels.gaussian(sigma, order, radius(c, sigma)), null, sigma.length - 1);
	}

	private static int[] radius(final Case c, final double[] sigma) {
		final double truncate = c.number("truncate", 4);
		final int[] radius = new int[sigma.length];
		for (int d = 0; d < radius.length; d++)
			radius[d] = (int) (truncate * sigma[d] + 0.5);
		return c.attributes.has("radius") ? c.axes("radius", sigma.length, 0) : radius;
	}

	private static void gaussianLaplace(final Case c, final Results results) {
		final double[] sigma = c.numbers("sigma");
		final Border border = border(c);
		if (!reapplied(border)) {
			ndimage(c, results, SmoothingKernels.laplacianOfGaussian(sigma, radius(c, sigma)), null, 0);
			return;
		}
		Tensor sum = null;
		Tensor doubleSum = null;
		for (int axis = sigma.length - 1; axis >= 0; axis--) {
			final int[] order = new int[sigma.length];
			order[axis] = 2;
			final SeparableKernel kernel = SmoothingKernels.gaussian(sigma, order, radius(c, sigma));
			sum = sum(sum, passes(c.input("x"), kernel, null, sigma.length - 1, border, false));
			doubleSum = sum(doubleSum, passes(c.input("x"), kernel, null, sigma.length - 1, border, true));
		}
		results.add("y", sum);
		results.addDouble("y", doubleSum);
	}

	private static Tensor sum(final Tensor a, final Tensor b) {
		if (a == null) return b;
		final double[] data = a.data.clone();
		for (int i = 0; i < data.length; i++)
			data[i] += b.data[i];
		return new Tensor(a.shape, a.dtype, data);
	}

	private static void laplace(final Case c, final Results results) {
		// second differences of the image itself: there is no second pass to which the border could be applied
		final Filter filter = Convolution.of(KernelText.parse("laplacian", c.integer("spatial_dims", 2)));
		results.add("y", ConvolutionCases.apply(filter, c.input("x"), border(c)));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, c.input("x"), border(c)));
	}

	private static void uniform(final Case c, final Results results) {
		final int n = c.integer("spatial_dims", 2);
		final int[] size = c.axes("size", n, 3);
		final int[] origin = c.axes("origin", n, 0);
		final int[] before = new int[n];
		for (int d = 0; d < n; d++)
			before[d] = size[d] / 2 + origin[d];
		final double[][] vectors = new double[n][];
		for (int d = 0; d < n; d++)
			vectors[d] = filled(size[d], 1.0 / size[d]);
		ndimage(c, results, SeparableKernel.of(vectors), before, n - 1);
	}

	private static double[] filled(final int size, final double value) {
		final double[] values = new double[size];
		Arrays.fill(values, value);
		return values;
	}

	/**
	 * A filter of scipy.ndimage that runs one axis after the other and applies the
	 * border anew each time.
	 *
	 * @param before samples of the window before its sample, or null for the
	 *          centre of odd sizes
	 * @param firstAxis axis of the first pass; the others follow from the last to
	 *          x
	 */
	static void ndimage(final Case c, final Results results, final SeparableKernel kernel, final int[] before,
		final int firstAxis)
	{
		final Border border = border(c);
		final Tensor x = c.input("x");
		if (reapplied(border)) {
			results.add("y", passes(x, kernel, before, firstAxis, border, false));
			results.addDouble("y", passes(x, kernel, before, firstAxis, border, true));
		}
		else {
			final Filter filter = SeparableConvolution.of(kernel).padding(padding(kernel, before));
			results.add("y", ConvolutionCases.apply(filter, x, border));
			results.addDouble("y", ConvolutionCases.applyDouble(filter, x, border));
		}
	}

	/** Whether it matters that the border is applied anew: a constant replaces what was already filtered. */
	private static boolean reapplied(final Border border) {
		return border.toString().startsWith("constant") && !border.equals(Border.constant(0));
	}

	private static Border border(final Case c) {
		return ConvolutionCases.ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
	}

	private static Tensor passes(final Tensor x, final SeparableKernel kernel, final int[] before, final int firstAxis,
		final Border border, final boolean wide)
	{
		final int n = kernel.numDimensions();
		Tensor y = x;
		for (int i = 0; i < n; i++) {
			// scipy counts axes from the slowest: the first one, then the others in that order
			final int axis = i == 0 ? firstAxis : n - i - (n - i > firstAxis ? 0 : 1);
			final double[][] vectors = new double[n][];
			final int[] offset = new int[n];
			for (int d = 0; d < n; d++)
				vectors[d] = d == axis ? kernel.vector(0, d) : new double[] { 1 };
			offset[axis] = before == null ? kernel.size(axis) / 2 : before[axis];
			final SeparableKernel pass = SeparableKernel.of(vectors);
			final Filter filter = SeparableConvolution.of(pass).padding(padding(pass, offset));
			y = wide ? ConvolutionCases.applyDouble(filter, y, border) : ConvolutionCases.apply(filter, new Tensor(y.shape,
				"float32", y.data), border);
		}
		return y;
	}

	static Padding padding(final SeparableKernel kernel, final int[] before) {
		final int[] first = new int[kernel.numDimensions()];
		final int[] after = new int[first.length];
		for (int d = 0; d < first.length; d++) {
			first[d] = before == null ? kernel.size(d) / 2 : before[d];
			after[d] = kernel.size(d) - 1 - first[d];
		}
		return Padding.explicit(first, after);
	}

	private static void gaussianBlur(final Case c, final Results results) {
		final int[] size = Tensor.ints(c.attributes.get("ksize_wh"));
		final double sigmaX = c.number("sigma_x", 0);
		final SeparableKernel kernel = SeparableKernel.of(Gaussian.weights(sigmaX, 0, size[0] / 2), Gaussian.weights(c
			.number("sigma_y", sigmaX), 0, size[1] / 2));
		openCv(c, results, kernel);
	}

	private static void boxFilter(final Case c, final Results results) {
		final int[] size = Tensor.ints(c.attributes.get("ksize_wh"));
		openCv(c, results, c.flag("normalize") ? SmoothingKernels.box(size) : SeparableKernel.of(filled(size[0], 1), filled(
			size[1], 1)));
	}

	private static void sepFilter2D(final Case c, final Results results) {
		openCv(c, results, SeparableKernel.of(c.input("weight_x").data, c.input("weight_y").data));
	}

	private static void laplacian(final Case c, final Results results) {
		final int size = c.integer("ksize", 1);
		if (size == 1) {
			openCv(c, results, SeparableKernel.of(new double[] { 1, -2, 1 }, new double[] { 0, 1, 0 }).plus(SeparableKernel.of(
				new double[] { 0, 1, 0 }, new double[] { 1, -2, 1 })));
			return;
		}
		final double[] smooth = SmoothingKernels.binomial(size).times(Math.scalb(1.0, size - 1)).vector(0, 0);
		final double[] second = new double[size];
		final double[] binomial = SmoothingKernels.binomial(size - 2).times(Math.scalb(1.0, size - 3)).vector(0, 0);
		for (int i = 0; i < binomial.length; i++) {
			second[i] += binomial[i];
			second[i + 1] -= 2 * binomial[i];
			second[i + 2] += binomial[i];
		}
		openCv(c, results, SeparableKernel.of(second, smooth).plus(SeparableKernel.of(smooth, second)));
	}

	/** A filter of OpenCV: correlation with scale, delta and anchor. */
	static void openCv(final Case c, final Results results, final SeparableKernel kernel) {
		final int[] anchor = c.attributes.has("anchor_yx") ? c.axes("anchor_yx", 2, 0) : null;
		final Filter filter = SeparableConvolution.of(kernel.times(c.number("scale", 1))).bias(c.number("delta", 0)).padding(
			padding(kernel, anchor));
		final Border border = ConvolutionCases.openCvBorder(c.text("border", ""));
		results.add("y", ConvolutionCases.apply(filter, c.input("x"), border));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, c.input("x"), border));
		if (c.outputs().has("y_int_half_up")) results.add("y_int_half_up", ConvolutionCases.applySame(filter, c.input("x"),
			border));
	}
}
