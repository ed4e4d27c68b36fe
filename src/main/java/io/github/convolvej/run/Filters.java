package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;

import java.util.Collections;
import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Runs filters on ImgLib2 images. These are the entry points of the library. The
 * threads are those of the caller's {@link
 * net.imglib2.parallel.Parallelization}. Results are the same, bit for bit, for
 * any tiling and any number of threads.
 * <p>
 * Images of 8 and 16 bits and of 32-bit floating point are computed in single
 * precision, images of integers of 32 or more bits and of 64-bit floating point
 * in double precision.
 */
public final class Filters {

	private Filters() {}

	/**
	 * Filters an image, with zeros outside, into a new 32-bit image.
	 *
	 * @param <T> sample type of the image
	 * @param filter the operation
	 * @param image any image of real samples; further axes are looped over
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the filter has no result for the image's
	 *           size
	 */
	public static <T extends RealType<T>> Img<FloatType> apply(final Filter filter,
		final RandomAccessibleInterval<T> image)
	{
		return apply(filter, image, Border.ZERO);
	}

	/**
	 * Filters an image into a new 32-bit image.
	 *
	 * @param <T> sample type of the image
	 * @param filter the operation
	 * @param image any image of real samples; further axes are looped over
	 * @param border border of the image
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the filter has no result for the image's
	 *           size
	 */
	public static <T extends RealType<T>> Img<FloatType> apply(final Filter filter,
		final RandomAccessibleInterval<T> image, final Border border)
	{
		return apply(filter, image, border, new FloatType());
	}

	/**
	 * Filters an image into a new image of any type.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param image any image of real samples; further axes are looped over
	 * @param border border of the image
	 * @param type sample type of the result: whole numbers are rounded half up and
	 *          clamped
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the filter has no result for the image's
	 *           size
	 */
	public static <T extends RealType<T>, R extends RealType<R> & NativeType<R>> Img<R> apply(final Filter filter,
		final RandomAccessibleInterval<T> image, final Border border, final R type)
	{
		return apply(filter, Collections.singletonList(image), border, type);
	}

	/**
	 * @param <R> sample type
	 * @param type sample type
	 * @param size size of the image
	 * @return an image of zeros, in one array if it fits
	 */
	public static <R extends NativeType<R>> Img<R> create(final R type, final long[] size) {
		return NewImage.of(type, size);
	}

	/**
	 * Filters several images that belong together, such as values and offsets,
	 * into a new image of any type.
	 *
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param images the images that the filter reads; all with the same further
	 *          axes
	 * @param border border of the first image; the other images have zeros outside
	 * @param type sample type of the result: whole numbers are rounded half up and
	 *          clamped
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the filter has no result for the images'
	 *           sizes
	 */
	public static <R extends RealType<R> & NativeType<R>> Img<R> apply(final Filter filter,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images, final Border border, final R type)
	{
		final Plan plan = plan(filter, images);
		final Img<R> target = create(type, targetDimensions(plan, images.get(0)));
		processPart(plan, images, border, target, new long[target.numDimensions()], Options.DEFAULT);
		return target;
	}

	/**
	 * The size of a result, without computing it.
	 *
	 * @param filter the operation
	 * @param source size of an image; further axes stay unchanged
	 * @return size of the result
	 * @throws IllegalArgumentException if the filter has no result for that size
	 */
	public static long[] targetDimensions(final Filter filter, final Interval source) {
		return targetDimensions(plan(filter, source), source);
	}

	/**
	 * The size of a result, without computing it.
	 *
	 * @param plan a plan from {@link #plan}
	 * @param source size of the (first) image; further axes stay unchanged
	 * @return size of the result
	 */
	public static long[] targetDimensions(final Plan plan, final Interval source) {
		return RunChecks.targetDimensions(plan, source);
	}

	/**
	 * Binds a filter to an image's size.
	 *
	 * @param filter the operation
	 * @param source size of an image
	 * @return the plan for the filter's axes
	 * @throws IllegalArgumentException if the filter has no result for that size,
	 *           or the image has no samples or fewer axes than the filter
	 */
	public static Plan plan(final Filter filter, final Interval source) {
		return plan(filter, Collections.singletonList(source));
	}

	/**
	 * Binds a filter to the sizes of all images it reads.
	 *
	 * @param filter the operation
	 * @param sources sizes of as many images as the filter reads
	 * @return the plan for the filter's axes
	 * @throws IllegalArgumentException if the filter has no result for these
	 *           sizes, the number of images is wrong, an image has no samples or
	 *           fewer axes than the filter, or the images differ along further
	 *           axes
	 */
	public static Plan plan(final Filter filter, final List<? extends Interval> sources) {
		return filter.on(RunChecks.sizes(filter, sources));
	}

	/**
	 * Filters an image into a given one.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param source any image of real samples; further axes are looped over
	 * @param border border of the image
	 * @param target image of the size that {@link #targetDimensions} returns; it
	 *          is only partly filled if the computation ends with an exception
	 * @param options tiles and monitor
	 * @return number of clamped samples, and the engine
	 * @throws IllegalArgumentException if the filter has no result for the image's
	 *           size, or the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <T extends RealType<T>, R extends RealType<R>> Report process(final Filter filter,
		final RandomAccessibleInterval<T> source, final Border border, final RandomAccessibleInterval<R> target,
		final Options options)
	{
		return process(filter, Collections.singletonList(source), border, target, options);
	}

	/**
	 * Filters several images that belong together, such as values and offsets,
	 * into a given one.
	 *
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param sources the images that the filter reads; all with the same further
	 *          axes
	 * @param border border of the first image; the other images have zeros outside
	 * @param target image of the size of the result; it is only partly filled if
	 *          the computation ends with an exception
	 * @param options tiles and monitor
	 * @return number of clamped samples, and the engine
	 * @throws IllegalArgumentException if the filter has no result for the images'
	 *           sizes, or the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <R extends RealType<R>> Report process(final Filter filter,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final Options options)
	{
		final Plan plan = plan(filter, sources);
		RunChecks.checkWhole(plan, sources.get(0), target);
		return processPart(plan, sources, border, target, new long[target.numDimensions()], options);
	}

	/**
	 * Computes part of a result, with the same bits as in the whole result. It is
	 * used for images that are computed piece by piece.
	 *
	 * @param <R> sample type of the result
	 * @param plan a filter bound to the images by {@link #plan(Filter, List)}
	 * @param sources the images, of the sizes that the plan is bound to
	 * @param border border of the first image
	 * @param target image for the part
	 * @param offset position of the target's first sample in the whole result
	 * @param options tiles and monitor
	 * @return number of clamped samples, and the engine
	 * @throws IllegalArgumentException if the first image has another size, or the
	 *           part reaches beyond the result
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <R extends RealType<R>> Report processPart(final Plan plan,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final long[] offset, final Options options)
	{
		RunChecks.checkPart(plan, sources, target, offset);
		return new PlanRun(border, options).run(plan, sources, target, offset);
	}

	/**
	 * Copies samples, rounded and clamped to the type of the target.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the copy
	 * @param source any image of real samples
	 * @param target image of the same size
	 * @param options tiles and monitor
	 * @return number of clamped samples
	 * @throws IllegalArgumentException if the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <T extends RealType<T>, R extends RealType<R>> long copy(final RandomAccessibleInterval<T> source,
		final RandomAccessibleInterval<R> target, final Options options)
	{
		final Plan plan = new CopyPlan(source.dimensionsAsLongArray());
		RunChecks.checkWhole(plan, source, target);
		return processPart(plan, Collections.singletonList(source), Border.ZERO, target, new long[target.numDimensions()],
			options).clamped();
	}
}
