package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Images for tests, and results of filters on them in both precisions, tiled and in parallel. */
public final class Computed {

	private static final int[][] TILES = { { 5, 3 }, { 3, 2, 2, 2 }, { 7, 1, 1, 3 }, { 1, 1, 1, 1 }, { 64, 64, 64, 64 } };

	private Computed() {}

	/** An image of quarters between -8 and 8, so that sums of few products are exact. */
	public static Img<DoubleType> random(final Random random, final long... size) {
		final Img<DoubleType> image = ArrayImgs.doubles(size);
		image.forEach(v -> v.set((random.nextInt(65) - 32) / 4.0));
		return image;
	}

	/** Quarters between -2 and 2. */
	public static double[] weights(final Random random, final int count) {
		return random.ints(count, -8, 9).mapToDouble(i -> i / 4.0).toArray();
	}

	public static Img<FloatType> toFloat(final RandomAccessibleInterval<DoubleType> image) {
		final float[] data = new float[(int) Intervals.numElements(image)];
		int i = 0;
		for (final DoubleType v : Views.flatIterable(image))
			data[i++] = (float) v.get();
		return ArrayImgs.floats(data, image.dimensionsAsLongArray());
	}

	public static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] values = new double[(int) Intervals.numElements(image)];
		int i = 0;
		for (final RealType<?> v : Views.flatIterable(image))
			values[i++] = v.getRealDouble();
		return values;
	}

	/** The result in double, in the tiles that the program chooses. */
	public static Img<DoubleType> inDouble(final Filter filter, final Border border, final List<Img<DoubleType>> images) {
		final Img<DoubleType> target = ArrayImgs.doubles(targetSize(filter, images));
		Filters.process(filter, images, border, target, Options.DEFAULT);
		return target;
	}

	public static Img<FloatType> inFloat(final Filter filter, final Border border, final List<Img<DoubleType>> images,
		final Options options)
	{
		final List<Img<FloatType>> floats = new ArrayList<>();
		for (final Img<DoubleType> image : images)
			floats.add(toFloat(image));
		final Img<FloatType> target = ArrayImgs.floats(targetSize(filter, images));
		Filters.process(filter, floats, border, target, options);
		return target;
	}

	private static long[] targetSize(final Filter filter, final List<Img<DoubleType>> images) {
		final int n = filter.numDimensions();
		final long[][] sizes = images.stream().map(i -> Arrays.copyOf(i.dimensionsAsLongArray(), n)).toArray(
			long[][]::new);
		final long[] size = images.get(0).dimensionsAsLongArray();
		System.arraycopy(filter.on(sizes).targetDimensions(), 0, size, 0, n);
		return size;
	}

	/** Checks that float and double results are near the expected ones, and that tiles and threads change no bit of them. */
	public static void check(final String what, final RandomAccessibleInterval<DoubleType> expected, final double tolerance,
		final Filter filter, final Border border, final List<Img<DoubleType>> images)
	{
		final Img<DoubleType> wide = inDouble(filter, border, images);
		assertEquals(Arrays.toString(expected.dimensionsAsLongArray()), Arrays.toString(wide.dimensionsAsLongArray()), what);
		assertArrayEquals(values(expected), values(wide), 1e-12 * Math.max(1, tolerance * 1e6), what + ", double");
		final double[] narrow = values(inFloat(filter, border, images, Options.DEFAULT));
		assertArrayEquals(values(expected), narrow, tolerance, what + ", float");
		sameForAnyTiling(what, narrow, filter, border, images);
	}

	/** Checks that tiles and threads change no bit. */
	public static void sameForAnyTiling(final String what, final double[] whole, final Filter filter, final Border border,
		final List<Img<DoubleType>> images)
	{
		for (final int[] tile : TILES)
			for (final int threads : new int[] { 1, 2, 7 }) {
				if (threads == 2 && tile[0] != 5) continue;
				final List<Img<FloatType>> result = new ArrayList<>();
				Parallelization.runWithNumThreads(threads, () -> result.add(inFloat(filter, border, images, Options.DEFAULT
					.tile(tile))));
				assertArrayEquals(whole, values(result.get(0)), what + ", tiles " + Arrays.toString(tile) + ", " + threads +
					" threads");
			}
	}

	/** What comes out after writing and reading an object. */
	@SuppressWarnings("unchecked")
	public static <T> T serialized(final T object) throws IOException, ClassNotFoundException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (T) in.readObject();
		}
	}
}
