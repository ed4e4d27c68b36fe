package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.list.ListImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.logic.BoolType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.Unsigned12BitType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Every sample type can be read and written, and is computed in the precision that holds it. */
class SampleTypeTest {

	private static final Kernel KERNEL = KernelText.parse("1/9 -2/7 0.3; 0.1 0.7 -0.2; 1/3 0.15 0.05; 0.01 -0.4 0.6", 2);
	private static final Convolution FILTER = Convolution.of(KERNEL);
	private static final Border[] BORDERS = { Border.ZERO, Border.constant(17.5), Border.REPLICATE, Border.REFLECT,
		Border.SYMMETRIC, Border.PERIODIC };
	private static final long[] SIZE = { 23, 18, 2 };

	private static void assertSource(final RandomAccessibleInterval<? extends RealType<?>> source,
		final Img<FloatType> expected, final Border border)
	{
		final String what = source.getType().getClass().getSimpleName() + " in " + source.getClass().getSimpleName() +
			", border " + border;
		final Img<FloatType> target = ArrayImgs.floats(expected.dimensionsAsLongArray());
		process(source, border, target, Options.DEFAULT.tile(7, 5));
		Samples.assertSame(expected, target, what);
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> Report process(
		final RandomAccessibleInterval<? extends RealType<?>> source, final Border border,
		final RandomAccessibleInterval<? extends RealType<?>> target, final Options options)
	{
		return Filters.process(FILTER, (RandomAccessibleInterval<T>) source, border, (RandomAccessibleInterval<T>) target,
			options);
	}

	private static <T extends RealType<T> & NativeType<T>> void assertStored(final T type, final double[] samples,
		final Img<FloatType> expected, final Border border)
	{
		for (final Storage storage : Arrays.asList(Storage.array, Storage.planar, Storage.cells, Storage.list,
			Storage.permuted, Storage.converted))
			if (type.getEntitiesPerPixel().getRatio() == 1 || storage != Storage.converted) assertSource(Samples.fill(storage
				.create(type, SIZE), samples), expected, border);
	}

	@Test
	void imagesOfUpToSixteenBitsAndFloatGiveTheSameBits() {
		final double[] samples = Arrays.stream(Samples.bytes(1, Samples.count(SIZE))).map(v -> Math.floor(v / 2)).toArray();
		for (final Border border : BORDERS) {
			final Img<FloatType> expected = Filters.apply(FILTER, Samples.floats(samples, SIZE), border);
			assertStored(new ByteType(), samples, expected, border);
			assertStored(new UnsignedByteType(), samples, expected, border);
			assertStored(new Unsigned12BitType(), samples, expected, border);
			assertStored(new ShortType(), samples, expected, border);
			assertStored(new UnsignedShortType(), samples, expected, border);
			assertSource(Converters.convert((RandomAccessibleInterval<UnsignedByteType>) Samples.fill(ArrayImgs.unsignedBytes(
				SIZE), samples), (a, b) -> b.set(a.get()), new UnsignedShortType()), expected, border);
			assertSource(Converters.convert((RandomAccessibleInterval<FloatType>) Samples.floats(samples, SIZE), (a, b) -> b
				.setReal(a.get()), new Unsigned12BitType()), expected, border);
		}
	}

	@Test
	void imagesOfThirtyTwoBitIntegersAndMoreAreComputedInDouble() {
		final double[] samples = Arrays.stream(Samples.bytes(2, Samples.count(SIZE))).map(v -> v * 8_000_001).toArray();
		for (final Border border : BORDERS) {
			final Img<FloatType> expected = ArrayImgs.floats(SIZE);
			Filters.process(FILTER, Samples.doubles(samples, SIZE), border, expected, Options.DEFAULT);
			assertStored(new IntType(), samples, expected, border);
			assertStored(new UnsignedIntType(), samples, expected, border);
			assertStored(new LongType(), samples, expected, border);
			assertStored(new DoubleType(), samples, expected, border);
		}
		final double[] large = { (1 << 24) + 1, -(1 << 24) };
		final Img<FloatType> difference = Filters.apply(Convolution.of(Kernel.of(0, 1, 1)), Samples.fill(ArrayImgs.ints(2),
			large));
		assertEquals(1, Samples.values(difference)[0], "in single precision it would be 0");
	}

	@Test
	void bitsAndTypesThatAreNotNativeAreImagesOfZerosAndOnes() {
		final double[] samples = Arrays.stream(Samples.bytes(3, Samples.count(SIZE))).map(v -> v % 2).toArray();
		for (final Border border : BORDERS) {
			final Img<FloatType> expected = Filters.apply(FILTER, Samples.floats(samples, SIZE), border);
			assertStored(new BitType(), samples, expected, border);
			assertSource(Samples.fill(new ListImgFactory<>(new BoolType()).create(SIZE), samples), expected, border);
		}
	}

	private static <R extends RealType<R> & NativeType<R>> void assertTarget(final R type, final double[] sums,
		final double[] exact, final RandomAccessibleInterval<? extends RealType<?>> source)
	{
		for (final Storage storage : Storage.values()) {
			if (type.getEntitiesPerPixel().getRatio() != 1 && storage == Storage.converted) continue;
			final RandomAccessibleInterval<R> target = storage.create(type, SIZE);
			final Report report = process(source, Border.REFLECT, target, Options.DEFAULT.tile(7, 5));
			final boolean real = type instanceof FloatType || type instanceof DoubleType;
			final boolean wide = BlockReader.needsDouble(type);
			final double[] got = Samples.values(target);
			long clamped = 0;
			for (int i = 0; i < got.length; i++) {
				final double y = wide ? exact[i] : sums[i];
				double want = real ? type instanceof FloatType ? (float) y : y : Math.floor(y + 0.5);
				if (!real && (want < type.getMinValue() || want > type.getMaxValue())) {
					clamped++;
					want = want < type.getMinValue() ? type.getMinValue() : type.getMaxValue();
				}
				assertEquals(want, got[i], type.getClass().getSimpleName() + " in " + storage + ", sample " + i + " of " + y);
			}
			assertEquals(clamped, report.clamped(), type.getClass().getSimpleName() + " in " + storage);
		}
	}

	@Test
	void everyTargetTypeIsRoundedHalfUpAndClampedToItsRange() {
		final double[] samples = Arrays.stream(Samples.bytes(4, Samples.count(SIZE))).map(v -> 3 * v - 300).toArray();
		final Img<FloatType> source = Samples.floats(samples, SIZE);
		final double[] sums = Samples.values(Filters.apply(FILTER, source, Border.REFLECT));
		final double[] exact = Samples.values(Filters.apply(FILTER, Samples.doubles(samples, SIZE), Border.REFLECT,
			new DoubleType()));
		assertTrue(Arrays.stream(sums).anyMatch(v -> v < -128) && Arrays.stream(sums).anyMatch(v -> v > 255));
		assertTarget(new ByteType(), sums, exact, source);
		assertTarget(new UnsignedByteType(), sums, exact, source);
		assertTarget(new Unsigned12BitType(), sums, exact, source);
		assertTarget(new ShortType(), sums, exact, source);
		assertTarget(new UnsignedShortType(), sums, exact, source);
		assertTarget(new FloatType(), sums, exact, source);
		assertTarget(new IntType(), sums, exact, source);
		assertTarget(new UnsignedIntType(), sums, exact, source);
		assertTarget(new LongType(), sums, exact, source);
		assertTarget(new DoubleType(), sums, exact, source);
		assertTarget(new BitType(), sums, exact, source);
	}
}
