package io.github.convolvej.filter.convolution;

import static io.github.convolvej.reference.Images.BORDERS;
import static io.github.convolvej.reference.Images.assertClose;
import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.filter;
import static io.github.convolvej.reference.Images.filterDouble;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.convolvej.border.Border;
import io.github.convolvej.kernel.Gaussian;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.reference.Correlation;
import io.github.convolvej.run.Filters;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class SmoothTest {

	private static void check(final SeparableConvolution smooth, final Kernel kernel, final Img<FloatType> image) {
		for (final Border border : BORDERS) {
			final Img<DoubleType> expected = Correlation.same(image, border, kernel);
			assertClose(expected, filter(smooth, image, border), 2e-5);
			assertClose(expected, filterDouble(smooth, image, border), 1e-12);
		}
	}

	@Test
	void filtersEqualTheirDenseKernels() {
		final Img<FloatType> line = random(1, 19);
		final Img<FloatType> plane = random(2, 13, 10);
		final Img<FloatType> stack = random(3, 8, 7, 5);
		check(Smooth.gaussian(1.1), KernelText.parse("gaussian:1.1", 1), line);
		check(Smooth.gaussian(1.1, 0.6), KernelText.parse("gaussian:1.1,0.6", 2), plane);
		check(Smooth.gaussian(0.5, 0.8, 0.4), KernelText.parse("gaussian:0.5,0.8,0.4", 3), stack);
		check(Smooth.box(3, 4), KernelText.parse("box:3,4", 2), plane);
		check(Smooth.box(2, 1, 3), KernelText.parse("box:2,1,3", 3), stack);
		check(Smooth.binomial(5, 2), KernelText.parse("binomial:5,2", 2), plane);
		check(Smooth.laplacianOfGaussian(0.9, 1.2), KernelText.parse("log:0.9,1.2", 2), plane);
		check(Smooth.laplacianOfGaussian(0.6, 0.6, 0.5), KernelText.parse("log:0.6,0.6,0.5", 3), stack);
		check(Smooth.differenceOfGaussians(new double[] { 0.7, 0.7 }, new double[] { 1, 1 }), KernelText.parse("dog:0.7,1", 2),
			plane);
	}

	@Test
	void sigmaZeroLeavesAnAxisAsItIs() {
		final Img<FloatType> image = random(4, 9, 8, 6);
		assertSameBits(Filters.apply(Smooth.gaussian(1, 1), image), Filters.apply(Smooth.gaussian(1, 1, 0), image));
		assertSameBits(image, Filters.apply(Smooth.gaussian(0, 0, 0), image));
		assertClose(Filters.apply(Smooth.laplacianOfGaussian(1, 1), image), Filters.apply(Smooth.laplacianOfGaussian(1, 1,
			0), image), 0);
		final Img<FloatType> sharp = Filters.apply(Smooth.differenceOfGaussians(new double[] { 0, 0 }, new double[] { 1,
			1 }), image);
		final Img<FloatType> blurred = Filters.apply(Smooth.gaussian(1, 1), image);
		for (int x = 0; x < 9; x++)
			assertEquals(image.getAt(x, 3, 2).get() - blurred.getAt(x, 3, 2).get(), sharp.getAt(x, 3, 2).get(), 1e-5);
	}

	@Test
	void boxOfWholeNumbersIsExact() {
		final Img<FloatType> image = random(5, 31, 17);
		final Img<FloatType> result = filter(Smooth.box(8, 4), image, Border.PERIODIC);
		assertSameBits(Correlation.same(image, Border.PERIODIC, KernelText.parse("box:8,4", 2)), result);
	}

	@Test
	void derivativesOfAnyOrderAreThoseOfTheContinuousGaussian() {
		final double sigma = 1.7;
		final double[][] w = new double[5][];
		for (int order = 0; order < 5; order++)
			w[order] = Gaussian.weights(sigma, order, 7);
		for (int t = -7; t <= 7; t++) {
			final double g = w[0][t + 7];
			final double u = t / sigma;
			assertEquals(g * u / sigma, w[1][t + 7], 1e-15);
			assertEquals(g * (u * u - 1) / Math.pow(sigma, 2), w[2][t + 7], 1e-15);
			assertEquals(g * (u * u * u - 3 * u) / Math.pow(sigma, 3), w[3][t + 7], 1e-15);
			assertEquals(g * (Math.pow(u, 4) - 6 * u * u + 3) / Math.pow(sigma, 4), w[4][t + 7], 1e-15);
		}
	}

	@Test
	void largeSigmasRunInTiles() {
		final Img<FloatType> image = random(6, 300, 7);
		final double[] taps = Gaussian.weights(30, 0, 120);
		assertEquals(241, taps.length);
		final Img<FloatType> result = filter(Smooth.gaussian(30, 0), image, Border.SYMMETRIC);
		assertClose(Correlation.same(image, Border.SYMMETRIC, new Kernel(taps, 1, 1, 241, 1)), result, 2e-5);
	}

	@Test
	void mistakesAreRefusedBeforeAnyWork() {
		assertThrows(IllegalArgumentException.class, () -> Smooth.gaussian(1, -1));
		assertThrows(IllegalArgumentException.class, () -> Smooth.gaussian(Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> Smooth.gaussian(1e9));
		assertThrows(IllegalArgumentException.class, () -> Smooth.box(3, 0));
		assertThrows(IllegalArgumentException.class, () -> Smooth.binomial(61));
		assertThrows(IllegalArgumentException.class, () -> Smooth.laplacianOfGaussian(0, 0));
		assertThrows(IllegalArgumentException.class, () -> Smooth.differenceOfGaussians(new double[1], new double[2]));
		assertArrayEquals(new int[] { 3, 1 }, Smooth.box(3, 1).kernel().size());
	}
}
