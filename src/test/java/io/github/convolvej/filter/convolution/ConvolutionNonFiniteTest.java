package io.github.convolvej.filter.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Options;

import java.util.Arrays;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** NaN and infinities go where IEEE arithmetic takes them, and nowhere else. */
class ConvolutionNonFiniteTest {

	private static final double NAN = Double.NaN;
	private static final double INF = Double.POSITIVE_INFINITY;

	private static void assertLine(final Convolution filter, final Border border, final double[] line,
		final double... expected)
	{
		final long n = line.length;
		assertArrayEquals(expected, Samples.values(Filters.apply(filter, Samples.floats(line, n), border)));
		assertArrayEquals(expected, Samples.values(Filters.apply(filter, Samples.doubles(line, n), border,
			new DoubleType())));
		final Img<FloatType> tiled = ArrayImgs.floats(expected.length);
		Filters.process(filter, Samples.floats(line, n), border, tiled, Options.DEFAULT.tile(2));
		assertArrayEquals(expected, Samples.values(tiled));
	}

	@Test
	void aZeroWeightTimesNaNIsNaN() {
		assertLine(Convolution.of(Kernel.of(1, 0, 1)), Border.ZERO, new double[] { 1, 2, 3, NAN, 5, 6, 7 }, 2, 4, NAN, NAN,
			NAN, 12, 6);
	}

	@Test
	void aZeroWeightTimesInfinityIsNaNAndOtherWeightsKeepTheSign() {
		assertLine(Convolution.of(Kernel.of(1, 0, -1)), Border.ZERO, new double[] { 1, 2, 3, INF, 5, 6, 7 }, -2, -2, -INF, NAN,
			INF, -2, 6);
	}

	@Test
	void infinityMinusInfinityIsNaN() {
		assertLine(Convolution.of(Kernel.of(1, -1)).padding(Padding.VALID), Border.ZERO, new double[] { 1, INF, INF, -INF,
			1 }, -INF, NAN, INF, -INF);
	}

	@Test
	void dilationHolesAreNotTaps() {
		assertLine(Convolution.of(Kernel.of(1, 0, 1)).dilation(2).padding(Padding.VALID), Border.ZERO, new double[] { 1, 2, 3,
			NAN, 5, 6, 7, 8, 9 }, 6, NAN, 10, NAN, 14);
		// the zeros written out are taps
		assertLine(Convolution.of(Kernel.of(1, 0, 0, 0, 1)).padding(Padding.VALID), Border.ZERO, new double[] { 1, 2, 3, NAN,
			5, 6, 7, 8, 9 }, NAN, NAN, NAN, NAN, 14);
	}

	@Test
	void samplesThatTheStrideSkipsAreNotRead() {
		assertLine(Convolution.of(Kernel.of(1, 1)).stride(3).padding(Padding.VALID), Border.ZERO, new double[] { 1, 2, NAN, 4,
			5, NAN, 7, 8 }, 3, 9, 15);
	}

	@Test
	void paddingThatRepeatsTheImageRepeatsItsNaN() {
		final double[] line = { NAN, 2, 3, 4 };
		final Convolution sum = Convolution.of(Kernel.of(1, 1, 1, 1, 1));
		assertLine(sum, Border.ZERO, line, NAN, NAN, NAN, 9);
		assertLine(sum, Border.REFLECT, line, NAN, NAN, NAN, 2 + 3 + 4 + 3 + 2);
		assertLine(sum, Border.PERIODIC, line, NAN, NAN, NAN, NAN);
		assertLine(Convolution.of(Kernel.of(0, 1, 0)), Border.constant(NAN), new double[] { 1, 2, 3 }, NAN, 2, NAN);
		assertLine(Convolution.of(Kernel.of(0, 1, 0)), Border.constant(INF), new double[] { 1, 2, 3 }, NAN, 2, NAN);
	}

	@Test
	void nanStaysWithinItsWindowOnEveryAxisAndInItsGroup() {
		final Kernel bank = KernelText.parse("0 0 0; 0 1 0 # 0 0 0; 0 1 0", 2).withGroups(2);
		final Img<FloatType> image = ArrayImgs.floats(6, 5, 2);
		for (final FloatType sample : image)
			sample.set(1);
		image.randomAccess().setPositionAndGet(3, 2, 1).set(Float.NaN);
		final double[] result = Samples.values(Filters.apply(Convolution.of(bank).padding(Padding.explicit(new int[] { 1, 1 },
			new int[] { 1, 0 })), image));
		final double[] expected = new double[60];
		Arrays.fill(expected, 1);
		for (int y = 2; y <= 3; y++)
			for (int x = 2; x <= 4; x++)
				expected[30 + 6 * y + x] = NAN;
		assertArrayEquals(expected, result);
	}

	@Test
	void aBiasOfInfinityAndOverflowGoThrough() {
		assertLine(Convolution.of(Kernel.of(1).withBias(INF)), Border.ZERO, new double[] { 1, -INF, NAN }, INF, NAN, NAN);
		final Img<FloatType> result = Filters.apply(Convolution.of(Kernel.of(1, 1)).padding(Padding.VALID), Samples.floats(
			new double[] { Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE }, 3));
		assertArrayEquals(new double[] { INF, 0 }, Samples.values(result));
	}
}
