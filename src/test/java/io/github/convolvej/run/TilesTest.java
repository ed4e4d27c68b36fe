package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;

class TilesTest {

	private static Tiles tiles(final Kernel kernel, final int[] wanted, final int threads, final long... size) {
		final Plan plan = Filters.plan(Convolution.of(kernel), new FinalInterval(size));
		final long[] target = size.clone();
		System.arraycopy(plan.targetDimensions(), 0, target, 0, plan.targetDimensions().length);
		return new Tiles(plan, target, new long[target.length], wanted, threads, false);
	}

	private static void assertCoveredOnce(final Tiles tiles, final long... size) {
		final int[] covered = new int[Samples.count(size)];
		for (int t = 0; t < tiles.count(); t++) {
			final Interval tile = tiles.tile(t);
			final long[] p = tile.minAsLongArray();
			for (long left = Intervals.numElements(tile); left > 0; left--) {
				int index = 0;
				for (int d = size.length - 1; d >= 0; d--)
					index = (int) (index * size[d] + p[d]);
				covered[index]++;
				for (int d = 0; d < p.length && ++p[d] > tile.max(d); d++)
					p[d] = tile.min(d);
			}
		}
		assertTrue(Arrays.stream(covered).allMatch(c -> c == 1));
	}

	@Test
	void everySampleIsInOneTile() {
		final Random random = new Random(1);
		for (int i = 0; i < 200; i++) {
			final long[] size = random.longs(2 + random.nextInt(2), 1, i % 2 == 0 ? 12 : 90).toArray();
			final int[] wanted = i % 3 == 0 ? null : random.ints(random.nextInt(4), 1, 15).toArray();
			assertCoveredOnce(tiles(KernelText.parse("box", 2), wanted, 1 + random.nextInt(7), size), size);
		}
		assertCoveredOnce(tiles(KernelText.parse("1 # 2 # 3", 2), null, 7, 300, 200, 1), 300, 200, 3);
		assertCoveredOnce(tiles(KernelText.parse("box:31", 2), null, 2, 3000, 50), 3000, 50);
	}

	@Test
	void tilesFitTheCacheHoweverLargeTheImageAndTheKernelAre() {
		for (final String kernel : new String[] { "box", "box:15", "box:101" })
			for (final long[] size : new long[][] { { 4096, 4096 }, { 100_000, 100_000 }, { 3_000_000_000L, 7 }, { 5,
				3_000_000_000L } })
			{
				final Tiles tiles = tiles(KernelText.parse(kernel, 2), null, 2, size);
				final Interval first = tiles.tile(0);
				// large windows are worth larger tiles, since a halo goes with each
				final int window = KernelText.parse(kernel, 2).taps();
				assertTrue(Intervals.numElements(first) <= Math.max(1 << 18, 128 * window), kernel + " on " + Arrays.toString(size));
				final Interval last = tiles.tile(tiles.count() - 1);
				assertArrayEquals(new long[] { size[0] - 1, size[1] - 1 }, last.maxAsLongArray());
			}
	}

	@Test
	void aWantedSizeHoldsForTheFiltersAxesAndOthersAreLooped() {
		final Tiles tiles = tiles(KernelText.parse("box", 2), new int[] { 5, 3 }, 2, 12, 7, 4);
		assertEquals(3 * 3 * 4, tiles.count());
		assertArrayEquals(new long[] { 5, 3, 1 }, tiles.tile(0).dimensionsAsLongArray());
		assertEquals(12, tiles(KernelText.parse("box", 2), new int[] { 1000, 1000, 1000 }, 2, 12, 7, 12).count());
	}

	@Test
	void tooManyTilesAreRefused() {
		final String message = assertThrows(IllegalArgumentException.class, () -> tiles(KernelText.parse("box", 2), new int[] { 1,
			1 }, 2, 100_000, 100_000)).getMessage();
		assertTrue(message.contains("tiles"), message);
		assertThrows(IllegalArgumentException.class, () -> tiles(KernelText.parse("box", 2), new int[] { 1, 1 }, 2,
			5_000_000_000L, 1L << 40));
		assertThrows(IllegalArgumentException.class, () -> Options.DEFAULT.tile(3, 0));
	}

	@Test
	void threadsShareAnImageOnlyAsFarAsTheyDoNotReadMuchTwice() {
		// in a small volume, the halo of each further tile of a wide kernel is as large as the tile
		final Kernel wide = KernelText.parse("box:17", 3);
		assertEquals(1, tiles(wide, null, 1, 64, 64, 64).count());
		assertEquals(2, tiles(wide, null, 2, 64, 64, 64).count());
		assertTrue(tiles(wide, null, 4, 64, 64, 64).count() >= 4);
		assertTrue(tiles(KernelText.parse("box", 2), null, 2, 512, 512).count() >= 8);
	}
}
