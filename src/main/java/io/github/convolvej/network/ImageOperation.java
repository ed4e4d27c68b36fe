package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Operation;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.Report;
import io.github.convolvej.run.RunChecks;

import java.util.Collections;
import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * An operation that is run on images: any {@link Filter} (wrapped by {@code FilterOperation}), a chain of
 * layers, a wavelet transform, a network. A sample of the result may depend on the whole image, and
 * intermediate results may be padded again; neither is possible in a {@link Filter}. Immutable and thread-safe.
 */
public interface ImageOperation extends Operation {

	@Override
	ImagePlan on(long... sourceDimensions);

	@Override
	default ImagePlan on(final long[][] sourceDimensions) {
		return on(sourceDimensions[0]);
	}

	/** @return the original operation: the filter if this only wraps a filter, otherwise this */
	default Operation definition() {
		return this;
	}

	/**
	 * Binds the operation to the sizes of all images it reads.
	 *
	 * @param sources sizes of as many images as the operation reads
	 * @return the plan for the operation's axes
	 * @throws IllegalArgumentException if the operation has no result for these
	 *           sizes, the number of images is wrong, an image has no samples or
	 *           fewer axes than the operation, or the images differ along further
	 *           axes
	 */
	default ImagePlan plan(final List<? extends Interval> sources) {
		return on(RunChecks.sizes(this, sources));
	}

	/**
	 * The size of a result, without computing it.
	 *
	 * @param source size of an image; further axes stay unchanged
	 * @return size of the result
	 * @throws IllegalArgumentException if the operation has no result for that
	 *           size
	 */
	default long[] targetDimensions(final Interval source) {
		return RunChecks.targetDimensions(plan(Collections.singletonList(source)), source);
	}

	/**
	 * Runs the operation into a new 32-bit image.
	 *
	 * @param <T> sample type of the image
	 * @param image any image of real samples; further axes are looped over
	 * @param border border of the image, and of the results between layers
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the operation has no result for the
	 *           image's size
	 */
	default <T extends RealType<T>> Img<FloatType> apply(final RandomAccessibleInterval<T> image, final Border border) {
		return apply(image, border, new FloatType());
	}

	/**
	 * Runs the operation into a new image of any type.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image any image of real samples; further axes are looped over
	 * @param border border of the image, and of the results between layers
	 * @param type sample type of the result: whole numbers are rounded half up and
	 *          clamped
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the operation has no result for the
	 *           image's size
	 */
	default <T extends RealType<T>, R extends RealType<R> & NativeType<R>> Img<R> apply(
		final RandomAccessibleInterval<T> image, final Border border, final R type)
	{
		final Img<R> target = Filters.create(type, targetDimensions(image));
		process(image, border, target, Options.DEFAULT);
		return target;
	}

	/**
	 * Runs the operation into a given image.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param source any image of real samples; further axes are looped over
	 * @param border border of the image, and of the results between layers
	 * @param target image of the size that {@link #targetDimensions} returns; it
	 *          is only partly filled if the computation ends with an exception
	 * @param options tiles and monitor
	 * @return number of clamped samples, and the engine
	 * @throws IllegalArgumentException if the operation has no result for the
	 *           image's size, or the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	default <T extends RealType<T>, R extends RealType<R>> Report process(final RandomAccessibleInterval<T> source,
		final Border border, final RandomAccessibleInterval<R> target, final Options options)
	{
		return process(Collections.singletonList(source), border, target, options);
	}

	/**
	 * Runs the operation on several images that belong together into a given
	 * image.
	 *
	 * @param <R> sample type of the result
	 * @param sources the images that the operation reads; all with the same
	 *          further axes
	 * @param border border of the first image; the other images have zeros outside
	 * @param target image of the size of the result; it is only partly filled if
	 *          the computation ends with an exception
	 * @param options tiles and monitor
	 * @return number of clamped samples, and the engine
	 * @throws IllegalArgumentException if the operation has no result for the
	 *           images' sizes, or the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	default <R extends RealType<R>> Report process(
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final Options options)
	{
		final ImagePlan plan = plan(sources);
		RunChecks.checkWhole(plan, sources.get(0), target);
		return plan.processPart(sources, border, target, new long[target.numDimensions()], options);
	}
}
