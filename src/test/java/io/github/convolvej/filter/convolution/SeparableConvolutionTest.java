package io.github.convolvej.filter.convolution;

import static io.github.convolvej.reference.Images.BORDERS;
import static io.github.convolvej.reference.Images.assertClose;
import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.dirac;
import static io.github.convolvej.reference.Images.filter;
import static io.github.convolvej.reference.Images.filterDouble;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Plan;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.SeparableKernel;
import io.github.convolvej.kernel.Separation;
import io.github.convolvej.reference.Correlation;
import io.github.convolvej.run.Filters;

import java.util.Arrays;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class SeparableConvolutionTest {

	private static final double[] X = { 1, -2, 0.5, 3 };
	private static final double[] Y = { 2, 0.25, -1 };
	private static final double[] Z = { -0.5, 4 };

	private static double bound(final Kernel kernel, final double largest) {
		final double sum = Arrays.stream(kernel.weights()).map(Math::abs).sum();
		return kernel.taps() * Math.scalb(1.0, -24) * sum * largest;
	}

	private static void checkSame(final SeparableKernel kernel, final Img<FloatType> image) {
		final Kernel dense = Kernel.of(kernel);
		for (final Border border : BORDERS) {
			final Img<DoubleType> expected = Correlation.same(image, border, dense);
			final SeparableConvolution separable = SeparableConvolution.of(kernel);
			assertClose(expected, filter(separable, image, border), bound(dense, 8));
			assertClose(expected, filterDouble(separable, image, border), 1e-12 * Correlation.largest(expected));
		}
	}

	@Test
	void equalsTheNaiveSumWithAllBordersInOneTwoAndThreeDimensions() {
		checkSame(SeparableKernel.of(X), random(1, 23));
		checkSame(SeparableKernel.of(X, Y), random(2, 17, 11));
		checkSame(SeparableKernel.of(X, Y, Z), random(3, 11, 7, 6));
		checkSame(SeparableKernel.of(X, Y, Z), dirac(9, 8, 7));
		checkSame(SeparableKernel.of(new double[] { 3 }, Y, new double[] { 1 }), random(4, 7, 9, 3));
		checkSame(SeparableKernel.of(X, new double[] { 1 }, Z), random(5, 7, 5, 4));
		checkSame(SeparableKernel.of(X, new double[] { 2 }), dirac(7, 5));
	}

	@Test
	void sumsOfTermsThatShareAndDoNotShareVectorsAlongZ() {
		final SeparableKernel a = SeparableKernel.of(X, Y, Z);
		final SeparableKernel b = SeparableKernel.of(new double[] { 0, 1, 0, 2 }, new double[] { 1, 1, 0 }, Z);
		final SeparableKernel c = SeparableKernel.of(new double[] { 1, 1, 1, 1 }, new double[] { 0, 0, 1 }, new double[] { 1,
			7 });
		checkSame(a.plus(b).plus(c), random(6, 8, 7, 5));
	}

	@Test
	void smallImagesOfEverySizeFromOneToNine() {
		for (int n = 1; n <= 9; n++) {
			checkSame(SeparableKernel.of(X, Y), random(n, n, 10 - n));
			checkSame(SeparableKernel.of(Y, X, Z), random(n, n, 2, 1 + n / 3));
		}
	}

	@Test
	void stridePaddingDilationAndBiasAreThoseOfConvolution() {
		final Img<FloatType> image = random(7, 19, 16, 11);
		final Kernel dense = Kernel.of(SeparableKernel.of(X, Y, Z)).withBias(2.25);
		final SeparableConvolution separable = SeparableConvolution.of(X, Y, Z).bias(2.25);
		final Padding[] paddings = { Padding.VALID, Padding.SAME, Padding.SAME_LOWER, Padding.FULL, Padding.explicit(
			new int[] { 0, 3, 1 }, new int[] { 5, 1, 0 }) };
		for (final Padding padding : paddings)
			for (final int[] stride : new int[][] { { 1 }, { 2, 1, 3 }, { 5, 4, 2 } })
				for (final int[] dilation : new int[][] { { 1 }, { 3, 2, 4 } }) {
					final Convolution convolution = Convolution.of(dense).stride(stride).dilation(dilation).padding(padding);
					final SeparableConvolution s = separable.stride(stride).dilation(dilation).padding(padding);
					final Plan expected = convolution.on(19, 16, 11);
					for (int d = 0; d < 3; d++)
						assertEquals(expected.position(d).toString(), s.on(19, 16, 11).position(d).toString());
					assertClose(Filters.apply(convolution, image, Border.REFLECT), filter(s, image, Border.REFLECT), 2 * bound(dense,
						8));
				}
	}

	@Test
	void flippedIsConvolution() {
		final Img<FloatType> image = dirac(9, 7);
		final Kernel dense = Kernel.of(SeparableKernel.of(X, Y));
		assertClose(Filters.apply(Convolution.of(dense).flipped(), image), filter(SeparableConvolution.of(X, Y).flipped(),
			image, Border.ZERO), 1e-6);
	}

	@Test
	void everyChannelAndTimePointIsFilteredByItself() {
		final Img<FloatType> image = random(8, 9, 8, 3, 2);
		final Kernel dense = Kernel.of(SeparableKernel.of(X, Y));
		assertClose(Filters.apply(Convolution.of(dense), image), Filters.apply(SeparableConvolution.of(X, Y), image), bound(
			dense, 8));
	}

	@Test
	void kernelsAreSeparatedWhenThatIsCheaper() {
		final Img<FloatType> image = random(9, 40, 31);
		final String[] kernels = { "sobel-x", "box:7,5", "gaussian:1.5", "log:1.2", "dog:1,1.6", "disk:4", "laplacian",
			"1 2 3; 4 5 6; 7 8 10" };
		final String[] engines = { "dense lines", "separable lines, 1 term", "separable lines, 1 term",
			"separable lines, 2 terms", "separable lines, 2 terms", "dense lines", "dense lines", "dense lines" };
		for (int i = 0; i < kernels.length; i++) {
			final Kernel kernel = KernelText.parse(kernels[i], 2).withBias(0.5);
			final SeparableConvolution automatic = SeparableConvolution.of(kernel);
			assertEquals(engines[i], automatic.on(40, 31).engine(), kernels[i]);
			final Img<DoubleType> expected = Correlation.same(image, Border.SYMMETRIC, kernel);
			assertClose(expected, filter(automatic, image, Border.SYMMETRIC), bound(kernel, 8) + 1e-6);
			final SeparableConvolution forced = SeparableConvolution.of(Separation.of(kernel));
			assertClose(expected, filter(forced, image, Border.SYMMETRIC), bound(kernel, 8) + 2e-6 * Correlation.largest(
				expected));
		}
	}

	@Test
	void fewerTermsThanTheRankAreAnApproximationWithTheKernelsBias() {
		final Kernel kernel = KernelText.parse("disk:4", 2).withBias(3);
		final Separation two = Separation.of(kernel, 2);
		final Img<FloatType> image = random(10, 20, 15);
		final Kernel sum = Kernel.of(two.terms()).withBias(3);
		assertClose(Correlation.same(image, Border.ZERO, sum), filter(SeparableConvolution.of(two), image, Border.ZERO),
			1e-4);
	}

	@Test
	void nanInfinityAndOverflowComeOutAsInTheDenseSum() {
		final float[] specials = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE };
		final Kernel[] kernels = { KernelText.parse("sobel-x:5", 2), KernelText.parse("log:1", 2), KernelText.parse("dog:0.8,1.3", 2),
			KernelText.parse("roberts-x", 2), Kernel.of(SeparableKernel.of(X, Y)) };
		for (final Kernel kernel : kernels)
			for (final float special : specials) {
				final Img<FloatType> image = random(11, 23, 19);
				image.getAt(7, 8).set(special);
				image.getAt(9, 8).set(special);
				image.getAt(15, 3).set(-special);
				final Img<FloatType> expected = Filters.apply(Convolution.of(kernel), image, Border.REFLECT);
				final Img<FloatType> got = filter(SeparableConvolution.of(Separation.of(kernel)), image, Border.REFLECT);
				for (int y = 0; y < 19; y++)
					for (int x = 0; x < 23; x++) {
						final float want = expected.getAt(x, y).get();
						final float have = got.getAt(x, y).get();
						final float scale = special == Float.MAX_VALUE ? Float.MAX_VALUE / 16 : 1;
						if (Float.isFinite(want)) assertEquals(want, have, 1e-4 * scale, kernel + " with " + special);
						else assertEquals(want, have, kernel + " with " + special + " at " + x + ", " + y);
					}
			}
	}

	@Test
	void aDilationHoleIsNotATap() {
		final Img<FloatType> image = random(12, 15, 15);
		image.getAt(7, 7).set(Float.NaN);
		final Img<FloatType> result = filter(SeparableConvolution.of(Y, Y).dilation(2), image, Border.ZERO);
		assertTrue(Float.isNaN(result.getAt(7, 7).get()));
		assertTrue(Float.isNaN(result.getAt(9, 5).get()));
		assertTrue(Float.isFinite(result.getAt(8, 7).get()));
		assertTrue(Float.isFinite(result.getAt(7, 6).get()));
	}

	@Test
	void flattenedPassesHaveTheirOwnWeightsAndBiases() {
		final Img<FloatType> image = random(13, 9, 8, 7);
		final FlattenedConvolution flattened = FlattenedConvolution.of(X, Y, Z).bias(1, -2, 0.5).padding(Padding.VALID).stride(
			1, 2, 1).dilation(1, 1, 2);
		Img<FloatType> expected = image;
		final double[][] weights = { X, Y, Z };
		final double[] bias = { 1, -2, 0.5 };
		for (int d = 0; d < 3; d++) {
			final int[] size = { 1, 1, 1 };
			size[d] = weights[d].length;
			final Convolution pass = Convolution.of(new Kernel(weights[d], 1, 1, size).withBias(bias[d])).padding(
				Padding.VALID).stride(1, d == 1 ? 2 : 1, 1).dilation(1, 1, d == 2 ? 2 : 1);
			expected = Filters.apply(pass, expected);
		}
		assertClose(expected, filter(flattened, image, Border.ZERO), 1e-3);
		final FlattenedConvolution plain = FlattenedConvolution.of(X, Y, Z);
		assertSameBits(Filters.apply(SeparableConvolution.of(X, Y, Z), image), Filters.apply(plain, image));
		assertThrows(IllegalArgumentException.class, () -> plain.bias(1, 2));
	}

	@Test
	void multiplyAccumulatesAreThoseOfThePasses() {
		final SeparableConvolution s = SeparableConvolution.of(new double[3], new double[3]).padding(Padding.VALID);
		assertEquals(3 * 5 * 3 + 3 * 3 * 3, s.on(5, 5).multiplyAccumulates());
	}

	@Test
	void mistakesAreRefusedBeforeAnyWork() {
		final SeparableConvolution s = SeparableConvolution.of(X, Y);
		assertThrows(IllegalArgumentException.class, () -> s.stride(0));
		assertThrows(IllegalArgumentException.class, () -> s.dilation(1, 2, 3));
		assertThrows(IllegalArgumentException.class, () -> s.padding(Padding.explicit(1, 2, 3)));
		assertThrows(IllegalArgumentException.class, () -> s.padding(Padding.VALID).on(3, 9));
		assertThrows(IllegalArgumentException.class, () -> s.on(3, 9, 2));
		assertThrows(IllegalArgumentException.class, () -> SeparableConvolution.of(new Kernel(new double[8], 2, 1, 2, 2)));
	}
}
