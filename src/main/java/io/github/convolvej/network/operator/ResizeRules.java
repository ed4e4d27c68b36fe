package io.github.convolvej.network.operator;

import io.github.convolvej.network.tensor.Constant;

import java.util.Arrays;
import java.util.Map;

/** ONNX Resize and Upsample, computed axis by axis. */
final class ResizeRules {

	/** Of each of them a table is made; no image of ImageJ is as long. */
	private static final double[] WHOLE = { 0, 1 };

	/** Rounding of version 10: up along axes that become smaller, otherwise down. */
	private static final String BY_SCALE = "by scale";

	private ResizeRules() {}

	static void addTo(final Map<String, OperatorRule> rules) {
		rules.put("Resize", ResizeRules::resize);
		rules.put("Upsample", ResizeRules::upsample);
	}

	private static Value[] upsample(final NodeBinding n) {
		final Value x = n.required(0);
		double[] scales = n.attributes().numbers("scales");
		if (scales == null) {
			final Constant given = n.constant(1);
			if (given == null) throw new IllegalArgumentException("scales are missing");
			scales = given.doubles();
		}
		final boolean linear = n.attributes().choice("mode", "nearest", "linear", "bilinear", "trilinear").endsWith("linear");
		return NodeBinding.one(resized(n, x, scales, sizes(x, scales), linear ? "linear" : "nearest", "asymmetric", "floor", null));
	}

	private static long[] sizes(final Value x, final double[] scales) {
		if (scales.length != x.rank()) throw new IllegalArgumentException("scales has " + scales.length +
			" numbers, but must have one for each of the " + x.rank() + " axes");
		final long[] sizes = x.shape();
		for (int d = 0; d < sizes.length; d++) {
			sizes[d] = (long) Math.floor((float) scales[d] * sizes[d]);
			if (sizes[d] < 1) throw new UnfitSizeException("nothing is left of " + x.size(d) + " positions along axis " + d +
				" at scale " + scales[d]);
		}
		return sizes;
	}

	private static Value[] resize(final NodeBinding n) {
		final Value x = n.required(0);
		final Attributes a = n.attributes();
		final String mode = a.text("mode", "nearest");
		if (n.version() < 11) {
			final double[] scales = n.requiredConstant(1).doubles();
			return NodeBinding.one(resized(n, x, scales, sizes(x, scales), mode.endsWith("linear") ? "linear" : mode,
				"asymmetric", BY_SCALE, null));
		}
		final long[] axes = a.integers("axes");
		final Constant scalesGiven = n.inputs() > 2 ? n.constant(2) : null;
		final Constant sizesGiven = n.inputs() > 3 ? n.constant(3) : null;
		final double[] scales = new double[x.rank()];
		Arrays.fill(scales, 1);
		long[] sizes = x.shape();
		final String transformation = a.text("coordinate_transformation_mode", "half_pixel");
		final double[][] parts = transformation.equals(ResizeTables.CROP) ? parts(n, x, axes) : null;
		if (sizesGiven != null && sizesGiven.samples() > 0) {
			fromSizes(a, x, axes, atThisSize(n, x, axes, sizesGiven), sizes, scales);
		}
		else if (scalesGiven != null && scalesGiven.samples() > 0) {
			for (int i = 0; i < scalesGiven.samples(); i++)
				scales[axes == null ? i : NodeBinding.axis(axes[i], x.rank())] = scalesGiven.at(i);
			// of a part too the scales are those of the whole input, as other engines have it
			sizes = sizes(x, scales);
		}
		else throw new IllegalArgumentException("neither scales nor sizes are given");
		return NodeBinding.one(resized(n, x, scales, sizes, mode, transformation, a.text("nearest_mode",
			"round_prefer_floor"), parts));
	}

	/** The part of every axis that is resized, from 0 to 1. */
	private static double[][] parts(final NodeBinding n, final Value x, final long[] axes) {
		final double[][] parts = new double[x.rank()][];
		for (int d = 0; d < parts.length; d++)
			parts[d] = WHOLE.clone();
		final Constant roi = n.constant(1);
		final int count = axes == null ? x.rank() : axes.length;
		if (roi == null || roi.samples() != 2 * count) throw new IllegalArgumentException(
			"coordinate_transformation_mode is " + ResizeTables.CROP + ", so input 2 (roi) must have " + 2 * count + " numbers");
		for (int i = 0; i < count; i++)
			parts[axes == null ? i : NodeBinding.axis(axes[i], x.rank())] = new double[] { roi.at(i), roi.at(count + i) };
		return parts;
	}

	/**
	 * Converts sizes that were exported for a fixed size of the image to sizes for
	 * this one, if the scale factors are whole numbers.
	 */
	private static Constant atThisSize(final NodeBinding n, final Value x, final long[] axes, final Constant given) {
		final long[] made = n.madeShape(0);
		if (made == null || Arrays.equals(made, x.shape())) return given;
		final long[] sizes = given.longs();
		final Constant then = n.madeConstant(3);
		for (int i = 0; i < sizes.length; i++) {
			final int d = axes == null ? i : NodeBinding.axis(axes[i], x.rank());
			// what has changed follows the size of the image; other sizes of the same shape may be fixed
			final boolean follows = n.followsSize(3) && then != null && then.at(i) != sizes[i];
			if (made[d] == x.size(d) || follows) continue;
			final boolean up = sizes[i] % made[d] == 0;
			if (!up && made[d] % sizes[i] != 0 || !up && x.size(d) % (made[d] / sizes[i]) != 0) throw new UnfitSizeException(
				"it resizes " + made[d] + " to " + sizes[i] + " samples along axis " + d +
					", which the network was exported for, but there are " + x.size(d) + " now and the factor is not whole");
			sizes[i] = up ? x.size(d) * (sizes[i] / made[d]) : x.size(d) / (made[d] / sizes[i]);
		}
		return n.adapt(Constant.of(sizes));
	}

	private static void fromSizes(final Attributes a, final Value x, final long[] axes, final Constant given,
		final long[] sizes, final double[] scales)
	{
		final int count = axes == null ? x.rank() : axes.length;
		if (given.samples() != count) throw new IllegalArgumentException("sizes has " + given.samples() +
			" numbers, but must have " + count);
		final String policy = a.choice("keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller");
		double common = policy.equals("not_larger") ? Double.POSITIVE_INFINITY : 0;
		for (int i = 0; i < count; i++) {
			final int d = axes == null ? i : NodeBinding.axis(axes[i], x.rank());
			if (given.at(i) < 1) throw new UnfitSizeException("the wanted size along axis " + d + " is " + (long) given.at(i));
			final double scale = (float) given.at(i) / x.size(d);
			sizes[d] = (long) given.at(i);
			scales[d] = scale;
			common = policy.equals("not_larger") ? Math.min(common, scale) : Math.max(common, scale);
		}
		if (policy.equals("stretch")) return;
		for (int i = 0; i < count; i++) {
			final int d = axes == null ? i : NodeBinding.axis(axes[i], x.rank());
			scales[d] = common;
			sizes[d] = Math.round(common * x.size(d));
		}
	}

	private static Value resized(final NodeBinding n, final Value x, final double[] scales, final long[] sizes,
		final String mode, final String transformation, final String rounding, final double[][] parts)
	{
		if (!mode.equals("nearest") && !mode.equals("linear") && !mode.equals("cubic")) throw new IllegalArgumentException(
			"mode is " + mode + ", but must be nearest, linear or cubic");
		// as other engines have it, even if the scales are not exactly 1
		if (parts == null && Arrays.equals(sizes, x.shape())) return x;
		final ResizeTables[] axes = new ResizeTables[x.rank()];
		boolean changes = false;
		for (int d = 0; d < axes.length; d++) {
			final double[] part = parts == null ? WHOLE : parts[d];
			if (scales[d] == 1 && sizes[d] == x.size(d) && Arrays.equals(part, WHOLE)) continue;
			NodeBinding.checkAlong(sizes[d]);
			axes[d] = new ResizeTables(x.size(d), sizes[d], scales[d], transformation, part);
			changes = true;
		}
		if (!changes) return x;
		final Value value = mode.equals("nearest") ? nearest(n, x, sizes, axes, rounding) : interpolated(n, x, axes, mode
			.equals("cubic"));
		return parts == null ? value : extrapolated(n, value, axes);
	}

	private static Value nearest(final NodeBinding n, final Value x, final long[] sizes, final ResizeTables[] axes,
		final String rounding)
	{
		if (n.attributes().integer("antialias", 0) != 0) throw new IllegalArgumentException(
			"antialias is set, but mode is nearest: it must be linear or cubic");
		final int[][][] tables = LayoutRules.identity(x);
		for (int d = 0; d < axes.length; d++)
			if (axes[d] != null) tables[d][d] = axes[d].nearest(!rounding.equals(BY_SCALE) ? rounding : sizes[d] < x.size(d) ? "ceil" : "floor");
		return LayoutRules.copy(n, x, sizes, tables);
	}

	private static Value interpolated(final NodeBinding n, final Value x, final ResizeTables[] axes,
		final boolean cubic)
	{
		final Attributes a = n.attributes();
		final double coefficient = a.number("cubic_coeff_a", -0.75);
		final boolean excluded = a.integer("exclude_outside", 0) != 0;
		Value value = x;
		// rows first, while there are few of them: rows are combined faster than samples within a row
		for (int d = axes.length - 1; d >= 0; d--) {
			if (axes[d] == null) continue;
			final long[] shape = value.shape();
			final AxisInterpolation axis = a.integer("antialias", 0) != 0 ? axes[d].antialiased(shape, d, cubic ? coefficient
				: Double.NaN, excluded) : cubic ? axes[d].cubic(shape, d, coefficient, excluded) : axes[d].linear(shape, d);
			value = n.apply(axis, value);
		}
		return value;
	}

	/** Replaces what lies beyond the input by the value of an attribute. */
	private static Value extrapolated(final NodeBinding n, final Value x, final ResizeTables[] axes) {
		final int[][][] tables = LayoutRules.identity(x);
		for (int d = 0; d < axes.length; d++)
			if (axes[d] != null) tables[d][d] = axes[d].inside();
		return n.apply(new PositionTable(x.shape(), x.shape(), tables, new int[x.rank()], n.attributes().number(
			"extrapolation_value", 0), false), x);
	}
}
