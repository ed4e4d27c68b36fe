package io.github.convolvej.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.Binner;
import ij.plugin.Filters3D;
import ij.plugin.GaussianBlur3D;
import ij.plugin.filter.Convolver;
import ij.plugin.filter.GaussianBlur;
import ij.plugin.filter.RankFilters;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * ImageJ's own filters, called as its menu and scripts do. They change the image
 * they are given: each call has a fresh copy of it, made outside of the time.
 */
final class ImageJ {

	private ImageJ() {}

	/** Process &gt; Filters &gt; Convolve..., without normalisation. */
	static Entrant convolver(final Picture source, final double[] weights, final int size) {
		return eachPlane(source, convolution(weights, size));
	}

	/** The slices of a stack dealt out to threads, as ImageJ deals them out to a filter. */
	static Entrant convolverOfStack(final Picture source, final double[] weights, final int size) {
		return new InPlace(source, true, image -> {
			final int slices = image.getStackSize();
			final List<Thread> workers = new ArrayList<>();
			final int threads = Prefs.getThreads();
			for (int t = 0; t < threads; t++) {
				final int first = t * slices / threads;
				final int end = (t + 1) * slices / threads;
				workers.add(new Thread(() -> IntStream.range(first, end).forEach(i -> convolution(weights, size).accept(image
					.getStack().getProcessor(i + 1)))));
			}
			workers.forEach(Thread::start);
			for (final Thread worker : workers)
				join(worker);
		});
	}

	private static void join(final Thread worker) {
		try {
			worker.join();
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Consumer<ImageProcessor> convolution(final double[] weights, final int size) {
		final float[] kernel = new float[weights.length];
		for (int i = 0; i < kernel.length; i++)
			kernel[i] = (float) weights[i];
		return plane -> {
			final Convolver convolver = new Convolver();
			convolver.setNormalize(false);
			// the menu converts whole numbers to float and back for this filter
			final FloatProcessor samples = plane.toFloat(0, null);
			convolver.convolve(samples, kernel, size, size);
			if (samples != plane) plane.setPixels(0, samples);
		};
	}

	/** Process &gt; Find Edges. */
	static Entrant findEdges(final Picture source) {
		return eachPlane(source, ImageProcessor::findEdges);
	}

	/** Process &gt; Filters &gt; Gaussian Blur..., with the accuracy that it takes for the type. */
	static Entrant gaussianBlur(final Picture source, final double sigma) {
		final double accuracy = source.type() == Picture.Type.U8 ? 0.002 : 0.0002;
		return new InPlace(source, true, image -> new GaussianBlur().blurGaussian(image.getProcessor(), sigma, sigma,
			accuracy));
	}

	/** Process &gt; Filters &gt; Gaussian Blur 3D... */
	static Entrant gaussianBlur3D(final Picture source, final double sigma) {
		return new InPlace(source, true, image -> GaussianBlur3D.blur(image, sigma, sigma, sigma));
	}

	/** Process &gt; Filters &gt; Maximum..., Median... */
	static Entrant rank(final Picture source, final double radius, final int method) {
		return new InPlace(source, true, image -> new RankFilters().rank(image.getProcessor(), radius, method));
	}

	/** Image &gt; Transform &gt; Bin...: by 2 x 2. */
	static Entrant binner(final Picture source, final int method) {
		return binner(source, 2, method);
	}

	/** Image &gt; Transform &gt; Bin...: by any size. */
	static Entrant binner(final Picture source, final int size, final int method) {
		final ImagePlus image = source.imagePlus();
		return new Result(image, i -> new Binner().shrink(i, size, size, 1, method));
	}

	/** Process &gt; Filters &gt; Median 3D... and the like. */
	static Entrant filters3D(final Picture source, final int radius, final int method) {
		final ImagePlus image = source.imagePlus();
		return new Result(image, i -> new ImagePlus("filtered", Filters3D.filter(i.getStack(), method, radius, radius,
			radius)));
	}

	private static Entrant eachPlane(final Picture source, final Consumer<ImageProcessor> filter) {
		return new InPlace(source, false, image -> filter.accept(image.getProcessor()));
	}

	/** A filter that gives a new image. */
	private static final class Result implements Entrant {

		private final ImagePlus image;
		private final UnaryOperator<ImagePlus> filter;
		private ImagePlus result;

		Result(final ImagePlus image, final UnaryOperator<ImagePlus> filter) {
			this.image = image;
			this.filter = filter;
		}

		@Override
		public void run(final int threads, final int calls) {
			Prefs.setThreads(threads);
			for (int i = 0; i < calls; i++)
				result = filter.apply(image);
		}

		@Override
		public boolean usesThreads() {
			return false;
		}

		@Override
		public float[] values() {
			return Picture.values(result);
		}
	}

	/** A filter that changes the image. */
	private static final class InPlace implements Entrant {

		private final Picture source;
		private final boolean threads;
		private final Consumer<ImagePlus> filter;
		private ImagePlus image;

		InPlace(final Picture source, final boolean threads, final Consumer<ImagePlus> filter) {
			this.source = source;
			this.threads = threads;
			this.filter = filter;
		}

		@Override
		public void reset() {
			image = source.imagePlus();
		}

		@Override
		public void run(final int number, final int calls) {
			Prefs.setThreads(number);
			for (int i = 0; i < calls; i++)
				filter.accept(image);
		}

		@Override
		public boolean usesThreads() {
			return threads;
		}

		@Override
		public float[] values() {
			return Picture.values(image);
		}
	}
}
