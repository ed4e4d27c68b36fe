package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Bins;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.Window;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Cases that are pooling with windows, and its size formulas. */
final class PoolingCases {

	private PoolingCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("max_pool", PoolingCases::max);
		operations.put("avg_pool", PoolingCases::average);
		operations.put("lp_pool", (c, results) -> both(c, results, windows(c, Pooling.lp(c.number("p", 2), kernel(c)))));
		operations.put("stochastic_pool_expectation", (c, results) -> both(c, results, windows(c, Pooling
			.stochasticExpectation(kernel(c)))));
		operations.put("ndimage_maximum_filter", PoolingCases::ndimageExtremum);
		operations.put("ndimage_minimum_filter", PoolingCases::ndimageExtremum);
		operations.put("ndimage_uniform_filter", PoolingCases::ndimageUniform);
		operations.put("pool_output_size", PoolingCases::outputSize);
		operations.put("adaptive_bins", PoolingCases::bins);
	}

	private static int[] kernel(final Case c) {
		return Tensor.reversed(Tensor.ints(c.attributes.get("kernel")));
	}

	private static Pooling windows(final Case c, final Pooling pooling) {
		final int n = pooling.numDimensions();
		final boolean hasStride = c.attributes.has("stride") && !c.attributes.get("stride").isJsonNull();
		final Pooling strided = hasStride ? pooling.stride(c.axes("stride", n, 1)) : pooling;
		return strided.dilation(c.axes("dilation", n, 1)).ceilMode(c.flag("ceil_mode")).padding(Padding.explicit(c.axes(
			"padding_begin", n, 0), c.axes("padding_end", n, 0)));
	}

	private static void both(final Case c, final Results results, final Filter filter) {
		final Tensor x = c.input("x");
		results.add("y", ConvolutionCases.apply(filter, x, Border.ZERO));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, x, Border.ZERO));
		if (c.outputs() != null && c.outputs().has("y_int")) results.add("y_int", ConvolutionCases.applySame(filter, x,
			Border.ZERO));
	}

	private static void max(final Case c, final Results results) {
		both(c, results, windows(c, Pooling.max(kernel(c))));
		if (c.outputs() == null || c.outputs().has("indices")) results.add("indices", ConvolutionCases.apply(windows(c,
			Pooling.argmax(kernel(c))), c.input("x"), Border.ZERO));
	}

	private static void average(final Case c, final Results results) {
		final Pooling pooling = windows(c, Pooling.average(kernel(c))).countIncludePad(c.flag("count_include_pad"));
		final int divisor = c.integer("divisor_override", 0);
		both(c, results, divisor == 0 ? pooling : pooling.divisorOverride(divisor));
	}

	private static void ndimageExtremum(final Case c, final Results results) {
		final Tensor footprint = c.input("footprint");
		final int[] size = footprint == null ? Tensor.reversed(Tensor.ints(c.attributes.get("size"))) : Tensor.reversed(
			footprint.shape);
		Pooling pooling = c.op.equals("ndimage_maximum_filter") ? Pooling.max(size) : Pooling.min(size);
		if (footprint != null) {
			final boolean[] taps = new boolean[footprint.data.length];
			for (int i = 0; i < taps.length; i++)
				taps[i] = footprint.data[i] != 0;
			pooling = pooling.footprint(taps);
		}
		final Filter filter = centred(pooling, size, c.axes("origin", size.length, 0));
		final Border border = ConvolutionCases.ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
		results.add("y", ConvolutionCases.apply(filter, c.input("x"), border));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, c.input("x"), border));
	}

	/** One window at each sample: tap size / 2 + origin lies on it. */
	private static Pooling centred(final Pooling pooling, final int[] size, final int[] origin) {
		final int[] before = new int[size.length];
		final int[] after = new int[size.length];
		for (int d = 0; d < size.length; d++) {
			before[d] = size[d] / 2 + origin[d];
			after[d] = size[d] - 1 - before[d];
		}
		return pooling.stride(1).padding(Padding.explicit(before, after)).withBorder();
	}

	/** Axis after axis, last tensor axis last, each with the border anew. */
	private static void ndimageUniform(final Case c, final Results results) {
		final int n = c.integer("spatial_dims", 2);
		final int[] size = c.axes("size", n, 3);
		final int[] origin = c.axes("origin", n, 0);
		final Border border = ConvolutionCases.ndimageBorder(c.text("mode", "reflect"), c.number("cval", 0));
		Tensor y = c.input("x");
		Tensor exact = y;
		for (int d = n - 1; d >= 0; d--) {
			final int[] line = new int[n];
			Arrays.fill(line, 1);
			line[d] = size[d];
			final int[] shift = new int[n];
			shift[d] = origin[d];
			final Filter filter = centred(Pooling.average(line), line, shift);
			y = ConvolutionCases.apply(filter, y, border);
			exact = ConvolutionCases.applyDouble(filter, exact, border);
		}
		results.add("y", y);
		results.addDouble("y", exact);
	}

	private static void outputSize(final Case c, final Results results) {
		final double[] n = c.input("input").data;
		results.add("output_size", table(n.length, i -> {
			final long padding = (long) c.input("padding").data[i];
			final Window window = new Window((int) c.input("kernel").data[i], (int) c.input("stride").data[i], (int) c.input(
				"dilation").data[i], padding, padding).ceilMode(c.input("ceil_mode").data[i] != 0);
			try {
				return window.targetSize((long) n[i], 0);
			}
			catch (final IllegalArgumentException e) {
				// how the tables write: refused
				return 0;
			}
		}));
	}

	private static void bins(final Case c, final Results results) {
		final double[] n = c.input("input").data;
		final double[] bins = c.input("bins").data;
		final double[] index = c.input("index").data;
		results.add("start", table(n.length, i -> new Bins((long) n[i], (long) bins[i]).start((long) index[i])));
		results.add("end_exclusive", table(n.length, i -> new Bins((long) n[i], (long) bins[i]).end((long) index[i])));
	}

	private static Tensor table(final int rows, final IntToDoubleFunction value) {
		final double[] data = new double[rows];
		Arrays.setAll(data, value);
		return new Tensor(new int[] { rows }, "float64", data);
	}
}
