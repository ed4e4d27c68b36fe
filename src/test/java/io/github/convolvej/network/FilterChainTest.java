package io.github.convolvej.network;

import static io.github.convolvej.reference.Images.BORDERS;
import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.ConvolutionMatrix;
import io.github.convolvej.geometry.DilationSchedule;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Filters;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.Options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

class FilterChainTest {

	private static final Kernel K = KernelText.parse("1 2 0; 0 -1 3", 2);

	@Test
	void everyLayerIsPaddedAnew() {
		final Img<FloatType> image = random(1, 17, 12);
		final int[] rates = { 1, 2, 5 };
		for (final Border border : BORDERS) {
			Img<FloatType> expected = image;
			for (final int rate : rates)
				expected = Filters.apply(Convolution.of(K).dilation(rate), expected, border);
			assertSameBits(expected, FilterChain.dilated(Convolution.of(K), rates).apply(image, border));
		}
	}

	@Test
	void integersAreRoundedOnlyAtTheEnd() {
		final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 3, 3);
		final FilterChain chain = FilterChain.of(Convolution.of(KernelText.parse("1/3", 2)), Convolution.of(KernelText.parse("3", 2)));
		final Img<UnsignedByteType> result = chain.apply(image, Border.ZERO, new UnsignedByteType());
		for (int i = 0; i < 9; i++)
			assertEquals(i + 1, result.getAt(i % 3, i / 3).get());
	}

	@Test
	void sizesPositionsAndWrongLayersAreKnownBeforehand() {
		final FilterChain chain = FilterChain.of(Convolution.of(K).stride(2, 1).padding(Padding.VALID), Convolution.of(K)
			.padding(Padding.explicit(1)));
		assertArrayEquals(new long[] { 5, 5, 4 }, chain.targetDimensions(random(1, 11, 5, 4)));
		assertEquals(2, chain.position(random(1, 11, 5), 0).scale());
		assertEquals(1 + 2 * (1 - 1), chain.position(random(1, 11, 5), 0).offset());
		final FilterChain valid = FilterChain.of(Convolution.of(K), Convolution.of(K).padding(Padding.VALID));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> valid.apply(random(1, 2, 9), Border.ZERO)).getMessage()
			.startsWith("Layer 2 of 2: "));
		assertThrows(IllegalArgumentException.class, () -> FilterChain.of(new ImageOperation[0]));
		assertThrows(IllegalArgumentException.class, () -> FilterChain.dilated(Convolution.of(K), 1, 0));
		assertThrows(IllegalArgumentException.class, () -> chain.process(random(1, 11, 5), Border.ZERO, ArrayImgs.floats(5,
			6), Options.DEFAULT));
	}

	@Test
	void progressGoesOnFromLayerToLayerAndCancelStops() {
		final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
		final FilterChain chain = FilterChain.dilated(Convolution.of(K), 1, 2, 3);
		final Img<FloatType> image = random(1, 20, 20);
		chain.process(image, Border.ZERO, ArrayImgs.floats(20, 20), Options.DEFAULT.tile(20, 20).monitor(new Monitor() {

			@Override
			public void progress(final long done, final long total) {
				assertEquals(400, total);
				seen.add(done);
			}
		}));
		assertEquals(3, seen.size());
		assertEquals(133, seen.get(0), 1);
		assertEquals(266, seen.get(1), 1);
		assertEquals(400, seen.get(2));
		assertThrows(CancellationException.class, () -> chain.process(image, Border.ZERO, ArrayImgs.floats(20, 20),
			Options.DEFAULT.monitor(new Monitor() {

				@Override
				public boolean isCancelled() {
					return true;
				}
			})));
	}

	@Test
	void mapOfHolesIsWhatAStackOfOnesAnswersToADirac() {
		final int[][] schedules = { { 1, 2, 5 }, { 2, 2, 2 }, { 1, 2, 9 }, { 4 }, { 2, 3 }, { 1, 2, 4, 8 } };
		for (final int[] rates : schedules) {
			final DilationSchedule x = new DilationSchedule(3, rates);
			final DilationSchedule y = new DilationSchedule(2, rates);
			final int w = (int) x.receptiveField();
			final int h = (int) y.receptiveField();
			// all outputs that see the single sample, full padding: the receptive field, mirrored
			final Img<FloatType> dirac = ArrayImgs.floats(1, 1);
			dirac.getAt(0, 0).set(1);
			final Convolution ones = Convolution.of(new Kernel(new double[] { 1, 1, 1, 1, 1, 1 }, 1, 1, 3, 2)).padding(
				Padding.FULL);
			final Img<FloatType> answer = FilterChain.dilated(ones, rates).apply(dirac, Border.ZERO);
			final Img<FloatType> paths = Diagrams.paths(x, y);
			assertArrayEquals(new long[] { w, h }, paths.dimensionsAsLongArray());
			long holes = 0;
			for (int j = 0; j < h; j++)
				for (int i = 0; i < w; i++) {
					assertEquals(answer.getAt(w - 1 - i, h - 1 - j).get(), paths.getAt(i, j).get());
					if (j == 0 && paths.getAt(i, j).get() == 0) holes++;
				}
			assertEquals(holes, x.holes());
		}
	}

	@Test
	void hybridDilatedConvolutionRule() {
		assertTrue(new DilationSchedule(3, 1, 2, 5).followsRule());
		assertFalse(new DilationSchedule(3, 1, 2, 9).followsRule());
		assertArrayEquals(new long[] { 1, 2, 5 }, new DilationSchedule(3, 1, 2, 5).distances());
		assertArrayEquals(new long[] { 3, 5, 9 }, new DilationSchedule(3, 1, 2, 9).distances());
		assertFalse(new DilationSchedule(3, 2, 2, 2).followsRule());
		assertEquals(2, new DilationSchedule(3, 2, 4, 8).commonDivisor());
		assertEquals(0, new DilationSchedule(3, 1, 2, 5).holes());
		assertEquals(31, new DilationSchedule(3, 1, 2, 4, 8).receptiveField());
		assertTrue(new DilationSchedule(3, 1).followsRule());
		assertFalse(new DilationSchedule(3, 2).followsRule());
		assertEquals(new DilationSchedule(3, 1, 2, 5), DilationSchedule.parse(3, "1, 2,5"));
		for (final String wrong : new String[] { "", "1,,2", "0", "1 2", "1.5" })
			assertThrows(IllegalArgumentException.class, () -> DilationSchedule.parse(3, wrong), wrong);
	}

	@Test
	void matrixTimesImageIsTheConvolutionAndItsTransposeTheAdjoint() {
		final Random random = new Random(9);
		for (int i = 0; i < 60; i++) {
			final int n = 1 + i % 3;
			final int groups = 1 + random.nextInt(2);
			final boolean bank = i % 2 == 0;
			final int[] size = new int[n];
			final long[] source = new long[bank ? n + 1 : n];
			final int[] stride = new int[n];
			final int[] dilation = new int[n];
			final int[] padding = new int[n];
			int taps = 1;
			for (int d = 0; d < n; d++) {
				size[d] = 1 + random.nextInt(3);
				taps *= size[d];
				stride[d] = 1 + random.nextInt(3);
				dilation[d] = 1 + random.nextInt(2);
				padding[d] = 1 + random.nextInt(2);
				source[d] = 3 + random.nextInt(4);
			}
			final int outputs = bank ? groups * 3 : 1;
			final int inputs = bank ? 2 : 1;
			if (bank) source[n] = inputs * groups;
			final Kernel kernel = new Kernel(random.ints((long) taps * inputs * outputs, -4, 5).asDoubleStream().toArray(),
				inputs, outputs, size).withGroups(bank ? groups : 1);
			final Convolution convolution = Convolution.of(kernel).stride(stride).dilation(dilation).padding(Padding.explicit(
				padding));
			final ConvolutionMatrix c = ConvolutionMatrix.of(convolution, source);
			final Img<DoubleType> x = ArrayImgs.doubles(source);
			for (final DoubleType t : x)
				t.set(random.nextInt(21) - 10);
			final Img<DoubleType> y = Filters.apply(convolution, x, Border.ZERO, new DoubleType());
			assertArrayEquals(values(y), c.multiply(values(x)));
			final double[] other = random.ints(c.rows(), -9, 10).asDoubleStream().toArray();
			assertEquals(dot(other, values(y)), dot(c.multiplyTransposed(other), values(x)));
			final Img<FloatType> shown = Diagrams.matrix(c);
			assertArrayEquals(new long[] { c.columns(), c.rows() }, shown.dimensionsAsLongArray());
			final double[] sum = new double[1];
			c.forEach((row, column, weight) -> sum[0] += weight - shown.getAt(column, row).get());
			assertEquals(0, sum[0]);
		}
		assertThrows(IllegalArgumentException.class, () -> ConvolutionMatrix.of(Convolution.of(K), 100_000, 100_000));
	}

	private static double[] values(final Img<DoubleType> image) {
		final double[] values = new double[(int) image.size()];
		int i = 0;
		for (final DoubleType t : image)
			values[i++] = t.get();
		return values;
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum;
	}
}
