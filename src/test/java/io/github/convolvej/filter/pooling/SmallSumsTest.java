package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/**
 * Means, variances and standard deviations in small windows, and those of whole numbers whose samples and squares are
 * summed in one number, beside windows taken one by one, for any border, shape, stride and number.
 */
@SuppressWarnings({ "unchecked", "rawtypes" })
class SmallSumsTest {

	private static final Border[] BORDERS = { Border.ZERO, Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC,
		Border.PERIODIC, Border.constant(255), null };

	private static final WindowShape[] SHAPES = { WindowShape.disc(0.5), WindowShape.disc(1), WindowShape.disc(1.5),
		WindowShape.disc(2), WindowShape.disc(3), WindowShape.box(0, 2), WindowShape.box(2, 0), WindowShape.box(3, 4),
		WindowShape.ellipse(1, 4), WindowShape.ellipse(3, 1), WindowShape.ellipse(2, 6), WindowShape.disc(6) };

	private static final Statistic[] STATISTICS = { Statistic.MEAN, Statistic.VARIANCE, Statistic.DEVIATION };

	/** Samples are whole: the result is rounded once, but for the root of a deviation. */
	private static double whole(final Statistic statistic, final double[] samples) {
		long sum = 0;
		long squares = 0;
		for (final double v : samples) {
			sum += (long) v;
			squares += (long) v * (long) v;
		}
		final long n = samples.length;
		if (statistic == Statistic.MEAN) return (float) ((double) sum / n);
		final double variance = (double) (n * squares - sum * sum) / (n * n);
		return (float) (statistic == Statistic.VARIANCE ? variance : Math.sqrt(variance));
	}

	private static double precise(final Statistic statistic, final double[] samples) {
		if (statistic == Statistic.MEAN) return NeighbourhoodReference.mean(samples);
		final double variance = NeighbourhoodReference.variance(samples);
		return statistic == Statistic.VARIANCE ? variance : Math.sqrt(variance);
	}

	private static Neighbourhood filter(final Statistic statistic, final WindowShape shape, final Border border) {
		final Neighbourhood filter = Neighbourhood.of(statistic, shape);
		return border == null ? filter : filter.withBorder();
	}

	/** Checks a statistic of whole numbers bit for bit. */
	private static void checkWhole(final Img<?> image, final Statistic statistic, final WindowShape shape,
		final Border border, final int stride)
	{
		final long[] n = image.dimensionsAsLongArray();
		final NeighbourhoodReference reference = new NeighbourhoodReference(Runs.samples((Img) image), n);
		reference.border = border;
		final double[] expected = reference.apply(shape, new int[] { stride, stride }, s -> whole(statistic, s));
		final double[] got = Runs.run(filter(statistic, shape, border).stride(stride), image, border == null ? Border.ZERO
			: border, Options.DEFAULT);
		for (int i = 0; i < got.length; i++)
			assertEquals(expected[i], got[i], statistic + " in " + shape + ", stride " + stride + ", border " + border +
				", of " + n[0] + " x " + n[1] + " samples " + image.firstElement().getClass() + " at " + i);
	}

	private static Img<?>[] images(final IntToDoubleFunction part, final long... n) {
		return new Img<?>[] { Runs.filled(ArrayImgs.unsignedBytes(n), i -> Math.floor(part.applyAsDouble(i) * 255)), Runs
			.filled(ArrayImgs.unsignedShorts(n), i -> Math.floor(part.applyAsDouble(i) * 65535)), Runs.filled(ArrayImgs
				.shorts(n), i -> Math.floor(part.applyAsDouble(i) * 65535) - 32768), Runs.filled(ArrayImgs.floats(n),
					i -> Math.floor(part.applyAsDouble(i) * 510) - 255) };
	}

	@Test
	void wholeNumbersAreSummedExactlyForAnyBorderAndShape() {
		final Random random = new Random(1);
		Parallelization.runSingleThreaded(() -> {
			int turn = 0;
			for (final Border border : BORDERS)
				for (final WindowShape shape : SHAPES)
					for (final Img<?> image : images(i -> random.nextDouble(), 13, 11))
						checkWhole(image, STATISTICS[turn++ % 3], shape, border, turn % 5 == 0 ? 2 : 1);
		});
	}

	@Test
	void smallImagesAreSummedExactly() {
		final Random random = new Random(2);
		Parallelization.runSingleThreaded(() -> {
			int turn = 0;
			for (int width = 1; width <= 9; width++)
				for (final int height : new int[] { 1, 2, 5, 9 })
					for (final Img<?> image : images(i -> random.nextDouble(), width, height))
						for (final WindowShape shape : new WindowShape[] { WindowShape.disc(2), WindowShape.disc(7) })
							checkWhole(image, STATISTICS[turn++ % 3], shape, BORDERS[turn % 2 == 0 ? 1 : 4], 1);
		});
	}

	/** Steps of bytes take several parts from a radius of 10 on; those of 16 bits do not fit an int. */
	@Test
	void largeDiscsOfExtremesAreSummedExactly() {
		Parallelization.runSingleThreaded(() -> {
			int turn = 0;
			for (final IntToDoubleFunction part : new IntToDoubleFunction[] { i -> 0, i -> 1, i -> i / 23 % 2, i -> i % 23 < 9
				? 1 : 0, i -> i % 7 == 0 ? 0.5 : 1 })
				for (final Img<?> image : images(part, 23, 13))
					for (final WindowShape shape : new WindowShape[] { WindowShape.disc(2), WindowShape.disc(10), WindowShape.disc(
						25), WindowShape.ellipse(5, 25), WindowShape.box(21, 9) })
						checkWhole(image, STATISTICS[1 + turn++ % 2], shape, Border.REPLICATE, 1);
		});
	}

	@Test
	void anyNumbersHaveTheirMomentsAndTheSameBitsForAnyTiles() {
		final Random random = new Random(3);
		final double[] samples = new double[41 * 13];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (i % 41 < 14 ? random.nextGaussian() : i % 41 < 28 ? 1000 + 1e-3 * random.nextGaussian()
				: random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
		for (int turn = 0; turn < SHAPES.length; turn++) {
			final Border border = BORDERS[turn % BORDERS.length];
			final Statistic statistic = STATISTICS[turn % 3];
			final WindowShape shape = SHAPES[turn % SHAPES.length];
			final NeighbourhoodReference reference = new NeighbourhoodReference(samples, 41, 13);
			reference.border = border;
			final double[] expected = reference.apply(shape, new int[] { 1, 1 }, s -> precise(statistic, s));
			final double[] got = Runs.assertSameForAnyTilesAndThreads(filter(statistic, shape, border), Runs.image(false, samples,
				41, 13), border == null ? Border.ZERO : border);
			for (int i = 0; i < got.length; i++)
				assertEquals(expected[i], got[i], Math.abs(expected[i]) * 1e-6 + 1e-12, statistic + " in " + shape + ", border " +
					border + " at " + i);
		}
	}

	@Test
	void notANumberInfinityAndTheLargestNumbersStayInTheirWindows() {
		final double[] samples = new double[25 * 19];
		for (int i = 0; i < samples.length; i++)
			samples[i] = i % 7;
		samples[25 * 3 + 4] = Double.NaN;
		samples[25 * 4 + 15] = Double.POSITIVE_INFINITY;
		samples[25 * 13 + 6] = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < 7; i++)
			samples[25 * 12 + 16 + i] = 3e38f;
		for (final Statistic statistic : STATISTICS) {
			final NeighbourhoodReference reference = new NeighbourhoodReference(samples, 25, 19);
			reference.border = Border.REPLICATE;
			final double[] expected = reference.apply(WindowShape.disc(2), new int[] { 1, 1 }, s -> (float) precise(statistic,
				s));
			final double[] got = Runs.assertSameForAnyTilesAndThreads(filter(statistic, WindowShape.disc(2), Border.REPLICATE),
				Runs.image(false, samples, 25, 19), Border.REPLICATE);
			for (int i = 0; i < got.length; i++)
				if (Math.abs(expected[i]) <= Double.MAX_VALUE) assertEquals(expected[i], got[i], 1e-6 * Math.abs(expected[i]),
					statistic + " at " + i);
				else assertEquals(expected[i], got[i], statistic + " at " + i);
		}
	}

	/** Zeros of both signs are whole numbers; a fraction in a corner makes some tiles sum any numbers. */
	@Test
	void meansOfNegativeZerosAreZero() {
		final double[] samples = new double[33 * 21];
		Arrays.fill(samples, -0.0);
		for (final double corner : new double[] { -0.0, 0.5 }) {
			samples[0] = corner;
			for (final WindowShape shape : new WindowShape[] { WindowShape.disc(2), WindowShape.disc(5) }) {
				final double[] got = Runs.assertSameForAnyTilesAndThreads(filter(Statistic.MEAN, shape, Border.REPLICATE), Runs.image(
					false, samples, 33, 21), Border.REPLICATE);
				for (int i = 0; i < got.length; i++)
					if (i % 33 > 5 || i / 33 > 5) assertEquals(0.0, got[i], shape + " at " + i);
			}
		}
	}

	@Test
	void productsWithReciprocalsAreQuotients() {
		final Random random = new Random(4);
		final int n = 512;
		final double[] numerators = new double[n];
		final double[] quotients = new double[n];
		final float[] sums = new float[n];
		final float[] means = new float[n];
		for (int count = 1; count < 2100; count += count < 100 ? 1 : 37) {
			for (int i = 0; i < n; i++) {
				numerators[i] = random.nextLong() >>> 12 + random.nextInt(40);
				sums[i] = random.nextInt(1 << 24);
			}
			System.arraycopy(numerators, 0, quotients, 0, n);
			WindowMoments.divide(quotients, (double) count * count, n);
			WindowMoments.means(sums, count, means, n);
			for (int i = 0; i < n; i++) {
				assertEquals(numerators[i] / ((double) count * count), quotients[i], "by the square of " + count);
				assertEquals(sums[i] / count, means[i], "by " + count);
			}
		}
	}
}
