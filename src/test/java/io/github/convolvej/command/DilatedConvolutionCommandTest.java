package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.DilationSchedule;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.network.FilterChain;
import io.github.convolvej.run.Monitor;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.measure.Calibration;

class DilatedConvolutionCommandTest {

	private static final Kernel K = KernelText.parse("1 2 0; 0 -1 3", 2);

	private static ImagePlus run(final ImagePlus image, final Object... inputs) throws Exception {
		return Headless.run(DilatedConvolutionCommand.class, image, inputs);
	}

	private static String report(final Object... inputs) throws Exception {
		return (String) Headless.module(DilatedConvolutionCommand.class, Headless.hyperstack(9, 8, 1, 1, 1), inputs).getOutput(
			"report");
	}

	private static void refused(final String words, final Object... inputs) {
		Headless.refused(words, DilatedConvolutionCommand.class, Headless.hyperstack(7, 6, 1, 1, 1), inputs);
	}

	@Test
	void layersRunOneAfterTheOtherWithTheBorderAppliedAnew() throws Exception {
		final ImagePlus image = Headless.hyperstack(17, 12, 2, 3, 2);
		final ImagePlus result = run(image, "kernel", "1 2 0; 0 -1 3", "rates", "1,2,5", "border", "reflect");
		ImagePlus layer = image;
		for (final int rate : new int[] { 1, 2, 5 })
			layer = Headless.run(ConvolutionCommand.class, layer, "kernel", "1 2 0; 0 -1 3", "dilation", "" + rate, "border",
				"reflect");
		TestImages.assertSamePixels(layer, result);
		assertEquals("stack-dilated-convolution", result.getTitle());
		Headless.assertPlanes(image, result, FilterChain.dilated(Convolution.of(K), 1, 2, 5), Border.REFLECT);
	}

	@Test
	void aSingleLayerMayHaveARatePerAxis() throws Exception {
		final ImagePlus image = Headless.hyperstack(17, 12, 2, 1, 1);
		Headless.assertPlanes(image, run(image, "kernel", "1 2 0; 0 -1 3", "rates", "1", "dilation", "3,2", "mode",
			"convolution"), Convolution.of(K).flipped().dilation(3, 2), Border.REPLICATE);
		Headless.assertPlanes(image, run(image, "kernel", "1 2 0; 0 -1 3", "rates", "1,2", "dilation", "1,2", "padding",
			"valid"), FilterChain.of(Convolution.of(K).dilation(1, 2).padding(Padding.VALID), Convolution.of(K).dilation(2, 4)
				.padding(Padding.VALID)), Border.REPLICATE);
	}

	@Test
	void volumesAreTakenAsAWholeInMemoryAndPlaneByPlane() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 6, 2, 9, 2);
		final Object[] keys = { "kernel", "1 2 0; 0 -1 3 | 0 1 0; 2 0 0", "rates", "1,2", "dimensions", "3D", "border",
			"periodic" };
		final ImagePlus result = run(image, keys);
		final Kernel kernel = KernelText.parse((String) keys[1], 3);
		for (int c = 0; c < 2; c++)
			for (int t = 0; t < 2; t++) {
				final Img<FloatType> expected = FilterChain.dilated(Convolution.of(kernel), 1, 2).apply(TestImages
					.volume(image, c, 0, 8, t), Border.PERIODIC);
				assertArrayEquals(Headless.values(expected), Headless.values(TestImages.volume(result, c, 0, 8, t)));
			}
		final DilatedConvolutionCommand command = (DilatedConvolutionCommand) Headless.module(
			DilatedConvolutionCommand.class, image, keys).getDelegateObject();
		final ImagePlus virtual = command.job(ImageInput.of(image)).virtual(Monitor.NONE);
		assertTrue(virtual.getStack().isVirtual());
		TestImages.assertSamePixels(result, virtual);
	}

	@Test
	void theTypeOfTheImageIsThatOfTheEndAlone() throws Exception {
		final ImagePlus image = TestImages.hyperstack(8, 9, 7, 1, 1, 1);
		final ImagePlus exact = run(image, "border", "replicate");
		final ImagePlus same = run(image, "border", "replicate", "output", "same");
		for (int i = 0; i < 63; i++)
			assertEquals(Math.floor(exact.getProcessor().getf(i) + 0.5f), same.getProcessor().get(i));
		assertEquals(24, run(Headless.rgb(9, 8), "output", "same").getBitDepth());
	}

	@Test
	void aBlobStaysWhereItIs() throws Exception {
		final ImagePlus blob = Headless.blob();
		Headless.assertSamePlace(blob, run(blob, "rates", "1,2,1"), 1e-3);
		// half a pixel for each layer and rate, which the origin carries
		Headless.assertSamePlace(blob, run(blob, "kernel", "1/4 1/4; 1/4 1/4", "rates", "1,2"), 1e-3);
	}

	@Test
	void theReportTellsReceptiveFieldRuleAndHoles() throws Exception {
		assertEquals("along x, layers of 3 taps with rates 1,2,5 have a receptive field of 17 samples; M2 = 2 <= 3 taps, " +
			"common divisor 1: the rule holds; every sample is touched", report().split("; along y")[0]);
		final String broken = report("rates", "2,2,2", "dimensions", "1D-y");
		assertEquals("along y, layers of 3 taps with rates 2,2,2 have a receptive field of 13 samples; M2 = 2 <= 3 taps, " +
			"common divisor 2: the rule is broken; 6 samples are never touched: 1, 3, 5, 7, 9, 11 (counted from 0)", broken);
		final String single = report("rates", "2", "dimensions", "1D-x", "kernel", "1 1");
		assertTrue(single.contains("a single layer with dilation; 1 sample is never touched: 1 "), single);
	}

	@Test
	void theMapCountsTheWaysThatSamplesReachTheResult() throws Exception {
		final ImagePlus image = Headless.blob();
		final ImagePlus map = run(image, "kernel", "0 1 0 5; 1 1 1 -2; 2 0 0 0", "rates", "1,2,5", "dilation", "1,2",
			"gridding", true);
		final double[] x = new DilationSchedule(4, 1, 2, 5).paths();
		final double[] y = new DilationSchedule(3, 2, 4, 10).paths();
		assertEquals(x.length, map.getWidth());
		assertEquals(y.length, map.getHeight());
		for (int j = 0; j < y.length; j++)
			for (int i = 0; i < x.length; i++)
				assertEquals(x[i] * y[j], map.getProcessor().getf(i, j));
		assertEquals("blob-paths-dilated-convolution", map.getTitle());
		// the sample that is looked at is in the middle, at 0
		final Calibration c = map.getCalibration();
		assertEquals(-c.getX(0), c.getX(map.getWidth()), 1e-12);
		assertEquals(-c.getY(0), c.getY(map.getHeight()), 1e-12);
		assertEquals(0.25, c.pixelWidth);
		final ImagePlus volume = run(Headless.hyperstack(5, 4, 2, 3, 1), "kernel", "box:3", "rates", "1,2", "dimensions", "3D",
			"gridding", true);
		assertArrayEquals(new int[] { 7, 7, 1, 7, 1 }, volume.getDimensions());
		assertEquals(8, TestImages.sample(volume, 2, 4, 0, 2, 0));
	}

	@Test
	void wrongValuesAreRefused() {
		refused("rate 2 is 0", "rates", "1,0");
		refused("rates '1,x' has 'x'", "rates", "1,x");
		refused("rates ''", "rates", "");
		refused("dilation is 0", "dilation", "0");
		refused("dilation has 3 values", "dilation", "1,1,1");
		refused("rate 1 is 4000000000 along x", "rates", "2000000000", "dilation", "2");
		refused("Layer 2 of 2", "rates", "1,9", "padding", "valid");
		refused("The kernel is a bank", "kernel", "sobel-x # sobel-y");
		refused("mode is 'flip'", "mode", "flip");
		refused("border is 'none'", "border", "none");
		refused("output is '16'", "output", "16");
		refused("dimensions is 'xy'", "dimensions", "xy");
	}
}
