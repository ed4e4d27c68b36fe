package io.github.convolvej.network;

import static io.github.convolvej.reference.Images.assertClose;
import static io.github.convolvej.reference.Images.assertSameBits;
import static io.github.convolvej.reference.Images.doubles;
import static io.github.convolvej.reference.Images.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.reference.Correlation;
import io.github.convolvej.run.Options;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class ATrousWaveletTest {

	/** One smoothing, from its definition. */
	private static Img<DoubleType> smooth(final Img<DoubleType> image, final int plane) {
		final int n = image.numDimensions();
		final int[] dilation = new int[n];
		final int[] ones = new int[n];
		final long[] before = new long[n];
		Arrays.fill(dilation, 1 << plane - 1);
		Arrays.fill(ones, 1);
		Arrays.fill(before, 2 << plane - 1);
		return Correlation.apply(image, Border.SYMMETRIC, KernelText.parse("binomial:5", n), image.dimensionsAsLongArray(), ones,
			dilation, before);
	}

	private static RandomAccessibleInterval<FloatType> last(final RandomAccessibleInterval<FloatType> image,
		final long position)
	{
		return Views.hyperSlice(image, image.numDimensions() - 1, position);
	}

	@Test
	void planesAreTheDifferencesOfSuccessiveSmooths() {
		final long[][] sizes = { { 41 }, { 23, 17 }, { 9, 1 }, { 1, 1 }, { 11, 9, 8 }, { 3, 2, 5 } };
		for (final long[] size : sizes) {
			final Img<FloatType> image = random(1, size);
			final int planes = 5;
			final Img<FloatType> result = ATrousWavelet.of(planes, size.length).apply(image);
			assertEquals(planes + 1, result.dimension(size.length));
			Img<DoubleType> previous = doubles(image);
			for (int j = 1; j <= planes; j++) {
				final Img<DoubleType> smooth = smooth(previous, j);
				final Img<DoubleType> plane = previous;
				final net.imglib2.Cursor<DoubleType> s = smooth.cursor();
				for (final DoubleType t : plane)
					t.sub(s.next());
				assertClose(plane, last(result, j - 1), 1e-5);
				previous = smooth;
			}
			assertClose(previous, last(result, planes), 1e-5);
		}
	}

	@Test
	void imageIsTheSumOfItsPlanesToRounding() {
		final Img<FloatType> image = random(2, 37, 29);
		final Img<FloatType> result = ATrousWavelet.of(7, 2).apply(image);
		for (int x = 0; x < 37; x++)
			for (int y = 0; y < 29; y++) {
				double sum = 0;
				for (int j = 0; j <= 7; j++)
					sum += result.getAt(x, y, j).get();
				assertEquals(image.getAt(x, y).get(), sum, 8 * 8 * Math.scalb(1.0, -24));
			}
	}

	@Test
	void resultsAreTheSameForAnyTilesAndThreads() {
		final Img<FloatType> image = random(3, 31, 27);
		final Img<FloatType> expected = ATrousWavelet.of(5, 2).threshold(2).apply(image);
		for (final int threads : new int[] { 1, 2, 7 }) {
			final Img<FloatType> got = ArrayImgs.floats(31, 27, 6);
			Parallelization.runWithNumThreads(threads, () -> ATrousWavelet.of(5, 2).threshold(2).process(image, got,
				Options.DEFAULT.tile(5, 3)));
			assertSameBits(expected, got);
		}
	}

	@Test
	void everyChannelAndTimePointHasPlanesOfItsOwn() {
		final Img<FloatType> image = random(4, 9, 8, 2, 3);
		final Img<FloatType> result = ATrousWavelet.of(2, 2).threshold(1).apply(image);
		assertArrayEquals(new long[] { 9, 8, 6, 3 }, result.dimensionsAsLongArray());
		for (int c = 0; c < 2; c++)
			for (int t = 0; t < 3; t++) {
				final Img<FloatType> one = ATrousWavelet.of(2, 2).threshold(1).apply(Views.hyperSlice(Views.hyperSlice(image, 3,
					t), 2, c));
				for (int j = 0; j < 3; j++)
					assertSameBits(last(one, j), Views.hyperSlice(last(result, t), 2, c * 3 + j));
			}
	}

	@Test
	void thresholdedPlanesKeepWhatIsAboveTheNoise() {
		final Img<FloatType> image = ArrayImgs.floats(64, 64);
		final Random random = new Random(6);
		for (final FloatType t : image)
			t.set((float) random.nextGaussian());
		image.getAt(20, 41).set(30);
		final Img<FloatType> plain = ATrousWavelet.of(3, 2).apply(image);
		final Img<FloatType> kept = ATrousWavelet.of(3, 2).threshold(4).apply(image);
		for (int j = 0; j < 3; j++) {
			final double[] values = new double[64 * 64];
			int i = 0;
			for (final FloatType t : Views.iterable(last(plain, j)))
				values[i++] = t.get();
			final double[] sorted = values.clone();
			Arrays.sort(sorted);
			final double median = (sorted[2047] + sorted[2048]) / 2;
			final double[] deviations = Arrays.stream(values).map(v -> Math.abs(v - median)).sorted().toArray();
			final double least = 4 * 1.482602218505602 * (deviations[2047] + deviations[2048]) / 2;
			i = 0;
			for (final FloatType t : Views.iterable(last(kept, j)))
				assertEquals(Math.abs(values[i]) < least ? 0 : values[i], t.get(), "plane " + j + " at " + i++);
			assertTrue(kept.getAt(20, 41, j).get() > 0);
		}
		assertSameBits(last(plain, 3), last(kept, 3));
	}

	@Test
	void productOfBrightPlanesIsASpot() {
		final Img<FloatType> image = random(7, 40, 30);
		image.getAt(11, 21).set(300);
		final ATrousWavelet wavelet = ATrousWavelet.of(3, 2).threshold(3).bright();
		final Img<FloatType> planes = wavelet.apply(image);
		final Img<FloatType> product = wavelet.multiscaleProduct().apply(image);
		assertArrayEquals(new long[] { 40, 30 }, product.dimensionsAsLongArray());
		for (int x = 0; x < 40; x++)
			for (int y = 0; y < 30; y++) {
				final float expected = planes.getAt(x, y, 0).get() * planes.getAt(x, y, 1).get() * planes.getAt(x, y, 2).get();
				assertTrue(expected >= 0);
				assertEquals(expected, product.getAt(x, y).get());
			}
		assertTrue(product.getAt(11, 21).get() > 1000);
		assertEquals(0, product.getAt(30, 5).get());
	}

	@Test
	void mediansAreExact() {
		final double[] values = { 3, -1.5, Double.NaN, 1e300, -0.0, 7, Double.NEGATIVE_INFINITY, 2 };
		final Img<DoubleType> image = ArrayImgs.doubles(values, values.length);
		assertEquals(2, Median.of(image));
		assertEquals(2.5, Median.of(Views.interval(image, new long[] { 0 }, new long[] { 0 })) * 0.5 + 1);
		assertEquals(2.5, Median.of(ArrayImgs.doubles(new double[] { 9, 2, 3, -4 }, 4)));
		assertEquals(-3, Median.of(ArrayImgs.doubles(new double[] { -3, -3, -4, -1, -3 }, 5)));
		assertEquals(1, Median.absoluteDeviation(ArrayImgs.doubles(new double[] { 1, 2, 3, 4, 5 }, 5)));
		assertTrue(Double.isNaN(Median.of(ArrayImgs.doubles(new double[] { Double.NaN }, 1))));
	}

	@Test
	void mistakesAreRefusedBeforeAnyWork() {
		assertThrows(IllegalArgumentException.class, () -> ATrousWavelet.of(0, 2));
		assertThrows(IllegalArgumentException.class, () -> ATrousWavelet.of(3, 4));
		assertThrows(IllegalArgumentException.class, () -> ATrousWavelet.of(3, 2).threshold(-1));
		assertThrows(IllegalArgumentException.class, () -> ATrousWavelet.of(3, 3).apply(random(1, 5, 5)));
		assertThrows(IllegalArgumentException.class, () -> ATrousWavelet.of(3, 2).process(random(1, 5, 5), ArrayImgs.floats(
			5, 5, 3), Options.DEFAULT));
	}
}
