package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.filter.pooling.Neighbourhood;
import io.github.convolvej.filter.pooling.Statistic;
import io.github.convolvej.filter.pooling.WindowShape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gaussians of any sigma in two and three dimensions, and OpenCV's median of a box. */
final class EverydayGaussianWorkloads {

	static final double[] SIGMAS = { 0.5, 1, 2, 4, 8, 16, 32, 50, 100, 200 };
	static final int[] VOLUME_SIGMAS = { 2, 10 };

	private static final int SIZE = 2048;
	/** The sigma whose time is the yardstick of the widest one. */
	private static final double NARROW = 8;
	/** ImageJ's kernels are cut off elsewhere, and it samples wide ones more coarsely: a part of the range. */
	private static final double GAUSSIAN = 2e-3;

	private EverydayGaussianWorkloads() {}

	static List<Workload> all() {
		final List<Workload> all = new ArrayList<>();
		for (final Picture.Type type : new Picture.Type[] { Picture.Type.F32, Picture.Type.U16 })
			for (final double sigma : SIGMAS)
				all.add(new Workload(name(sigma, type), "Gaussian sigma " + text(sigma) + " " + type + ", 2048^2" + (isWidest(
					sigma) ? "; yardstick: sigma 8" : ""), () -> gaussian(type, sigma)));
		for (final int sigma : VOLUME_SIGMAS)
			all.add(new Workload("everyday-volume-gaussian-" + sigma, "Gaussian sigma " + sigma + " F32, 256 x 256 x 128",
				() -> volume(sigma)));
		all.add(new Workload("everyday-median-box10-u8", "median in a box of radius 10 U8, 2048^2",
			EverydayGaussianWorkloads::box));
		return all;
	}

	private static boolean isWidest(final double sigma) {
		return sigma == SIGMAS[SIGMAS.length - 1];
	}

	private static String text(final double sigma) {
		return sigma == Math.rint(sigma) ? Integer.toString((int) sigma) : Double.toString(sigma);
	}

	static String name(final double sigma, final Picture.Type type) {
		return "everyday-gaussian-" + text(sigma) + "-" + type.name().toLowerCase(Locale.ROOT);
	}

	private static Contest gaussian(final Picture.Type type, final double sigma) {
		final Picture image = Picture.random(type, SIZE, SIZE);
		final Filter filter = Smooth.gaussian(sigma, sigma);
		final Contest contest = new Contest(type).ours(filter, 2, Border.REPLICATE, image).add(Column.IMAGEJ, ImageJ
			.gaussianBlur(image, sigma), Agreement.within(type == Picture.Type.F32 ? GAUSSIAN : GAUSSIAN * type.range()));
		return isWidest(sigma) ? contest.yardstick(Ours.arrays(Smooth.gaussian(NARROW, NARROW), Border.REPLICATE, image,
			type), 1) : contest;
	}

	private static Contest volume(final int sigma) {
		final Picture image = Picture.random(Picture.Type.F32, 256, 256, 128);
		return new Contest(image.type()).ours(Smooth.gaussian(sigma, sigma, sigma), 3, Border.REPLICATE, image).add(
			Column.IMAGEJ, ImageJ.gaussianBlur3D(image, sigma), Agreement.within(GAUSSIAN));
	}

	private static Contest box() {
		final Picture image = Picture.random(Picture.Type.U8, SIZE, SIZE);
		return new Contest(image.type()).ours(Neighbourhood.of(Statistic.MEDIAN, WindowShape.box(10, 10)).withBorder(), 2,
			Border.REPLICATE, image).add(Column.OPENCV, OpenCv.medianBlur(image, 21), Agreement.within(0));
	}
}
