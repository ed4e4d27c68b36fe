package io.github.convolvej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Images of known or random samples, and what is in an image. */
public final class Samples {

	private Samples() {}

	/** Normally distributed numbers that a float holds exactly. */
	public static double[] random(final Random random, final int n) {
		final double[] values = new double[n];
		for (int i = 0; i < n; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	/** Whole numbers from 0 to 255. */
	public static double[] bytes(final long seed, final int n) {
		return new Random(seed).ints(n, 0, 256).asDoubleStream().toArray();
	}

	/** Number of samples of a box. */
	public static int count(final long... size) {
		return (int) Arrays.stream(size).reduce(1, (a, b) -> a * b);
	}

	public static Img<FloatType> floats(final double[] values, final long... size) {
		return fill(ArrayImgs.floats(size), values);
	}

	public static Img<DoubleType> doubles(final double[] values, final long... size) {
		return fill(ArrayImgs.doubles(size), values);
	}

	/** Writes the samples in flat order, x fastest, whatever the image's own order. */
	public static <T extends RealType<T>, I extends RandomAccessibleInterval<T>> I fill(final I image,
		final double[] values)
	{
		final Cursor<T> cursor = Views.flatIterable(image).cursor();
		for (final double v : values)
			cursor.next().setReal(v);
		return image;
	}

	/** All samples in flat order, x fastest. */
	public static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] values = new double[count(image.dimensionsAsLongArray())];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}

	/** Same size, same samples, bit for bit. */
	public static void assertSame(final RandomAccessibleInterval<? extends RealType<?>> expected,
		final RandomAccessibleInterval<? extends RealType<?>> actual, final String what)
	{
		assertArrayEquals(expected.dimensionsAsLongArray(), actual.dimensionsAsLongArray(), what);
		final double[] want = values(expected);
		final double[] got = values(actual);
		for (int i = 0; i < want.length; i++)
			if (Double.doubleToLongBits(want[i]) != Double.doubleToLongBits(got[i])) assertEquals(want[i], got[i], what +
				", sample " + i);
	}
}
