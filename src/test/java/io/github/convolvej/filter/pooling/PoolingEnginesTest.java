package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.geometry.Padding;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;

/** The engines of pooling against windows taken one by one, for windows of all sizes and for numbers that are hard to compare. */
class PoolingEnginesTest {

	private static final double[] HARD = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0 };

	/** Numbers some of which are NaN, infinite, zeros of either sign or equal, in a different mixture for every seed. */
	private static double[] hardNumbers(final long seed, final int n) {
		final Random random = new Random(seed);
		final int kinds = (int) (seed % 4);
		final double[] numbers = Runs.numbers(seed, n);
		for (int i = 0; i < n; i++)
			if (kinds == 1 && random.nextInt(20) == 0) numbers[i] = HARD[random.nextInt(HARD.length)];
			else if (kinds == 2) numbers[i] = random.nextBoolean() ? 0.0 : -0.0;
			else if (kinds == 3) numbers[i] = -1 - random.nextInt(5);
		return numbers;
	}

	private static PoolingReference reference(final Random random, final int axes, final int largest) {
		while (true) {
			final PoolingReference r = new PoolingReference(random.ints(axes, 1, axes == 3 ? 9 : 25).asLongStream().toArray(),
				random.ints(axes, 1, largest).toArray(), random.ints(axes, 1, 5).toArray(), random.ints(axes, 1, 4).toArray(),
				random.ints(axes, 0, largest).toArray(), random.ints(axes, 0, largest).toArray(), random.nextBoolean());
			if (Arrays.stream(r.dimensions()).allMatch(m -> m > 0 && m < 60)) return r;
		}
	}

	private static Pooling of(final Pooling pooling, final PoolingReference r) {
		return pooling.stride(r.s).dilation(r.d).padding(Padding.explicit(r.before, r.after)).ceilMode(r.ceil);
	}

	private static double max(final PoolingReference.Samples w, final int o) {
		return w.values.stream().reduce(Double.NEGATIVE_INFINITY, Math::max);
	}

	private static double min(final PoolingReference.Samples w, final int o) {
		return w.values.stream().reduce(Double.POSITIVE_INFINITY, Math::min);
	}

	/** Of samples in total order, so that -0 is before 0. */
	private static double median(final PoolingReference.Samples w, final int o) {
		final double[] sorted = w.sorted();
		final int n = sorted.length;
		if (n == 0 || Double.isNaN(sorted[n - 1])) return Double.NaN;
		return n % 2 == 1 ? sorted[n / 2] : 0.5 * sorted[n / 2 - 1] + 0.5 * sorted[n / 2];
	}

	private static float[] floats(final double[] numbers) {
		final float[] floats = new float[numbers.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) numbers[i];
		return floats;
	}

	private static void assertSame(final Pooling pooling, final PoolingReference r, final double[] image,
		final PoolingReference.Value value)
	{
		final double[] expected = r.apply(image, value);
		assertArrayEquals(expected, Runs.run(pooling, Runs.image(true, image, r.n)), pooling + " " + r);
		assertArrayEquals(floats(expected), floats(Runs.run(pooling, Runs.image(false, image, r.n))), pooling + " " + r);
	}

	@Test
	void maximaMinimaAndMediansAreThoseOfTheirWindowsBitForBit() {
		final Random random = new Random(11);
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 240; i++) {
				final PoolingReference r = reference(random, 1 + i % 3, i % 3 == 2 ? 7 : 40);
				final double[] image = hardNumbers(i, Runs.product(r.n));
				assertSame(of(Pooling.max(r.k), r), r, image, PoolingEnginesTest::max);
				assertSame(of(Pooling.min(r.k), r), r, image, PoolingEnginesTest::min);
				assertSame(of(Pooling.median(r.k), r), r, image, PoolingEnginesTest::median);
			}
		});
	}

	@Test
	void mediansOfWholeNumbersAreThoseOfTheirWindows() {
		final Random random = new Random(13);
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 80; i++) {
				final PoolingReference r = reference(random, 1 + i % 2, 20);
				final int most = i % 4 == 0 ? 256 : i % 4 == 1 ? 65536 : i % 4 == 2 ? 3 : 70000;
				final double[] image = random.ints(Runs.product(r.n), 0, most).asDoubleStream().toArray();
				assertSame(of(Pooling.median(r.k), r), r, image, PoolingEnginesTest::median);
			}
		});
	}

	@Test
	void averagesAndNormsOfLargeWindowsAreThoseOfTheirWindows() {
		final Random random = new Random(12);
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 100; i++) {
				final PoolingReference r = reference(random, 1 + i % 2, 40);
				final double[] image = hardNumbers(i % 2, Runs.product(r.n));
				final PoolingReference.Value average = (w, o) -> w.sum() / w.values.size();
				final PoolingReference.Value norm = (w, o) -> Math.sqrt(w.values.stream().mapToDouble(v -> v * v).sum());
				for (final boolean wide : new boolean[] { false, true }) {
					Runs.assertClose(r.apply(image, average), Runs.run(of(Pooling.average(r.k), r), Runs.image(wide, image, r.n)),
						100, wide, r + "");
					Runs.assertClose(r.apply(image, norm), Runs.run(of(Pooling.lp(2, r.k), r), Runs.image(wide, image, r.n)), 100,
						wide, r + "");
				}
			}
		});
	}

	@Test
	void aNumberThatIsNoneSpreadsNoFurtherThanItsWindows() {
		final double[] image = Runs.numbers(3, 60 * 50);
		image[60 * 20 + 31] = Double.NaN;
		for (final Pooling pooling : new Pooling[] { Pooling.average(21, 17), Pooling.lp(2, 21, 17), Pooling.max(21, 17),
			Pooling.median(21, 17), Pooling.median(3, 3) }) {
			final int rx = pooling.size()[0] / 2;
			final int ry = pooling.size()[1] / 2;
			final double[] got = Runs.run(pooling.stride(1).padding(Padding.SAME), Runs.image(false, image, 60, 50));
			for (int i = 0; i < got.length; i++)
				assertEquals(Math.abs(i % 60 - 31) <= rx && Math.abs(i / 60 - 20) <= ry, Double.isNaN(got[i]), pooling + " at " +
					i);
		}
	}

	@Test
	void tilesAndThreadsDoNotMatterToAnyEngine() {
		final int[][] windows = { { 2, 2 }, { 3, 3 }, { 5, 5 }, { 7, 6 }, { 11, 13 }, { 31, 5 }, { 50, 30 } };
		for (final int[] k : windows)
			for (final int stride : new int[] { 1, 3 })
				for (final boolean wide : new boolean[] { false, true }) {
					final Img<?> image = Runs.image(wide, hardNumbers(k[0] % 2, 41 * 27), 41, 27);
					for (final Pooling kind : new Pooling[] { Pooling.max(k), Pooling.average(k), Pooling.median(k), Pooling.lp(2,
						k) })
						Runs.assertSameForAnyTilesAndThreads(kind.stride(stride).dilation(1, k[0] > 6 ? 1 : 2).padding(
							Padding.SAME), image, Border.ZERO);
				}
	}

	@Test
	void windowsFarLargerThanTheImageAreTheImage() {
		final double[] image = Runs.numbers(8, 9 * 7);
		final double[] sorted = image.clone();
		Arrays.sort(sorted);
		final Padding all = Padding.explicit(100000);
		assertArrayEquals(new double[] { sorted[62] }, Runs.run(Pooling.max(200007, 200007).padding(all), Runs.image(false,
			image, 9, 7)));
		assertArrayEquals(new double[] { sorted[31] }, Runs.run(Pooling.median(200007, 200007).padding(all), Runs.image(
			false, image, 9, 7)));
		final double mean = Arrays.stream(image).sum() / 63;
		assertEquals(mean, Runs.run(Pooling.average(200007, 200007).padding(all), Runs.image(true, image, 9, 7))[0], 1e-12);
	}

	@Test
	void enginesAreNamed() {
		assertEquals("separable lines, doubling", Pooling.max(31, 31).stride(1).on(100, 100).engine());
		assertEquals("separable lines", Pooling.average(2, 2).on(100, 100).engine());
		assertEquals("sorting network", Pooling.median(3, 3).on(100, 100).engine());
		assertEquals("histogram", Pooling.median(9, 9).on(100, 100).engine());
		assertEquals("windows", Pooling.median(2, 1).footprint(true, true).on(100, 100).engine());
	}
}
