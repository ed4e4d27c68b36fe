package io.github.convolvej.filter.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.Runs;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

public class PoolingTest {

	private static double max(final PoolingReference.Samples w, final int o) {
		return w.values.stream().reduce(Double.NEGATIVE_INFINITY, Math::max);
	}

	private static double min(final PoolingReference.Samples w, final int o) {
		return w.values.stream().reduce(Double.POSITIVE_INFINITY, Math::min);
	}

	private static double average(final PoolingReference.Samples w, final int o) {
		return w.sum() / w.values.size();
	}

	private static double median(final PoolingReference.Samples w, final int o) {
		final double[] sorted = w.sorted();
		final int n = sorted.length;
		return n == 0 ? Double.NaN : (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
	}

	private static double norm(final PoolingReference.Samples w, final double p) {
		return Math.pow(w.values.stream().mapToDouble(v -> Math.pow(Math.abs(v), p)).sum(), 1 / p);
	}

	private static double expected(final PoolingReference.Samples w, final int o) {
		final double sum = w.values.stream().mapToDouble(v -> Math.max(0, v)).sum();
		return sum == 0 ? 0 : w.values.stream().mapToDouble(v -> Math.max(0, v) * Math.max(0, v)).sum() / sum;
	}

	private static double argmax(final PoolingReference.Samples w, final int o) {
		double best = Double.NEGATIVE_INFINITY;
		long position = -1;
		for (int i = 0; i < w.values.size(); i++)
			if (position < 0 || w.values.get(i) > best) {
				best = w.values.get(i);
				position = w.positions.get(i);
			}
		return position;
	}

	/** Every kind of pooling with its definition. */
	private static Map<Pooling, PoolingReference.Value> kinds(final int... k) {
		final Map<Pooling, PoolingReference.Value> kinds = new LinkedHashMap<>();
		kinds.put(Pooling.max(k), PoolingTest::max);
		kinds.put(Pooling.min(k), PoolingTest::min);
		kinds.put(Pooling.average(k), PoolingTest::average);
		kinds.put(Pooling.average(k).countIncludePad(true), (w, o) -> w.sum() / w.cells);
		kinds.put(Pooling.average(k).divisorOverride(3), (w, o) -> w.sum() / 3);
		kinds.put(Pooling.median(k), PoolingTest::median);
		kinds.put(Pooling.lp(1, k), (w, o) -> norm(w, 1));
		kinds.put(Pooling.lp(2, k), (w, o) -> norm(w, 2));
		kinds.put(Pooling.lp(2.5, k), (w, o) -> norm(w, 2.5));
		kinds.put(Pooling.lp(Double.POSITIVE_INFINITY, k), (w, o) -> w.values.stream().mapToDouble(Math::abs).max().orElse(0));
		kinds.put(Pooling.stochasticExpectation(k).negativesAsZero(), PoolingTest::expected);
		kinds.put(Pooling.argmax(k), PoolingTest::argmax);
		return kinds;
	}

	private static Pooling of(final Pooling pooling, final PoolingReference r) {
		return pooling.stride(r.s).dilation(r.d).padding(Padding.explicit(r.before, r.after)).ceilMode(r.ceil);
	}

	private static void assertAllKinds(final PoolingReference r, final long seed) {
		final double[] image = Runs.numbers(seed, Runs.product(r.n));
		kinds(r.k).forEach((kind, value) -> {
			final Pooling pooling = of(kind, r);
			if (Arrays.stream(r.dimensions()).anyMatch(m -> m < 1)) {
				assertThrows(IllegalArgumentException.class, () -> pooling.on(r.n), r + "");
				return;
			}
			assertArrayEquals(r.dimensions(), pooling.on(r.n).targetDimensions(), r + "");
			final double[] expected = r.apply(image, value);
			for (final boolean wide : new boolean[] { false, true })
				Runs.assertClose(expected, Runs.run(pooling, Runs.image(wide, image, r.n)), 100, wide, pooling + " " + r);
		});
	}

	@Test
	void everyKindIsItsDefinitionForAllSmallSizesAlongOneAxis() {
		final int[][] pads = { { 0, 0 }, { 1, 2 }, { 3, 0 } };
		Parallelization.runSingleThreaded(() -> {
			for (int n = 1; n <= 9; n++)
				for (int k = 1; k <= 4; k++)
					for (int s = 1; s <= 3; s++)
						for (int d = 1; d <= (k == 3 ? 2 : 1); d++)
							for (final int[] pad : pads)
								for (final boolean ceil : new boolean[] { false, true })
									assertAllKinds(new PoolingReference(new long[] { n }, new int[] { k }, new int[] { s }, new int[] {
										d }, new int[] { pad[0] }, new int[] { pad[1] }, ceil), n);
		});
	}

	@Test
	void everyKindIsItsDefinitionInTwoAndThreeDimensions() {
		final Random random = new Random(5);
		Parallelization.runSingleThreaded(() -> {
			for (int i = 0; i < 120; i++) {
				final int axes = 2 + i % 2;
				final PoolingReference r = new PoolingReference(random.ints(axes, 1, 10).asLongStream().toArray(), random.ints(
					axes, 1, 5).toArray(), random.ints(axes, 1, 5).toArray(), random.ints(axes, 1, 4).toArray(), random.ints(axes,
						0, 3).toArray(), random.ints(axes, 0, 3).toArray(), random.nextBoolean());
				assertAllKinds(r, i);
			}
		});
	}

	@Test
	void largeWindowsAreTheirDefinition() {
		final PoolingReference r = new PoolingReference(new long[] { 40, 33 }, new int[] { 31, 17 }, new int[] { 2, 1 },
			new int[] { 1, 1 }, new int[] { 15, 3 }, new int[] { 15, 9 }, true);
		assertAllKinds(r, 3);
	}

	@Test
	void sizeOneWindowsLeaveTheImageAsItIs() {
		final double[] image = Runs.numbers(1, 9 * 7);
		for (final Pooling p : new Pooling[] { Pooling.max(1, 1), Pooling.min(1, 1), Pooling.average(1, 1), Pooling.median(1,
			1) })
			assertArrayEquals(image, Runs.run(p, Runs.image(false, image, 9, 7)), p + "");
	}

	@Test
	void tilesAndThreadsDoNotMatter() {
		final double[] image = Runs.numbers(7, 23 * 19 * 3);
		for (final boolean wide : new boolean[] { false, true })
			kinds(4, 3).keySet().forEach(kind -> {
				final Pooling pooling = kind.stride(2, 1).dilation(1, 2).padding(Padding.explicit(2, 1)).ceilMode(true);
				Runs.assertSameForAnyTilesAndThreads(pooling, Runs.image(wide, image, 23, 19, 3), Border.ZERO);
				if (pooling.reduction() != Reduction.ARGMAX) Runs.assertSameForAnyTilesAndThreads(pooling.withBorder(), Runs
					.image(wide, image, 23, 19, 3), Border.REFLECT);
			});
	}

	@Test
	void axesBeyondTheWindowAreLoopedOver() {
		final double[] image = Runs.numbers(2, 6 * 5 * 4);
		final double[] all = Runs.run(Pooling.median(3, 2), Runs.image(false, image, 6, 5, 4));
		final double[] last = Runs.run(Pooling.median(3, 2), Runs.image(false, Arrays.copyOfRange(image, 90, 120), 6, 5));
		assertArrayEquals(last, Arrays.copyOfRange(all, 3 * 4, 4 * 4));
	}

	@Test
	void paddingCountsAsMinusInfinityForMaximaAndPlusInfinityForMinima() {
		final Img<?> negative = Runs.image(false, new double[] { -5, -7, -6 }, 3);
		final Img<?> positive = Runs.image(false, new double[] { 5, 7, 6 }, 3);
		final Padding two = Padding.explicit(2);
		assertArrayEquals(new double[] { Double.NEGATIVE_INFINITY, -5, -6 }, Runs.run(Pooling.max(2).padding(two),
			negative));
		assertArrayEquals(new double[] { Double.POSITIVE_INFINITY, 5, 6 }, Runs.run(Pooling.min(2).padding(two), positive));
		assertArrayEquals(new double[] { -1, 0, 2 }, Runs.run(Pooling.argmax(2).padding(two), negative));
		assertArrayEquals(new double[] { Double.NaN, 6, 6 }, Runs.run(Pooling.average(2).padding(two), positive));
		assertArrayEquals(new double[] { Double.NaN, 6, 6 }, Runs.run(Pooling.median(2).padding(two), positive));
		assertArrayEquals(new double[] { 0, 6, 3 }, Runs.run(Pooling.average(2).padding(two).countIncludePad(true),
			positive));
	}

	@Test
	void whatTheBorderIsDoesNotMatterUnlessItCounts() {
		final Img<?> image = Runs.image(false, Runs.numbers(4, 35), 7, 5);
		kinds(3, 3).keySet().forEach(kind -> {
			final Pooling pooling = kind.stride(1).padding(Padding.SAME);
			assertArrayEquals(Runs.run(pooling, image, Border.ZERO, Options.DEFAULT), Runs.run(pooling, image, Border
				.constant(1000), Options.DEFAULT), pooling + "");
		});
	}

	@Test
	void aBorderThatCountsIsThatOfTheRun() {
		final long[] size = { 5, 4 };
		final double[] image = Runs.numbers(9, 20);
		final Border[] borders = { Border.ZERO, Border.constant(-3), Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC,
			Border.PERIODIC };
		for (final Border border : borders)
			for (final boolean ceil : new boolean[] { false, true }) {
				final PoolingReference r = new PoolingReference(size, new int[] { 3, 4 }, new int[] { 2, 3 }, new int[] { 2,
					1 }, new int[] { 7, 1 }, new int[] { 2, 6 }, ceil);
				final Img<DoubleType> samples = Runs.filled(ArrayImgs.doubles(size), i -> image[i]);
				final RandomAccess<DoubleType> access = border.extend(samples).randomAccess();
				r.border = position -> access.setPositionAndGet(position).get();
				kinds(r.k).forEach((kind, value) -> {
					if (kind.reduction() == Reduction.ARGMAX) return;
					final Pooling pooling = of(kind, r).withBorder();
					final double[] got = Runs.run(pooling, Runs.image(true, image, size), border, Options.DEFAULT);
					Runs.assertClose(r.apply(image, value), got, 100, true, pooling + " border " + border);
				});
			}
	}

	@Test
	void anOffCentreSampleIsFoundByTheWindowsThatCoverIt() {
		final double[] image = new double[9 * 7];
		image[2 + 9 * 5] = 1;
		final double[] got = Runs.run(Pooling.max(4, 1).stride(1).padding(Padding.explicit(new int[] { 3, 0 }, new int[] {
			0, 0 })), Runs.image(false, image, 9, 7));
		for (int i = 0; i < got.length; i++)
			assertEquals(i / 9 == 5 && i % 9 >= 2 && i % 9 <= 5 ? 1 : 0, got[i], "at " + i);
	}

	@Test
	void aFootprintChoosesSamples() {
		final boolean[] footprint = { false, true, true, true, false, false };
		for (final boolean ceil : new boolean[] { false, true }) {
			final PoolingReference r = new PoolingReference(new long[] { 8, 7 }, new int[] { 3, 2 }, new int[] { 1, 2 },
				new int[] { 2, 1 }, new int[] { 1, 2 }, new int[] { 2, 0 }, ceil);
			r.footprint = footprint;
			final double[] image = Runs.numbers(6, 56);
			kinds(r.k).forEach((kind, value) -> {
				final Pooling pooling = of(kind, r).footprint(footprint);
				Runs.assertClose(r.apply(image, value), Runs.run(pooling, Runs.image(true, image, r.n)), 100, true, pooling +
					"");
			});
		}
		assertRefused("6 samples", () -> Pooling.max(3, 2).footprint(true, false));
		assertRefused("empty", () -> Pooling.max(1, 2).footprint(false, false));
	}

	@Test
	void nanWinsOverEverything() {
		final double[] line = { 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2, 3 };
		final double nan = Double.NaN;
		final double inf = Double.POSITIVE_INFINITY;
		for (final boolean wide : new boolean[] { false, true }) {
			final Img<?> image = Runs.image(wide, line, 6);
			assertArrayEquals(new double[] { nan, nan, inf, 2, 3 }, Runs.run(Pooling.max(2).stride(1), image));
			assertArrayEquals(new double[] { nan, nan, -inf, -inf, 2 }, Runs.run(Pooling.min(2).stride(1), image));
			assertArrayEquals(new double[] { nan, nan, nan, -inf, 2.5 }, Runs.run(Pooling.average(2).stride(1), image));
			assertArrayEquals(new double[] { nan, nan, nan, -inf, 2.5 }, Runs.run(Pooling.median(2).stride(1), image));
			assertArrayEquals(new double[] { nan, nan, inf, inf, Math.sqrt(13) }, Runs.run(Pooling.lp(2, 2).stride(1), Runs
				.image(true, line, 6)));
			assertArrayEquals(new double[] { nan, nan, inf, inf, 3 }, Runs.run(Pooling.lp(inf, 2).stride(1), image));
			assertArrayEquals(new double[] { 1, 1, 2, 4, 5 }, Runs.run(Pooling.argmax(2).stride(1), image));
		}
	}

	@Test
	void ofEqualMaximaTheFirstInScanOrderIsNamed() {
		final double[] image = { 1, 2, 2, 2, 2, 0, 2, 2, 2 };
		assertArrayEquals(new double[] { 1, 1, 3, 4 }, Runs.run(Pooling.argmax(2, 2).stride(1), Runs.image(false, image, 3,
			3)));
		final double inf = Double.NEGATIVE_INFINITY;
		assertArrayEquals(new double[] { 0 }, Runs.run(Pooling.argmax(3).padding(Padding.explicit(1)).stride(2), Runs.image(
			false, new double[] { inf, inf }, 2)));
		final double nan = Double.NaN;
		assertArrayEquals(new double[] { 1 }, Runs.run(Pooling.argmax(4), Runs.image(false, new double[] { 9, nan, 10,
			nan }, 4)));
	}

	@Test
	void positionsBeyondWhatSinglePrecisionHoldsNeedADoubleTarget() {
		final long width = (1 << 24) + 5;
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(width);
		final Pooling pooling = Pooling.argmax(2).stride((1 << 23) + 1);
		assertTrue(pooling.on(width).needsDouble());
		assertRefused("2^24", () -> Filters.apply(pooling, image));
		final Img<DoubleType> target = ArrayImgs.doubles(2);
		final RandomAccess<UnsignedByteType> access = image.randomAccess();
		access.setPosition(1 << 23, 0);
		access.get().set(1);
		final Pooling far = Pooling.argmax(2).stride((1 << 24) + 1);
		access.setPosition((1 << 24) + 2, 0);
		access.get().set(1);
		Filters.process(far, image, Border.ZERO, target, Options.DEFAULT.tile(1));
		assertArrayEquals(new double[] { 0, (1 << 24) + 2 }, Runs.samples(target));
	}

	@Test
	void outputSamplesSitInTheMiddleOfTheirWindows() {
		final Plan plan = Pooling.max(2, 3).stride(2, 1).dilation(1, 2).padding(Padding.explicit(0, 1)).on(10, 10);
		assertEquals(0.5, plan.position(0).inputCoordinate(0));
		assertEquals(4.5, plan.position(0).inputCoordinate(2));
		assertEquals(1, plan.position(1).inputCoordinate(0));
		assertEquals(2, plan.position(1).inputCoordinate(1));
	}

	@Test
	void mistakesAreRefusedWithWhatWouldBeRight() {
		assertRefused("along y", () -> Pooling.max(2, 5).on(6, 3));
		assertRefused("at least 1", () -> Pooling.max(2, 0));
		assertRefused("at least a size", () -> Pooling.max());
		assertRefused("greater than 0", () -> Pooling.lp(0, 2));
		assertRefused("greater than 0", () -> Pooling.lp(Double.NaN, 2));
		assertRefused("another whole number", () -> Pooling.average(2).divisorOverride(0));
		assertRefused("average", () -> Pooling.max(2).countIncludePad(true));
		assertRefused("stochastic", () -> Pooling.max(2).negativesAsZero());
		assertRefused("no position", () -> Pooling.argmax(2).withBorder());
		assertRefused("2 axes", () -> Pooling.max(2).on(4, 4));
	}

	public static void assertRefused(final String part, final Executable action) {
		final String message = assertThrows(IllegalArgumentException.class, action).getMessage();
		assertTrue(message.contains(part), message);
	}
}
