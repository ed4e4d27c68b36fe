package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.FlattenedConvolution;
import io.github.convolvej.filter.convolution.SeparableConvolution;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.kernel.Separation;
import io.github.convolvej.run.Filters;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.FloatProcessor;

class SeparableConvolutionCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... inputs) throws Exception {
		return Headless.run(SeparableConvolutionCommand.class, image, inputs);
	}

	private static String report(final Object... inputs) throws Exception {
		return (String) Headless.module(SeparableConvolutionCommand.class, Headless.hyperstack(30, 20, 1, 1, 1), inputs)
			.getOutput("report");
	}

	private static void refused(final String words, final Object... inputs) {
		Headless.refused(words, SeparableConvolutionCommand.class, Headless.hyperstack(7, 6, 1, 1, 1), inputs);
	}

	private static ImagePlus dirac() {
		final FloatProcessor plane = new FloatProcessor(5, 4);
		plane.setf(2, 1, 10);
		return new ImagePlus("dirac", plane);
	}

	@Test
	void weightsOfSingleAxesAreTheirOuterProduct() throws Exception {
		final ImagePlus image = Headless.hyperstack(11, 9, 2, 3, 2);
		final double[][] v = { { 1, 2, 4 }, { 3, -1 } };
		Headless.assertPlanes(image, run(image, "row", "1 2 4", "column", "3 -1", "stride", "2,1", "border", "reflect"),
			SeparableConvolution.of(v).stride(2, 1), Border.REFLECT);
		Headless.assertPlanes(image, run(image, "column", "3 -1", "bias", "0.5", "mode", "convolution"), SeparableConvolution
			.of(new double[] { 1 }, new double[] { -1, 3 }).bias(0.5), Border.REPLICATE);
		assertEquals("stack-separable-convolution", run(image).getTitle());
	}

	@Test
	void anOffCentreRowMovesADiracToTheOtherSide() throws Exception {
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 0, 30, 20, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, (float[]) run(
			dirac(), "row", "1 2 3").getProcessor().getPixels());
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 0, 10, 20, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, (float[]) run(
			dirac(), "kernel", "1 2 3", "mode", "convolution").getProcessor().getPixels());
	}

	@Test
	void anyKernelGivesWhatConvolutionGives() throws Exception {
		final ImagePlus image = Headless.hyperstack(23, 19, 2, 1, 1);
		for (final String kernel : new String[] { "sobel-x", "log:1.5", "1 2 3; 0 -1 4", "disk:4", "gaussian:3" }) {
			final ImagePlus dense = Headless.run(ConvolutionCommand.class, image, "kernel", kernel, "dilation", "2,1", "border",
				"symmetric", "bias", "2");
			for (final String terms : new String[] { "auto", "99" }) {
				final ImagePlus result = run(image, "kernel", kernel, "dilation", "2,1", "border", "symmetric", "bias", "2",
					"terms", terms);
				for (int c = 0; c < 2; c++)
					for (int i = 0; i < 23 * 19; i++)
						assertEquals(TestImages.sample(dense, i % 23, i / 23, c, 0, 0), TestImages.sample(result, i % 23, i / 23, c, 0,
							0), 5e-3, kernel);
			}
		}
	}

	@Test
	void fewerTermsAreTheBestApproximation() throws Exception {
		final ImagePlus image = Headless.hyperstack(23, 19, 1, 1, 1);
		final Kernel disk = KernelText.parse("disk:4", 2);
		Headless.assertPlanes(image, run(image, "kernel", "disk:4", "terms", "2"), SeparableConvolution.of(Separation.of(disk,
			2)), Border.REPLICATE);
		final String report = report("kernel", "disk:4", "terms", "2");
		assertTrue(report.contains("rank " + Separation.of(disk).rank() + ", 2 terms, relative error 0."), report);
	}

	@Test
	void slicesAreMixedIn3DAlone() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 6, 2, 5, 2);
		final ImagePlus result = run(image, "row", "1 2 4", "column", "3 -1", "depth", "1 0 5", "dimensions", "3D");
		for (int c = 0; c < 2; c++)
			for (int t = 0; t < 2; t++) {
				final Img<FloatType> expected = Filters.apply(SeparableConvolution.of(new double[] { 1, 2, 4 }, new double[] { 3,
					-1 }, new double[] { 1, 0, 5 }), TestImages.volume(image, c, 0, 4, t), Border.REPLICATE);
				assertArrayEquals(Headless.values(expected), Headless.values(TestImages.volume(result, c, 0, 4, t)));
			}
		TestImages.assertSamePixels(run(image, "depth", "1 0 5", "dimensions", "3D"), run(image, "depth", "1 0 5",
			"dimensions", "1D-z"));
	}

	@Test
	void flattenedPassesHaveTheirOwnBiases() throws Exception {
		final ImagePlus image = Headless.hyperstack(11, 9, 2, 1, 1);
		Headless.assertPlanes(image, run(image, "row", "1 2 4", "column", "3 -1", "flattened", true, "bias", "0.5,2",
			"border", "replicate"), FlattenedConvolution.of(new double[] { 1, 2, 4 }, new double[] { 3, -1 }).bias(0.5, 2),
			Border.REPLICATE);
		final ImagePlus byKernel = run(image, "kernel", "4 8 16; -1 -2 -4", "flattened", true, "mode", "convolution");
		Headless.assertPlanes(image, byKernel, Convolution.of(KernelText.parse("-4 -2 -1; 16 8 4", 2)), Border.REPLICATE);
	}

	@Test
	void aBlobStaysWhereItIs() throws Exception {
		final ImagePlus blob = Headless.blob();
		Headless.assertSamePlace(blob, run(blob, "row", "1 1 1 1", "column", "1 1", "stride", "2,1"), 1e-3);
		Headless.assertSamePlace(blob, run(blob, "kernel", "gaussian:1.5"), 1e-3);
	}

	@Test
	void theReportTellsRankErrorEngineAndWork() throws Exception {
		assertEquals("kernel of 9 x 9 taps: rank 1, 1 term, relative error 0.0; engine: separable lines, 1 term, ", report(
			"row", "gaussian:1", "column", "gaussian:1").replaceFirst("[0-9.]+ multiplications.*", ""));
		final String small = report("kernel", "1 2; 3 4");
		assertTrue(small.startsWith("kernel of 2 x 2 taps: rank 2, 2 terms, relative error "), small);
		assertTrue(small.endsWith("engine: dense lines, 4.000 multiplications per sample instead of 4"), small);
	}

	@Test
	void wrongValuesAreRefused() {
		refused("Both a kernel and weights for single axes", "kernel", "box:3", "row", "1 2 1");
		refused("depth is '1 2', but dimensions=2D leaves z out", "depth", "1 2");
		refused("row is '1 2', but dimensions=1D-y leaves x out", "row", "1 2", "dimensions", "1D-y");
		refused("row: ", "row", "1 a");
		refused("column: it is a bank", "column", "1 2 # 2 1");
		refused("terms is '0'", "terms", "0");
		refused("terms is 'two'", "terms", "two");
		refused("has rank 2", "kernel", "1 2; 3 4", "flattened", true);
		refused("bias has 2 values", "bias", "1,2");
		refused("bias '1,2,3' has 3 values", "bias", "1,2,3", "flattened", true);
		refused("The kernel is a bank", "kernel", "sobel-x # sobel-y");
		refused("mode is 'corr'", "mode", "corr");
		refused("stride is 0", "stride", "0");
		refused("dilation is 0", "dilation", "0");
		refused("padding 'some'", "padding", "some");
		refused("border is 'none'", "border", "none");
		refused("output is '16'", "output", "16");
		refused("dimensions is '2'", "dimensions", "2");
	}
}
