package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseLinesTest {

	@Test
	void theResultIsTheSameWhereverATileBeginsForADilationLargerThanTheTiles() {
		final Kernel kernel = new Kernel(Samples.random(new Random(1), 6), 1, 1, 3, 2);
		assertTilesDoNotShow(Convolution.of(kernel).dilation(1, 300), image(1, 200, 331), new int[] { 200, 331 }, new int[] {
			50, 331 }, new int[] { 50, 4 });
	}

	@Test
	void theResultIsTheSameForAllTilesOfAKernelOfThreeAxesAndManyChannels() {
		final Kernel kernel = new Kernel(Samples.random(new Random(2), 4 * 3 * 5 * 70), 70, 1, 4, 3, 5);
		assertTilesDoNotShow(Convolution.of(kernel), image(2, 140, 5, 4, 70), new int[] { 140, 5, 4, 1 }, new int[] { 100, 5,
			4, 1 }, new int[] { 100, 2, 1, 1 });
	}

	@ParameterizedTest
	@CsvSource({ "1,1", "1,2", "1,5", "2,1", "2,2", "2,3", "3,2", "4,6", "6,4", "7,1", "5,5" })
	void rowsOfEveryStrideAndDilationAreThoseOfTheDefinition(final int stride, final int dilation) {
		final double[] weights = Samples.random(new Random(stride * 10L + dilation), 3 * 4);
		final Kernel kernel = new Kernel(weights, 1, 1, 3, 4);
		final Img<FloatType> image = image(dilation, 23, 61);
		final Img<FloatType> actual = Filters.apply(Convolution.of(kernel).stride(1, stride).dilation(1, dilation).padding(
			Padding.VALID), image, Border.ZERO);
		final int height = (61 - 3 * dilation - 1) / stride + 1;
		assertEquals(height, actual.dimension(1));
		for (int y = 0; y < height; y++)
			for (int x = 0; x < 21; x++) {
				double expected = 0;
				for (int ky = 0; ky < 4; ky++)
					for (int kx = 0; kx < 3; kx++)
						expected += weights[ky * 3 + kx] * image.getAt(x + kx, y * stride + ky * dilation).getRealDouble();
				assertEquals(expected, actual.getAt(x, y).getRealDouble(), 1e-5, x + ", " + y);
			}
	}

	private static Img<FloatType> image(final long seed, final long... size) {
		int samples = 1;
		for (final long n : size)
			samples *= n;
		return Samples.floats(Samples.random(new Random(seed), samples), size);
	}

	private static void assertTilesDoNotShow(final Convolution filter, final Img<FloatType> image, final int[] whole,
		final int[]... tiles)
	{
		final long[] size = Filters.targetDimensions(filter, image);
		final Img<FloatType> expected = ArrayImgs.floats(size);
		Filters.process(filter, image, Border.SYMMETRIC, expected, Options.DEFAULT.tile(whole));
		for (final int[] tile : tiles) {
			final Img<FloatType> actual = ArrayImgs.floats(size);
			Filters.process(filter, image, Border.SYMMETRIC, actual, Options.DEFAULT.tile(tile));
			Samples.assertSame(expected, actual, "in tiles");
		}
	}
}
