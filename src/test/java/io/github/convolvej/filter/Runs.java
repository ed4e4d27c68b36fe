package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToDoubleFunction;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/** Runs filters over small images in all the ways that must not matter. */
public final class Runs {

	private Runs() {}

	/** Numbers without any symmetry, exact in single precision. */
	public static double[] numbers(final long seed, final int n) {
		final Random random = new Random(seed);
		final double[] numbers = new double[n];
		for (int i = 0; i < n; i++)
			numbers[i] = (float) (random.nextGaussian() * 10);
		return numbers;
	}

	public static int product(final long... dimensions) {
		int n = 1;
		for (final long m : dimensions)
			n *= m;
		return n;
	}

	public static Img<?> image(final boolean wide, final double[] samples, final long... dimensions) {
		return wide ? filled(ArrayImgs.doubles(dimensions), i -> samples[i]) : filled(ArrayImgs.floats(dimensions),
			i -> samples[i]);
	}

	public static <T extends RealType<T>> Img<T> filled(final Img<T> image, final IntToDoubleFunction value) {
		final Cursor<T> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; cursor.hasNext(); i++)
			cursor.next().setReal(value.applyAsDouble(i));
		return image;
	}

	public static double[] samples(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] samples = new double[(int) Views.iterable(image).size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; cursor.hasNext(); i++)
			samples[i] = cursor.next().getRealDouble();
		return samples;
	}

	/** The result in the precision of the image. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static double[] run(final Filter filter, final Img<?> image, final Border border, final Options options) {
		final long[] size = Filters.targetDimensions(filter, image);
		final Img<? extends RealType<?>> target = ((Object) image.getType()) instanceof DoubleType ? ArrayImgs.doubles(size)
			: ArrayImgs.floats(size);
		Filters.process(filter, (Img) image, border, (Img) target, options);
		return samples(target);
	}

	public static double[] run(final Filter filter, final Img<?> image) {
		return run(filter, image, Border.ZERO, Options.DEFAULT);
	}

	/** Compares the whole with tiles, and one thread with several, bit for bit. */
	public static double[] assertSameForAnyTilesAndThreads(final Filter filter, final Img<?> image, final Border border) {
		final double[] whole = run(filter, image, border, Options.DEFAULT.tile(100000, 100000, 100000, 100000));
		final int[][] tiles = { { 5, 3, 2 }, { 1, 1, 1 }, { 7, 100, 1 } };
		for (final int threads : new int[] { 1, 2, 7 })
			for (final int[] tile : tiles) {
				final AtomicReference<double[]> tiled = new AtomicReference<>();
				Parallelization.runWithNumThreads(threads, () -> tiled.set(run(filter, image, border, Options.DEFAULT.tile(
					tile))));
				assertArrayEquals(whole, tiled.get(), filter + " on " + threads + " threads in tiles of " + tile[0] + "x" +
					tile[1]);
			}
		assertArrayEquals(whole, run(filter, image, border, Options.DEFAULT), filter + " in its own tiles");
		return whole;
	}

	/** NaN equals NaN, infinities by sign, others within a part of the magnitude given and their own. */
	public static void assertClose(final double[] expected, final double[] actual, final double magnitude, final boolean wide,
		final String what)
	{
		assertEquals(expected.length, actual.length, what);
		for (int i = 0; i < expected.length; i++) {
			final double tolerance = (magnitude + Math.abs(expected[i])) * (wide ? 1e-14 : 0x1p-21);
			if (!(Math.abs(expected[i] - actual[i]) <= tolerance)) assertEquals(expected[i], actual[i], what + " at " + i);
		}
	}
}
