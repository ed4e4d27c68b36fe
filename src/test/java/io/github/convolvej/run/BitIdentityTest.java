package io.github.convolvej.run;


import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Results do not depend on how they are cut into tiles, nor on how many threads compute them. */
class BitIdentityTest {

	private static final Border[] BORDERS = { Border.ZERO, Border.constant(3.5), Border.REPLICATE, Border.REFLECT,
		Border.SYMMETRIC, Border.PERIODIC };
	private static final int[] THREADS = { 1, 2, 7 };

	private static Kernel kernel(final Random random, final int inputs, final int outputs, final int... size) {
		final int count = Samples.count(Arrays.stream(size).asLongStream().toArray()) * inputs * outputs;
		return new Kernel(Samples.random(random, count), inputs, outputs, size).withBias(Samples.random(random, outputs));
	}

	/** One tile in one thread against many tiles in many threads. */
	private static <T extends RealType<T> & NativeType<T>> void assertIndependent(final Filter filter,
		final RandomAccessibleInterval<T> image, final Border border, final T type, final int[]... tiles)
	{
		final long[] size = Filters.targetDimensions(filter, image);
		final Img<T> whole = new ArrayImgFactory<>(type).create(size);
		final int[] everything = Arrays.stream(size).mapToInt(Math::toIntExact).toArray();
		Parallelization.runSingleThreaded(() -> Filters.process(filter, image, border, whole, Options.DEFAULT.tile(
			everything)));
		for (final int threads : THREADS) {
			assertSame(filter, image, border, whole, Options.DEFAULT, threads, "tiles of the default size");
			for (final int[] tile : tiles)
				assertSame(filter, image, border, whole, Options.DEFAULT.tile(tile), threads, "tiles " + Arrays.toString(tile));
		}
	}

	private static <T extends RealType<T> & NativeType<T>> void assertSame(final Filter filter,
		final RandomAccessibleInterval<T> image, final Border border, final Img<T> whole, final Options options,
		final int threads, final String tiles)
	{
		final Img<T> target = whole.factory().create(whole);
		Parallelization.runWithNumThreads(threads, () -> Filters.process(filter, image, border, target, options));
		Samples.assertSame(whole, target, tiles + ", " + threads + " threads, border " + border);
	}

	@Test
	void tilesAndThreadsDoNotShowWithAnyBorder() {
		final Random random = new Random(1);
		final Filter filter = Convolution.of(kernel(random, 1, 1, 5, 4));
		final double[] samples = Samples.random(random, 41 * 33 * 2);
		for (final Border border : BORDERS) {
			assertIndependent(filter, Samples.floats(samples, 41, 33, 2), border, new FloatType(), new int[] { 5, 3 },
				new int[] { 1, 1 }, new int[] { 64, 1 }, new int[] { 1, 64 });
			assertIndependent(filter, Samples.doubles(samples, 41, 33, 2), border, new DoubleType(), new int[] { 5, 3 },
				new int[] { 1, 1 });
		}
	}

	@Test
	void tilesAndThreadsDoNotShowWithStrideAndDilation() {
		final Random random = new Random(2);
		final Filter filter = Convolution.of(kernel(random, 1, 1, 3, 3)).stride(2, 3).dilation(3, 2).padding(Padding.explicit(
			new int[] { 4, 1 }, new int[] { 0, 9 }));
		assertIndependent(filter, Samples.floats(Samples.random(random, 61 * 53), 61, 53), Border.REFLECT, new FloatType(),
			new int[] { 5, 3 }, new int[] { 1, 1 }, new int[] { 7, 2 });
		final Filter sparse = Convolution.of(kernel(random, 1, 1, 2, 2)).stride(5, 7);
		assertIndependent(sparse, Samples.floats(Samples.random(random, 61 * 53), 61, 53), Border.PERIODIC, new FloatType(),
			new int[] { 5, 3 }, new int[] { 1, 1 });
	}

	@Test
	void tilesAndThreadsDoNotShowInOneAndThreeDimensions() {
		final Random random = new Random(3);
		assertIndependent(Convolution.of(kernel(random, 1, 1, 7)), Samples.floats(Samples.random(random, 500), 100, 5),
			Border.SYMMETRIC, new FloatType(), new int[] { 5 }, new int[] { 1 });
		assertIndependent(Convolution.of(kernel(random, 1, 1, 3, 2, 5)), Samples.floats(Samples.random(random, 17 * 13 * 11),
			17, 13, 11), Border.REFLECT, new FloatType(), new int[] { 5, 3 }, new int[] { 5, 3, 2 }, new int[] { 1, 1, 1 },
			new int[] { 17, 1, 11 });
	}

	@Test
	void tilesAndThreadsDoNotShowWithManyChannels() {
		final Random random = new Random(4);
		final double[] samples = Samples.random(random, 13 * 10 * 48);
		final Img<FloatType> image = Samples.floats(samples, 13, 10, 48);
		assertIndependent(Convolution.of(kernel(random, 48, 20, 3, 3)), image, Border.ZERO, new FloatType(), new int[] { 5, 3,
			1 }, new int[] { 5, 3, 7 });
		assertIndependent(Convolution.of(kernel(random, 12, 20, 3, 3).withGroups(4)), image, Border.REPLICATE,
			new FloatType(), new int[] { 5, 3, 1 }, new int[] { 5, 3, 7 }, new int[] { 13, 10, 20 });
		assertIndependent(Convolution.of(kernel(random, 1, 96, 3, 3).withGroups(48)), image, Border.REPLICATE,
			new FloatType(), new int[] { 5, 3, 1 }, new int[] { 5, 3, 5 });
		assertIndependent(Convolution.of(kernel(random, 48, 31, 1, 1)), image, Border.ZERO, new FloatType(), new int[] { 5,
			3, 4 });
	}

	@Test
	void largeKernelsAndLongLinesGiveTheSame() {
		final Random random = new Random(5);
		assertIndependent(Convolution.of(kernel(random, 1, 1, 31, 31)), Samples.floats(Samples.random(random, 60 * 50), 60,
			50), Border.REFLECT, new FloatType(), new int[] { 5, 3 }, new int[] { 60, 7 });
		assertIndependent(Convolution.of(kernel(random, 1, 1, 5, 3)), Samples.floats(Samples.random(random, 5000 * 7), 5000,
			7), Border.REPLICATE, new FloatType(), new int[] { 5, 3 }, new int[] { 1025, 2 }, new int[] { 4999, 7 });
		assertIndependent(Convolution.of(kernel(random, 1, 1, 40)), Samples.doubles(Samples.random(random, 20_000), 20_000),
			Border.PERIODIC, new DoubleType(), new int[] { 1023 }, new int[] { 3 });
	}

	@Test
	void everyTargetTakesTheWholeResultHoweverItIsStored() {
		final Random random = new Random(6);
		final Filter filter = Convolution.of(kernel(random, 1, 1, 3, 4)).padding(Padding.FULL);
		final Img<FloatType> image = Samples.floats(Samples.random(random, 21 * 16 * 3), 21, 16, 3);
		final Img<FloatType> expected = Filters.apply(filter, image, Border.SYMMETRIC);
		final long[] size = expected.dimensionsAsLongArray();
		final Options options = Options.DEFAULT.tile(5, 3);
		for (final Storage storage : Storage.values()) {
			final RandomAccessibleInterval<FloatType> target = storage.create(new FloatType(), size);
			Filters.process(filter, image, Border.SYMMETRIC, target, options);
			Samples.assertSame(expected, target, "target " + storage);
		}
	}

	@Test
	void everySourceGivesTheSameHoweverItIsStored() {
		final Random random = new Random(7);
		final Filter filter = Convolution.of(kernel(random, 1, 1, 4, 3)).stride(1, 2).padding(Padding.explicit(new int[] { 5,
			30 }, new int[] { 50, 2 }));
		final long[] size = { 21, 17, 3 };
		final double[] samples = Samples.random(random, Samples.count(size));
		for (final Border border : BORDERS) {
			final Img<FloatType> expected = Filters.apply(filter, Samples.floats(samples, size), border);
			for (final Storage storage : Storage.values()) {
				final RandomAccessibleInterval<FloatType> source = Samples.fill(storage.create(new FloatType(), size), samples);
				final Img<FloatType> target = ArrayImgs.floats(expected.dimensionsAsLongArray());
				Filters.process(filter, source, border, target, Options.DEFAULT.tile(9, 4));
				Samples.assertSame(expected, target, "source " + storage + ", border " + border);
				Samples.assertSame(Samples.floats(samples, size), source, "the source afterwards");
			}
		}
	}
}
