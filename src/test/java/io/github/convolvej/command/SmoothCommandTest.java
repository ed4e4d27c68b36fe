package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.run.Filters;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.plugin.filter.GaussianBlur;
import ij.plugin.filter.RankFilters;
import ij.process.ImageProcessor;

class SmoothCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... inputs) throws Exception {
		return Headless.run(SmoothCommand.class, image, inputs);
	}

	private static void refused(final String words, final Object... inputs) {
		Headless.refused(words, SmoothCommand.class, Headless.hyperstack(7, 6, 1, 1, 1), inputs);
	}

	private static double difference(final ImageProcessor a, final ImageProcessor b) {
		double most = 0;
		for (int i = 0; i < a.getPixelCount(); i++)
			most = Math.max(most, Math.abs(a.getf(i) - b.getf(i)));
		return most;
	}

	@Test
	void everyMethodIsThatOfTheJavaInterface() throws Exception {
		final ImagePlus image = Headless.hyperstack(11, 9, 2, 3, 2);
		Headless.assertPlanes(image, run(image, "sigma", "1.5,0.7"), Smooth.gaussian(1.5, 0.7), Border.REPLICATE);
		Headless.assertPlanes(image, run(image, "method", "box", "size", "5,2", "border", "reflect"), Smooth.box(5, 2),
			Border.REFLECT);
		Headless.assertPlanes(image, run(image, "method", "binomial", "size", "5"), Smooth.binomial(5, 5), Border.REPLICATE);
		Headless.assertPlanes(image, run(image, "method", "log", "sigma", "0,1"), Smooth.laplacianOfGaussian(0, 1),
			Border.REPLICATE);
		Headless.assertPlanes(image, run(image, "method", "dog", "sigma2", "2,3"), Smooth.differenceOfGaussians(new double[] {
			1, 1 }, new double[] { 2, 3 }), Border.REPLICATE);
	}

	@Test
	void slicesAreMixedIn3DAlone() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 6, 2, 5, 2);
		final ImagePlus result = run(image, "sigma", "1,0,0.6", "dimensions", "3D", "border", "replicate");
		for (int c = 0; c < 2; c++)
			for (int t = 0; t < 2; t++) {
				final Img<FloatType> expected = Filters.apply(Smooth.gaussian(1, 0, 0.6), TestImages.volume(image, c, 0, 4, t),
					Border.REPLICATE);
				assertArrayEquals(Headless.values(expected), Headless.values(TestImages.volume(result, c, 0, 4, t)));
			}
		TestImages.assertSamePixels(run(image, "method", "box", "size", "1,1,3", "dimensions", "3D"), run(image, "method",
			"box", "dimensions", "1D-z"));
	}

	@Test
	void aPhysicalSigmaIsDividedByThePixelSize() throws Exception {
		final ImagePlus image = Headless.hyperstack(11, 9, 1, 3, 1);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().pixelDepth = 2;
		TestImages.assertSamePixels(run(image, "sigma", "1,2,0.5", "dimensions", "3D"), run(image, "sigma", "0.5,0.5,1",
			"unit", "physical", "dimensions", "3D"));
		TestImages.assertSamePixels(run(image, "method", "dog", "sigma", "1,2", "sigma2", "2,4"), run(image, "method", "dog",
			"sigma", "0.5,0.5", "sigma2", "1,1", "unit", "physical"));
		image.getCalibration().pixelHeight = 0;
		Headless.refused("pixel size of 0.0 along y", SmoothCommand.class, image, "unit", "physical");
	}

	@Test
	void aBlobStaysWhereItIs() throws Exception {
		final ImagePlus blob = Headless.blob();
		Headless.assertSamePlace(blob, run(blob, "sigma", "1.3"), 1e-3);
		// the taps of an even box lie half a pixel beside the sample: the origin tells
		Headless.assertSamePlace(blob, run(blob, "method", "box", "size", "4,2"), 1e-3);
	}

	@Test
	void gaussianBlurOfImageJIsTheSameButForItsAccuracy() throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 61, 47, 1, 1, 1);
		for (final double sigma : new double[] { 0.8, 2, 5 }) {
			final ImageProcessor theirs = image.getProcessor().duplicate();
			new GaussianBlur().blurGaussian(theirs, sigma, sigma, 0.0002);
			final ImageProcessor ours = run(image, "sigma", "" + sigma, "border", "replicate").getProcessor();
			// of a range of 200
			assertTrue(difference(ours, theirs) < 200 * 0.0005, sigma + ": " + difference(ours, theirs));
			assertTrue(difference(ours, image.getProcessor()) > 20);
		}
		final ImagePlus bytes = TestImages.hyperstack(8, 61, 47, 1, 1, 1);
		final ImageProcessor theirs = bytes.getProcessor().duplicate();
		new GaussianBlur().blurGaussian(theirs, 2, 2, 0.002);
		assertTrue(difference(run(bytes, "sigma", "2", "border", "replicate", "output", "same").getProcessor(), theirs) <= 1);
	}

	@Test
	void meanOfImageJIsABoxAtRadius1Alone() throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 23, 17, 1, 1, 1);
		final ImageProcessor square = image.getProcessor().duplicate();
		new RankFilters().rank(square, 1, RankFilters.MEAN);
		assertEquals(0, difference(run(image, "method", "box", "border", "replicate").getProcessor(), square), 1e-4);
		final ImageProcessor disc = image.getProcessor().duplicate();
		new RankFilters().rank(disc, 2, RankFilters.MEAN);
		assertTrue(difference(run(image, "method", "box", "size", "5", "border", "replicate").getProcessor(), disc) > 1);
		// which is the disc's corners
		final ImagePlus ours = Headless.run(ConvolutionCommand.class, image, "kernel", "disk:2.3", "border", "replicate");
		assertEquals(0, difference(ours.getProcessor(), disc), 1e-4);
	}

	@Test
	void smoothOfImageJIsABoxOf3() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 23, 17, 1, 1, 1);
		final ImageProcessor theirs = image.getProcessor().duplicate();
		theirs.smooth();
		final ImagePlus ours = run(image, "method", "box", "border", "replicate", "output", "same");
		assertEquals(0, difference(ours.getProcessor(), theirs));
	}

	@Test
	void displayRangesAreKeptByMeansAlone() throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 9, 8, 1, 1, 1);
		image.setDisplayRange(100, 2000);
		assertEquals(2000, run(image).getDisplayRangeMax());
		assertTrue(run(image, "method", "dog").getDisplayRangeMin() < 0);
	}

	@Test
	void wrongValuesAreRefused() {
		refused("method is 'median', but must be one of gaussian, box", "method", "median");
		refused("sigma is -0.5 along y", "sigma", "1,-0.5");
		refused("sigma 'one' has 'one' where a number is expected", "sigma", "one");
		refused("sigma2 '1,2,3' has 3 values", "sigma2", "1,2,3");
		refused("size is 0 along x", "method", "box", "size", "0");
		refused("size '2.5'", "size", "2.5");
		refused("sigma is 0 along every axis", "method", "log", "sigma", "0");
		refused("unit is 'mm'", "unit", "mm");
		refused("dimensions is '4D'", "dimensions", "4D");
		refused("border is 'mirror'", "border", "mirror");
		refused("output is 'float'", "output", "float");
	}
}
