package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pointwise.BatchNormalisation;
import io.github.convolvej.filter.pooling.AdaptivePooling;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.SpatialPyramidPooling;
import io.github.convolvej.network.ChannelStatistics;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Map;

import com.google.gson.JsonArray;

/** Cases that are pooling to a given size (global, adaptive, spatial pyramid), and batch normalisation. */
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
		operations.put("batch_norm", AdaptiveCases::batchNorm);
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

	/** With measured statistics if the case gives none. */
	private static void batchNorm(final Case c, final Results results) {
		final Tensor x = c.input("x");
		final int channels = x.shape[1];
		final Tensor mean = c.input("mean");
		final Tensor variance = c.input("var");
		final ChannelStatistics measured = ChannelStatistics.measure(x.doubleImage(), axes(c), Options.DEFAULT);
		final Tensor weight = c.input("weight");
		final Tensor bias = c.input("bias");
		final double[] ones = new double[channels];
		Arrays.fill(ones, 1);
		final BatchNormalisation filter = BatchNormalisation.of(axes(c), mean == null ? measured.mean() : mean.data,
			variance == null ? measured.variance() : variance.data).affine(weight == null ? ones : weight.data, bias == null
				? new double[channels] : bias.data).epsilon(c.number("eps", BatchNormalisation.DEFAULT_EPSILON));
		both(c, results, filter);
	}
}
