package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.kernel.Gaussian;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gradients, Gaussian smoothing and volumes. */
final class NeighbourhoodWorkloads {

	private static final int SIZE = 4096;
	/** ImageJ takes other weights: its kernels are cut off elsewhere, and it samples wide ones more coarsely. */
	private static final double GAUSSIAN = 2e-3;

	private NeighbourhoodWorkloads() {}

	static List<Workload> all() {
		final List<Workload> all = new ArrayList<>();
		for (final Picture.Type type : new Picture.Type[] { Picture.Type.F32, Picture.Type.U16, Picture.Type.U8 }) {
			final String name = type.name().toLowerCase(Locale.ROOT);
			all.add(new Workload("sobel-x-" + name, "Sobel x " + type + (type == Picture.Type.U8
				? " to F32, OpenCV's to signed 16-bit" : " to F32"), () -> sobelX(Picture.random(type, SIZE, SIZE))));
			all.add(new Workload("sobel-magnitude-" + name, "Sobel magnitude " + type + (type == Picture.Type.F32 ? ""
				: " to F32, in ImageJ to " + type), () -> sobelMagnitude(Picture.random(type, SIZE, SIZE))));
		}
		for (final int sigma : new int[] { 2, 8 })
			all.add(new Workload("gaussian-" + sigma + "-f32", "Gaussian sigma " + sigma + " F32", () -> gaussian(sigma)));
		for (final int taps : new int[] { 3, 5 })
			all.add(new Workload("volume-" + taps + "x" + taps + "x" + taps, taps + "^3 on 256 x 512 x 512 F32", () -> volume(
				taps)));
		all.add(new Workload("volume-gaussian-2", "Gaussian sigma 2 on 256 x 512 x 512 F32",
			NeighbourhoodWorkloads::volumeGaussian));
		return all;
	}

	private static Contest sobelX(final Picture image) {
		final Filter filter = Edges.of("sobel", 2).outputs("x");
		return new Contest(Picture.Type.F32).ours(filter, 2, Border.REPLICATE, image).add(Column.OPENCV, OpenCv.sobelX(
			image), Agreement.within(Agreement.SINGLE));
	}

	/** The kernel along x with the whole numbers of OpenCV and ImageJ is the classical one. */
	private static Contest sobelMagnitude(final Picture image) {
		final Filter filter = Edges.of("sobel", 2);
		final Contest contest = new Contest(Picture.Type.F32).ours(filter, 2, Border.REPLICATE, image).add(Column.OPENCV,
			OpenCv.sobelMagnitude(image), Agreement.within(Agreement.SINGLE));
		contest.plugin(filter, Border.REPLICATE, image, Agreement.clamped(image.type()));
		return contest.add(Column.IMAGEJ, ImageJ.findEdges(image), Agreement.clamped(image.type()));
	}

	private static Contest gaussian(final int sigma) {
		final Picture image = Picture.random(Picture.Type.F32, SIZE, SIZE);
		final Filter filter = Smooth.gaussian(sigma, sigma);
		return new Contest(image.type()).ours(filter, 2, Border.REPLICATE, image).plugin(filter, Border.REPLICATE, image)
			.add(Column.OPENCV, OpenCv.gaussianBlur(image, sigma, 2 * Gaussian.radius(sigma) + 1), Agreement.within(
				Agreement.SINGLE)).add(Column.IMAGEJ, ImageJ.gaussianBlur(image, sigma), Agreement.within(GAUSSIAN));
	}

	private static Contest volume(final int taps) {
		final Picture image = Picture.random(Picture.Type.F32, 256, 512, 512);
		final double[] weights = Kernels.average(taps * taps * taps);
		final Filter filter = Convolution.of(new Kernel(weights, 1, 1, taps, taps, taps));
		final int pad = taps / 2;
		final long[] shape = { 1, 1, 512, 512, 256 };
		final OnnxModel model = new OnnxModel("Conv").ints("kernel_shape", taps, taps, taps).ints("pads", pad, pad, pad, pad,
			pad, pad).weights(weights, 1, 1, taps, taps, taps);
		return new Contest(image.type()).ours(filter, 3, Border.ZERO, image).add(Column.ONNX, new OnnxRuntime(model, image,
			shape, shape), Agreement.within(Agreement.SINGLE));
	}

	private static Contest volumeGaussian() {
		final Picture image = Picture.random(Picture.Type.F32, 256, 512, 512);
		final Filter filter = Smooth.gaussian(2, 2, 2);
		return new Contest(image.type()).ours(filter, 3, Border.REPLICATE, image).plugin(filter, Border.REPLICATE, image)
			.add(Column.IMAGEJ, ImageJ.gaussianBlur3D(image, 2), Agreement.within(GAUSSIAN));
	}
}
