package io.github.convolvej.benchmark;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Collections;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;

import ij.ImagePlus;

/** ConvolveJ, called as its documentation says. */
final class Ours {

	private Ours() {}

	/**
	 * Whole calls from image to image, both in one array.
	 *
	 * @param filter the operation
	 * @param border what is outside
	 * @param source the image
	 * @param type sample type of the result
	 * @return the entrant
	 */
	static Entrant arrays(final Filter filter, final Border border, final Picture source, final Picture.Type type) {
		final RandomAccessibleInterval<? extends RealType<?>> image = source.image();
		final Picture target = Picture.empty(type, Arrays.stream(Filters.targetDimensions(filter, image)).mapToInt(
			n -> (int) n).toArray());
		return threaded(() -> process(filter, image, border, target.image()), target);
	}

	@SuppressWarnings("unchecked")
	private static <R extends RealType<R>> void process(final Filter filter,
		final RandomAccessibleInterval<? extends RealType<?>> image, final Border border,
		final RandomAccessibleInterval<? extends RealType<?>> target)
	{
		Filters.process(filter, Collections.singletonList(image), border, (RandomAccessibleInterval<R>) target,
			Options.DEFAULT);
	}

	/** Something that asks ImgLib2 for its threads. */
	static Entrant threaded(final Runnable work, final Picture target) {
		return new Entrant() {

			@Override
			public void run(final int threads, final int calls) {
				Parallelization.runWithNumThreads(threads, () -> {
					for (int i = 0; i < calls; i++)
						work.run();
				});
			}

			@Override
			public boolean usesThreads() {
				return true;
			}

			@Override
			public float[] values() {
				return target.values();
			}
		};
	}

	/**
	 * Whole calls as those of the commands, from an ImagePlus to a new one of the
	 * same type.
	 *
	 * @param filter the operation
	 * @param axes its spatial axes
	 * @param border what is outside
	 * @param source the image
	 * @return the entrant
	 */
	static Entrant plugin(final Filter filter, final int axes, final Border border, final Picture source) {
		final ImagePlus image = source.imagePlus();
		return new Entrant() {

			private ImagePlus result;

			@Override
			public void run(final int threads, final int calls) {
				Parallelization.runWithNumThreads(threads, () -> {
					for (int i = 0; i < calls; i++)
						result = job().compute(Monitor.NONE);
				});
			}

			private FilterJob job() {
				return FilterJobBuilder.of(ImageInput.of(image), filter, axes).eachChannel().border(border).same(true).build();
			}

			@Override
			public boolean usesThreads() {
				return true;
			}

			@Override
			public float[] values() {
				return Picture.values(result);
			}
		};
	}
}
