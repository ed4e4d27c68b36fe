package io.github.convolvej.filter.convolution;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.GaussianBlur3D;
import ij.plugin.filter.GaussianBlur;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * Prints the times of Gaussians of any sigma beside ImageJ's, in turns: {@code
 * WideTimes [3d] SIGMA...}.
 */
public final class WideTimes {

	private static final com.sun.management.OperatingSystemMXBean CPU =
		(com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();

	private WideTimes() {}

	private static double least(final Runnable run, final int turns) {
		double least = Double.MAX_VALUE;
		for (int i = 0; i < turns; i++) {
			final long start = CPU.getProcessCpuTime();
			run.run();
			least = Math.min(least, (CPU.getProcessCpuTime() - start) / 1e6);
		}
		return least;
	}

	public static void main(final String[] arguments) {
		final int n = 2048;
		final float[] samples = new float[n * n];
		final short[] shorts = new short[n * n];
		final Random random = new Random(1);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = random.nextInt(1000);
			shorts[i] = (short) samples[i];
		}
		final Img<?> source = ArrayImgs.floats(samples, n, n);
		final Img<?> whole = ArrayImgs.unsignedShorts(shorts, n, n);
		final Img<?> target = ArrayImgs.floats(n, n);
		final Img<?> wholeTarget = ArrayImgs.unsignedShorts(n, n);
		for (final String a : arguments) {
			if (a.equals("3d")) {
				volume(arguments);
				return;
			}
			final double sigma = Double.parseDouble(a);
			final Filter filter = Smooth.gaussian(sigma, sigma);
			double ours = 1e9, one = 1e9, theirs = 1e9, oursU = 1e9, theirsU = 1e9;
			for (int turn = 0; turn < 4; turn++) {
				ours = Math.min(ours, least(() -> run(filter, source, target, 2), 4));
				one = Math.min(one, least(() -> run(filter, source, target, 1), 2));
				theirs = Math.min(theirs, least(() -> blur(new FloatProcessor(n, n, samples.clone()), sigma), 3));
				oursU = Math.min(oursU, least(() -> run(filter, whole, wholeTarget, 2), 4));
				theirsU = Math.min(theirsU, least(() -> blur(new ShortProcessor(n, n, shorts.clone(), null), sigma), 3));
			}
			System.out.printf("sigma %s: f32 ours %.1f (1 thread %.1f) ImageJ %.1f = %.2fx; u16 ours %.1f ImageJ %.1f = %.2fx  %s%n", a, ours,
				one, theirs, theirs / ours, oursU, theirsU, theirsU / oursU, filter.on(n, n).within(Border.REPLICATE).engine());
		}
	}

	private static void volume(final String[] arguments) {
		final int w = 256, h = 256, d = 128;
		final ImageStack stack = new ImageStack(w, h);
		final float[] all = new float[w * h * d];
		final Random random = new Random(1);
		for (int i = 0; i < all.length; i++)
			all[i] = random.nextInt(1000);
		final Img<?> source = ArrayImgs.floats(all, w, h, d);
		final Img<?> target = ArrayImgs.floats(w, h, d);
		for (final String a : arguments) {
			if (a.equals("3d")) continue;
			final double sigma = Double.parseDouble(a);
			final Filter filter = Smooth.gaussian(sigma, sigma, sigma);
			double ours = 1e9, one = 1e9, theirs = 1e9;
			for (int turn = 0; turn < 3; turn++) {
				ours = Math.min(ours, least(() -> run(filter, source, target, 2), 2));
				one = Math.min(one, least(() -> run(filter, source, target, 1), 1));
				final ImageStack copy = new ImageStack(w, h);
				for (int z = 0; z < d; z++) {
					final float[] plane = new float[w * h];
					System.arraycopy(all, z * w * h, plane, 0, plane.length);
					copy.addSlice("", plane);
				}
				theirs = Math.min(theirs, least(() -> GaussianBlur3D.blur(new ImagePlus("", copy), sigma, sigma, sigma), 1));
			}
			System.out.printf("3D sigma %s: ours %.1f (1 thread %.1f) ImageJ %.1f = %.2fx  %s%n", a, ours, one, theirs, theirs /
				ours, filter.on(w, h, d).within(Border.REPLICATE).engine());
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void run(final Filter filter, final Img source, final Img target, final int threads) {
		Parallelization.runWithNumThreads(threads, () -> Filters.process(filter, source, Border.REPLICATE, target,
			Options.DEFAULT));
	}

	private static void blur(final ImageProcessor image, final double sigma) {
		ij.Prefs.setThreads(2);
		new GaussianBlur().blurGaussian(image, sigma, sigma, image instanceof FloatProcessor ? 0.0002 : 0.002);
	}
}
