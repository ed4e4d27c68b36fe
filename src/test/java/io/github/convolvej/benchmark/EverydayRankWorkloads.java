package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.pooling.Statistic;
import io.github.convolvej.filter.pooling.WindowShape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.plugin.Binner;
import ij.plugin.Filters3D;
import ij.plugin.filter.RankFilters;

/** What microscopists do every day: rank filters, means and variances in a disc or ball, binning. */
final class EverydayRankWorkloads {

	private static final int SIZE = 2048;
	/** ImageJ's sums are in another order, and its variances lose digits. */
	private static final double SUMS = 2e-3;

	private EverydayRankWorkloads() {}

	static List<Workload> all() {
		final List<Workload> all = new ArrayList<>();
		for (final Picture.Type type : Picture.Type.values()) {
			final String of = "-" + type.name().toLowerCase(Locale.ROOT);
			for (final int radius : new int[] { 1, 2, 5, 10, 25 }) {
				all.add(new Workload("everyday-median-disc" + radius + of, "median in a disc of radius " + radius + " " + type +
					", 2048^2", () -> disc(type, Statistic.MEDIAN, RankFilters.MEDIAN, radius)));
				all.add(new Workload("everyday-percentile-disc" + radius + of, "percentile 20 in a disc of radius " + radius +
					" " + type + ", 2048^2; ImageJ's median", () -> percentile(type, radius)));
			}
			for (final int radius : new int[] { 2, 10, 25 }) {
				all.add(disc("minimum", type, Statistic.MINIMUM, RankFilters.MIN, radius));
				all.add(disc("maximum", type, Statistic.MAXIMUM, RankFilters.MAX, radius));
				all.add(disc("mean", type, Statistic.MEAN, RankFilters.MEAN, radius));
				all.add(disc("variance", type, Statistic.VARIANCE, RankFilters.VARIANCE, radius));
			}
			if (type == Picture.Type.F32) continue;
			for (final int size : new int[] { 2, 3, 4 }) {
				all.add(new Workload("everyday-bin-average" + size + of, "average " + size + "x" + size + " side by side " + type +
					", 4096^2", () -> bin(type, Pooling.average(size, size), Binner.AVERAGE, size)));
				all.add(new Workload("everyday-bin-sum" + size + of, "sum " + size + "x" + size + " side by side " + type +
					", 4096^2; ImageJ's is clamped", () -> sum(type, size)));
				all.add(new Workload("everyday-bin-min" + size + of, "minimum " + size + "x" + size + " side by side " + type +
					", 4096^2", () -> bin(type, Pooling.min(size, size), Binner.MIN, size)));
				all.add(new Workload("everyday-bin-max" + size + of, "maximum " + size + "x" + size + " side by side " + type +
					", 4096^2", () -> bin(type, Pooling.max(size, size), Binner.MAX, size)));
			}
		}
		all.add(new Workload("everyday-median-ball2-f32", "median in an ellipsoid of radius 2 F32, 256 x 256 x 64",
			() -> volume(Statistic.MEDIAN, Filters3D.MEDIAN)));
		all.add(new Workload("everyday-variance-ball2-f32", "variance in an ellipsoid of radius 2 F32, 256 x 256 x 64",
			() -> volume(Statistic.VARIANCE, Filters3D.VAR)));
		return all;
	}

	private static Workload disc(final String name, final Picture.Type type, final Statistic statistic, final int method,
		final int radius)
	{
		return new Workload("everyday-" + name + "-disc" + radius + "-" + type.name().toLowerCase(Locale.ROOT), name +
			" in a disc of radius " + radius + " " + type + ", 2048^2", () -> disc(type, statistic, method, radius));
	}

	private static Contest disc(final Picture.Type type, final Statistic statistic, final int method, final int radius) {
		final Picture image = Picture.random(type, SIZE, SIZE);
		final boolean sum = statistic == Statistic.MEAN || statistic == Statistic.VARIANCE;
		return new Contest(type).ours(Neighbourhood.of(statistic, WindowShape.disc(radius)).withBorder(), 2,
			Border.REPLICATE, image).add(Column.IMAGEJ, ImageJ.rank(image, radius, method), Agreement.within(sum ? SUMS : 0));
	}

	/** ImageJ has no percentiles; its median has the same work. */
	private static Contest percentile(final Picture.Type type, final int radius) {
		final Picture image = Picture.random(type, SIZE, SIZE);
		return new Contest(type).ours(Neighbourhood.percentile(20, WindowShape.disc(radius)).withBorder(), 2,
			Border.REPLICATE, image).add(Column.IMAGEJ, ImageJ.rank(image, radius, RankFilters.MEDIAN), Agreement.none());
	}

	private static Contest bin(final Picture.Type type, final Pooling pooling, final int method, final int size) {
		final Picture image = Picture.random(type, 2 * SIZE, 2 * SIZE);
		return new Contest(type).ours(pooling, 2, Border.ZERO, image).add(Column.IMAGEJ, ImageJ.binner(image, size, method),
			DenseWorkloads.rounding(type));
	}

	/** ImageJ clamps sums to the type of the image, which Agreement.clamped does to ours. */
	private static Contest sum(final Picture.Type type, final int size) {
		final Picture image = Picture.random(type, 2 * SIZE, 2 * SIZE);
		return new Contest(type).ours(Pooling.average(size, size).divisorOverride(1), 2, Border.ZERO, image).add(
			Column.IMAGEJ, ImageJ.binner(image, size, Binner.SUM), Agreement.clamped(type));
	}

	/** Nothing counts outside of the stack, there as here. */
	private static Contest volume(final Statistic statistic, final int method) {
		final Picture image = Picture.random(Picture.Type.F32, 256, 256, 64);
		return new Contest(image.type()).ours(Neighbourhood.of(statistic, WindowShape.ellipse(2, 2, 2)), 3, Border.ZERO,
			image).add(Column.IMAGEJ, ImageJ.filters3D(image, 2, method), Agreement.none());
	}
}
