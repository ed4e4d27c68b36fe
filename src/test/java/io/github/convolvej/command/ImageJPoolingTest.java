package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.run.Filters;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.util.ImgUtil;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.plugin.Binner;
import ij.plugin.filter.RankFilters;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Where ImageJ's own commands compute the same as pooling, and where they do not. */
class ImageJPoolingTest {

	private static ImagePlus pool(final ImagePlus image, final Object... inputs) throws Exception {
		return CommandRuns.run(PoolingCommand.class, image, inputs);
	}

	private static Object binned(final ImagePlus image, final int method) {
		return new Binner().shrink(image.getProcessor(), 3, 2, method).getPixels();
	}

	@Test
	void averageMaximumAndMinimumAreThoseOfBin() throws Exception {
		for (final int depth : new int[] { 8, 16, 32 }) {
			final ImagePlus image = CommandRuns.image(depth, 11, 9, 1, 1, 1);
			final Object[] keys = { "window", "3,2", "output", "same", "method", null };
			final String[] methods = { "average", "max", "min" };
			final int[] own = { Binner.AVERAGE, Binner.MAX, Binner.MIN };
			for (int m = 0; m < own.length; m++) {
				keys[5] = methods[m];
				final ImagePlus result = pool(image, keys);
				final Object expected = binned(image, own[m]);
				if (depth == 8) assertArrayEquals((byte[]) expected, (byte[]) result.getProcessor().getPixels(), methods[m]);
				else if (depth == 16) assertArrayEquals((short[]) expected, (short[]) result.getProcessor().getPixels(),
					methods[m]);
				else assertArrayEquals((float[]) expected, (float[]) result.getProcessor().getPixels(), 2e-4f, methods[m]);
			}
		}
	}

	@Test
	void theMedianOfBinIsBelowTheMiddle() throws Exception {
		final ImagePlus odd = new ImagePlus("odd", new FloatProcessor(3, 3, new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
		assertEquals(5, pool(odd, "method", "median", "window", "3").getProcessor().getf(0));
		assertEquals(4, new Binner().shrink(odd.getProcessor(), 3, 3, Binner.MEDIAN).getf(0));
		final ImagePlus even = new ImagePlus("even", new FloatProcessor(2, 2, new float[] { 1, 2, 3, 4 }));
		assertEquals(2.5, pool(even, "method", "median").getProcessor().getf(0));
		assertEquals(1, new Binner().shrink(even.getProcessor(), 2, 2, Binner.MEDIAN).getf(0));
	}

	private static ImageProcessor ranked(final ImagePlus image, final double radius, final int filter) {
		final ImageProcessor plane = image.getProcessor().duplicate();
		new RankFilters().rank(plane, radius, filter);
		return plane;
	}

	@Test
	void maximumAndMinimumOfRadiusOneAreWindowsOfThree() throws Exception {
		final ImagePlus image = CommandRuns.image(32, 12, 9, 1, 1, 1);
		final Object[] keys = { "window", "3", "stride", "1", "padding", "same", "method", "max" };
		assertArrayEquals((float[]) ranked(image, 1, RankFilters.MAX).getPixels(), (float[]) pool(image, keys)
			.getProcessor().getPixels());
		keys[7] = "min";
		assertArrayEquals((float[]) ranked(image, 1, RankFilters.MIN).getPixels(), (float[]) pool(image, keys)
			.getProcessor().getPixels());
	}

	@Test
	void theMedianOfRadiusOneIsThatOfAWindowOfThreeAwayFromTheEdgeWhichImageJRepeats() throws Exception {
		final ImagePlus image = CommandRuns.image(16, 12, 9, 1, 1, 1);
		final ImageProcessor own = ranked(image, 1, RankFilters.MEDIAN);
		final ImageProcessor pooled = pool(image, "window", "3", "stride", "1", "padding", "same", "method", "median")
			.getProcessor();
		int different = 0;
		for (int y = 0; y < 9; y++)
			for (int x = 0; x < 12; x++)
				if (x > 0 && y > 0 && x < 11 && y < 8) assertEquals(own.getf(x, y), pooled.getf(x, y));
				else if (own.getf(x, y) != pooled.getf(x, y)) different++;
		assertNotEquals(0, different);
		// with the edge repeated they agree everywhere
		final float[] repeated = new float[12 * 9];
		ImgUtil.copy(Filters.apply(Pooling.median(3, 3).stride(1).padding(Padding.SAME).withBorder(), ArrayImgs
			.unsignedShorts((short[]) image.getProcessor().getPixels(), 12, 9), Border.REPLICATE), repeated, 0, new int[] {
				1, 12 });
		assertArrayEquals((float[]) own.convertToFloat().getPixels(), repeated);
	}

	@Test
	void largerRadiiAreDiscsWhichAWindowIsNot() throws Exception {
		final ImagePlus image = CommandRuns.image(32, 15, 13, 1, 1, 1);
		final float[] own = (float[]) ranked(image, 2, RankFilters.MAX).getPixels();
		final boolean[] disc = new boolean[25];
		for (int i = 0; i < disc.length; i++)
			disc[i] = Math.abs(i % 5 - 2) + Math.abs(i / 5 - 2) < 4;
		final float[] pooled = new float[15 * 13];
		ImgUtil.copy(Filters.apply(Pooling.max(5, 5).stride(1).padding(Padding.SAME).footprint(disc), ArrayImgs.floats(
			(float[]) image.getProcessor().getPixels(), 15, 13)), pooled, 0, new int[] { 1, 15 });
		assertArrayEquals(own, pooled);
		final float[] square = (float[]) pool(image, "window", "5", "stride", "1", "padding", "same").getProcessor()
			.getPixels();
		int larger = 0;
		for (int i = 0; i < own.length; i++)
			if (square[i] > own[i]) larger++;
		assertNotEquals(0, larger);
	}
}
