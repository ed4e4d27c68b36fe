package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.Map;

/** Cases that are transposed convolutions. */
final class TransposedCases {

	private TransposedCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("conv_transpose", TransposedCases::convTranspose);
		operations.put("transposed_output_size", TransposedCases::outputSize);
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

	/** A table: each row is a geometry along one axis; 0 where there is no output. */
	private static void outputSize(final Case c, final Results results) {
		final Tensor input = c.input("input");
		final double[] sizes = new double[input.data.length];
		for (int i = 0; i < sizes.length; i++) {
			final int size = (int) c.input("kernel").data[i];
			final TransposedConvolution filter = TransposedConvolution.of(new Kernel(new double[size], 1, 1, size)).stride(
				(int) c.input("stride").data[i]).dilation((int) c.input("dilation").data[i]).padding(Padding.explicit((int) c
					.input("padding").data[i])).outputPadding((int) c.input("output_padding").data[i]);
			sizes[i] = targetSize(filter, (int) input.data[i]);
		}
		results.add("output_size", new Tensor(input.shape, "int64", sizes));
	}

	private static long targetSize(final Filter filter, final int n) {
		try {
			return filter.on(n).targetDimensions()[0];
		}
		catch (final IllegalArgumentException e) {
			return 0;
		}
	}
}
