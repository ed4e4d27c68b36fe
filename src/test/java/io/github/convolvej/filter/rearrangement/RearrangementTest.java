package io.github.convolvej.filter.rearrangement;

import static java.util.Collections.singletonList;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Computed;
import io.github.convolvej.geometry.SamplePosition;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;

class RearrangementTest {

	private static int product(final int[] values) {
		return Arrays.stream(values).reduce(1, (a, b) -> a * b);
	}

	/** Every sample of the deep image goes to its place in the wide one. */
	private static Img<DoubleType> shuffled(final Img<DoubleType> deep, final int[] factor, final boolean depthFirst) {
		final int n = factor.length;
		final int parts = product(factor);
		final long[] size = deep.dimensionsAsLongArray();
		size[n] /= parts;
		for (int d = 0; d < n; d++)
			size[d] *= factor[d];
		final Img<DoubleType> wide = ArrayImgs.doubles(size);
		final RandomAccess<DoubleType> to = wide.randomAccess();
		final Cursor<DoubleType> from = deep.localizingCursor();
		while (from.hasNext()) {
			from.fwd();
			final int q = from.getIntPosition(n);
			int part = depthFirst ? q / (int) size[n] : q % parts;
			to.setPosition(depthFirst ? q % (int) size[n] : q / parts, n);
			for (int d = 0; d < n; part /= factor[d++])
				to.setPosition(from.getIntPosition(d) * factor[d] + part % factor[d], d);
			to.get().set(from.get());
		}
		return wide;
	}

	@Test
	void pixelShuffleAndUnshuffleMoveEverySampleToItsPlaceAndBack() {
		final Random random = new Random(1);
		for (int i = 0; i < 48; i++) {
			final int n = 1 + i % 3;
			final boolean depthFirst = i % 2 == 0;
			final int[] factor = random.ints(n, 1, n == 3 ? 3 : 4).toArray();
			final long[] size = random.longs(n + 1, 1, n == 3 ? 4 : 6).toArray();
			size[n] *= product(factor);
			final Img<DoubleType> deep = Computed.random(random, size);
			final Img<DoubleType> wide = shuffled(deep, factor, depthFirst);
			final String what = Arrays.toString(factor) + " of " + Arrays.toString(size) + " depth first " + depthFirst;
			Computed.check("shuffle " + what, wide, 0, depthFirst ? PixelShuffle.of(factor).depthFirst() : PixelShuffle.of(
				factor), Border.ZERO, singletonList(deep));
			Computed.check("unshuffle " + what, deep, 0, depthFirst ? PixelUnshuffle.of(factor).depthFirst()
				: PixelUnshuffle.of(factor), Border.ZERO, singletonList(wide));
		}
	}

	@Test
	void channelShuffleReadsTheTableOfGroupsColumnByColumn() {
		final Random random = new Random(2);
		for (int n = 1; n <= 3; n++)
			for (int groups = 1; groups <= 4; groups++)
				for (int members = 1; members <= 3; members++) {
					final long[] size = random.longs(n + 1, 1, 7).toArray();
					size[n] = groups * members;
					final Img<DoubleType> image = Computed.random(random, size);
					final Img<DoubleType> expected = ArrayImgs.doubles(size);
					final RandomAccess<DoubleType> to = expected.randomAccess();
					final Cursor<DoubleType> from = image.localizingCursor();
					while (from.hasNext()) {
						from.fwd();
						to.setPosition(from);
						final int c = from.getIntPosition(n);
						to.setPosition(c % members * groups + c / members, n);
						to.get().set(from.get());
					}
					Computed.check(groups + " groups of " + members, expected, 0, ChannelShuffle.of(groups, n), Border.ZERO,
						singletonList(image));
				}
	}

	@Test
	void everyBitIsKept() {
		final double[] x = { Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE };
		final double[] y = Computed.values(Computed.inDouble(PixelShuffle.of(2, 2), Border.ZERO, singletonList(ArrayImgs
			.doubles(x, 1, 1, 4))));
		for (int i = 0; i < 4; i++)
			assertEquals(Double.doubleToLongBits(x[i]), Double.doubleToLongBits(y[i]));
	}

	@Test
	void objectsKeepTheirPlace() {
		final SamplePosition wide = PixelShuffle.of(2, 4).on(3, 3, 8).position(1);
		assertEquals(0.25, wide.scale());
		assertEquals(-0.375, wide.offset());
		final SamplePosition deep = PixelUnshuffle.of(2, 4).on(4, 4, 1).position(1);
		assertEquals(0, wide.then(deep).offset());
		assertEquals(1, wide.then(deep).scale());
		assertEquals(0, ChannelShuffle.of(2, 2).on(4, 4, 2).position(1).offset());
	}

	@Test
	void sizesThatCannotBeDividedAreRefusedWithTheNumbers() {
		refused("6 channels", () -> PixelShuffle.of(2, 2).on(3, 3, 6));
		refused("5 samples along y", () -> PixelUnshuffle.of(2, 2).on(4, 5, 1));
		refused("groups=4", () -> ChannelShuffle.of(4, 2).on(3, 3, 6));
		refused("groups is 0", () -> ChannelShuffle.of(0, 2));
		refused("factor is 0", () -> PixelShuffle.of(2, 0));
		refused("no samples along x", () -> PixelShuffle.of(2, 2).on(0, 3, 4));
		refused("no samples along y", () -> PixelUnshuffle.of(2, 2).on(2, 0, 1));
		refused("no channels", () -> ChannelShuffle.of(2, 2).on(3, 3, 0));
		refused("works on 3", () -> PixelShuffle.of(2, 2).on(3, 8));
	}

	private static void refused(final String part, final org.junit.jupiter.api.function.Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void aSerializedPlanGivesTheSame() throws Exception {
		assertArrayEquals(new long[] { 2, 4, 12 }, Computed.serialized(PixelUnshuffle.of(3, 2).on(6, 8, 2))
			.targetDimensions());
		assertArrayEquals(new long[] { 6, 8, 2 }, Computed.serialized(PixelShuffle.of(3, 2).on(2, 4, 12))
			.targetDimensions());
		assertArrayEquals(new long[] { 6, 8, 2 }, Computed.serialized(ChannelShuffle.of(2, 2).on(6, 8, 2))
			.targetDimensions());
	}
}
