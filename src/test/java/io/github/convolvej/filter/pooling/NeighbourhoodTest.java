package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;

/** Neighbourhoods against windows taken one by one. */
class NeighbourhoodTest {

	private static final String[] BORDERS = { null, "zero", "constant:7", "replicate", "reflect", "symmetric", "periodic" };

	private static WindowShape shape(final Random random, final int axes) {
		final double[] radius = new double[axes];
		for (int d = 0; d < axes; d++)
			radius[d] = random.nextInt(axes == 3 ? 10 : 21) / 4.0;
		switch (random.nextInt(4)) {
			case 0:
				return axes == 2 ? WindowShape.disc(radius[0]) : WindowShape.ellipse(radius);
			case 1:
				return axes == 3 ? WindowShape.ball(radius[0]) : WindowShape.ellipse(radius);
			case 2:
				return WindowShape.box(radius);
			default:
				return WindowShape.ellipse(radius);
		}
	}

	/** Numbers of many kinds: any, whole, with NaN and infinities, with few values. */
	private static double[] numbers(final int kind, final Random random, final int n) {
		final double[] numbers = new double[n];
		for (int i = 0; i < n; i++) {
			final double any = (float) (random.nextGaussian() * 10);
			final int hard = random.nextInt(40);
			numbers[i] = kind == 0 ? any : kind == 1 ? random.nextInt(256) : kind == 2 ? 65535 - random.nextInt(random
				.nextBoolean() ? 3 : 65536) : kind == 3 ? random.nextInt(5) - 2 : kind == 4 ? hard == 0 ? Double.NaN : any
					: hard == 0 ? Double.POSITIVE_INFINITY : hard == 1 ? Double.NEGATIVE_INFINITY : hard < 8 ? -0.0 : hard < 14
						? 0.0 : any;
		}
		return numbers;
	}

	private static Neighbourhood filter(final Statistic statistic, final WindowShape shape, final double p) {
		return statistic == Statistic.PERCENTILE ? Neighbourhood.percentile(p, shape) : statistic == Statistic.RANK
			? Neighbourhood.rank((long) p - 50, shape) : Neighbourhood.of(statistic, shape);
	}

	private static NeighbourhoodReference.Value value(final Statistic statistic, final double p) {
		switch (statistic) {
			case MEDIAN:
				return NeighbourhoodReference::median;
			case MEAN:
				return NeighbourhoodReference::mean;
			case MINIMUM:
				return NeighbourhoodReference::minimum;
			case MAXIMUM:
				return NeighbourhoodReference::maximum;
			case RANGE:
				return s -> NeighbourhoodReference.maximum(s) - NeighbourhoodReference.minimum(s);
			case PERCENTILE:
				return NeighbourhoodReference.percentile(p);
			case VARIANCE:
				return NeighbourhoodReference::variance;
			case DEVIATION:
				return s -> Math.sqrt(NeighbourhoodReference.variance(s));
			case RANK:
				return NeighbourhoodReference.rank((int) p - 50);
			default:
				return NeighbourhoodReference::mode;
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static double[] run(final Neighbourhood filter, final boolean wide, final double[] image, final double[] mask,
		final Border border, final int[] tile, final long... n)
	{
		final Img<?> source = Runs.image(wide, image, n);
		final List images = mask == null ? List.of(source) : List.of(source, Runs.image(false, mask, n));
		final long[] size = Filters.targetDimensions(Filters.plan(filter, images), source);
		final Img<? extends RealType<?>> target = wide ? ArrayImgs.doubles(size) : ArrayImgs.floats(size);
		final Options options = tile == null ? Options.DEFAULT : Options.DEFAULT.tile(tile);
		Filters.process(filter, images, border, (Img) target, options);
		return Runs.samples(target);
	}

	/** So that rows of the window are looked for by the windows, and modes by their values. */
	@Test
	void windowsFarLargerThanTheImage() {
		final WindowShape shape = WindowShape.ball(9);
		final long[] n = { 3, 2, 2 };
		final double[] image = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8 };
		final int[] stride = { 1, 1, 1 };
		final NeighbourhoodReference reference = new NeighbourhoodReference(image, n);
		reference.border = Border.REFLECT;
		for (final Statistic statistic : Statistic.values()) {
			final Neighbourhood filter = filter(statistic, shape, 60).stride(stride).withBorder();
			final double[] expected = reference.apply(shape, stride, value(statistic, 60));
			assertAgrees(statistic, expected, run(filter, false, image, null, Border.REFLECT, null, n), false, filter.toString());
		}
	}

	@Test
	void windowsOfTooManySamplesAreRefused() {
		final Neighbourhood filter = Neighbourhood.of(Statistic.MEDIAN, WindowShape.box(40, 40, 40));
		final String message = assertThrows(IllegalArgumentException.class, () -> filter.on(new long[][] { { 48, 40, 1 } }))
			.getMessage();
		assertTrue(message.contains("has 5.31e+05 samples, more than the 2.63e+05 that an image of 1920 samples may take: use" +
			" a smaller radius"), message);
		Neighbourhood.of(Statistic.MEDIAN, WindowShape.box(256, 256)).on(new long[][] { { 48, 40 } });
	}

	@Test
	void everyStatisticIsThatOfItsWindows() {
		final Random random = new Random(1);
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 600; i++) {
				final int axes = 1 + i % 3;
				final Statistic statistic = Statistic.values()[i % 10];
				final WindowShape shape = shape(random, axes);
				final long[] n = random.ints(axes, 1, axes == 3 ? 9 : axes == 2 ? 24 : 60).asLongStream().toArray();
				final int kind = random.nextInt(6);
				final double[] image = numbers(kind, random, Runs.product(n));
				final NeighbourhoodReference reference = new NeighbourhoodReference(image, n);
				final double p = random.nextInt(101);
				Neighbourhood filter = filter(statistic, shape, p);
				final int[] stride = random.ints(axes, 1, random.nextInt(3) == 0 ? 4 : 2).toArray();
				filter = filter.stride(stride);
				final String text = BORDERS[random.nextInt(BORDERS.length)];
				final boolean masked = random.nextInt(4) == 0;
				if (masked) {
					filter = filter.masked();
					reference.mask = random.doubles(image.length).map(v -> v < 0.4 ? 0 : v < 0.7 ? 1 : -3).toArray();
				}
				else if (text != null) {
					filter = filter.withBorder();
					reference.border = Border.parse(text);
				}
				reference.ignoreNaN = random.nextInt(3) == 0;
				filter = filter.ignoreNaN(reference.ignoreNaN);
				final double[] expected = reference.apply(shape, stride, value(statistic, p));
				final String what = filter + " of kind " + kind + " on " + Arrays.toString(n) + " border " + text;
				final Border border = text == null ? Border.ZERO : Border.parse(text);
				for (final boolean wide : new boolean[] { false, true }) {
					final double[] whole = run(filter, wide, image, reference.mask, border, null, n);
					assertAgrees(statistic, expected, whole, wide, what);
					final int[] tile = random.ints(axes, 1, 9).toArray();
					assertArrayEquals(whole, run(filter, wide, image, reference.mask, border, tile, n), what + " in tiles of " +
						Arrays.toString(tile));
				}
			}
		});
	}

	/** Samples of few values in boxes are counted by column: with samples that forbid it, too. */
	@Test
	void ranksInBoxesOfBytesAreThoseOfTheirWindows() {
		final Random random = new Random(7);
		final Statistic[] ranks = { Statistic.MEDIAN, Statistic.PERCENTILE, Statistic.RANK };
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 60; i++) {
				final int axes = 1 + i % 3;
				final WindowShape shape = WindowShape.box(random.ints(axes, axes == 3 ? 1 : 3, axes == 3 ? 4 : 14).asDoubleStream()
					.toArray());
				final long[] n = random.ints(axes, 1, axes == 3 ? 9 : axes == 2 ? 40 : 90).asLongStream().toArray();
				final double[] image = random.ints(Runs.product(n), 0, 256).asDoubleStream().toArray();
				final double[] odd = { 7, 256, -1, -0.0, 0.5, Double.NaN };
				image[random.nextInt(image.length)] = odd[i % odd.length];
				final Statistic statistic = ranks[i / 3 % 3];
				final double p = random.nextInt(101);
				final int[] stride = random.ints(axes, 1, 3).toArray();
				final NeighbourhoodReference reference = new NeighbourhoodReference(image, n);
				Neighbourhood filter = filter(statistic, shape, p).stride(stride);
				if (i % 2 == 0) {
					filter = filter.withBorder();
					reference.border = Border.REPLICATE;
				}
				final double[] expected = reference.apply(shape, stride, value(statistic, p));
				for (final int[] tile : new int[][] { null, random.ints(axes, 1, 9).toArray() })
					assertAgrees(statistic, expected, run(filter, false, image, null, Border.REPLICATE, tile, n), false, filter +
						" on " + Arrays.toString(n));
			}
		});
	}

	/** Samples are exact, also of several threads; sums up to rounding. */
	private static void assertAgrees(final Statistic statistic, final double[] expected, final double[] got,
		final boolean wide, final String what)
	{
		assertEquals(expected.length, got.length, what);
		for (int i = 0; i < got.length; i++) {
			final double e = wide ? expected[i] : (float) expected[i];
			final double tolerance = statistic.isSum() ? Math.abs(e) * (wide ? 1e-9 : 1e-6) + (wide ? 1e-12 : 1e-6) : 0;
			if (!(Math.abs(e - got[i]) <= tolerance)) assertEquals(e, got[i], what + " at " + i);
		}
	}

	@Test
	void largeWindowsAndImagesAreThoseOfTheirWindows() {
		final Random random = new Random(3);
		final long[] n = { 130, 19 };
		final double[] image = numbers(0, random, Runs.product(n));
		final WindowShape shape = WindowShape.disc(6);
		final NeighbourhoodReference reference = new NeighbourhoodReference(image, n);
		reference.border = Border.parse("replicate");
		for (final Statistic statistic : Statistic.values()) {
			if (statistic == Statistic.MODE) continue;
			final double[] expected = reference.apply(shape, new int[] { 1, 1 }, value(statistic, 30));
			final Neighbourhood filter = filter(statistic, shape, 30).withBorder();
			final double[] got = Runs.assertSameForAnyTilesAndThreads(filter, Runs.image(false, image, n), reference.border);
			assertAgrees(statistic, expected, got, false, filter + "");
		}
	}

	@Test
	void nothingIsLostWhereTheVarianceIsSmall() {
		final double[] image = new double[40 * 30];
		final Random random = new Random(4);
		// neighbours of 2^24 - 1, the finest that single precision has
		for (int i = 0; i < image.length; i++)
			image[i] = 0.3f + random.nextInt(3) * Math.ulp(0.3f);
		image[77] = 0x1p24 - 1;
		for (int i = 400; i < 800; i++)
			image[i] = 0x1p24 - 1 - random.nextInt(2);
		for (int i = 900; i < 1000; i++)
			image[i] = 0.1f;
		final WindowShape shape = WindowShape.disc(3);
		final NeighbourhoodReference reference = new NeighbourhoodReference(image, 40, 30);
		final double[] expected = reference.apply(shape, new int[] { 1, 1 }, NeighbourhoodReference::variance);
		final double[] got = Runs.assertSameForAnyTilesAndThreads(Neighbourhood.of(Statistic.VARIANCE, shape), Runs.image(
			false, image, 40, 30), Border.ZERO);
		for (int i = 0; i < got.length; i++)
			assertEquals(expected[i], got[i], expected[i] * 2e-7, "at " + i);
	}

	@Test
	void hugeNumbersHaveMeansAndVariances() {
		final double[] image = new double[20 * 20];
		Arrays.fill(image, 3e38f);
		final Img<?> floats = Runs.image(false, image, 20, 20);
		final WindowShape shape = WindowShape.disc(4);
		for (final double v : Runs.run(Neighbourhood.of(Statistic.MEAN, shape), floats))
			assertEquals(3e38f, v);
		for (final double v : Runs.run(Neighbourhood.of(Statistic.VARIANCE, shape), floats))
			assertEquals(0, v);
		Arrays.fill(image, 1e308);
		for (final double v : Runs.run(Neighbourhood.of(Statistic.MEAN, shape), Runs.image(true, image, 20, 20)))
			assertEquals(1e308, v, 1e295);
		for (int i = 0; i < image.length; i++)
			image[i] = (i + i / 20) % 2 == 0 ? 1e200 : -1e200;
		for (final double v : Runs.run(Neighbourhood.of(Statistic.DEVIATION, shape), Runs.image(true, image, 20, 20)))
			assertEquals(1e200, v, 1e198);
	}

	@Test
	void aWindowInWhichNothingCountsIsNaNAndZeroInWholeNumbers() {
		final double[] image = new double[9 * 9];
		final double[] mask = new double[81];
		mask[0] = 1;
		for (final Statistic statistic : Statistic.values()) {
			final Neighbourhood filter = filter(statistic, WindowShape.disc(1), 50).masked();
			final double[] got = run(filter, false, image, mask, Border.ZERO, null, 9, 9);
			assertEquals(0, got[0], statistic + "");
			assertTrue(Double.isNaN(got[40]), statistic + "");
		}
	}

	@Test
	void mistakesAreToldBeforeAnyWork() {
		final WindowShape disc = WindowShape.disc(2);
		assertMessage("percentile is 101.0", () -> Neighbourhood.percentile(101, disc));
		assertMessage("needs a number", () -> Neighbourhood.of(Statistic.RANK, disc));
		assertMessage("mask", () -> Neighbourhood.of(Statistic.MEAN, disc).masked().withBorder());
		assertMessage("radius of the disc is -1", () -> WindowShape.disc(-1));
		assertMessage("radius of the ball is NaN", () -> WindowShape.ball(Double.NaN));
		assertMessage("spans", () -> WindowShape.disc(5000));
		assertMessage("6007001 rows", () -> WindowShape.box(0.3, 500, 3000));
		assertMessage("1.0E12", () -> WindowShape.ellipse(1e12, 1));
		assertMessage("has 2", () -> Neighbourhood.of(Statistic.MEAN, disc).on(4, 4, 4));
		assertMessage("same size", () -> Neighbourhood.of(Statistic.MEAN, disc).masked().on(new long[][] { { 4, 4 }, { 4,
			5 } }));
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}
}
