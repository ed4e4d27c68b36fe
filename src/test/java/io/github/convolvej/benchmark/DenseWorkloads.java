package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.List;

/** One kernel on one channel. */
final class DenseWorkloads {

	private static final int SIZE = 4096;

	private DenseWorkloads() {}

	static List<Workload> all() {
		final List<Workload> all = new ArrayList<>();
		for (final Picture.Type type : new Picture.Type[] { Picture.Type.F32, Picture.Type.U16 })
			for (final int taps : new int[] { 3, 5, 7 })
				all.add(new Workload(name("dense-" + taps + "x" + taps, type), taps + "x" + taps + " " + type + (type == Picture.Type.F32 ? "; yardstick: a copy" : ""), () -> dense(taps,
					Picture.random(type, SIZE, SIZE))));
		for (final int taps : new int[] { 15, 31 })
			all.add(new Workload("dense-" + taps + "x" + taps + "-f32", taps + "x" + taps + " F32", () -> dense(taps, Picture
				.random(Picture.Type.F32, SIZE, SIZE))));
		all.add(new Workload("stack-3x3-u16", "3x3 U16, 64 slices of 1024^2", DenseWorkloads::stack));
		all.add(new Workload("stride2-3x3-f32", "3x3 stride 2 F32", DenseWorkloads::strided));
		for (final int dilation : new int[] { 2, 4 })
			all.add(new Workload("dilation" + dilation + "-3x3-f32", "3x3 dilation " + dilation + " F32", () -> dilated(
				dilation)));
		return all;
	}

	static String name(final String what, final Picture.Type type) {
		return what + "-" + type.name().toLowerCase(java.util.Locale.ROOT);
	}

	/** Sums of floats in any order, or whole numbers that may be rounded to the other side. */
	static Agreement rounding(final Picture.Type type) {
		return Agreement.within(type == Picture.Type.F32 ? Agreement.SINGLE : 1);
	}

	private static Contest dense(final int taps, final Picture image) {
		final double[] weights = Kernels.average(taps * taps);
		final Convolution filter = Convolution.of(Kernels.square(weights, taps));
		final Contest contest = new Contest(image.type()).ours(filter, 2, Border.REPLICATE, image).plugin(filter,
			Border.REPLICATE, image);
		contest.add(Column.IMAGEJ, ImageJ.convolver(image, weights, taps), rounding(image.type()));
		contest.add(Column.OPENCV, OpenCv.filter2D(image, weights, taps), rounding(image.type()));
		if (image.type() == Picture.Type.F32) {
			contest.add(Column.ONNX, conv(weights, taps, 1, 1, image), rounding(image.type()).inside(taps / 2));
			contest.yardstick(Copy.of(image), 1);
		}
		return contest;
	}

	/** Padding of zeros, which is the only one that ONNX knows. */
	static Entrant conv(final double[] weights, final int taps, final int stride, final int dilation,
		final Picture image)
	{
		final int pad = (taps - 1) * dilation / 2;
		final int[] size = image.size();
		final long planes = (long) image.samples() / size[0] / size[1];
		return new OnnxRuntime(new OnnxModel("Conv").ints("kernel_shape", taps, taps).ints("pads", pad, pad, pad, pad).ints(
			"strides", stride, stride).ints("dilations", dilation, dilation).weights(weights, 1, 1, taps, taps), image,
			new long[] { planes, 1, size[1], size[0] }, new long[] { planes, 1, size[1] / stride, size[0] / stride });
	}

	private static Contest stack() {
		final Picture stack = Picture.random(Picture.Type.U16, 1024, 1024, 64);
		final double[] weights = Kernels.average(9);
		final Convolution filter = Convolution.of(Kernels.square(weights, 3));
		final Contest contest = new Contest(stack.type()).ours(filter, 2, Border.REPLICATE, stack).plugin(filter,
			Border.REPLICATE, stack);
		contest.add(Column.IMAGEJ, ImageJ.convolverOfStack(stack, weights, 3), Agreement.within(1));
		contest.add(Column.OPENCV, OpenCv.filter2D(stack, weights, 3), Agreement.within(1));
		return contest.add(Column.ONNX, conv(weights, 3, 1, 1, stack), Agreement.within(1).inside(1));
	}

	private static Contest strided() {
		final Picture image = Picture.random(Picture.Type.F32, SIZE, SIZE);
		final double[] weights = Kernels.average(9);
		final Convolution filter = Convolution.of(Kernels.square(weights, 3)).stride(2).padding(Padding.explicit(1));
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).add(Column.ONNX, conv(weights, 3, 2, 1, image),
			Agreement.within(Agreement.SINGLE));
	}

	private static Contest dilated(final int dilation) {
		final Picture image = Picture.random(Picture.Type.F32, SIZE, SIZE);
		final double[] weights = Kernels.average(9);
		final double[] spread = Kernels.dilated(weights, 3, dilation);
		final int taps = 2 * dilation + 1;
		final Kernel kernel = Kernels.square(weights, 3);
		final Convolution filter = Convolution.of(kernel).dilation(dilation);
		return new Contest(image.type()).ours(filter, 2, Border.REPLICATE, image).plugin(filter, Border.REPLICATE, image)
			.add(Column.IMAGEJ, ImageJ.convolver(image, spread, taps), Agreement.within(Agreement.SINGLE)).add(Column.OPENCV,
				OpenCv.filter2D(image, spread, taps), Agreement.within(Agreement.SINGLE)).add(Column.ONNX, conv(weights, 3, 1,
					dilation, image), Agreement.within(Agreement.SINGLE).inside(dilation));
	}
}
