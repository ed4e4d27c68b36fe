package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Where a single bright sample goes: an asymmetric kernel off its centre shows every shift and every flip. */
class ConvolutionDiracTest {

	private static final Kernel ASYMMETRIC = KernelText.parse("1 2 3; 4 5 6", 2);

	private static Img<FloatType> dirac(final int width, final int height, final int x, final int y) {
		final Img<FloatType> image = ArrayImgs.floats(width, height);
		final RandomAccess<FloatType> access = image.randomAccess();
		access.setPositionAndGet(x, y).set(1);
		return image;
	}

	@Test
	void correlationMirrorsTheKernelAroundTheBrightSample() {
		// y[o] = sum w[t] x[o - pb + t], and pb = (1, 0): what is at o sees tap (5 - o.x + 1, 4 - o.y)
		final Img<FloatType> result = Filters.apply(Convolution.of(ASYMMETRIC), dirac(9, 7, 5, 4));
		final double[] expected = new double[9 * 7];
		expected[4 + 9 * 4] = 3;
		expected[5 + 9 * 4] = 2;
		expected[6 + 9 * 4] = 1;
		expected[4 + 9 * 3] = 6;
		expected[5 + 9 * 3] = 5;
		expected[6 + 9 * 3] = 4;
		assertArrayEquals(expected, Samples.values(result));
	}

	@Test
	void convolutionStampsTheKernelOntoTheBrightSample() {
		final Img<FloatType> result = Filters.apply(Convolution.of(ASYMMETRIC).flipped(), dirac(9, 7, 5, 4));
		final double[] expected = new double[9 * 7];
		expected[4 + 9 * 3] = 1;
		expected[5 + 9 * 3] = 2;
		expected[6 + 9 * 3] = 3;
		expected[4 + 9 * 4] = 4;
		expected[5 + 9 * 4] = 5;
		expected[6 + 9 * 4] = 6;
		assertArrayEquals(expected, Samples.values(result));
	}

	@Test
	void evenKernelsAreAnchoredAsSameUpperOrSameLowerSay() {
		final Kernel pair = Kernel.of(1, 10);
		final Img<FloatType> line = Samples.floats(new double[] { 0, 0, 1, 0, 0 }, 5);
		assertArrayEquals(new double[] { 0, 10, 1, 0, 0 }, Samples.values(Filters.apply(Convolution.of(pair).padding(
			Padding.SAME), line)));
		assertArrayEquals(new double[] { 0, 0, 10, 1, 0 }, Samples.values(Filters.apply(Convolution.of(pair).padding(
			Padding.SAME_LOWER), line)));
	}

	@Test
	void dilatedTapsAreApartAndTheirHolesStayEmpty() {
		final Img<FloatType> line = Samples.floats(new double[] { 0, 0, 0, 0, 1, 0, 0, 0, 0 }, 9);
		assertArrayEquals(new double[] { 0, 3, 0, 0, 2, 0, 0, 1, 0 }, Samples.values(Filters.apply(Convolution.of(Kernel.of(1,
			2, 3)).dilation(3), line)));
	}

	@Test
	void strideKeepsTheWindowsOfTheFirstSampleAndEveryNext() {
		final Img<FloatType> line = Samples.floats(new double[] { 1, 2, 3, 4, 5, 6, 7 }, 7);
		assertArrayEquals(new double[] { 12, 45, 7 * 10 }, Samples.values(Filters.apply(Convolution.of(Kernel.of(10, 1))
			.stride(3).padding(Padding.explicit(new int[] { 0 }, new int[] { 1 })), line)));
	}

	@Test
	void everyTapOfAThreeDimensionalKernelLandsWhereItsPositionSays() {
		final long[] size = { 8, 9, 7 };
		final int[] taps = { 2, 3, 4 };
		final double[] weights = new double[24];
		for (int i = 0; i < weights.length; i++)
			weights[i] = i + 1;
		final Kernel kernel = new Kernel(weights, 1, 1, taps);
		final Img<FloatType> image = ArrayImgs.floats(size);
		image.randomAccess().setPositionAndGet(4, 5, 3).set(1);
		final Convolution filter = Convolution.of(kernel).padding(Padding.explicit(new int[] { 0, 2, 1 }, new int[] { 1, 0,
			2 }));
		final Img<FloatType> result = Filters.apply(filter, image);
		assertArrayEquals(size, result.dimensionsAsLongArray());
		final RandomAccess<FloatType> at = result.randomAccess();
		int i = 0;
		for (int z = 0; z < 4; z++)
			for (int y = 0; y < 3; y++)
				for (int x = 0; x < 2; x++)
					assertEquals(++i, at.setPositionAndGet(4 - x, 5 + 2 - y, 3 + 1 - z).get());
		double sum = 0;
		for (final double v : Samples.values(result))
			sum += v;
		assertEquals(300, sum, "nothing anywhere else");
	}

	@Test
	void banksPutEachKernelOnItsChannelAndReadTheChannelsOfItsGroup() {
		final Kernel bank = KernelText.parse("1 2 3 # 4 5 6 # 7 8 9 # 10 11 12", 1).withGroups(2).withBias(100, 200, 300, 400);
		final Img<FloatType> image = ArrayImgs.floats(7, 2);
		image.randomAccess().setPositionAndGet(2, 1).set(1);
		final double[] expected = { 100, 100, 100, 100, 100, 100, 100, 200, 200, 200, 200, 200, 200, 200, 300, 309, 308, 307,
			300, 300, 300, 400, 412, 411, 410, 400, 400, 400 };
		assertArrayEquals(expected, Samples.values(Filters.apply(Convolution.of(bank), image)));
	}

	@Test
	void aBrightSampleInTheCornerShowsTheBordersOnEverySide() {
		final Kernel kernel = KernelText.parse("1 2 3; 4 5 6; 7 8 9", 2);
		final Img<FloatType> image = dirac(3, 3, 0, 0);
		assertCorner(kernel, image, Border.ZERO, 5, 4, 0, 2, 1, 0, 0, 0, 0);
		assertCorner(kernel, image, Border.REPLICATE, 1 + 2 + 4 + 5, 1 + 4, 0, 1 + 2, 1, 0, 0, 0, 0);
		assertCorner(kernel, image, Border.SYMMETRIC, 1 + 2 + 4 + 5, 1 + 4, 0, 1 + 2, 1, 0, 0, 0, 0);
		assertCorner(kernel, image, Border.REFLECT, 5, 4, 0, 2, 1, 0, 0, 0, 0);
		assertCorner(kernel, image, Border.PERIODIC, 5, 4, 6, 2, 1, 3, 8, 7, 9);
		assertCorner(kernel, image, Border.constant(1), 1 + 2 + 3 + 4 + 7 + 5, 1 + 2 + 3 + 4, 1 + 2 + 3 + 6 + 9, 1 + 4 + 7 +
			2, 1, 3 + 6 + 9, 1 + 4 + 7 + 8 + 9, 7 + 8 + 9, 3 + 6 + 7 + 8 + 9);
	}

	private static void assertCorner(final Kernel kernel, final RandomAccessibleInterval<FloatType> image,
		final Border border, final double... expected)
	{
		final Img<FloatType> result = ArrayImgs.floats(3, 3);
		Filters.process(Convolution.of(kernel), image, border, result, Options.DEFAULT.tile(2, 1));
		assertArrayEquals(expected, Samples.values(result), border.toString());
	}
}
