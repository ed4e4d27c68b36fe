package io.github.convolvej.filter.transposed;

import static java.util.Collections.singletonList;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Computed;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.lines.Block;
import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.run.Filters;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.IntervalIndexer;

import org.junit.jupiter.api.Test;

class MaxUnpoolingTest {

	/** Values are written one after the other. */
	private static Img<DoubleType> reference(final Img<DoubleType> values, final Img<DoubleType> positions,
		final long[] size)
	{
		final double[] plane = new double[(int) Arrays.stream(size).reduce(1, (a, b) -> a * b)];
		final Cursor<DoubleType> value = values.cursor();
		for (final DoubleType position : positions)
			plane[(int) position.get()] = value.next().get();
		return ArrayImgs.doubles(plane, size);
	}

	@Test
	void everyValueGoesToItsPositionAndTheLastOneWins() {
		final Random random = new Random(1);
		for (int i = 0; i < 60; i++) {
			final int n = 1 + i % 3;
			final int[] window = random.ints(n, 1, 4).toArray();
			final int[] stride = random.ints(n, 1, 4).toArray();
			final int[] dilation = random.ints(n, 1, 3).toArray();
			final int[] before = new int[n];
			final int[] after = new int[n];
			final long[] pooled = random.longs(n, 1, n == 3 ? 4 : 7).toArray();
			final long[] size = new long[n];
			final int[] outputSize = new int[n];
			for (int d = 0; d < n; d++) {
				// less padding than half a window, as in max pooling, so that every window has a sample of the image
				before[d] = random.nextInt((window[d] + 1) / 2);
				after[d] = random.nextInt((window[d] + 1) / 2);
				size[d] = (pooled[d] - 1) * stride[d] + (window[d] - 1) * dilation[d] + 1 - before[d] - after[d];
				outputSize[d] = (int) size[d] + (i % 2 == 0 ? 0 : random.nextInt(stride[d]));
			}
			final Img<DoubleType> values = Computed.random(random, pooled);
			final Img<DoubleType> positions = ArrayImgs.doubles(pooled);
			final Cursor<DoubleType> cursor = positions.localizingCursor();
			final long[] at = new long[n];
			while (cursor.hasNext()) {
				cursor.fwd();
				for (int d = 0; d < n; d++)
					do
						at[d] = cursor.getIntPosition(d) * stride[d] - before[d] + random.nextInt(window[d]) * dilation[d];
					while (at[d] < 0 || at[d] >= size[d]);
				cursor.get().set(IntervalIndexer.positionToIndex(at, Arrays.stream(outputSize).asLongStream().toArray()));
			}
			final MaxUnpooling base = MaxUnpooling.of(window).stride(stride).dilation(dilation).padding(Padding.explicit(before,
				after));
			final MaxUnpooling filter = i % 2 == 0 ? base : base.outputSize(outputSize);
			final String what = Arrays.toString(pooled) + " window " + Arrays.toString(window) + " stride " + Arrays.toString(
				stride) + " dilation " + Arrays.toString(dilation) + " padding " + Arrays.toString(before) + Arrays.toString(after);
			final Img<DoubleType> expected = reference(values, positions, Arrays.stream(outputSize).asLongStream().toArray());
			final List<Img<DoubleType>> images = Arrays.asList(values, positions);
			Computed.check(what, expected, 0, filter, Border.REPLICATE, images);
			Computed.check(what, expected, 0, MaxUnpooling.toSize(outputSize), Border.ZERO, images);
		}
	}

	@Test
	void valuesAreCopiedAsTheyAre() {
		final double inf = Double.NEGATIVE_INFINITY;
		final Img<DoubleType> values = ArrayImgs.doubles(new double[] { Double.NaN, inf, -3 }, 3);
		final Img<DoubleType> positions = ArrayImgs.doubles(new double[] { 1, 2, 5 }, 3);
		assertArrayEquals(new double[] { 0, Double.NaN, inf, 0, 0, -3 }, Computed.values(Computed.inDouble(MaxUnpooling.of(
			2), Border.ZERO, Arrays.asList(values, positions))));
	}

	@Test
	void channelsHavePositionsOfTheirOwn() {
		final Img<DoubleType> values = ArrayImgs.doubles(new double[] { 5, 6 }, 1, 1, 2);
		final Img<DoubleType> positions = ArrayImgs.doubles(new double[] { 3, 0 }, 1, 1, 2);
		assertArrayEquals(new double[] { 0, 0, 0, 5, 6, 0, 0, 0 }, Computed.values(Computed.inDouble(MaxUnpooling.of(2, 2),
			Border.ZERO, Arrays.asList(values, positions))));
	}

	@Test
	void aTileReadsOnlyTheWindowsAroundItAndPositionsWhereTheyAreNeeded() {
		final long[] pooled = { 1000, 1000 };
		final Interval tile = FinalInterval.createMinSize(100, 200, 10, 10);
		final Interval source = MaxUnpooling.of(3, 3).stride(2).padding(Padding.explicit(1)).on(new long[][] { pooled,
			pooled }).sourceInterval(tile);
		assertArrayEquals(new long[] { 50, 100 }, source.minAsLongArray());
		assertArrayEquals(new long[] { 55, 105 }, source.maxAsLongArray());
	}

	@Test
	void wrongPositionsAreRefusedAndNamed() {
		final MaxUnpooling filter = MaxUnpooling.of(2);
		for (final double wrong : new double[] { -1, 1.5, Double.NaN, 4, 1e30 })
			refused("value [1] is " + wrong, () -> unpool(filter, 0, wrong));
		assertArrayEquals(new double[] { 9, 9, 0, 0 }, unpool(MaxUnpooling.toSize(4), 0, 1));
		refused("0 to 3", () -> unpool(MaxUnpooling.toSize(4), 0, 4));
	}

	@Test
	void positionsOutsideOfTheirWindowsArePutWhereTheySay() {
		// of windows of 2 with stride 2; the second position lies in the first window
		assertArrayEquals(new double[] { 9, 9, 0, 0 }, unpool(MaxUnpooling.of(2), 0, 1));
		assertArrayEquals(new double[] { 0, 0, 0, 9 }, unpool(MaxUnpooling.of(2), 3, 3));
		// another size than any pooling by that window gives
		assertArrayEquals(new double[] { 9, 0, 0, 0, 0, 0, 0, 0, 9 }, unpool(MaxUnpooling.of(2).outputSize(9), 0, 8));
		final Random random = new Random(11);
		for (int n = 1; n <= 3; n++) {
			final long[] pooled = Arrays.copyOf(new long[] { 23, 7, 3 }, n);
			final int[] size = Arrays.copyOf(new int[] { 46, 14, 6 }, n);
			final Img<DoubleType> values = ArrayImgs.doubles(pooled);
			final Img<DoubleType> positions = ArrayImgs.doubles(pooled);
			final long samples = Arrays.stream(size).asLongStream().reduce(1, (a, b) -> a * b);
			values.forEach(v -> v.set(random.nextInt(100)));
			positions.forEach(p -> p.set(random.nextInt((int) samples)));
			final int[] window = new int[n];
			Arrays.fill(window, 2);
			final Img<DoubleType> expected = reference(values, positions, Arrays.stream(size).asLongStream().toArray());
			Computed.check("anywhere, " + n, expected, 0, MaxUnpooling.of(window), Border.ZERO, Arrays.asList(values,
				positions));
		}
	}

	private static double[] unpool(final MaxUnpooling filter, final double... positions) {
		final double[] values = new double[positions.length];
		Arrays.fill(values, 9);
		return Computed.values(Computed.inDouble(filter, Border.ZERO, Arrays.asList(ArrayImgs.doubles(values, values.length),
			ArrayImgs.doubles(positions, positions.length))));
	}

	@Test
	void positionsThatSinglePrecisionCannotCountAreRefusedInIt() {
		final long[] pooled = { 1, 1 };
		final Plan plan = MaxUnpooling.of(1, 2).outputSize(4097, 4096).on(new long[][] { pooled, pooled });
		final Interval target = FinalInterval.createMinSize(4096, 4095, 1, 1);
		final Interval source = plan.sourceInterval(0, target);
		assertArrayEquals(new long[] { 0, 0 }, source.minAsLongArray());
		final double[] result = new double[1];
		// the last sample of a plane of 2^24 + 4096
		final double last = 4097 * 4096 - 1;
		plan.apply(new Block[] { new Block(source, new double[] { 7 }), new Block(source, new double[] { last }) },
			new Block(target, result), new Scratch());
		assertEquals(7, result[0]);
		refused("16781312 samples", () -> plan.apply(new Block[] { new Block(source, new float[] { 7 }), new Block(source,
			new float[] { (float) last }) }, new Block(target, new float[1]), new Scratch()));
	}

	@Test
	void positionsOf64BitIntegersAreTakenExactly() {
		final Img<FloatType> y = Filters.apply(MaxUnpooling.toSize(5, 3), Arrays.asList(ArrayImgs.floats(new float[] { 1, 2 },
			2, 1), ArrayImgs.longs(new long[] { 14, 3 }, 2, 1)), Border.ZERO, new FloatType());
		assertEquals(1, y.getAt(4, 2).get());
		assertEquals(2, y.getAt(3, 0).get());
	}

	@Test
	void wrongSizesAreRefusedWithTheNumbers() {
		final long[] five = { 5 };
		final long[][] both = { five, five };
		refused("reads 2 images", () -> MaxUnpooling.of(2).on(5));
		refused("5 values along x, but 4 positions", () -> MaxUnpooling.of(2).on(new long[][] { five, { 4 } }));
		assertEquals(12, MaxUnpooling.of(2).outputSize(12).on(both).targetDimensions()[0]);
		assertEquals(11, MaxUnpooling.of(2).outputSize(11).on(both).targetDimensions()[0]);
		refused("give it as output size", () -> MaxUnpooling.of(2).padding(Padding.SAME).on(both));
		assertEquals(9, MaxUnpooling.of(2).padding(Padding.SAME).outputSize(9).on(both).targetDimensions()[0]);
		refused("no window, and so no stride", () -> MaxUnpooling.toSize(5).stride(2));
		refused("window is 0 along y", () -> MaxUnpooling.of(2, 0));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void nearestUnpoolingRepeatsAndAverageUnpoolingKeepsTheSum() {
		final Img<DoubleType> image = ArrayImgs.doubles(new double[] { 6, 12, 18, 24 }, 2, 2);
		final Img<DoubleType> nearest = Computed.inDouble(Unpooling.nearest(3, 2), Border.ZERO, singletonList(image));
		assertArrayEquals(new long[] { 6, 4 }, nearest.dimensionsAsLongArray());
		for (int y = 0; y < 4; y++)
			for (int x = 0; x < 6; x++)
				assertEquals(image.getAt(x / 3, y / 2).get(), nearest.getAt(x, y).get());
		final double[] average = Computed.values(Computed.inDouble(Unpooling.average(3, 2), Border.ZERO, singletonList(
			image)));
		assertEquals(60, Arrays.stream(average).sum(), 1e-12);
		assertEquals(1, average[0], 1e-15);
	}

	@Test
	void valuesSitInTheMiddleOfTheirWindows() {
		final SamplePosition p = MaxUnpooling.of(2).on(new long[][] { { 5 }, { 5 } }).position(0);
		assertEquals(0.5, p.scale());
		assertEquals(-0.25, p.offset());
		final SamplePosition q = MaxUnpooling.toSize(10).on(new long[][] { { 5 }, { 5 } }).position(0);
		assertEquals(0.5, q.scale());
		assertEquals(-0.25, q.offset());
	}

	@Test
	void aSerializedPlanGivesTheSame() throws Exception {
		final Plan plan = Computed.serialized(MaxUnpooling.of(2, 3).on(new long[][] { { 4, 5 }, { 4, 5 } }));
		assertArrayEquals(new long[] { 8, 15 }, plan.targetDimensions());
	}
}
