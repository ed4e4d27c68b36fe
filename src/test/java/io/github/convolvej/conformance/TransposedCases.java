package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.Map;

/** Cases that are transposed convolutions. */
final class TransposedCases {

	private TransposedCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("conv_transpose", TransposedCases::convTranspose);
	}

	private static void convTranspose(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final Kernel kernel = ConvolutionCases.kernel(c.input("weight"), null, c.integer("groups", 1));
		final int n = kernel.numDimensions();
		final TransposedConvolution transposed = TransposedConvolution.of(kernel).stride(c.axes("stride", n, 1)).dilation(c
			.axes("dilation", n, 1)).padding(Padding.explicit(c.axes("padding_begin", n, 0), c.axes("padding_end", n, 0)))
			.outputPadding(c.axes("output_padding", n, 0));
		final Tensor bias = c.input("bias");
		final Filter filter = bias == null ? transposed : transposed.bias(bias.data);
		results.add("y", ConvolutionCases.apply(filter, x, Border.ZERO));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, x, Border.ZERO));
	}
}
