package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Lines;
import io.github.convolvej.filter.Plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Runs filters over ImgLib2 images: the one place where tiles, threads, progress,
 * cancellation and sample types meet. The threads are those of the caller's
 * {@link net.imglib2.parallel.Parallelization}. Results are the same, bit for bit,
 * for any tiling and any number of threads.
 * <p>
 * Images of 8, 16 and 32 bit floating point are computed in single precision,
 * images of 32 bit integers and more and of 64 bit floating point in double.
 */
public final class Filters {

	private Filters() {}

	/**
	 * Filters an image, with zeros outside, into a new 32-bit image.
	 *
	 * @param <T> sample type of the image
	 * @param filter the operation
	 * @param image any image of real samples; axes beyond the filter's are looped
	 *          over
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
	 * @param image any image of real samples; axes beyond the filter's are looped
	 *          over
	 * @param border what is outside of the image
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
	 * @param image any image of real samples; axes beyond the filter's are looped
	 *          over
	 * @param border what is outside of the image
	 * @param type sample type of the result: whole numbers are rounded half up and
	 *          clamped
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the filter has no result for the image's
	 *           size
	 */
	public static <T extends RealType<T>, R extends RealType<R> & NativeType<R>> Img<R> apply(final Filter filter,
		final RandomAccessibleInterval<T> image, final Border border, final R type)
	{
		final Img<R> target = create(type, targetDimensions(filter, image));
		process(filter, image, border, target, Options.DEFAULT);
		return target;
	}

	/** An empty image, in one array if it fits. */
	static <R extends NativeType<R>> Img<R> create(final R type, final long[] size) {
		return Intervals.numElements(size) < Integer.MAX_VALUE - 16 ? new ArrayImgFactory<>(type).create(size)
			: new PlanarImgFactory<>(type).create(size);
	}

	/**
	 * The size of a result, without computing it.
	 *
	 * @param filter the operation
	 * @param source size of an image; axes beyond the filter's stay as they are
	 * @return size of the result
	 * @throws IllegalArgumentException if the filter has no result for that size
	 */
	public static long[] targetDimensions(final Filter filter, final Interval source) {
		return targetDimensions(plan(filter, source), source);
	}

	private static long[] targetDimensions(final Plan plan, final Interval source) {
		final long[] size = source.dimensionsAsLongArray();
		final long[] planned = plan.targetDimensions();
		System.arraycopy(planned, 0, size, 0, planned.length);
		return size;
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

	private static Plan plan(final Filter filter, final List<? extends Interval> sources) {
		if (sources.size() != filter.sources()) throw new IllegalArgumentException("The filter reads " + filter.sources() +
			" images, but " + sources.size() + " were given");
		final int n = filter.numDimensions();
		final long[][] sizes = new long[sources.size()][];
		for (int i = 0; i < sizes.length; i++) {
			final long[] size = sources.get(i).dimensionsAsLongArray();
			if (size.length < n) throw new IllegalArgumentException("The image has " + size.length +
				" axes, but the filter works on " + n);
			for (final long s : size)
				if (s < 1) throw new IllegalArgumentException("The image is empty: its size is " + Arrays.toString(size));
			sizes[i] = Arrays.copyOf(size, n);
			final long[] first = sources.get(0).dimensionsAsLongArray();
			if (!Arrays.equals(Arrays.copyOfRange(size, n, size.length), Arrays.copyOfRange(first, n, first.length)))
				throw new IllegalArgumentException("The images have sizes " + Arrays.toString(first) + " and " + Arrays.toString(
					size) + ", but must agree beyond the first " + n + " axes");
		}
		return filter.on(sizes);
	}

	/**
	 * Filters an image into a given one.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param source any image of real samples; axes beyond the filter's are looped
	 *          over
	 * @param border what is outside of the image
	 * @param target image of the size that {@link #targetDimensions} names; it is
	 *          only partly filled if the computation ends with an exception
	 * @param options tiles and monitor
	 * @return how many samples were clamped, and the engine
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
	 * @param sources as many images as the filter reads; all with the same axes
	 *          beyond the filter's
	 * @param border what is outside of the first image; outside of the others
	 *          there are zeros
	 * @param target image of the size of the result; it is only partly filled if
	 *          the computation ends with an exception
	 * @param options tiles and monitor
	 * @return how many samples were clamped, and the engine
	 * @throws IllegalArgumentException if the filter has no result for the images'
	 *           sizes, or the target has another size
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <R extends RealType<R>> Report process(final Filter filter,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final Options options)
	{
		final Plan plan = plan(filter, sources);
		final long[] expected = targetDimensions(plan, sources.get(0));
		if (!Arrays.equals(expected, target.dimensionsAsLongArray())) throw new IllegalArgumentException(
			"The target has size " + Arrays.toString(target.dimensionsAsLongArray()) + ", but the result has " + Arrays
				.toString(expected));
		if (sources.stream().anyMatch(s -> s == (Object) target)) throw new IllegalArgumentException(
			"Source and target are the same image: filters need a target of its own");
		final boolean wide = sources.stream().anyMatch(s -> BlockReader.needsDouble(s.getType())) || BlockReader.needsDouble(
			target.getType());
		final Lines<?> lines = wide ? Lines.DOUBLE : Lines.FLOAT;
		final List<BlockReader> readers = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> source : sources)
			readers.add(reader(source, readers.isEmpty() ? border : Border.ZERO, lines));
		final BlockWriter<R> writer = new BlockWriter<>(zeroMin(target));
		new TileRun<>(plan, readers, writer, expected, lines, options).run();
		return new Report(writer.clamped(), plan.engine());
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> BlockReader reader(
		final RandomAccessibleInterval<? extends RealType<?>> source, final Border border, final Lines<?> lines)
	{
		return BlockReader.of(zeroMin((RandomAccessibleInterval<T>) source), border, lines);
	}

	private static <T> RandomAccessibleInterval<T> zeroMin(final RandomAccessibleInterval<T> image) {
		return Views.isZeroMin(image) ? image : Views.zeroMin(image);
	}
}
