package io.github.convolvej.network.operator;

import io.github.convolvej.geometry.Proportion;
import io.github.convolvej.network.tensor.Constant;

import java.util.Arrays;

/** ONNX Pad: adds samples at the edges; negative numbers crop. */
final class PadRule {

	/** Of each of them a table is made; no image of ImageJ is as long. */
	private static final long MOST_ALONG = 1 << 24;

	private PadRule() {}

	static Value[] bind(final NodeBinding n) {
		final Value x = n.required(0);
		final long[] given = n.integers("pads", 1);
		if (given == null) throw new IllegalArgumentException("pads are missing");
		final Constant axes = n.inputs() > 3 ? n.constant(3) : null;
		final int count = axes == null ? x.rank() : axes.samples();
		if (given.length != 2 * count) throw new IllegalArgumentException("pads has " + given.length +
			" numbers, but must have 2 for each of " + count + " axes");
		final Constant value = n.inputs() > 2 ? n.constant(2) : null;
		final double outside = value != null && value.samples() > 0 ? value.at(0) : n.attributes().number("value", 0);
		final String mode = n.attributes().text("mode", "constant");
		final int[][][] tables = LayoutRules.identity(x);
		final long[] shape = x.shape();
		boolean changes = false;
		final int[] padded = new int[count];
		for (int i = 0; i < count; i++) {
			final int d = axes == null ? i : NodeBinding.axis((long) axes.at(i), x.rank());
			padded[i] = d;
			final long before = given[i];
			final long after = given[count + i];
			changes |= before != 0 || after != 0;
			if (Math.max(Math.abs(before), Math.abs(after)) > Integer.MAX_VALUE) throw new IllegalArgumentException("pads are " + Arrays
				.toString(given) + ", which no image has");
			shape[d] = NodeBinding.checkAlong(x.size(d) + before + after);
			if (shape[d] < 1) throw new UnfitSizeException("nothing is left of " + x.size(d) + " positions along axis " + d +
				" with padding " + before + " and " + after);
			if (shape[d] > Math.max(MOST_ALONG, x.size(d))) throw new IllegalArgumentException("the result would have " +
				shape[d] + " samples along one axis, but at most " + MOST_ALONG + ": take less padding");
		}
		Proportion.checkPadding(x.shape(), shape);
		final long[] shift = new long[x.rank()];
		for (int i = 0; i < count; i++) {
			final int d = padded[i];
			// cropped samples are not mirrored
			final long before = given[i];
			shift[d] = before;
			final int low = (int) Math.max(0, -before);
			final int high = (int) (x.size(d) - 1 - Math.max(0, -given[count + i]));
			tables[d][d] = new int[(int) shape[d]];
			for (int k = 0; k < shape[d]; k++)
				tables[d][d][k] = source(mode, (int) (k - before), low, high);
		}
		return NodeBinding.one(changes ? n.apply(new PositionTable(x.shape(), shape, tables, outside, x.isWide(), shift),
			x) : x);
	}

	private static int source(final String mode, final int at, final int low, final int high) {
		if (at >= low && at <= high) return at;
		final int size = high - low + 1;
		switch (mode) {
			case "constant":
				return PositionTable.OUTSIDE;
			case "edge":
				return at < low ? low : high;
			case "wrap":
				return low + Math.floorMod(at - low, size);
			case "reflect":
				if (size == 1) return low;
				final int period = 2 * (size - 1);
				final int phase = Math.floorMod(at - low, period);
				return low + (phase < size ? phase : period - phase);
			default:
				throw new IllegalArgumentException("mode is " + mode + ", but must be constant, reflect, edge or wrap");
		}
	}
}
