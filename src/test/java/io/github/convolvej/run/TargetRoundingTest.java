package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.Unsigned128BitType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.integer.UnsignedVariableBitLengthType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

/** Half up, clamped, counted: what an integer image holds of a result. */
class TargetRoundingTest {

	private static final Convolution NOTHING = Convolution.of(Kernel.of(1));
	private static final double INF = Double.POSITIVE_INFINITY;
	private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);
	private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

	/** Writes float and double samples into every kind of image of a type. */
	private static <R extends RealType<R> & NativeType<R>> void assertRounded(final R type, final long clamped,
		final double[] samples, final double... expected)
	{
		for (final Storage storage : Arrays.asList(Storage.array, Storage.planar, Storage.cells, Storage.list,
			Storage.translated))
		{
			final long[] size = { samples.length, 1, 1 };
			assertRounded(Samples.doubles(samples, size), storage.create(type, size), clamped, expected, storage.toString());
			if (Arrays.stream(samples).allMatch(v -> (float) v == v || Double.isNaN(v))) assertRounded(Samples.floats(samples,
				size), storage.create(type, size), clamped, expected, storage + ", floats");
		}
	}

	private static <T extends RealType<T>, R extends RealType<R>> void assertRounded(
		final RandomAccessibleInterval<T> source, final RandomAccessibleInterval<R> target, final long clamped,
		final double[] expected, final String what)
	{
		final Report report = Filters.process(NOTHING, source, Border.ZERO, target, Options.DEFAULT.tile(2));
		assertArrayEquals(expected, Samples.values(target), what);
		assertEquals(clamped, report.clamped(), what);
	}

	@Test
	void halvesAreRoundedUp() {
		final double[] samples = { -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 99.5, -1.75, -1.25, 1.25, 1.75 };
		final double[] expected = { -2, -1, 0, 1, 2, 3, 100, -2, -1, 1, 2 };
		assertRounded(new ByteType(), 0, samples, expected);
		assertRounded(new ShortType(), 0, samples, expected);
		assertRounded(new IntType(), 0, samples, expected);
		assertRounded(new LongType(), 0, samples, expected);
		final double[] positive = { 0, 0, 0, 1, 2, 3, 100, 0, 0, 1, 2 };
		assertRounded(new UnsignedByteType(), 4, samples, positive);
		assertRounded(new UnsignedShortType(), 4, samples, positive);
		assertRounded(new UnsignedIntType(), 4, samples, positive);
	}

	@Test
	void theLargestNumberBelowAHalfIsNotRoundedUp() {
		final double[] samples = { 0.49999997f, Math.nextDown(0.5f), Math.nextDown(1.5f), Math.nextUp(-0.5f), 8388607.5f };
		final double[] expected = { 0, 0, 1, 0, 8388608 };
		assertRounded(new IntType(), 0, samples, expected);
		assertRounded(new UnsignedByteType(), 1, samples, 0, 0, 1, 0, 255);
		assertRounded(new UnsignedShortType(), 1, samples, 0, 0, 1, 0, 65535);
		assertRounded(new ByteType(), 1, samples, 0, 0, 1, 0, 127);
		assertRounded(new LongType(), 0, new double[] { Math.nextDown(0.5), Math.nextDown(2.5), 4503599627370495.5 }, 0, 2,
			4503599627370496.0);
	}

	@Test
	void valuesBeyondTheRangeAreClampedAndCounted() {
		final double[] samples = { -0.5, -0.51, -1, 255, 255.49, 255.5, 300, 65535, 65536, 1e30 };
		assertRounded(new UnsignedByteType(), 7, samples, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255);
		assertRounded(new UnsignedShortType(), 4, samples, 0, 0, 0, 255, 255, 256, 300, 65535, 65535, 65535);
		assertRounded(new ByteType(), 7, samples, 0, -1, -1, 127, 127, 127, 127, 127, 127, 127);
		assertRounded(new ShortType(), 3, samples, 0, -1, -1, 255, 255, 256, 300, 32767, 32767, 32767);
		assertRounded(new IntType(), 1, samples, 0, -1, -1, 255, 255, 256, 300, 65535, 65536, Integer.MAX_VALUE);
		assertRounded(new IntType(), 2, new double[] { Integer.MAX_VALUE, 2147483648.0, Integer.MIN_VALUE, -2147483649.0 },
			Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE);
	}

	@Test
	void nanBecomesZeroAndInfinitiesTheEndsOfTheRange() {
		final double[] samples = { Double.NaN, INF, -INF, 7 };
		assertRounded(new UnsignedByteType(), 3, samples, 0, 255, 0, 7);
		assertRounded(new UnsignedShortType(), 3, samples, 0, 65535, 0, 7);
		assertRounded(new ByteType(), 3, samples, 0, 127, -128, 7);
		assertRounded(new IntType(), 3, samples, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 7);
		assertRounded(new FloatType(), 0, samples, samples);
	}

	private static <R extends RealType<R> & NativeType<R> & IntegerType<R>> void assertWide(final R type,
		final BigInteger lowest, final BigInteger highest)
	{
		final double[] samples = { 0, -1, 5, 1 << 30, 9007199254740993.0, 1e17, 1.2e18, 9.2e18, 9223372036854775808.0, 1.2e19,
			18446744073709549568.0, 18446744073709551616.0, 3e19, 1e38, 4e38, -1e17, -9223372036854775808.0, -1e19, INF, -INF,
			Double.NaN };
		final RandomAccessibleInterval<R> target = Storage.array.create(type, samples.length, 1);
		final Report report = Filters.process(NOTHING, Samples.doubles(samples, samples.length, 1), Border.ZERO, target,
			Options.DEFAULT);
		final Cursor<R> cursor = Views.flatIterable(target).cursor();
		long clamped = 0;
		for (final double v : samples) {
			final BigInteger got = cursor.next().getBigInteger();
			BigInteger want = Double.isNaN(v) ? BigInteger.ZERO : v == INF ? highest : v == -INF ? lowest : new BigDecimal(v)
				.toBigInteger();
			if (want.compareTo(lowest) < 0 || want.compareTo(highest) > 0 || Double.isNaN(v) || Double.isInfinite(v)) clamped++;
			want = want.max(lowest).min(highest);
			assertEquals(want, got, type.getClass().getSimpleName() + " of " + v);
		}
		assertEquals(clamped, report.clamped(), type.getClass().getSimpleName());
	}

	@Test
	void longTypesHoldWholeNumbersToTheEndsOfTheirRange() {
		assertWide(new LongType(), TWO_TO_63.negate(), TWO_TO_63.subtract(BigInteger.ONE));
		assertWide(new UnsignedLongType(), BigInteger.ZERO, TWO_TO_64.subtract(BigInteger.ONE));
		assertWide(new UnsignedVariableBitLengthType(53), BigInteger.ZERO, BigInteger.ONE.shiftLeft(53).subtract(
			BigInteger.ONE));
		assertWide(new UnsignedVariableBitLengthType(33), BigInteger.ZERO, BigInteger.ONE.shiftLeft(33).subtract(
			BigInteger.ONE));
		assertWide(new Unsigned128BitType(), BigInteger.ZERO, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
	}

	@Test
	void theCountIsTheSameForAnyTilingAndThreads() {
		final double[] samples = Arrays.stream(Samples.bytes(5, 50 * 40)).map(v -> 2 * v - 100).toArray();
		final long expected = Arrays.stream(samples).filter(v -> v < 0 || v > 255).count();
		for (final int threads : new int[] { 1, 2, 7 })
			for (final int tile : new int[] { 1, 3, 100 }) {
				final Img<UnsignedByteType> target = ArrayImgs.unsignedBytes(50, 40);
				final Report report = Parallelization.runWithNumThreads(threads, () -> Filters.process(NOTHING, Samples.floats(
					samples, 50, 40), Border.ZERO, target, Options.DEFAULT.tile(tile, tile)));
				assertEquals(expected, report.clamped());
			}
	}

	@Test
	void theSourceIsNeverChanged() {
		final double[] samples = Samples.bytes(6, 20 * 10 * 2);
		final Convolution filter = Convolution.of(KernelText.parse("sobel-x # sobel-y", 2).withGroups(2));
		for (final Storage storage : Storage.values()) {
			final RandomAccessibleInterval<UnsignedByteType> source = Samples.fill(storage.create(new UnsignedByteType(), 20,
				10, 2), samples);
			Filters.apply(filter, source, Border.PERIODIC, new UnsignedByteType());
			assertArrayEquals(samples, Samples.values(source), storage.toString());
		}
	}
}
