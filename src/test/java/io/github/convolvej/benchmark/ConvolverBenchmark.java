package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Convolution;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Locale;
import java.util.Random;

import ij.plugin.filter.Convolver;
import ij.process.FloatProcessor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;

/**
 * Dense 2D convolution beside ImageJ's Convolver, in one run on the same image of
 * 4096 x 4096 32-bit samples, image to image; values are compared before anything
 * is timed. Prints the best of several runs of each, and the ratios; absolute
 * times mean little on another machine.
 */
public final class ConvolverBenchmark {

	private static final int SIZE = 4096;
	private static final int RUNS = 7;

	private ConvolverBenchmark() {}

	/**
	 * @param args kernel sizes; 3, 5 and 7 if there are none
	 */
	public static void main(final String... args) {
		System.setProperty("java.awt.headless", "true");
		final float[] image = new float[SIZE * SIZE];
		final Random random = new Random(1);
		for (int i = 0; i < image.length; i++)
			image[i] = random.nextFloat();
		final String[] sizes = args.length > 0 ? args : new String[] { "3", "5", "7" };
		System.out.println("kernel  ImageJ ms  1 thread ms  ratio  2 threads ms  ratio");
		for (final String size : sizes)
			compare(Integer.parseInt(size), image);
	}

	private static void compare(final int size, final float[] image) {
		final Kernel kernel = Kernel.parse("gaussian:2:" + size, 2);
		final float[] weights = new float[size * size];
		for (int i = 0; i < weights.length; i++)
			weights[i] = (float) kernel.weight(i, 0, 0);
		final float[] result = new float[image.length];
		final Convolution convolution = Convolution.of(kernel);
		final Runnable ours = () -> Filters.process(convolution, ArrayImgs.floats(image, SIZE, SIZE), Border.REPLICATE,
			ArrayImgs.floats(result, SIZE, SIZE), Options.DEFAULT);
		ours.run();
		final FloatProcessor peer = new FloatProcessor(SIZE, SIZE, image.clone());
		imageJ(peer, weights, size);
		double worst = 0;
		for (int i = 0; i < result.length; i++)
			worst = Math.max(worst, Math.abs(result[i] - peer.getf(i)));
		if (worst > 1e-5) throw new AssertionError("ImageJ's Convolver differs by " + worst);
		double theirs = Double.POSITIVE_INFINITY;
		for (int i = 0; i < RUNS / 2; i++) {
			final FloatProcessor copy = new FloatProcessor(SIZE, SIZE, image.clone());
			theirs = Math.min(theirs, milliseconds(() -> imageJ(copy, weights, size)));
		}
		final double one = best(1, ours);
		final double two = best(2, ours);
		System.out.printf(Locale.ROOT, "%3dx%-3d %9.1f %12.1f %6.1f %13.1f %6.1f%n", size, size, theirs, one, theirs / one, two,
			theirs / two);
	}

	private static void imageJ(final FloatProcessor image, final float[] weights, final int size) {
		final Convolver convolver = new Convolver();
		convolver.setNormalize(false);
		convolver.convolve(image, weights, size, size);
	}

	private static double best(final int threads, final Runnable work) {
		double best = Double.POSITIVE_INFINITY;
		for (int i = 0; i < RUNS; i++)
			best = Math.min(best, milliseconds(() -> Parallelization.runWithNumThreads(threads, work)));
		return best;
	}

	private static double milliseconds(final Runnable work) {
		final long start = System.nanoTime();
		work.run();
		return (System.nanoTime() - start) * 1e-6;
	}
}
