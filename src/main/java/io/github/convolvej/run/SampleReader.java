package io.github.convolvej.run;

import io.github.convolvej.filter.lines.LineMemory;
import io.github.convolvej.filter.lines.Lines;
import io.github.convolvej.filter.lines.Precision;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converter;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealDoubleConverter;
import net.imglib2.converter.RealFloatConverter;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;

/**
 * Copies boxes within an image into primitive arrays of one precision. Samples
 * of ImageJ's integer types are first copied and then converted by a separate
 * loop for each type: ImgLib2's converters use one loop for all types, which
 * becomes slow after it has met several types. Each thread uses its own reader.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class SampleReader<A> {

	private final PrimitiveBlocks<?> blocks;
	private final Lines<A> lines;
	/** The type of the copied samples; null if they are not converted. */
	private final Class<?> type;
	/** Whether the image has the type of the lines. */
	private final boolean read;
	private byte[] bytes = new byte[0];
	private short[] shorts = new short[0];

	private SampleReader(final PrimitiveBlocks<?> blocks, final Lines<A> lines, final Class<?> type, final boolean read) {
		this.blocks = blocks;
		this.lines = lines;
		this.type = type;
		this.read = read;
	}

	static <T extends RealType<T>, A> SampleReader<A> of(final RandomAccessibleInterval<T> image, final Lines<A> lines,
		final OnFallback onFallback)
	{
		final Class<?> type = image.getType().getClass();
		if (type == UnsignedByteType.class || type == UnsignedShortType.class || type == ShortType.class)
			return new SampleReader<>(asTheyAre(image, onFallback), lines, type, false);
		final PrimitiveBlocks<?> converted = lines == Precision.SINGLE ? converted(image, new FloatType(),
			new RealFloatConverter<T>(), onFallback) : converted(image, new DoubleType(), new RealDoubleConverter<T>(),
				onFallback);
		return new SampleReader<>(converted, lines, null, type == (lines == Precision.SINGLE ? FloatType.class : DoubleType.class));
	}

	@SuppressWarnings("unchecked")
	private static <P extends RealType<P> & NativeType<P>> PrimitiveBlocks<P> asTheyAre(
		final RandomAccessibleInterval<?> image, final OnFallback onFallback)
	{
		return PrimitiveBlocks.of((RandomAccessibleInterval<P>) image, onFallback);
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>, P extends RealType<P> & NativeType<P>> PrimitiveBlocks<P> converted(
		final RandomAccessibleInterval<T> image, final P precision, final Converter<T, P> converter,
		final OnFallback onFallback)
	{
		final boolean same = image.getType().getClass() == precision.getClass();
		return PrimitiveBlocks.of(same ? (RandomAccessibleInterval<P>) image : Converters.convert(image, converter,
			precision), onFallback);
	}

	/** Whether the samples of the image's arrays can be used without conversion. */
	boolean areRead() {
		return read;
	}

	/** An array for samples of the image's type, reused in each call. */
	Object raw(final int n) {
		if (type == UnsignedByteType.class) {
			if (bytes.length < n) bytes = new byte[n];
			return bytes;
		}
		if (shorts.length < n) shorts = new short[n];
		return shorts;
	}

	/** Converts samples of the image's type. */
	void convert(final Object raw, final A target, final int n) {
		convert(raw, lines, target, 0, n);
	}

	/** Converts samples of the image's type, which are whole numbers, to any type that holds them. */
	<B> void convert(final Object raw, final LineMemory<B> memory, final B target, final int to, final int n) {
		if (type == UnsignedByteType.class) memory.fromUnsigned((byte[]) raw, target, to, n);
		else if (type == ShortType.class) memory.fromSigned((short[]) raw, target, to, n);
		else memory.fromUnsigned((short[]) raw, target, to, n);
	}

	/** Whether samples are converted from whole numbers of 8 or 16 bits. */
	boolean areWhole() {
		return type != null;
	}

	/**
	 * Whether there is a loop for the image's type, or it is the type of the
	 * lines.
	 */
	boolean knowsType() {
		return read || type != null;
	}

	/** The smallest and the largest number of the type if all its numbers are known to be whole, otherwise null. */
	double[] wholeRange() {
		return type == null ? null : type == ShortType.class ? new double[] { Short.MIN_VALUE, Short.MAX_VALUE } : new double[] {
			0, type == UnsignedByteType.class ? 0xff : 0xffff };
	}

	/** A copy for another thread. */
	SampleReader<A> copy() {
		return new SampleReader<>(blocks.independentCopy(), lines, type, read);
	}

	/**
	 * @param box the box to read, within the image
	 * @param target array for it, x fastest
	 */
	void read(final Interval box, final A target) {
		if (type == null) {
			blocks.copy(box, target);
			return;
		}
		final int n = (int) Intervals.numElements(box);
		final Object raw = raw(n);
		blocks.copy(box, raw);
		convert(raw, target, n);
	}
}
