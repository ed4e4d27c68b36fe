package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

import net.imglib2.FinalInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Global, adaptive and spatial pyramid pooling: bins of varying size. */
class BinPoolingTest {

	/** All samples of the bin at a position, found by looking at every sample of the image. */
	private static List<Integer> bin(final long[] n, final int[] b, final int[] position) {
		final List<Integer> bin = new ArrayList<>();
		for (int i = 0; i < Runs.product(n); i++) {
			int rest = i;
			boolean inside = true;
			for (int d = 0; d < n.length; d++) {
				final long x = rest % n[d];
				rest /= n[d];
				// floor(p * n / b) <= x < ceil((p + 1) * n / b) without a division
				inside &= x * b[d] > position[d] * n[d] - b[d] && x * b[d] < (position[d] + 1) * n[d];
			}
			if (inside) bin.add(i);
		}
		return bin;
	}

	private static double[] reference(final double[] image, final long[] n, final int[] b,
		final ToDoubleFunction<List<Integer>> value)
	{
		int count = 1;
		for (final int m : b)
			count *= m;
		final double[] result = new double[count];
		for (int i = 0; i < count; i++) {
			final int[] position = new int[b.length];
			int rest = i;
			for (int d = 0; d < b.length; d++) {
				position[d] = rest % b[d];
				rest /= b[d];
			}
			result[i] = value.applyAsDouble(bin(n, b, position));
		}
		return result;
	}

	private static double average(final double[] image, final List<Integer> bin) {
		return bin.stream().mapToDouble(i -> image[i]).average().getAsDouble();
	}

	private static double max(final double[] image, final List<Integer> bin) {
		return bin.stream().mapToDouble(i -> image[i]).max().getAsDouble();
	}

	private static double min(final double[] image, final List<Integer> bin) {
		return bin.stream().mapToDouble(i -> image[i]).min().getAsDouble();
	}

	private static double argmax(final double[] image, final List<Integer> bin) {
		return Collections.max(bin, (i, j) -> image[i] != image[j] ? Double.compare(image[i], image[j]) : j - i);
	}

	private static void assertAdaptive(final long seed, final long[] n, final int[] b) {
		final double[] image = Runs.numbers(seed, Runs.product(n));
		for (int i = 0; i < image.length; i += 3)
			image[i] = Math.rint(image[i] / 5);
		final String what = Arrays.toString(n) + " to " + Arrays.toString(b);
		for (final boolean wide : new boolean[] { false, true }) {
			final Img<?> img = Runs.image(wide, image, n);
			Runs.assertClose(reference(image, n, b, bin -> average(image, bin)), Runs.run(AdaptivePooling.average(b), img), 100,
				wide, what);
			assertArrayEquals(reference(image, n, b, bin -> max(image, bin)), Runs.run(AdaptivePooling.max(b), img), what);
			assertArrayEquals(reference(image, n, b, bin -> min(image, bin)), Runs.run(AdaptivePooling.min(b), img), what);
			assertArrayEquals(reference(image, n, b, bin -> argmax(image, bin)), Runs.run(AdaptivePooling.argmax(b), img),
				what);
		}
	}

	@Test
	void adaptivePoolingIsItsDefinitionForAllSmallSizes() {
		Parallelization.runSingleThreaded(() -> {
			for (int n = 1; n <= 9; n++)
				for (int b = 1; b <= 11; b++)
					assertAdaptive(n, new long[] { n }, new int[] { b });
		});
	}

	@Test
	void adaptivePoolingIsItsDefinitionInTwoAndThreeDimensions() {
		final Random random = new Random(3);
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 40; i++)
				assertAdaptive(i, random.ints(2 + i % 2, 1, 10).asLongStream().toArray(), random.ints(2 + i % 2, 1, 12)
					.toArray());
		});
	}

	@Test
	void globalPoolingIsTheValueOfAllSamples() {
		final double[] image = Runs.numbers(4, 9 * 7 * 5);
		final double[] plane = Arrays.copyOfRange(image, 4 * 63, 5 * 63);
		for (final boolean wide : new boolean[] { false, true }) {
			final Img<?> img = Runs.image(wide, image, 9, 7, 5);
			final double[] sums = Runs.run(GlobalPooling.sum(2), img);
			assertEquals(5, sums.length);
			final double sum = Arrays.stream(plane).sum();
			final double squares = Arrays.stream(plane).map(v -> v * v).sum();
			Runs.assertClose(new double[] { sum }, new double[] { sums[4] }, 600, wide, "sum");
			Runs.assertClose(new double[] { sum / 63 }, new double[] { Runs.run(GlobalPooling.average(2), img)[4] }, 10, wide,
				"average");
			Runs.assertClose(new double[] { Math.sqrt(squares) }, new double[] { Runs.run(GlobalPooling.lp(2, 2), img)[4] },
				100, wide, "norm");
			assertEquals(Arrays.stream(plane).max().getAsDouble(), Runs.run(GlobalPooling.max(2), img)[4]);
			assertEquals(Arrays.stream(plane).min().getAsDouble(), Runs.run(GlobalPooling.min(2), img)[4]);
			assertEquals(Arrays.stream(image).max().getAsDouble(), Runs.run(GlobalPooling.max(3), img)[0]);
		}
	}

	@Test
	void depthwiseWeighsEveryPositionOfEveryChannel() {
		final double[] image = Runs.numbers(5, 4 * 3 * 3);
		final double[] weights = Runs.numbers(6, 4 * 3 * 3);
		final Kernel bank = new Kernel(weights, 1, 3, 4, 3).withGroups(3).withBias(1, 2, -30);
		final Kernel single = new Kernel(Arrays.copyOf(weights, 12), 1, 1, 4, 3);
		final double[] each = { 1, 2, -30 };
		final double[] alike = new double[3];
		for (int i = 0; i < image.length; i++) {
			each[i / 12] += weights[i] * image[i];
			alike[i / 12] += weights[i % 12] * image[i];
		}
		for (final boolean wide : new boolean[] { false, true }) {
			final Img<?> img = Runs.image(wide, image, 4, 3, 3);
			Runs.assertClose(each, Runs.run(GlobalPooling.depthwise(bank), img), 1000, wide, "each channel its weights");
			Runs.assertClose(alike, Runs.run(GlobalPooling.depthwise(single), img), 1000, wide, "all channels alike");
			Runs.assertSameForAnyTilesAndThreads(GlobalPooling.depthwise(bank), img, Border.ZERO);
		}
		assertEquals(36, GlobalPooling.depthwise(bank).on(4, 3, 3).multiplyAccumulates());
		PoolingTest.assertRefused("along y", () -> GlobalPooling.depthwise(bank).on(4, 4, 3));
		PoolingTest.assertRefused("3 kernels for 2 channels", () -> GlobalPooling.depthwise(bank).on(4, 3, 2));
		PoolingTest.assertRefused("groups must be 3", () -> GlobalPooling.depthwise(bank.withGroups(1)));
	}

	@Test
	void aPyramidIsItsLevelsOneAfterAnother() {
		for (int axes = 1; axes <= 3; axes++) {
			final long[] n = Arrays.copyOf(new long[] { 7, 5, 4 }, axes);
			final int channels = 3;
			final long[] size = Arrays.copyOf(n, axes + 1);
			size[axes] = channels;
			final int[][] levels = { { 2 }, Arrays.copyOf(new int[] { 3, 1, 6 }, axes), { 1 } };
			final double[] image = Runs.numbers(axes, Runs.product(size));
			final List<double[]> max = new ArrayList<>();
			final List<double[]> average = new ArrayList<>();
			for (final int[] level : levels) {
				final int[] b = level.length == axes ? level : Collections.nCopies(axes, level[0]).stream().mapToInt(v -> v)
					.toArray();
				max.add(Runs.run(AdaptivePooling.max(b), Runs.image(true, image, size)));
				average.add(Runs.run(AdaptivePooling.average(b), Runs.image(true, image, size)));
			}
			final double[] expected = max.stream().flatMapToDouble(Arrays::stream).toArray();
			final Img<?> img = Runs.image(true, image, size);
			assertArrayEquals(expected, Runs.run(SpatialPyramidPooling.max(axes, levels), img));
			assertArrayEquals(average.stream().flatMapToDouble(Arrays::stream).toArray(), Runs.run(SpatialPyramidPooling
				.average(axes, levels), img));
			final long[] result = Filters.targetDimensions(SpatialPyramidPooling.max(axes, levels), img);
			assertEquals(expected.length, result[0]);
			assertEquals(expected.length, Runs.product(result));
		}
	}

	@Test
	void tilesAndThreadsDoNotMatter() {
		final double[] image = Runs.numbers(9, 23 * 19 * 4);
		for (final boolean wide : new boolean[] { false, true })
			for (final Filter filter : new Filter[] { AdaptivePooling.average(7, 30), AdaptivePooling.max(6, 4),
				AdaptivePooling.argmax(5, 5), GlobalPooling.average(2), GlobalPooling.lp(3, 3), SpatialPyramidPooling.average(
					2, new int[] { 1 }, new int[] { 3, 4 }) })
				Runs.assertSameForAnyTilesAndThreads(filter, Runs.image(wide, image, 23, 19, 4), Border.ZERO);
	}

	/** One block with the whole image, and each stage on the result of the one before. */
	private static void assertStagesChangeNothing(final Plan plan, final List<Plan> stages, final double[] image) {
		assertTrue(stages.size() > 1);
		double[] staged = image;
		for (final Plan stage : stages)
			staged = whole(stage, staged);
		assertArrayEquals(whole(plan, image), staged);
		assertArrayEquals(plan.targetDimensions(), stages.get(stages.size() - 1).targetDimensions());
	}

	private static double[] whole(final Plan plan, final double[] image) {
		final double[] result = new double[Runs.product(plan.targetDimensions())];
		plan.apply(new Block[] { new Block(new FinalInterval(plan.sourceDimensions()), image) }, new Block(
			new FinalInterval(plan.targetDimensions()), result), new Scratch());
		return result;
	}

	@Test
	void stagesGiveTheSameBits() {
		final long[] n = { 23, 19, 7 };
		final double[] image = Runs.numbers(2, Runs.product(n));
		final Kernel weights = new Kernel(Runs.numbers(3, Runs.product(n)), 1, 1, 23, 19, 7).withBias(3);
		for (final Filter filter : new Filter[] { GlobalPooling.average(3), GlobalPooling.max(3), GlobalPooling.min(3),
			GlobalPooling.lp(2.5, 3), GlobalPooling.depthwise(weights), AdaptivePooling.average(5, 4, 9) }) {
			final BinPlan plan = (BinPlan) filter.on(n);
			assertStagesChangeNothing(plan, plan.axisByAxis(), image);
		}
		final PyramidPlan pyramid = (PyramidPlan) SpatialPyramidPooling.average(2, new int[] { 4 }, new int[] { 1, 2 }).on(n);
		assertStagesChangeNothing(pyramid, pyramid.axisByAxis(), image);
	}

	@Test
	void largeImagesAreReducedInStagesAccuratelyAndTheSameOnAnyThreads() {
		final long[] n = { 1300, 900 };
		final double[] image = new double[Runs.product(n)];
		for (int i = 0; i < image.length; i++)
			// 16777216 is where single precision ceases to count
			image[i] = i % 3 == 0 ? 16777216 : 1;
		final Img<?> img = Runs.image(false, image, n);
		final double mean = Arrays.stream(image).sum() / image.length;
		assertTrue(GlobalPooling.average(2).on(n).stages().size() > 1);
		assertEquals((float) mean, Runs.run(GlobalPooling.average(2), img)[0]);
		final double[] noise = Runs.numbers(8, image.length);
		for (final Filter filter : new Filter[] { GlobalPooling.sum(2), AdaptivePooling.average(1, 1) })
			for (final int threads : new int[] { 1, 2, 7 })
				Parallelization.runWithNumThreads(threads, () -> assertArrayEquals(Runs.run(filter, Runs.image(false, noise, n),
					Border.ZERO, Options.DEFAULT.tile(97, 53)), Runs.run(filter, Runs.image(false, noise, n))));
	}

	@Test
	void stagesReportProgressOnceAndCanBeCancelled() {
		final long[] done = new long[2];
		final Monitor monitor = new Monitor() {

			@Override
			public synchronized void progress(final long n, final long total) {
				assertTrue(n <= total && (done[1] == 0 || done[1] == total), "one count from first to last");
				done[0] = Math.max(done[0], n);
				done[1] = total;
			}
		};
		final Img<FloatType> image = ArrayImgs.floats(1300, 900);
		Filters.process(GlobalPooling.max(2), image, Border.ZERO, ArrayImgs.floats(1, 1), Options.DEFAULT.monitor(monitor));
		assertTrue(done[1] > 0);
		assertEquals(done[1], done[0]);
	}

	@Test
	void nanAndInfinityArePassedOn() {
		final double[] image = { 1, Double.NaN, 3, Double.NEGATIVE_INFINITY, 5, 6 };
		final Img<?> img = Runs.image(false, image, 6);
		assertArrayEquals(new double[] { Double.NaN, 3, 6 }, Runs.run(AdaptivePooling.max(3), img));
		assertArrayEquals(new double[] { Double.NaN, Double.NEGATIVE_INFINITY, 5.5 }, Runs.run(AdaptivePooling.average(3),
			img));
		assertArrayEquals(new double[] { 1, 2, 5 }, Runs.run(AdaptivePooling.argmax(3), img));
		assertArrayEquals(new double[] { Double.NaN }, Runs.run(GlobalPooling.max(1), img));
		assertArrayEquals(new double[] { Double.NaN }, Runs.run(GlobalPooling.min(1), img));
	}

	@Test
	void theGlobalSampleSitsInTheMiddleOfTheImage() {
		final Plan plan = GlobalPooling.average(2).on(13, 8);
		assertEquals(6, plan.position(0).inputCoordinate(0));
		assertEquals(3.5, plan.position(1).inputCoordinate(0));
		assertEquals(13, plan.position(0).scale());
		assertEquals(2.5, AdaptivePooling.max(4).on(24).position(0).inputCoordinate(0));
		assertEquals(8.5, AdaptivePooling.max(4).on(24).position(0).inputCoordinate(1));
	}

	@Test
	void mistakesAreRefusedWithWhatWouldBeRight() {
		PoolingTest.assertRefused("at least 1", () -> AdaptivePooling.max(3, 0));
		PoolingTest.assertRefused("at least a size", () -> AdaptivePooling.average());
		PoolingTest.assertRefused("2 axes", () -> AdaptivePooling.max(3).on(4, 4));
		PoolingTest.assertRefused("at least 1", () -> GlobalPooling.max(0));
		PoolingTest.assertRefused("level", () -> SpatialPyramidPooling.max(2));
		PoolingTest.assertRefused("bins of level 2", () -> SpatialPyramidPooling.max(2, new int[] { 1 }, new int[] { 0 }));
		PoolingTest.assertRefused("channel axis", () -> SpatialPyramidPooling.max(2, new int[] { 1 }).on(5, 5));
		PoolingTest.assertRefused("greater than 0", () -> GlobalPooling.lp(-1, 2));
	}
}
