package io.github.convolvej.run;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Lines;

import net.imglib2.Interval;
import net.imglib2.RandomAccessible;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converter;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealDoubleConverter;
import net.imglib2.converter.RealFloatConverter;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;

/**
 * Copies boxes of an image and its outside into primitive arrays, converting
 * sample types on the way. One for each thread.
 */
final class BlockReader {

	private final Interval image;
	private final PrimitiveBlocks<?> inside;
	private final PrimitiveBlocks<?> extended;

	private BlockReader(final Interval image, final PrimitiveBlocks<?> inside, final PrimitiveBlocks<?> extended) {
		this.image = image;
		this.inside = inside;
		this.extended = extended;
	}

	/**
	 * @param type a sample type
	 * @return whether single precision does not hold its values, so that images of
	 *         it are computed in double
	 */
	static boolean needsDouble(final RealType<?> type) {
		return type instanceof IntegerType ? type.getBitsPerPixel() > 24 : type.getBitsPerPixel() > 32;
	}

	/**
	 * @param <T> sample type
	 * @param image the image
	 * @param border what is outside
	 * @param lines precision of the arrays
	 * @return its reader
	 */
	static <T extends RealType<T>> BlockReader of(final RandomAccessibleInterval<T> image, final Border border,
		final Lines<?> lines)
	{
		return lines == Lines.FLOAT ? create(image, border, new FloatType(), new RealFloatConverter<T>()) : create(image,
			border, new DoubleType(), new RealDoubleConverter<T>());
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>, P extends RealType<P> & NativeType<P>> BlockReader create(
		final RandomAccessibleInterval<T> image, final Border border, final P precision, final Converter<T, P> converter)
	{
		final boolean same = image.getType().getClass() == precision.getClass();
		final RandomAccessibleInterval<P> inside = same ? (RandomAccessibleInterval<P>) image : Converters.convert(image,
			converter, precision);
		// extending before the conversion keeps the block copier on its fast path
		final RandomAccessible<P> extended = same || !border.isTypeIndependent() ? border.extend(inside) : Converters
			.convert(border.extend(image), converter, precision);
		return new BlockReader(image, PrimitiveBlocks.of(inside, OnFallback.ACCEPT), PrimitiveBlocks.of(extended,
			OnFallback.ACCEPT));
	}

	BlockReader copy() {
		return new BlockReader(image, inside.independentCopy(), extended.independentCopy());
	}

	/**
	 * @param box what to copy
	 * @param target array for it
	 */
	void read(final Interval box, final Object target) {
		(Intervals.contains(image, box) ? inside : extended).copy(box, target);
	}
}
