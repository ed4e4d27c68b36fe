package io.github.convolvej.benchmark;

import static io.github.convolvej.benchmark.Column.IMAGEJ;
import static io.github.convolvej.benchmark.Column.ONNX;
import static io.github.convolvej.benchmark.Column.OPENCV;
import static io.github.convolvej.benchmark.Column.YARDSTICK;
import static io.github.convolvej.benchmark.Goal.above;
import static io.github.convolvej.benchmark.Goal.faster;
import static io.github.convolvej.benchmark.Goal.part;
import static io.github.convolvej.benchmark.Goal.scaling;
import static io.github.convolvej.benchmark.Goal.unmeasured;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The table of all goals. */
final class Goals {

	private static final String NOT_HERE = ": not measurable here, it is not in Maven Central";

	private static final List<Goal> ALL = new ArrayList<>(Arrays.asList( //
		faster("dense-3x3-f32", IMAGEJ, 30), part("dense-3x3-f32", OPENCV, 1), faster("dense-3x3-f32", ONNX, 6), //
		part("dense-3x3-f32", YARDSTICK, 2), //
		faster("dense-5x5-f32", IMAGEJ, 30), part("dense-5x5-f32", OPENCV, 1), faster("dense-5x5-f32", ONNX, 6), //
		faster("dense-7x7-f32", IMAGEJ, 30), part("dense-7x7-f32", OPENCV, 1), faster("dense-7x7-f32", ONNX, 6), //
		scaling("dense-7x7-f32", 1.7), //
		faster("dense-3x3-u16", IMAGEJ, 25), faster("dense-3x3-u16", OPENCV, 2.5), //
		faster("dense-5x5-u16", IMAGEJ, 25), faster("dense-5x5-u16", OPENCV, 2.5), //
		faster("dense-7x7-u16", IMAGEJ, 25), faster("dense-7x7-u16", OPENCV, 2.5), //
		faster("stack-3x3-u16", IMAGEJ, 12), faster("stack-3x3-u16", OPENCV, 2.5), //
		faster("dense-15x15-f32", IMAGEJ, 20), faster("dense-15x15-f32", OPENCV, 2), faster("dense-15x15-f32", ONNX, 6), //
		scaling("dense-15x15-f32", 1.7), //
		faster("dense-31x31-f32", IMAGEJ, 30), part("dense-31x31-f32", OPENCV, 1), //
		faster("stride2-3x3-f32", ONNX, 3), //
		faster("dilation2-3x3-f32", ONNX, 8), part("dilation2-3x3-f32", OPENCV, 1.2), //
		faster("dilation4-3x3-f32", ONNX, 8), part("dilation4-3x3-f32", OPENCV, 1.2), //
		part("sobel-x-f32", OPENCV, 1.1), part("sobel-x-u16", OPENCV, 1.1), part("sobel-x-u8", OPENCV, 1.5), //
		faster("sobel-magnitude-f32", OPENCV, 2.4), faster("sobel-magnitude-f32", IMAGEJ, 3.5), //
		faster("sobel-magnitude-u16", OPENCV, 2.4), faster("sobel-magnitude-u16", IMAGEJ, 8), //
		faster("sobel-magnitude-u8", OPENCV, 2.4), faster("sobel-magnitude-u8", IMAGEJ, 8), //
		faster("gaussian-2-f32", IMAGEJ, 10), part("gaussian-2-f32", OPENCV, 1.05), //
		unmeasured("gaussian-2-f32", ">= 14x Gauss3, >= 1.3x blocks of imglib2-algorithm" + NOT_HERE), //
		faster("gaussian-8-f32", IMAGEJ, 7), faster("gaussian-8-f32", OPENCV, 1.4), //
		unmeasured("gaussian-8-f32", ">= 14x Gauss3, >= 1.3x blocks of imglib2-algorithm" + NOT_HERE), //
		faster("volume-3x3x3", ONNX, 2.2), faster("volume-5x5x5", ONNX, 3), scaling("volume-5x5x5", 1.7), //
		faster("volume-gaussian-2", IMAGEJ, 12), //
		unmeasured("volume-gaussian-2", ">= 12x Gauss3 of imglib2-algorithm" + NOT_HERE), //
		part("channels-32-32", ONNX, 1.1), part("channels-64-64", ONNX, 1.1), part("channels-128-128", ONNX, 1.1), //
		part("grouped4-3x3-64", ONNX, 2), part("volume-channels-32-32", ONNX, 1.1), //
		part("network-unet", ONNX, 1.5), part("network-dncnn", ONNX, 1.5), part("network-unet-3d", ONNX, 1.5), //
		part("network-mobilenet", ONNX, 1.5), //
		scaling("channels-32-32", 1.7), scaling("channels-64-64", 1.7), //
		part("channels-1x1-64-128", ONNX, 1.4), part("depthwise-3x3-64", ONNX, 1), //
		faster("transposed-1", ONNX, 10), part("transposed-1", OPENCV, 1.2), part("transposed-32-32", ONNX, 2), //
		faster("max-2x2-f32", ONNX, 2.5), faster("max-2x2-f32", IMAGEJ, 10), //
		faster("max-2x2-u16", ONNX, 2.5), faster("max-2x2-u16", IMAGEJ, 10), //
		faster("max-3x3-stride2-f32", ONNX, 4), //
		faster("max-31x31-f32", OPENCV, 1.5), faster("max-31x31-f32", IMAGEJ, 50), //
		part("max-31x31-u16", OPENCV, 1), faster("max-31x31-u16", IMAGEJ, 50), //
		faster("average-2x2-f32", IMAGEJ, 4), faster("average-2x2-f32", ONNX, 3), part("average-2x2-f32", OPENCV, 2), //
		faster("average-2x2-u16", IMAGEJ, 4), faster("average-2x2-u16", ONNX, 3), part("average-2x2-u16", OPENCV, 3), //
		above("small-3x3-f32", YARDSTICK, 0.2), above("small-3x3-u8", YARDSTICK, 0.2), //
		part("scaling-3x3-f32", YARDSTICK, 1.15)));

	static {
		ALL.addAll(everydayRanks());
		ALL.addAll(everydayGaussians());
	}

	private Goals() {}

	/** Rank filters, means and variances in discs and balls beside ImageJ's. */
	private static List<Goal> everydayRanks() {
		final List<Goal> goals = new ArrayList<>();
		for (final String type : new String[] { "u8", "u16", "f32" }) {
			for (final int radius : new int[] { 1, 2, 5, 10, 25 })
				for (final String rank : new String[] { "median", "percentile" })
					goals.add(faster("everyday-" + rank + "-disc" + radius + "-" + type, IMAGEJ, type.equals("u8") ? 4 : type.equals(
						"u16") ? 3 : 2));
			for (final int radius : new int[] { 2, 10, 25 })
				for (final String name : new String[] { "minimum", "maximum", "mean", "variance" })
					goals.add(faster("everyday-" + name + "-disc" + radius + "-" + type, IMAGEJ, 8));
		}
		goals.add(faster("everyday-median-ball2-f32", IMAGEJ, 5));
		goals.add(faster("everyday-variance-ball2-f32", IMAGEJ, 5));
		return goals;
	}

	/** Gaussians beside ImageJ's, whose time hardly grows with sigma. */
	private static List<Goal> everydayGaussians() {
		final List<Goal> goals = new ArrayList<>();
		for (final Picture.Type type : new Picture.Type[] { Picture.Type.F32, Picture.Type.U16 }) {
			for (final double sigma : EverydayGaussianWorkloads.SIGMAS)
				goals.add(faster(EverydayGaussianWorkloads.name(sigma, type), IMAGEJ, sigma <= 16 ? 3 : 1.5));
			goals.add(part(EverydayGaussianWorkloads.name(200, type), YARDSTICK, 2.5));
		}
		goals.add(faster("everyday-volume-gaussian-2", IMAGEJ, 8));
		goals.add(faster("everyday-volume-gaussian-10", IMAGEJ, 4));
		goals.add(part("everyday-median-box10-u8", OPENCV, 3));
		return goals;
	}

	/**
	 * @param workload name
	 * @return its goals
	 */
	static List<Goal> of(final String workload) {
		return ALL.stream().filter(g -> g.workload().equals(workload)).collect(Collectors.toList());
	}

	/** @return all of them */
	static List<Goal> all() {
		return Collections.unmodifiableList(ALL);
	}
}
