package io.github.convolvej.network;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.BlockReader;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

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
 * A plan whose samples may depend on the whole image, or on borders that are
 * applied to intermediate results. A part of its result is cropped from the
 * whole result. Tiles and threads are those of its filters.
 */
public abstract class WholeImagePlan extends SingleImagePlan {

	private static final long serialVersionUID = 1L;

	/**
	 * @param source size of the image
	 * @param target size of the result, with as many axes
	 */
	protected WholeImagePlan(final long[] source, final long[] target) {
		super(source, target);
	}

	/**
	 * Computes the whole result.
	 *
	 * @param <T> sample type of the image
	 * @param <R> sample type of the result
	 * @param image image of the planned size
	 * @param border border of the image
	 * @param result image of the size of the result
	 * @param options tiles and monitor
	 * @return number of clamped samples
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	protected abstract <T extends RealType<T>, R extends RealType<R>> long process(RandomAccessibleInterval<T> image, Border border,
		RandomAccessibleInterval<R> result, Options options);

	@Override
	protected final <T extends RealType<T>, R extends RealType<R>> long processSlice(final RandomAccessibleInterval<T> image,
		final Border border, final RandomAccessibleInterval<R> part, final long[] offset, final Options options)
	{
		if (Intervals.numElements(part) == Intervals.numElements(targetDimensions())) return process(image, border, part,
			options);
		final boolean wide = BlockReader.needsDouble(image.getType()) || BlockReader.needsDouble(part.getType());
		return wide ? cut(image, border, part, offset, options, new DoubleType()) : cut(image, border, part, offset, options,
			new FloatType());
	}

	private <T extends RealType<T>, R extends RealType<R>, P extends RealType<P> & NativeType<P>> long cut(
		final RandomAccessibleInterval<T> image, final Border border, final RandomAccessibleInterval<R> part,
		final long[] offset, final Options options, final P precision)
	{
		final Img<P> whole = Filters.create(precision, targetDimensions());
		process(image, border, whole, options);
		return Filters.copy(Views.offsetInterval(whole, offset, part.dimensionsAsLongArray()), part, options.silent());
	}

	@Override
	public final boolean isComputedWhole() {
		return true;
	}

	@Override
	public Interval sourceInterval(final Interval part) {
		return new FinalInterval(sourceDimensions());
	}
}
