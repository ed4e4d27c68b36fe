package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Separation;

import java.util.Map;

/** Cases that separate a kernel, or run it as separable passes. */
final class SeparableCases {

	private SeparableCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("separable_svd", SeparableCases::svd);
		operations.put("separable_3d", SeparableCases::tensor);
	}

	private static void svd(final Case c, final Results results) {
		final Separation s = Separation.of(ConvolutionCases.single(c.input("weight")), c.integer("terms", 1));
		expect(c, "numeric_rank", s.rank(), c.integer("numeric_rank", s.rank()));
		results.add("singular_values", vector(s.singularValues(0)));
		results.add("frobenius_error", vector(s.error()));
		compare(c, results, s);
	}

	private static void tensor(final Case c, final Results results) {
		final Separation s = Separation.of(ConvolutionCases.single(c.input("weight")));
		final int[] rank = c.axes("multilinear_rank", 3, 1);
		for (int d = 0; d < 3; d++)
			expect(c, "rank along axis " + d, s.rank(d), rank[d]);
		compare(c, results, s);
	}

	private static void compare(final Case c, final Results results, final Separation s) {
		expect(c, "separable", s.isSeparable(), c.flag("separable"));
		final Kernel sum = Kernel.of(s.terms());
		results.add("reconstructed", new Tensor(Tensor.reversed(sum.size()), "float64", sum.weights()));
		final SeparableConvolution filter = SeparableConvolution.of(s).padding(Padding.VALID);
		results.add("y", ConvolutionCases.apply(filter, c.input("x"), Border.ZERO));
	}

	private static void expect(final Case c, final String what, final Object got, final Object expected) {
		if (!got.equals(expected)) throw new IllegalStateException(c.id + ": " + what + " is " + got + ", expected " +
			expected);
	}

	private static Tensor vector(final double... values) {
		return new Tensor(new int[] { values.length }, "float64", values);
	}
}
