package io.github.convolvej.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Samples;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.kernel.Kernel;

import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.plugin.filter.Convolver;
import ij.process.FloatProcessor;

/** ImageJ's own Process > Filters > Convolve... correlates too, and repeats the edge outside. */
class ImageJConvolverTest {

	@ParameterizedTest
	@CsvSource({ "3, 3", "5, 7", "9, 1", "1, 5", "1, 1" })
	void correlationWithReplicatedBorderGivesThePixelsOfImageJ(final int kw, final int kh) {
		final Random random = new Random(kw + 100 * kh);
		for (int i = 0; i < 5; i++) {
			final int width = 1 + random.nextInt(40);
			final int height = 1 + random.nextInt(40);
			final Kernel kernel = new Kernel(Samples.random(random, kw * kh), 1, 1, kw, kh);
			final float[] pixels = new float[width * height];
			for (int p = 0; p < pixels.length; p++)
				pixels[p] = (float) (1000 * random.nextGaussian());
			final Img<FloatType> image = ArrayImgs.floats(pixels.clone(), width, height);
			final double[] actual = Samples.values(Filters.apply(Convolution.of(kernel), image, Border.REPLICATE));

			final float[] weights = new float[kw * kh];
			double magnitude = 0;
			for (int t = 0; t < weights.length; t++) {
				weights[t] = (float) kernel.weight(t, 0, 0);
				magnitude += Math.abs(weights[t]) * 5000;
			}
			final FloatProcessor processor = new FloatProcessor(width, height, pixels);
			final Convolver convolver = new Convolver();
			convolver.setNormalize(false);
			assertTrue(convolver.convolve(processor, weights, kw, kh));
			// ImageJ sums in double: the difference is ours, within the stated bound
			final double bound = kw * kh * Math.pow(2, -24) * magnitude;
			for (int p = 0; p < actual.length; p++)
				assertEquals(processor.getf(p), actual[p], bound, width + " x " + height + ", pixel " + p);
		}
	}

	@ParameterizedTest
	@CsvSource({ "3, 3", "5, 7", "9, 1" })
	void wholeNumbersGiveExactlyThePixelsOfImageJ(final int kw, final int kh) {
		final Random random = new Random(kw + 7 * kh);
		final float[] weights = new float[kw * kh];
		final double[] same = new double[kw * kh];
		for (int t = 0; t < weights.length; t++)
			same[t] = weights[t] = random.nextInt(21) - 10;
		final double[] samples = Samples.bytes(kw, 50 * 30);
		final FloatProcessor processor = new FloatProcessor(50, 30, samples);
		final Convolver convolver = new Convolver();
		convolver.setNormalize(false);
		assertTrue(convolver.convolve(processor, weights, kw, kh));
		final double[] actual = Samples.values(Filters.apply(Convolution.of(new Kernel(same, 1, 1, kw, kh)), Samples.floats(
			samples, 50, 30), Border.REPLICATE));
		for (int p = 0; p < actual.length; p++)
			assertEquals(processor.getf(p), actual[p], "pixel " + p);
	}
}
