package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.opencv.imgproc.Imgproc;

/** Layers of neural networks: filter banks over channels, and transposed convolution. */
final class ChannelWorkloads {

	private ChannelWorkloads() {}

	static List<Workload> all() {
		return new ArrayList<>(Arrays.asList( //
			new Workload("channels-32-32", "3x3, 32 to 32 channels, 512^2", () -> bank(512, 32, 32, 1, 3)), //
			new Workload("channels-64-64", "3x3, 64 to 64 channels, 256^2", () -> bank(256, 64, 64, 1, 3)), //
			new Workload("channels-128-128", "3x3, 128 to 128 channels, 128^2", () -> bank(128, 128, 128, 1, 3)), //
			new Workload("volume-channels-32-32", "3^3, 32 to 32 channels, 32^3", ChannelWorkloads::volume), //
			new Workload("channels-1x1-64-128", "1x1, 64 to 128 channels, 512^2", () -> bank(512, 64, 128, 1, 1)), //
			new Workload("depthwise-3x3-64", "depthwise 3x3, 64 channels, 512^2", () -> bank(512, 64, 64, 64, 3)), //
			new Workload("grouped4-3x3-64", "3x3 in 4 groups, 64 to 64 channels, 512^2", () -> bank(512, 64, 64, 4, 3)), //
			new Workload("transposed-1", "transposed k4 s2, 2048^2 to 4096^2", ChannelWorkloads::transposed), //
			new Workload("transposed-32-32", "transposed k4 s2, 32 to 32 channels, 128^2 to 256^2",
				ChannelWorkloads::transposedBank)));
	}

	private static Contest bank(final int size, final int inputs, final int outputs, final int groups, final int taps) {
		final Picture image = Picture.random(Picture.Type.F32, size, size, inputs);
		final int each = inputs / groups;
		final double[] weights = Kernels.random(taps * taps * each * outputs);
		final Convolution filter = Convolution.of(new Kernel(weights, each, outputs, taps, taps).withGroups(groups)).padding(
			Padding.explicit(taps / 2));
		final int pad = taps / 2;
		final OnnxModel model = new OnnxModel("Conv").ints("kernel_shape", taps, taps).ints("pads", pad, pad, pad, pad)
			.integer("group", groups).weights(weights, outputs, each, taps, taps);
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).add(Column.ONNX, new OnnxRuntime(model, image,
			new long[] { 1, inputs, size, size }, new long[] { 1, outputs, size, size }), Agreement.within(Agreement.SINGLE));
	}

	private static Contest volume() {
		final int size = 32;
		final int channels = 32;
		final Picture image = Picture.random(Picture.Type.F32, size, size, size, channels);
		final double[] weights = Kernels.random(27 * channels * channels);
		final Convolution filter = Convolution.of(new Kernel(weights, channels, channels, 3, 3, 3)).padding(Padding.SAME);
		final OnnxModel model = new OnnxModel("Conv").ints("kernel_shape", 3, 3, 3).ints("pads", 1, 1, 1, 1, 1, 1).weights(weights,
			channels, channels, 3, 3, 3);
		final long[] shape = { 1, channels, size, size, size };
		return new Contest(image.type()).ours(filter, 3, Border.ZERO, image).add(Column.ONNX, new OnnxRuntime(model, image, shape,
			shape), Agreement.within(Agreement.SINGLE));
	}

	/** The bilinear kernel, so that it is an enlargement too. */
	private static Contest transposed() {
		final int size = 2048;
		final Picture image = Picture.random(Picture.Type.F32, size, size);
		final double[] line = { 0.25, 0.75, 0.75, 0.25 };
		final double[] weights = new double[16];
		for (int i = 0; i < 16; i++)
			weights[i] = line[i % 4] * line[i / 4];
		final TransposedConvolution filter = TransposedConvolution.of(new Kernel(weights, 1, 1, 4, 4)).stride(2).padding(
			Padding.explicit(1));
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).add(Column.ONNX, convTranspose(weights, image, 1,
			1), Agreement.within(Agreement.SINGLE)).add(Column.OPENCV, OpenCv.resize(image, 2, Imgproc.INTER_LINEAR), Agreement
				.within(Agreement.SINGLE).inside(1));
	}

	private static Contest transposedBank() {
		final Picture image = Picture.random(Picture.Type.F32, 128, 128, 32);
		final double[] weights = Kernels.random(16 * 32 * 32);
		final TransposedConvolution filter = TransposedConvolution.of(new Kernel(weights, 32, 32, 4, 4)).stride(2).padding(
			Padding.explicit(1));
		return new Contest(image.type()).ours(filter, 2, Border.ZERO, image).add(Column.ONNX, convTranspose(weights, image,
			32, 32), Agreement.within(Agreement.SINGLE));
	}

	private static Entrant convTranspose(final double[] weights, final Picture image, final int inputs, final int outputs) {
		final int[] size = image.size();
		final OnnxModel model = new OnnxModel("ConvTranspose").ints("kernel_shape", 4, 4).ints("strides", 2, 2).ints("pads", 1,
			1, 1, 1).weights(weights, inputs, outputs, 4, 4);
		return new OnnxRuntime(model, image, new long[] { 1, inputs, size[1], size[0] }, new long[] { 1, outputs, 2L *
			size[1], 2L * size[0] });
	}
}
