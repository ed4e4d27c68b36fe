package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.reference.Images;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

/** Winograd's algorithm: its error, its bits, its NaN and infinities, and when it is taken. */
class WinogradTest {

	private static final Padding[] PADDINGS = { Padding.SAME, Padding.VALID, Padding.FULL, Padding.SAME_LOWER };

	/** Sizes, channels, groups, border, padding and bias at random; small ones are smaller than a band, and a window. */
	private static final class Case {

		final Kernel kernel;
		final Convolution convolution;
		final Img<FloatType> image;
		final Border border;

		Case(final Random random, final int most) {
			final int groups = 1 + random.nextInt(3);
			final int inputs = 2 + random.nextInt(8);
			final int outputs = groups * (1 + random.nextInt(5));
			// in two dimensions, or in three with 1 to 4 planes
			final int planes = random.nextInt(5);
			final int[] size = planes == 0 ? new int[] { 3, 3 } : new int[] { 3, 3, planes };
			final Kernel weights = new Kernel(random.doubles(9L * Math.max(1, planes) * inputs * outputs, -1, 1).map(w -> (float) w)
				.toArray(), inputs, outputs, size).withGroups(groups);
			kernel = random.nextBoolean() ? weights : weights.withBias(random.doubles(outputs, -1, 1).map(b -> (float) b).toArray());
			Padding padding = PADDINGS[random.nextInt(PADDINGS.length)];
			final int width = 1 + random.nextInt(most);
			final int height = 1 + random.nextInt(most);
			final int depth = planes == 0 ? 0 : 1 + random.nextInt(Math.min(most, 20));
			if (width < 3 || height < 3 || planes > 0 && depth < planes) padding = Padding.FULL;
			convolution = Convolution.of(kernel).padding(padding);
			final long channels = (long) inputs * groups;
			image = planes == 0 ? ArrayImgs.floats(width, height, channels) : ArrayImgs.floats(width, height, depth, channels);
			image.forEach(v -> v.set((float) (random.nextGaussian() * 100)));
			border = Images.BORDERS[random.nextInt(Images.BORDERS.length)];
		}

		Convolution winograd() {
			return convolution.engine(Engine.WINOGRAD);
		}
	}

	private static double[] values(final Convolution convolution, final Border border, final Img<FloatType> image) {
		return Samples.values(Filters.apply(convolution, image, border));
	}

	/** The direct sum in double precision, which the naive reference is compared with elsewhere. */
	private static double[] exact(final Convolution convolution, final Border border, final Img<FloatType> image) {
		final Img<DoubleType> doubles = ArrayImgs.doubles(image.dimensionsAsLongArray());
		final double[] values = Samples.values(image);
		int i = 0;
		for (final DoubleType v : Views.flatIterable(doubles))
			v.set(values[i++]);
		return Samples.values(Filters.apply(convolution.engine(Engine.DIRECT), doubles, border, new DoubleType()));
	}

	private static double statedError(final Convolution convolution, final Img<FloatType> image) {
		final String engine = convolution.on(image.dimensionsAsLongArray()).engine();
		assertTrue(engine.matches("winograd along (y|x and y), error <= [-0-9.e]+ \\* sum\\|w\\| \\* max\\|x\\|, beside a NaN or infinity <= " +
			"[0-9]+ \\* 2\\^-24 \\* sum\\|w \\* x\\|"), engine);
		// printed with two digits
		return Double.parseDouble(engine.replaceAll("winograd.*?<= ([^ ]+) .*", "$1")) * 1.05;
	}

	static double largestSum(final Kernel kernel) {
		final double[] weights = kernel.weights();
		final int each = weights.length / kernel.outputs();
		double largest = 0;
		for (int k = 0; k < kernel.outputs(); k++)
			largest = Math.max(largest, Arrays.stream(weights, k * each, (k + 1) * each).map(Math::abs).sum());
		return largest;
	}

	private static void assertWithinBound(final Case c) {
		final double bound = statedError(c.winograd(), c.image) * largestSum(c.kernel) * Math.max(Arrays.stream(Samples.values(
			c.image)).map(Math::abs).max().getAsDouble(), 100);
		assertArrayEquals(exact(c.convolution, c.border, c.image), values(c.winograd(), c.border, c.image), bound,
			() -> c.kernel.inputs() + " inputs, " + c.kernel.outputs() + " outputs, " + Arrays.toString(c.image
				.dimensionsAsLongArray()));
	}

	@Test
	void theStatedErrorIsABound() {
		final Random random = new Random(1);
		for (int i = 0; i < 60; i++)
			assertWithinBound(new Case(random, 9));
		for (int i = 0; i < 20; i++)
			assertWithinBound(new Case(random, 70));
	}

	/** Samples of the sign that makes all terms add up, or of alternating signs in rows, which transforms enlarge most. */
	@Test
	void theStatedErrorIsABoundForSamplesThatAddUp() {
		final Random random = new Random(2);
		for (int i = 0; i < 20; i++) {
			final Case c = new Case(random, 30);
			final int pattern = i % 4;
			int n = 0;
			for (final FloatType v : Views.flatIterable(c.image)) {
				final long y = n++ / c.image.dimension(0) % c.image.dimension(1);
				final double magnitude = 99.9 + random.nextDouble() / 10;
				v.set((float) (pattern == 0 || y / pattern % 2 == 0 ? magnitude : -magnitude));
			}
			assertWithinBound(c);
		}
	}

	/** The error is that of few roundings, not just less than the worst case. */
	@Test
	void itIsNearlyAsExactAsTheDirectSum() {
		final Random random = new Random(3);
		final int channels = 64;
		final Kernel kernel = new Kernel(random.doubles(9L * channels * channels, -1, 1).toArray(), channels, channels, 3, 3);
		final Img<FloatType> image = ArrayImgs.floats(24, 24, channels);
		image.forEach(v -> v.set(random.nextFloat()));
		final Convolution convolution = Convolution.of(kernel);
		final double[] exact = exact(convolution, Border.ZERO, image);
		final double largest = Arrays.stream(exact).map(Math::abs).max().getAsDouble();
		final double[] found = values(convolution.engine(Engine.WINOGRAD), Border.ZERO, image);
		assertArrayEquals(exact, found, 2e-6 * largest);
	}

	@Test
	void bitsDependOnNeitherTilesNorThreadsNorThePartThatIsAskedFor() {
		final Random random = new Random(4);
		for (int i = 0; i < 30; i++) {
			final Case c = new Case(random, i < 10 ? 9 : 60);
			if (i % 3 == 0) scatter(random, c.image, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE);
			final Img<FloatType> whole = Filters.apply(c.winograd(), c.image, c.border);
			final double[] expected = Samples.values(whole);
			final AtomicReference<double[]> threaded = new AtomicReference<>();
			Parallelization.runWithNumThreads(3, () -> threaded.set(values(c.winograd(), c.border, c.image)));
			assertArrayEquals(expected, threaded.get());
			final Img<FloatType> tiled = ArrayImgs.floats(whole.dimensionsAsLongArray());
			final int[] tile = new int[whole.numDimensions()];
			for (int d = 0; d < tile.length; d++)
				tile[d] = 1 + random.nextInt(d < tile.length - 1 ? 9 : 3);
			Filters.process(c.winograd(), c.image, c.border, tiled, Options.DEFAULT.tile(tile));
			assertArrayEquals(expected, Samples.values(tiled));
		}
	}

	private static void scatter(final Random random, final Img<FloatType> image, final float... values) {
		for (final FloatType v : image)
			if (random.nextInt(200) == 0) v.set(values[random.nextInt(values.length)]);
	}

	/** Also beside sums that overflow, of numbers that are finite. */
	@Test
	void whatIsNotFiniteReachesItsWindowsOnlyAndComesOutAsInTheDirectSum() {
		final Random random = new Random(5);
		for (int i = 0; i < 10; i++) {
			final Case c = new Case(random, 40);
			scatter(random, c.image, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 3e38f, -3e38f);
			final double[] direct = values(c.convolution.engine(Engine.DIRECT), c.border, c.image);
			final double[] found = values(c.winograd(), c.border, c.image);
			for (int n = 0; n < direct.length; n++)
				if (!Double.isFinite(direct[n]) || Math.abs(direct[n]) > 1e30) assertEquals(direct[n], found[n]);
				else assertEquals(direct[n], found[n], 1e-4 * largestSum(c.kernel) * 600);
		}
	}

	@Test
	void weightsAndBiasesAtTheLimitsOfThePrecisionAreSummedDirectly() {
		final Random random = new Random(6);
		for (final double scale : new double[] { 1e36, 1e38, Float.MAX_VALUE }) {
			final Kernel kernel = new Kernel(random.doubles(9L * 4 * 3, -scale, scale).toArray(), 4, 3, 3, 3);
			final Img<FloatType> image = ArrayImgs.floats(13, 11, 4);
			image.forEach(v -> v.set(random.nextFloat() * 50));
			final Convolution convolution = Convolution.of(kernel.withBias(1, Float.MAX_VALUE, -scale));
			assertArrayEquals(values(convolution.engine(Engine.DIRECT), Border.ZERO, image), values(convolution.engine(
				Engine.WINOGRAD), Border.ZERO, image));
		}
	}

	@Test
	void imagesOf64BitsAreSummedDirectly() {
		final Case c = new Case(new Random(7), 40);
		final Img<DoubleType> image = ArrayImgs.doubles(c.image.dimensionsAsLongArray());
		final Random random = new Random(8);
		image.forEach(v -> v.set(random.nextGaussian()));
		for (final Options options : new Options[] { Options.DEFAULT, Options.DEFAULT.tile(5, 6, 1) }) {
			final double[] direct = Samples.values(Filters.apply(c.convolution.engine(Engine.DIRECT), image, c.border,
				new DoubleType()));
			final Img<DoubleType> found = ArrayImgs.doubles(Filters.targetDimensions(c.winograd(), image));
			Filters.process(c.winograd(), image, c.border, found, options);
			assertArrayEquals(direct, Samples.values(found));
		}
	}

	private static Convolution bank(final int channels, final int... size) {
		final long taps = Arrays.stream(size).reduce(1, (a, b) -> a * b);
		return Convolution.of(new Kernel(new Random(9).doubles(taps * channels * channels).toArray(), channels, channels, size));
	}

	@Test
	void itIsTakenForManyChannelsOnly() {
		assertTrue(bank(32, 3, 3).on(64, 64, 32).engine().startsWith("winograd"));
		final Kernel groups = new Kernel(new double[9 * 32 * 64], 32, 64, 3, 3).withGroups(2);
		assertTrue(Convolution.of(groups).on(64, 64, 64).engine().startsWith("winograd"));
		assertTrue(bank(32, 3, 3, 3).on(16, 16, 8, 32).engine().startsWith("winograd"));
		assertEquals("dense lines", bank(16, 3, 3).on(16, 16, 16).engine());
		assertEquals("dense lines", bank(16, 3, 3, 3).on(4, 4, 4, 16).engine());
		assertEquals("dense lines", bank(8, 3, 3).on(64, 64, 8).engine());
		assertEquals("dense lines", bank(32, 3, 3).on(64, 2, 32).engine());
		assertEquals("dense lines", bank(32, 1, 1).on(64, 64, 32).engine());
		assertEquals("dense lines", bank(32, 5, 5).on(64, 64, 32).engine());
		assertEquals("dense lines", bank(32, 3, 3).stride(2).on(64, 64, 32).engine());
		assertEquals("dense lines", bank(32, 3, 3).dilation(2).on(64, 64, 32).engine());
		assertEquals("dense lines", bank(32, 3, 3).engine(Engine.DIRECT).on(64, 64, 32).engine());
	}

	private static void assertRefused(final String message, final Convolution convolution, final long... size) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, () -> convolution.engine(Engine.WINOGRAD).on(size))
			.getMessage());
	}

	@Test
	void whatItCannotDoIsRefusedByName() {
		assertRefused("engine=winograd, but the kernel has the size [5, 5] (x first): it is for 3 x 3, and any depth; use " +
			"engine=direct", bank(2, 5, 5), 9, 9, 2);
		assertRefused("engine=winograd, but the stride is 2: it is for 1; use engine=direct", bank(2, 3, 3).stride(2), 9, 9, 2);
		assertRefused("engine=winograd, but the dilation is 2: it is for 1; use engine=direct", bank(2, 3, 3).dilation(1, 2), 9,
			9, 2);
		assertRefused("engine=winograd, but the kernel reads and gives one channel: it is for kernels that sum over many; use " +
			"engine=direct", bank(1, 3, 3), 9, 9);
		assertRefused("engine=winograd, but the kernel has the size [3] (x first): it is for 3 x 3, and any depth; use " +
			"engine=direct", bank(2, 3), 9, 2);
		final double[] weights = new double[18];
		weights[4] = Double.NaN;
		assertRefused("engine=winograd, but a weight of the kernel is not finite: use engine=direct", Convolution.of(new Kernel(
			weights, 2, 1, 3, 3)), 9, 9, 2);
	}
}
