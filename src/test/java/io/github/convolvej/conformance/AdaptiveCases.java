package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.AdaptivePooling;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.GlobalPooling;
import io.github.convolvej.filter.SpatialPyramidPooling;

import com.google.gson.JsonArray;

import java.util.Map;

/** Cases that are pooling to a given size: global, adaptive, spatial pyramid. */
final class AdaptiveCases {

	private AdaptiveCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("adaptive_avg_pool", (c, results) -> both(c, results, AdaptivePooling.average(size(c))));
		operations.put("adaptive_max_pool", AdaptiveCases::adaptiveMax);
		operations.put("global_avg_pool", (c, results) -> both(c, results, GlobalPooling.average(axes(c))));
		operations.put("global_max_pool", (c, results) -> both(c, results, GlobalPooling.max(axes(c))));
		operations.put("global_sum_pool", (c, results) -> both(c, results, GlobalPooling.sum(axes(c))));
		operations.put("global_lp_pool", (c, results) -> both(c, results, GlobalPooling.lp(c.number("p", 2), axes(c))));
		operations.put("spatial_pyramid_pool", AdaptiveCases::pyramid);
	}

	private static int[] size(final Case c) {
		return Tensor.reversed(Tensor.ints(c.attributes.get("output_size")));
	}

	private static int axes(final Case c) {
		return c.input("x").shape.length - 2;
	}

	private static void both(final Case c, final Results results, final Filter filter) {
		results.add("y", ConvolutionCases.apply(filter, c.input("x"), Border.ZERO));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, c.input("x"), Border.ZERO));
	}

	private static void adaptiveMax(final Case c, final Results results) {
		both(c, results, AdaptivePooling.max(size(c)));
		if (c.outputs() != null && c.outputs().has("indices")) results.add("indices", ConvolutionCases.apply(AdaptivePooling
			.argmax(size(c)), c.input("x"), Border.ZERO));
	}

	private static void pyramid(final Case c, final Results results) {
		final JsonArray levels = c.attributes.getAsJsonArray("levels");
		final int[][] bins = new int[levels.size()][];
		for (int l = 0; l < bins.length; l++)
			bins[l] = Tensor.reversed(Tensor.ints(levels.get(l)));
		final Filter filter = c.text("pool", "max").equals("max") ? SpatialPyramidPooling.max(axes(c), bins)
			: SpatialPyramidPooling.average(axes(c), bins);
		results.add("y", vectors(ConvolutionCases.apply(filter, c.input("x"), Border.ZERO)));
		results.addDouble("y", vectors(ConvolutionCases.applyDouble(filter, c.input("x"), Border.ZERO)));
	}

	/** (N, 1, 1 ..., length) to (N, length). */
	private static Tensor vectors(final Tensor y) {
		return new Tensor(new int[] { y.shape[0], y.shape[y.shape.length - 1] }, y.dtype, y.data);
	}
}
