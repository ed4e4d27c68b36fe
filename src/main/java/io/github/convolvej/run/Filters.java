package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
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
	public static <R extends NativeType<R>> Img<R> create(final R type, final long[] size) {
		return Intervals.numElements(size) < Integer.MAX_VALUE - 16 ? new ArrayImgFactory<>(type).create(size)
			: new PlanarImgFactory<>(type).create(size);
	}

	/**
	 * Filters several images that belong together, such as values and offsets,
	 * into a new image of any type.
	 *
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param images as many as the filter reads; all with the same axes beyond the
	 *          filter's
	 * @param border what is outside of the first image; outside of the others
	 *          there are zeros
	 * @param type sample type of the result: whole numbers are rounded half up and
	 *          clamped
	 * @return the result, its first sample at 0
	 * @throws IllegalArgumentException if the filter has no result for the images'
	 *           sizes
	 */
	public static <R extends RealType<R> & NativeType<R>> Img<R> apply(final Filter filter,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> images, final Border border, final R type)
	{
		final Img<R> target = create(type, targetDimensions(plan(filter, images), images.get(0)));
		process(filter, images, border, target, Options.DEFAULT);
		return target;
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

	/**
	 * The size of a result, without computing it.
	 *
	 * @param plan a plan of {@link #plan}
	 * @param source size of the (first) image; axes beyond the plan's stay as they
	 *          are
	 * @return size of the result
	 */
	public static long[] targetDimensions(final Plan plan, final Interval source) {
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

	/**
	 * Binds a filter to the sizes of all images it reads.
	 *
	 * @param filter the operation
	 * @param sources sizes of as many images as the filter reads
	 * @return the plan for the filter's axes
	 * @throws IllegalArgumentException if the filter has no result for these
	 *           sizes, the number of images is another, an image has no samples or
	 *           fewer axes than the filter, or the images differ beyond these axes
	 */
	public static Plan plan(final Filter filter, final List<? extends Interval> sources) {
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
		final long[] expected = targetDimensions(plan(filter, sources), sources.get(0));
		if (!Arrays.equals(expected, target.dimensionsAsLongArray())) throw new IllegalArgumentException(
			"The target has size " + Arrays.toString(target.dimensionsAsLongArray()) + ", but the result has " + Arrays
				.toString(expected));
		return processPart(filter, sources, border, target, new long[expected.length], options);
	}

	/**
	 * Computes part of a result, the same bits as in the whole: for images that
	 * are computed piece by piece.
	 *
	 * @param <R> sample type of the result
	 * @param filter the operation
	 * @param sources as many images as the filter reads
	 * @param border what is outside of the first image
	 * @param target image for the part
	 * @param offset where the target's first sample lies in the whole result
	 * @param options tiles and monitor
	 * @return how many samples were clamped, and the engine
	 * @throws IllegalArgumentException if the filter has no result for the images'
	 *           sizes, or the part reaches beyond it
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	public static <R extends RealType<R>> Report processPart(final Filter filter,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final long[] offset, final Options options)
	{
		final Plan plan = plan(filter, sources).within(border);
		final long[] whole = targetDimensions(plan, sources.get(0));
		final long[] size = target.dimensionsAsLongArray();
		boolean inside = size.length == whole.length && offset.length == whole.length;
		for (int d = 0; inside && d < whole.length; d++)
			inside = offset[d] >= 0 && offset[d] + size[d] <= whole[d];
		if (!inside) throw new IllegalArgumentException("The part of size " + Arrays.toString(size) + " at " + Arrays
			.toString(offset) + " is not within the result of size " + Arrays.toString(whole));
		if (sources.stream().anyMatch(s -> s == (Object) target)) throw new IllegalArgumentException(
			"Source and target are the same image: filters need a target of its own");
		if (plan.needsDouble() && !(target.getType() instanceof IntegerType) && !BlockReader.needsDouble(target.getType()))
			throw new IllegalArgumentException("The results may be whole numbers beyond 2^24, which 32-bit floating point" +
				" does not hold: take a target of 64-bit floating point or 32-bit integers");
		if (plan instanceof WholePlan) return whole((WholePlan) plan, sources.get(0), border, target, offset, options);
		final List<Plan> stages = plan.stages();
		if (stages.size() == 1) return run(plan, sources, border, target, offset, options);
		// what lies between the stages is made for this part only
		final int n = filter.numDimensions();
		List<RandomAccessibleInterval<? extends RealType<?>>> inputs = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> source : sources)
			inputs.add(loopPart(source, n, offset, size));
		for (int i = 0; i < stages.size() - 1; i++) {
			final Img<DoubleType> between = create(new DoubleType(), targetDimensions(stages.get(i), inputs.get(0)));
			// the first stage reads the image and takes nearly all of the time: the progress is its
			run(stages.get(i), inputs, border, between, new long[between.numDimensions()], i == 0 ? options : options
				.silent());
			inputs = Collections.singletonList(between);
		}
		final long[] within = Arrays.copyOf(Arrays.copyOf(offset, n), offset.length);
		final Report report = run(stages.get(stages.size() - 1), inputs, border, target, within, options.silent());
		return new Report(report.clamped(), plan.engine());
	}

	/** The positions of a part on the axes that are looped over, and all of the others. */
	private static <T> RandomAccessibleInterval<T> loopPart(final RandomAccessibleInterval<T> source, final int axes,
		final long[] offset, final long[] size)
	{
		final long[] min = source.minAsLongArray();
		final long[] max = source.maxAsLongArray();
		for (int d = axes; d < min.length; d++) {
			min[d] += offset[d];
			max[d] = min[d] + size[d] - 1;
		}
		return Views.interval(source, min, max);
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>, R extends RealType<R>> Report whole(final WholePlan plan,
		final RandomAccessibleInterval<? extends RealType<?>> source, final Border border,
		final RandomAccessibleInterval<R> target, final long[] offset, final Options options)
	{
		return plan.processPart(zeroMin((RandomAccessibleInterval<T>) source), border, zeroMin(target), offset, options);
	}

	/**
	 * Copies samples, rounded and clamped to the type of the target.
	 *
	 * @return how many were clamped
	 */
	public static <T extends RealType<T>, R extends RealType<R>> long copy(final RandomAccessibleInterval<T> source,
		final RandomAccessibleInterval<R> target, final Options options)
	{
		return process(Convolution.of(Kernel.of(1)), source, Border.ZERO, target, options).clamped();
	}

	private static <R extends RealType<R>> Report run(final Plan plan,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> target, final long[] offset, final Options options)
	{
		final boolean wide = plan.needsDouble() || BlockReader.needsDouble(target.getType()) || sources.stream().anyMatch(
			s -> BlockReader.needsDouble(s.getType()));
		final BlockWriter<R> writer = new BlockWriter<>(zeroMin(target));
		if (wide) run(plan, sources, border, writer, target.dimensionsAsLongArray(), offset, Lines.DOUBLE, options);
		else run(plan, sources, border, writer, target.dimensionsAsLongArray(), offset, Lines.FLOAT, options);
		return new Report(writer.clamped(), plan.engine());
	}

	private static <R extends RealType<R>, A> void run(final Plan plan,
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final BlockWriter<R> writer, final long[] size, final long[] offset, final Lines<A> lines, final Options options)
	{
		final List<BlockReader<A>> readers = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> source : sources)
			readers.add(reader(source, readers.isEmpty() ? border : Border.ZERO, lines));
		new TileRun<>(plan, readers, writer, targetDimensions(plan, sources.get(0)), size, offset, lines, options).run();
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>, A> BlockReader<A> reader(
		final RandomAccessibleInterval<? extends RealType<?>> source, final Border border, final Lines<A> lines)
	{
		return BlockReader.of(zeroMin((RandomAccessibleInterval<T>) source), border, lines, OnFallback.ACCEPT);
	}

	private static <T> RandomAccessibleInterval<T> zeroMin(final RandomAccessibleInterval<T> image) {
		return Views.isZeroMin(image) ? image : Views.zeroMin(image);
	}
}
