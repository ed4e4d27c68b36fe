package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Padding;

import java.util.ArrayList;
import java.util.List;

import org.opencv.imgproc.Imgproc;

import ij.plugin.Binner;
import ij.plugin.filter.RankFilters;

/** One number from each window: pooling, and rank filters. */
final class PoolingWorkloads {

	private static final int SIZE = 4096;

	private PoolingWorkloads() {}

	static List<Workload> all() {
		final List<Workload> all = new ArrayList<>();
		for (final Picture.Type type : new Picture.Type[] { Picture.Type.F32, Picture.Type.U16 }) {
			all.add(new Workload(DenseWorkloads.name("max-2x2", type), "max 2x2 stride 2 " + type, () -> max2(Picture.random(
				type, SIZE, SIZE))));
			all.add(new Workload(DenseWorkloads.name("average-2x2", type), "average 2x2 stride 2 " + type, () -> average2(
				Picture.random(type, SIZE, SIZE))));
			all.add(new Workload(DenseWorkloads.name("max-31x31", type), "max 31x31 stride 1 " + type +
				", ImageJ's in a disc", () -> max31(Picture.random(type, SIZE, SIZE))));
		}
		all.add(new Workload("max-3x3-stride2-f32", "max 3x3 stride 2 F32", PoolingWorkloads::max3));
		for (final int radius : new int[] { 2, 10 })
			all.add(new Workload("median-" + radius + "-f32", "median in a disc of radius " + radius + " F32, 1024^2",
				() -> median(radius)));
		return all;
	}

	private static Entrant pool(final String operator, final Picture image, final int taps, final int stride,
		final int pad)
	{
		final int[] size = image.size();
		return new OnnxRuntime(new OnnxModel(operator).ints("kernel_shape", taps, taps).ints("strides", stride, stride).ints(
			"pads", pad, pad, pad, pad), image, new long[] { 1, 1, size[1], size[0] }, new long[] { 1, 1, (size[1] + 2 * pad -
				taps) / stride + 1, (size[0] + 2 * pad - taps) / stride + 1 });
	}

	private static Contest max2(final Picture image) {
		final Filter filter = Pooling.max(2, 2);
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).plugin(filter, Border.ZERO, image).add(
			Column.ONNX, pool("MaxPool", image, 2, 2, 0), Agreement.within(0)).add(Column.IMAGEJ, ImageJ.binner(image,
				Binner.MAX), Agreement.within(0));
	}

	private static Contest average2(final Picture image) {
		final Filter filter = Pooling.average(2, 2);
		final Agreement agreement = DenseWorkloads.rounding(image.type());
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).plugin(filter, Border.ZERO, image).add(
			Column.ONNX, pool("AveragePool", image, 2, 2, 0), agreement).add(Column.OPENCV, OpenCv.resize(image, 0.5,
				Imgproc.INTER_AREA), agreement).add(Column.IMAGEJ, ImageJ.binner(image, Binner.AVERAGE), agreement);
	}

	private static Contest max3() {
		final Picture image = Picture.random(Picture.Type.F32, SIZE, SIZE);
		return new Contest(image.type()).ours(Pooling.max(3, 3).stride(2), 2, Border.ZERO, image).add(Column.ONNX, pool(
			"MaxPool", image, 3, 2, 0), Agreement.within(0));
	}

	private static Contest max31(final Picture image) {
		final Filter filter = Pooling.max(31, 31).stride(1).padding(Padding.SAME);
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).plugin(filter, Border.ZERO, image).add(
			Column.OPENCV, OpenCv.dilate(image, 31), Agreement.within(0)).add(Column.IMAGEJ, ImageJ.rank(image, 15, RankFilters.MAX), Agreement.notAbove());
	}

	/** The disc is ImageJ's, and so are the values, but for windows that reach beyond the image. */
	private static Contest median(final int radius) {
		final Picture image = Picture.random(Picture.Type.F32, 1024, 1024);
		final int taps = 2 * radius + 1;
		final boolean[] disc = new boolean[taps * taps];
		for (int i = 0; i < disc.length; i++) {
			final int x = i % taps - radius;
			final int y = i / taps - radius;
			disc[i] = x * x + y * y <= radius * radius + 1;
		}
		final Filter filter = Pooling.median(taps, taps).stride(1).padding(Padding.SAME).footprint(disc);
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).plugin(filter, Border.ZERO, image).add(
			Column.IMAGEJ, ImageJ.rank(image, radius, RankFilters.MEDIAN), Agreement.within(0).inside(radius));
	}
}
