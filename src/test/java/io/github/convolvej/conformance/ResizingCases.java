package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.interpolation.Interpolation.Method;

import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

/** Cases that change the size of an image: interpolation. */
final class ResizingCases {

	private ResizingCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("interpolate", ResizingCases::interpolate);
	}

	private static void interpolate(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final Method method = Method.parse(c.text("mode", ""));
		final int n = x.shape.length - 2;
		final JsonElement size = c.attributes.get("size");
		Interpolation filter = size == null || size.isJsonNull() ? Interpolation.byFactor(method, factors(c, n))
			: Interpolation.toSize(method, c.axes("size", n, 1));
		if (c.flag("recompute_scale_factor")) filter = filter.recomputeFactor();
		if (c.flag("align_corners")) filter = filter.alignCorners();
		results.add("y", ConvolutionCases.apply(filter, x, Border.ZERO));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, x, Border.ZERO));
	}

	/** One number for all axes, or one for each in tensor order. */
	private static double[] factors(final Case c, final int n) {
		final JsonElement e = c.attributes.get("scale_factor");
		final double[] factors = new double[n];
		for (int d = 0; d < n; d++) {
			final JsonArray list = e.isJsonArray() ? e.getAsJsonArray() : null;
			factors[d] = list == null ? e.getAsDouble() : list.get(n - 1 - d).getAsDouble();
		}
		return factors;
	}
}
