package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Options;
import io.github.convolvej.run.PartMonitor;
import io.github.convolvej.run.Report;
import io.github.convolvej.run.RunChecks;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * A plan that reads one image. It checks its arguments, and runs at each
 * position of further axes.
 */
public abstract class SingleImagePlan implements ImagePlan {

	private static final long serialVersionUID = 1L;

	private final long[] source;
	private final long[] target;

	/**
	 * @param source size of the image
	 * @param target size of the result, with as many axes
	 */
	protected SingleImagePlan(final long[] source, final long[] target) {
		this.source = source.clone();
		this.target = target.clone();
	}

	/**
	 * Computes part of the result at one position of the further axes.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image image of the planned size, its first sample at 0
	 * @param border border of the image
	 * @param part image for part of the result, its first sample at 0
	 * @param offset position of the part in the result
	 * @param options tiles and monitor
	 * @return number of clamped samples
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	protected abstract <T extends RealType<T>, R extends RealType<R>> long processSlice(RandomAccessibleInterval<T> image,
		Border border, RandomAccessibleInterval<R> part, long[] offset, Options options);

	/**
	 * Computes part of the result at a known position of the further axes.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image image of the planned size, its first sample at 0
	 * @param border border of the image
	 * @param part image for part of the result, its first sample at 0
	 * @param offset position of the part in the result
	 * @param further position along the further axes
	 * @param options tiles and monitor
	 * @return number of clamped samples
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	protected <T extends RealType<T>, R extends RealType<R>> long processSlice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final long[] further,
		final Options options)
	{
		return processSlice(image, border, part, offset, options);
	}

	@Override
	public final <R extends RealType<R>> Report processPart(
		final List<? extends RandomAccessibleInterval<? extends RealType<?>>> sources, final Border border,
		final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		RunChecks.checkPart(this, sources, part, offset);
		return processPart(sources.get(0), border, part, offset, options);
	}

	@SuppressWarnings("unchecked")
	private <T extends RealType<T>, R extends RealType<R>> Report processPart(
		final RandomAccessibleInterval<? extends RealType<?>> image, final Border border,
		final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		return processLoops(Views.zeroMin((RandomAccessibleInterval<T>) image), border, Views.zeroMin(part), offset,
			options);
	}

	private <T extends RealType<T>, R extends RealType<R>> Report processLoops(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		final int n = target.length;
		final long[] loops = Arrays.copyOfRange(part.dimensionsAsLongArray(), n, part.numDimensions());
		final long count = loops.length == 0 ? 1 : Intervals.numElements(loops);
		long clamped = 0;
		for (long i = 0; i < count; i++) {
			RandomAccessibleInterval<T> from = image;
			RandomAccessibleInterval<R> to = part;
			final long[] position = position(i, loops);
			final long[] further = position.clone();
			for (int d = loops.length - 1; d >= 0; d--) {
				further[d] += offset[n + d];
				from = Views.hyperSlice(from, n + d, further[d]);
				to = Views.hyperSlice(to, n + d, position[d]);
			}
			final Options one = options.monitor(new PartMonitor(options.monitor(), (double) i / count, (i + 1.0) / count,
				Intervals.numElements(part)));
			clamped += processSlice(from, border, to, Arrays.copyOf(offset, n), further, one);
		}
		return new Report(clamped, engine());
	}

	/**
	 * @param index number of a position, the first axis fastest
	 * @param size size of the axes
	 * @return the position
	 */
	static long[] position(final long index, final long[] size) {
		final long[] position = new long[size.length];
		long rest = index;
		for (int d = 0; d < size.length; rest /= size[d], d++)
			position[d] = rest % size[d];
		return position;
	}

	@Override
	public final long[] sourceDimensions() {
		return source.clone();
	}

	@Override
	public final long[] targetDimensions() {
		return target.clone();
	}
}
