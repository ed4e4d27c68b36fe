package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.transposed.MaxUnpooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.run.Filters;

import java.util.Arrays;
import java.util.Map;

import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** Cases that put pooled values back. */
final class UnpoolingCases {

	private UnpoolingCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("max_unpool", UnpoolingCases::maxUnpool);
	}

	private static void maxUnpool(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final Tensor indices = c.input("indices");
		final int n = x.shape.length - 2;
		run(results, MaxUnpooling.toSize(c.axes("output_size", n, 1)), x, indices);
		if (c.flag("output_size_given")) return;
		// the size follows from the window, and so does where the positions may be
		final int[] kernel = c.axes("kernel", n, 1);
		run(results, MaxUnpooling.of(kernel).stride(c.attributes.has("stride") ? c.axes("stride", n, 1) : kernel).padding(
			Padding.explicit(c.axes("padding", n, 0))), x, indices);
	}

	private static void run(final Results results, final Filter filter, final Tensor x, final Tensor indices) {
		results.add("y", Tensor.of(Filters.apply(filter, Arrays.asList(x.image(), indices.image()), Border.ZERO,
			new FloatType())));
		results.addDouble("y", Tensor.of(Filters.apply(filter, Arrays.asList(x.doubleImage(), indices.doubleImage()),
			Border.ZERO, new DoubleType())));
	}
}
