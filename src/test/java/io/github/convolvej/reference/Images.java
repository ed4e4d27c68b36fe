package io.github.convolvej.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Images to test with, and comparisons of results. */
public final class Images {

	/** Every border there is. */
	public static final Border[] BORDERS = { Border.ZERO, Border.constant(1.5), Border.REPLICATE, Border.REFLECT,
		Border.SYMMETRIC, Border.PERIODIC };

	private Images() {}

	/** Whole and half numbers between -8 and 8, with no symmetry. */
	public static Img<FloatType> random(final long seed, final long... size) {
		final Img<FloatType> image = ArrayImgs.floats(size);
		final Random random = new Random(seed);
		for (final FloatType t : image)
			t.set((random.nextInt(33) - 16) / 2f);
		return image;
	}

	/** The same values in double. */
	public static Img<DoubleType> doubles(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Img<DoubleType> copy = ArrayImgs.doubles(image.dimensionsAsLongArray());
		final Cursor<? extends RealType<?>> from = Views.flatIterable(image).cursor();
		for (final DoubleType t : copy)
			t.set(from.next().getRealDouble());
		return copy;
	}

	/** All zero, but one sample off the centre. */
	public static Img<FloatType> dirac(final long... size) {
		final Img<FloatType> image = ArrayImgs.floats(size);
		final long[] position = new long[size.length];
		for (int d = 0; d < size.length; d++)
			position[d] = Math.min(size[d] - 1, size[d] / 3 + d % 2);
		image.getAt(position).set(1);
		return image;
	}

	/**
	 * Filters whole, in small and thin tiles, and with 1, 2 and 7 threads, checks
	 * that all results are the same bit for bit, and gives the result.
	 */
	public static Img<FloatType> filter(final Filter filter, final RandomAccessibleInterval<FloatType> image,
		final Border border)
	{
		final long[] size = Filters.targetDimensions(filter, image);
		final int[] whole = new int[size.length];
		for (int d = 0; d < whole.length; d++)
			whole[d] = (int) size[d];
		final Img<FloatType> expected = run(filter, image, border, size, 1, whole);
		assertSameBits(expected, run(filter, image, border, size, 2));
		assertSameBits(expected, run(filter, image, border, size, 1, 5, 3, 2, 2));
		assertSameBits(expected, run(filter, image, border, size, 7, 5, 3, 1, 1));
		assertSameBits(expected, run(filter, image, border, size, 2, 2, 9, 3, 4));
		return expected;
	}

	private static Img<FloatType> run(final Filter filter, final RandomAccessibleInterval<FloatType> image,
		final Border border, final long[] size, final int threads, final int... tile)
	{
		final Img<FloatType> target = ArrayImgs.floats(size);
		final Options options = tile.length == 0 ? Options.DEFAULT : Options.DEFAULT.tile(tile);
		Parallelization.runWithNumThreads(threads, () -> Filters.process(filter, image, border, target, options));
		return target;
	}

	/** Filters in double precision. */
	public static Img<DoubleType> filterDouble(final Filter filter,
		final RandomAccessibleInterval<? extends RealType<?>> image, final Border border)
	{
		return Filters.apply(filter, doubles(image), border, new DoubleType());
	}

	public static void assertSameBits(final RandomAccessibleInterval<? extends RealType<?>> expected,
		final RandomAccessibleInterval<? extends RealType<?>> got)
	{
		assertArrayEquals(expected.dimensionsAsLongArray(), got.dimensionsAsLongArray());
		final Cursor<? extends RealType<?>> a = Views.flatIterable(expected).localizingCursor();
		final Cursor<? extends RealType<?>> b = Views.flatIterable(got).cursor();
		while (a.hasNext())
			assertEquals(Double.doubleToLongBits(a.next().getRealDouble()), Double.doubleToLongBits(b.next()
				.getRealDouble()), () -> a.get() + " and " + b.get() + " at " + net.imglib2.util.Util.printCoordinates(a));
	}

	/** NaN equals NaN, and infinities equal themselves. */
	public static void assertClose(final RandomAccessibleInterval<? extends RealType<?>> expected,
		final RandomAccessibleInterval<? extends RealType<?>> got, final double tolerance)
	{
		assertArrayEquals(expected.dimensionsAsLongArray(), got.dimensionsAsLongArray());
		final Cursor<? extends RealType<?>> a = Views.flatIterable(expected).localizingCursor();
		final Cursor<? extends RealType<?>> b = Views.flatIterable(got).cursor();
		while (a.hasNext()) {
			final double want = a.next().getRealDouble();
			final double have = b.next().getRealDouble();
			if (Double.compare(want, have) == 0) continue;
			assertEquals(want, have, tolerance, () -> "at " + net.imglib2.util.Util.printCoordinates(a));
		}
	}
}
