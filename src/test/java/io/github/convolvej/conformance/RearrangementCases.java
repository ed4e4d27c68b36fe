package io.github.convolvej.conformance;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.rearrangement.ChannelShuffle;
import io.github.convolvej.filter.rearrangement.PixelShuffle;
import io.github.convolvej.filter.rearrangement.PixelUnshuffle;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Cases that only move samples between space and channels. */
final class RearrangementCases {

	private RearrangementCases() {}

	static void register(final Map<String, Operation> operations) {
		operations.put("pixel_shuffle", (c, r) -> pixels(c, r, PixelShuffle::of));
		operations.put("pixel_shuffle_dcr", (c, r) -> pixels(c, r, f -> PixelShuffle.of(f).depthFirst()));
		operations.put("pixel_unshuffle", (c, r) -> pixels(c, r, PixelUnshuffle::of));
		operations.put("pixel_unshuffle_dcr", (c, r) -> pixels(c, r, f -> PixelUnshuffle.of(f).depthFirst()));
		operations.put("channel_shuffle", (c, r) -> run(c, r, ChannelShuffle.of(c.integer("groups", 1), spatialAxes(c))));
	}

	private static int spatialAxes(final Case c) {
		return c.input("x").shape.length - 2;
	}

	private static void pixels(final Case c, final Results results, final Function<int[], Filter> filter) {
		final int[] factor = new int[spatialAxes(c)];
		Arrays.fill(factor, c.integer("factor", 1));
		run(c, results, filter.apply(factor));
	}

	private static void run(final Case c, final Results results, final Filter filter) {
		results.add("y", ConvolutionCases.apply(filter, c.input("x"), Border.ZERO));
		results.addDouble("y", ConvolutionCases.applyDouble(filter, c.input("x"), Border.ZERO));
	}
}
