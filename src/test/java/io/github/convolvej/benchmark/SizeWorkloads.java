package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;

import java.util.Arrays;
import java.util.List;

/** The same filter on small and on large images. */
final class SizeWorkloads {

	private static final int SMALL = 256;
	private static final int SIZE = 4096;
	private static final int LARGE = 16384;

	private SizeWorkloads() {}

	static List<Workload> all() {
		return Arrays.asList( //
			new Workload("small-3x3-f32", "3x3 F32 256^2; yardstick: 1/256 of 4096^2", () -> small(Picture.Type.F32)), //
			new Workload("small-3x3-u8", "3x3 U8 256^2; yardstick: 1/256 of 4096^2", () -> small(Picture.Type.U8)), //
			new Workload("scaling-3x3-f32", "3x3 F32 16384^2; yardstick: 16 times 4096^2", SizeWorkloads::large));
	}

	private static Filter filter(final double[] weights) {
		return Convolution.of(Kernels.square(weights, 3));
	}

	/** What a call costs beyond the work itself shows in the difference to a part of a larger image. */
	private static Contest small(final Picture.Type type) {
		final Picture image = Picture.random(type, SMALL, SMALL);
		final double[] weights = Kernels.average(9);
		final Agreement agreement = DenseWorkloads.rounding(type);
		final Contest contest = new Contest(type).ours(filter(weights), 2, Border.REPLICATE, image).plugin(filter(weights),
			Border.REPLICATE, image).add(Column.IMAGEJ, ImageJ.convolver(image, weights, 3), agreement).add(Column.OPENCV,
				OpenCv.filter2D(image, weights, 3), agreement);
		if (type == Picture.Type.F32) contest.add(Column.ONNX, DenseWorkloads.conv(weights, 3, 1, 1, image), agreement
			.inside(1));
		final int times = SIZE / SMALL * (SIZE / SMALL);
		return contest.yardstick(Ours.arrays(filter(weights), Border.REPLICATE, Picture.random(type, SIZE, SIZE), type), 1.0 /
			times);
	}

	private static Contest large() {
		final Picture image = Picture.random(Picture.Type.F32, LARGE, LARGE);
		final Filter filter = filter(Kernels.average(9));
		final int times = LARGE / SIZE * (LARGE / SIZE);
		return new Contest(image.type()).ours(filter, 2, Border.REPLICATE, image).yardstick(Ours.arrays(filter,
			Border.REPLICATE, Picture.random(Picture.Type.F32, SIZE, SIZE), Picture.Type.F32), times);
	}
}
