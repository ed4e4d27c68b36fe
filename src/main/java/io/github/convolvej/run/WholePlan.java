package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Scratch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * A plan whose every sample may depend on the whole image, or on borders that are
 * applied within: it is run over images, one position of the axes that are looped
 * over after the other, and not over blocks. Tiles and threads are those of the
 * filters that it consists of.
 */
public abstract class WholePlan implements Plan {

	private static final long serialVersionUID = 1L;

	private final long[] source;
	private final long[] target;

	/**
	 * @param source size of the image
	 * @param target size of the result, with as many axes
	 */
	public WholePlan(final long[] source, final long[] target) {
		this.source = source.clone();
		this.target = target.clone();
	}

	/**
	 * Computes the whole result.
	 *
	 * @param image of the size that was planned
	 * @param border what is outside of it
	 * @param result of the size of the result
	 * @param options tiles and monitor
	 * @return how many samples were clamped
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	protected abstract <T extends RealType<T>, R extends RealType<R>> long process(RandomAccessibleInterval<T> image, Border border,
		RandomAccessibleInterval<R> result, Options options);

	/**
	 * Computes part of a result, position by position of the axes looped over.
	 *
	 * @param image with zero as its smallest coordinates
	 * @param border what is outside of it
	 * @param part image for the part, likewise
	 * @param offset where the part lies in the result
	 * @param options tiles and monitor
	 * @return the report
	 */
	<T extends RealType<T>, R extends RealType<R>> Report processPart(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		final int n = target.length;
		final long[] loops = new long[part.numDimensions() - n];
		for (int d = 0; d < loops.length; d++)
			loops[d] = part.dimension(n + d);
		final long count = Arrays.stream(loops).reduce(1, (a, b) -> a * b);
		long clamped = 0;
		for (long i = 0; i < count; i++) {
			RandomAccessibleInterval<T> from = image;
			RandomAccessibleInterval<R> to = part;
			final List<Long> position = position(i, loops);
			for (int d = loops.length - 1; d >= 0; d--) {
				from = Views.hyperSlice(from, n + d, offset[n + d] + position.get(d));
				to = Views.hyperSlice(to, n + d, position.get(d));
			}
			final Options one = options.monitor(new PartMonitor(options.monitor(), (double) i / count, (i + 1.0) / count,
				Intervals.numElements(part)));
			clamped += slice(from, border, to, offset, one);
		}
		return new Report(clamped, engine());
	}

	private static List<Long> position(final long index, final long[] size) {
		final List<Long> position = new ArrayList<>();
		long rest = index;
		for (final long s : size) {
			position.add(rest % s);
			rest /= s;
		}
		return position;
	}

	/** Computes part of a result at one position of the axes looped over. */
	<T extends RealType<T>, R extends RealType<R>> long slice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		if (Intervals.numElements(part) == Intervals.numElements(target)) return process(image, border, part, options);
		final boolean wide = BlockReader.needsDouble(image.getType()) || BlockReader.needsDouble(part.getType());
		return wide ? cut(image, border, part, offset, options, new DoubleType()) : cut(image, border, part, offset, options,
			new FloatType());
	}

	private <T extends RealType<T>, R extends RealType<R>, P extends RealType<P> & NativeType<P>> long cut(
		final RandomAccessibleInterval<T> image, final Border border, final RandomAccessibleInterval<R> part,
		final long[] offset, final Options options, final P precision)
	{
		final Img<P> whole = Filters.create(precision, target);
		process(image, border, whole, options);
		final long[] min = new long[target.length];
		final long[] max = new long[target.length];
		for (int d = 0; d < min.length; d++) {
			min[d] = offset[d];
			max[d] = offset[d] + part.dimension(d) - 1;
		}
		return Filters.copy(Views.zeroMin(Views.interval(whole, min, max)), part, options.silent());
	}

	@Override
	public long[] sourceDimensions() {
		return source.clone();
	}

	@Override
	public long[] targetDimensions() {
		return target.clone();
	}

	@Override
	public Interval sourceInterval(final Interval part) {
		return new FinalInterval(source);
	}

	/**
	 * Not for this plan.
	 *
	 * @throws UnsupportedOperationException always: {@link Filters} runs it over
	 *           images
	 */
	@Override
	public void apply(final Block[] sources, final Block part, final Scratch scratch) {
		throw new UnsupportedOperationException(engine() + " is run over whole images, not over blocks");
	}

	@Override
	public int preferredLineLength() {
		return (int) Math.min(target[0], Integer.MAX_VALUE);
	}
}
