package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Term;
import io.github.convolvej.ij1.explanation.ExplanationText;
import io.github.convolvej.ij1.explanation.PixelExplanation;
import io.github.convolvej.ij1.job.FilterJob;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

/** The explanation of a pixel gives the pixel: all of small results, for every family, by the record in the result alone. */
class ExplanationTest {

	private static final String[] BORDERS = { "zero", "constant:-7.5", "replicate", "reflect", "symmetric", "periodic" };

	private static ImagePlus image(final int depth, final int w, final int h, final int c, final int z, final int t) {
		return CommandRuns.image(depth, w, h, c, z, t);
	}

	/** Checks every pixel; inputs are keys and values. */
	private static DynamicTest all(final Class<? extends FilterCommand> command, final ImagePlus image,
		final Object... inputs)
	{
		return DynamicTest.dynamicTest(command.getSimpleName() + " " + Arrays.toString(inputs) + " on " + image.getBitDepth() +
			"-bit " + Arrays.toString(image.getDimensions()), () -> check(image, CommandRuns.run(command, image, inputs)));
	}

	private static void check(final ImagePlus image, final ImagePlus result) {
		final FilterJob job = RecordedCommands.job(Harness.context(), result, image);
		int terms = 0;
		for (int t = 0; t < result.getNFrames(); t++)
			for (int z = 0; z < result.getNSlices(); z++)
				for (int c = 0; c < CommandRuns.channels(result); c++)
					for (int y = 0; y < result.getHeight(); y++)
						for (int x = 0; x < result.getWidth(); x++) {
							final PixelExplanation e = PixelExplanation.of(job, result, x, y, c, z, t);
							assertEquals(CommandRuns.sample(result, x, y, c, z, t), e.stored());
							assertTrue(e.agrees(), () -> new ExplanationText(e, "result", "image") + "\n" + e.explanation().result() +
								" +- " + e.explanation().error());
							terms += e.explanation().terms().size();
						}
		assertTrue(terms > 0);
	}

	@TestFactory
	Stream<DynamicTest> convolutionWithAllBordersStridesPaddingsAndDilations() {
		final ImagePlus small = image(32, 7, 6, 1, 1, 1);
		return Arrays.stream(BORDERS).flatMap(border -> Stream.of(//
			all(ConvolutionCommand.class, small, "kernel", "1 2 3; 4 -5 6; 7 8 9", "border", border),
			all(ConvolutionCommand.class, small, "kernel", "1 2 3 4; 5 6 7 1/9", "border", border, "mode", "convolution", "stride",
				"2,3", "bias", "-3.25", "padding", "full"), //
			all(ConvolutionCommand.class, small, "kernel", "1 -2 3; 4 5 6", "border", border, "dilation", "3,2", "padding",
				"1:7,5:0"), //
			all(ConvolutionCommand.class, small, "kernel", "1 2; 3 4", "border", border, "padding", "same_lower", "stride", "2")));
	}

	@TestFactory
	Stream<DynamicTest> convolutionOfEveryTypeAndDimension() {
		return Stream.of(32, 24, 16, 8).flatMap(depth -> Stream.of(//
			all(ConvolutionCommand.class, image(depth, 6, 5, depth == 24 ? 1 : 2, 3, 2), "kernel", "1 2 1; 2 4 2; 0 -1 -3",
				"output", "same", "border", "reflect"), //
			all(ConvolutionCommand.class, image(depth, 6, 5, depth == 24 ? 1 : 2, 3, 2), "kernel", "1 2 | 3 4 | 5 6",
				"dimensions", "3D", "stride", "1,1,2", "bias", "1"), //
			all(ConvolutionCommand.class, image(depth, 6, 5, 1, 4, 2), "kernel", "1 2 -3", "dimensions", "1D-z", "output", "same"),
			all(ConvolutionCommand.class, image(depth, 5, 4, depth == 24 ? 1 : 2, 2, 1), "kernel", "1 2 # 3 -4 # 0 1", "output",
				"same", "dimensions", "2D", "bias", "1,2,3"), //
			all(ConvolutionCommand.class, image(depth, 5, 4, depth == 24 ? 1 : 2, 1, 2), "kernel", "1 2 # 3 4", "dimensions",
				"1D-y", "bias", "1,2")));
	}

	@Test
	void signedSixteenBitValuesAreThoseOfTheImage() throws Exception {
		final ImagePlus signed = image(16, 6, 5, 1, 2, 1);
		signed.getCalibration().setSigned16BitCalibration();
		check(signed, CommandRuns.run(ConvolutionCommand.class, signed, "kernel", "1 -2 1/2", "output", "32-bit"));
		final ImagePlus same = CommandRuns.run(ConvolutionCommand.class, signed, "kernel", "1/2 1/4", "output", "same");
		assertEquals(-32768 + same.getProcessor().getPixelValue(1, 1) + 32768, PixelExplanation.of(RecordedCommands.job(Harness
			.context(), same, signed), same, 1, 1, 0, 0, 0).stored());
	}

	@TestFactory
	Stream<DynamicTest> channelsMixedGroupedShuffledDepthwiseAndPointwise() {
		final ImagePlus four = image(32, 5, 4, 4, 2, 1);
		return Stream.of(//
			all(ConvolutionCommand.class, image(32, 5, 4, 2, 1, 2), "kernel", "1 2; 3 4 ~ 5 6; 7 8 # 1 0; 0 1 ~ 2 0; 0 2", "bias",
				"0.5,-1"), //
			all(ConvolutionCommand.class, image(24, 5, 4, 1, 1, 1), "kernel", "1 2 ~ 3 4 ~ 5 6 # 0 1 ~ 1 0 ~ 1/2 1/2 # 1 ~ 1 ~ 1"
				.replace("# 1 ~ 1 ~ 1", "# 1 0 ~ 1 0 ~ 1 0"), "output", "same"), //
			all(GroupedConvolutionCommand.class, four, "kernel", "1 2 ~ 3 4 # 5 6 ~ 7 8 # 1 0 ~ 0 1 # 2 0 ~ 0 2", "groups", 2,
				"shuffle", true, "border", "periodic", "bias", "1,2,3,4"), //
			all(GroupedConvolutionCommand.class, four, "kernel", "1 2; 3 4", "groups", 2, "stride", "2", "dilation", "2"), //
			all(DepthwiseSeparableConvolutionCommand.class, four, "kernel", "1 2 1; 0 1 0; 1 0 -1", "pointwise",
				"1 -1 2 0; 0 1 0 1/3", "border", "symmetric", "bias", "1,-2"), //
			all(DepthwiseSeparableConvolutionCommand.class, image(24, 6, 5, 1, 1, 1), "kernel", "1 2 # 3 4 # 5 6", "output",
				"same", "stride", "2"), //
			all(DepthwiseSeparableConvolutionCommand.class, image(8, 4, 4, 2, 3, 1), "kernel", "1 2 | 3 4", "dimensions", "3D"),
			all(PointwiseConvolutionCommand.class, four, "matrix", "1 2 3 4; 0 -1 0 1/7", "bias", "3"), //
			all(PointwiseConvolutionCommand.class, image(24, 6, 5, 1, 2, 1), "matrix", "1 -1 0; 0 1 -1; 1/3 1/3 1/3", "output",
				"same"));
	}

	@TestFactory
	Stream<DynamicTest> separableSmoothAndDilatedFilters() {
		return Arrays.stream(BORDERS).flatMap(border -> Stream.of(//
			all(SeparableConvolutionCommand.class, image(32, 8, 7, 1, 1, 1), "kernel", "gaussian:0.7", "border", border, "stride",
				"2", "bias", "1.5"), //
			all(SeparableConvolutionCommand.class, image(32, 8, 7, 1, 3, 1), "row", "1 2 -1", "column", "1 0 3", "depth", "1 2",
				"dimensions", "3D", "border", border, "mode", "convolution", "flattened", true, "bias", "1,2,3"), //
			all(SeparableConvolutionCommand.class, image(32, 8, 7, 1, 1, 1), "kernel", "1 2 3; 4 5 6; 7 8 10", "border", border,
				"terms", "1"), //
			all(SmoothCommand.class, image(16, 9, 8, 1, 1, 1), "sigma", "1", "border", border, "output", "same"), //
			all(SmoothCommand.class, image(32, 9, 8, 1, 1, 1), "method", "log", "sigma", "0.8", "border", border),
			all(DilatedConvolutionCommand.class, image(32, 8, 7, 1, 1, 1), "kernel", "1 2 -1; 0 1 0; 3 0 1", "rates", "2",
				"border", border), //
			all(DilatedConvolutionCommand.class, image(32, 8, 7, 1, 2, 1), "kernel", "1 2 -1; 0 1 0; 3 0 1", "rates", "1,2,3",
				"border", border), //
			all(DilatedConvolutionCommand.class, image(8, 8, 7, 1, 3, 1), "kernel", "1 2 | 3 4", "rates", "1,2", "dimensions",
				"3D", "border", border, "padding", "2", "output", "same")));
	}

	@TestFactory
	Stream<DynamicTest> transposedConvolutionAndSpreadingUnpooling() {
		return Stream.of(//
			all(TransposedConvolutionCommand.class, image(32, 4, 3, 1, 1, 1), "kernel", "1 2 3; 4 5 6; 7 8 9", "stride", "2",
				"padding", "same"), //
			all(TransposedConvolutionCommand.class, image(32, 4, 3, 1, 1, 1), "kernel", "1 2 3 4; 5 6 7 8", "stride", "3,2",
				"dilation", "2,3", "padding", "1:2,0:1", "paddingout", "1", "bias", "2.5", "mode", "convolution"), //
			all(TransposedConvolutionCommand.class, image(32, 4, 3, 2, 2, 2), "kernel", "1 2 ~ 3 4 # 5 6 ~ 7 8 # 0 1 ~ 1 0",
				"padding", "valid", "bias", "1,2,3"), //
			all(TransposedConvolutionCommand.class, image(32, 4, 3, 4, 1, 1), "kernel", "1 2 ~ 3 4 # 5 6 ~ 7 8", "groups", 2,
				"padding", "valid"), //
			all(TransposedConvolutionCommand.class, image(8, 3, 3, 1, 2, 1), "kernel", "bilinear", "dimensions", "3D", "output",
				"same"), //
			all(TransposedConvolutionCommand.class, image(24, 4, 3, 1, 1, 1), "kernel", "bicubic", "output", "same"), //
			all(TransposedConvolutionCommand.class, image(32, 4, 3, 1, 1, 1), "kernel", "1 2 3", "outputsize", "9,6", "stride",
				"2"), //
			all(UnpoolingCommand.class, image(16, 4, 3, 2, 1, 1), "method", "nearest", "window", "3,2", "output", "same"), //
			all(UnpoolingCommand.class, image(32, 4, 3, 1, 2, 1), "method", "average", "window", "3", "stride", "2", "size",
				"9,8", "padding", "valid"));
	}

	@TestFactory
	Stream<DynamicTest> pooling() {
		return Stream.of("max", "min", "average", "median", "lp", "stochastic", "expected").flatMap(method -> Stream.of(//
			all(PoolingCommand.class, image(32, 7, 6, 2, 2, 2), "method", method, "window", "3,2", "stride", "2", "padding", "1",
				"ceil", true, "negatives", "zero"), //
			all(PoolingCommand.class, image(8, 7, 6, 1, 3, 2), "method", method, "window", "2", "dimensions", "3D", "output",
				"same", "dilation", "2,1,1"), //
			all(PoolingCommand.class, image(24, 7, 6, 1, 1, 1), "method", method, "window", "3", "output", "same", "seed", "77",
				"padding", "same")));
	}

	@TestFactory
	Stream<DynamicTest> poolingThatCountsPaddingAndPositions() {
		return Stream.of(//
			all(PoolingCommand.class, image(32, 7, 6, 1, 1, 1), "method", "average", "window", "3", "stride", "2", "padding",
				"1", "countpad", true, "ceil", true), //
			all(PoolingCommand.class, image(8, 7, 6, 2, 2, 1), "method", "max", "positions", true, "window", "3", "stride", "1"),
			all(PoolingCommand.class, image(8, 7, 6, 1, 4, 1), "method", "max", "positions", true, "dimensions", "3D"));
	}

	@Test
	void unpoolingByPositions() throws Exception {
		final ImagePlus image = image(8, 9, 8, 2, 2, 1);
		for (final String stride : new String[] { "3", "2" }) {
			final ImagePlus values = CommandRuns.run(PoolingCommand.class, image, "window", "3", "stride", stride);
			final ImagePlus positions = CommandRuns.run(PoolingCommand.class, image, "window", "3", "stride", stride, "positions",
				true);
			final java.nio.file.Path file = java.nio.file.Files.createTempFile("positions", ".tif");
			ij.IJ.saveAsTiff(positions, file.toString());
			check(values, CommandRuns.run(UnpoolingCommand.class, values, "method", "max", "window", "3", "stride", stride,
				"positions", file.toString(), "size", "9,8"));
			java.nio.file.Files.delete(file);
		}
	}

	@TestFactory
	Stream<DynamicTest> deformableConvolution() throws Exception {
		final String shift = "1/50 0 0; 0 1/70 0; 0 0 -1/90 # 0 -1/40 0; 0 0 0; 1/99 0 0 # 1/60 # -1/300 1/80 # 0 1/100 # 0 0 1/70"
			.replace("# 1/60 #", "# 1/60 0 0; 0 0 0; 0 0 0 #").replace("# -1/300 1/80 #", "# -1/300 1/80 0; 0 0 0; 0 0 0 #").replace(
				"# 0 1/100 #", "# 0 1/100 0; 0 0 0; 0 0 0 #").replace("# 0 0 1/70", "# 0 0 1/70; 0 0 0; 0 0 0");
		final ImagePlus image = image(8, 7, 6, 1, 1, 1);
		final String eight = shift + " # 0 0 0; 0 1/30 0; 0 0 0 # 0 0 0; 0 -1/30 0; 0 0 0";
		return Stream.of(//
			all(DeformableConvolutionCommand.class, image, "kernel", "1 2; 3 4", "offsetweights", eight, "offsetconstant",
				"0.3,-0.2,0,0.1,1.5,2,-3,0.7", "bias", "2"), //
			all(DeformableConvolutionCommand.class, image, "kernel", "1 2; 3 4", "offsetweights", eight, "maskweights",
				"1/100 # -1/100 # 0 # 1/40", "stride", "2", "dilation", "2"), //
			all(DeformableConvolutionCommand.class, image(8, 6, 5, 2, 1, 1), "kernel", "1 2 ~ 3 4", "offsetweights",
				"1/99 # 1/88 # 1/77 # -1/66 # 1/55 # -1/44 # 1/33 # 1/22", "partitions", 2, "output", "same"), //
			all(DeformableConvolutionCommand.class, image, "kernel", "1 2; 3 4"));
	}

	@TestFactory
	Stream<DynamicTest> deformableConvolutionByAnImageOfOffsets() throws Exception {
		final java.nio.file.Path file = java.nio.file.Files.createTempFile("offsets", ".tif");
		file.toFile().deleteOnExit();
		final ImagePlus offsets = image(32, 5, 4, 4, 1, 1);
		for (int n = 1; n <= 4; n++)
			offsets.getStack().getProcessor(n).multiply(0.004);
		ij.IJ.saveAsTiff(offsets, file.toString());
		return Stream.of(all(DeformableConvolutionCommand.class, image(16, 5, 4, 1, 1, 1), "kernel", "1 -2", "offsets", file
			.toString()));
	}

	@TestFactory
	Stream<DynamicTest> samplesThatAreNotFinite() {
		final ImagePlus image = image(32, 7, 6, 1, 1, 1);
		image.getProcessor().setf(3, 2, Float.NaN);
		image.getProcessor().setf(5, 4, Float.NEGATIVE_INFINITY);
		return Stream.of(all(ConvolutionCommand.class, image, "kernel", "1 0 3; 4 5 6"), //
			all(PoolingCommand.class, image, "method", "max"), all(PoolingCommand.class, image, "method", "average"), //
			all(PoolingCommand.class, image, "method", "median", "window", "3"), //
			all(TransposedConvolutionCommand.class, image, "kernel", "1 2; 3 4"), //
			all(DeformableConvolutionCommand.class, image, "kernel", "1 2", "offsetweights", "1/99 # 1/88 # 1/77 # 1/66"), //
			all(DeformableConvolutionCommand.class, image, "kernel", "1", "offsetweights", "0 # 0", "offsetconstant", "0.5",
				"maskweights", "1/99"));
	}

	@Test
	void cropsAndPartsAreExplainedInTheCoordinatesOfTheWholeImage() throws Exception {
		final ImagePlus image = image(16, 12, 11, 3, 2, 1);
		image.setRoi(4, 3, 5, 6);
		for (final Object[] inputs : new Object[][] { { "kernel", "1 2 3; 4 5 6", "roi", "crop", "part", "channel:3" }, {
			"kernel", "1 2 3; 4 5 6", "roi", "crop", "stride", "2", "border", "periodic" } })
		{
			image.setRoi(4, 3, 5, 6);
			final ImagePlus crop = CommandRuns.run(ConvolutionCommand.class, image, inputs);
			image.deleteRoi();
			check(image, crop);
		}
		image.setRoi(4, 3, 5, 6);
		final ImagePlus plane = CommandRuns.run(PoolingCommand.class, image, "window", "1", "roi", "crop", "part",
			"plane:2,2,1");
		final PixelExplanation e = RecordedCommands.explain(Harness.context(), plane, image, 1, 2, 0, 0, 0);
		assertTrue(new ExplanationText(e, "r", "i").toString().contains("\n  5  5  2  2 "), new ExplanationText(e, "r", "i")
			.toString());
		assertEquals(CommandRuns.sample(image, 5, 5, 1, 1, 0), e.stored());
	}

	@Test
	void outsideOfAMaskThePixelIsTheImagesOwn() throws Exception {
		final ImagePlus image = image(32, 12, 11, 1, 1, 1);
		image.setRoi(new ij.gui.OvalRoi(2, 2, 7, 7));
		final ImagePlus masked = CommandRuns.run(ConvolutionCommand.class, image, "kernel", "1 2 3", "roi", "mask");
		image.deleteRoi();
		assertTrue(RecordedCommands.explain(Harness.context(), masked, image, 5, 5, 0, 0, 0).agrees());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> RecordedCommands.explain(Harness.context(), masked, image, 2, 2,
			0, 0, 0)).getMessage().contains("outside of the ROI"));
	}

	@Test
	void anExplanationSaysWhereEveryNumberIsFrom() throws Exception {
		final ByteProcessor pixels = new ByteProcessor(3, 2, new byte[] { 10, 20, 30, 40, 50, 60 });
		final ImagePlus image = new ImagePlus("six.tif", pixels);
		final ImagePlus result = CommandRuns.run(ConvolutionCommand.class, image, "kernel", "1 2 3", "border", "reflect",
			"bias", "5", "output", "same");
		final PixelExplanation e = RecordedCommands.explain(Harness.context(), result, image, 2, 1, 0, 0, 0);
		assertEquals("six-convolution: x=2 y=1 c=1 z=1 t=1 is 255\n" +
			"convolution: 3 x 1 taps, padding 1:1,0:0, of six.tif\n" +
			"  x  y  c  z  sample  * weight  = product\n" + //
			"  1  1  1  1      50         1         50\n" + //
			"  2  1  1  1      60         2        120\n" + //
			"  3  1  1  1      50         3        150  outside: the sample at x=1 y=1\n" + //
			"sum of 3 products: 320\n" + "plus bias 5: 325\n" + "rounded half up to 8-bit, clamped to its range: 255\n" +
			"the pixel is 255", new ExplanationText(e, result.getTitle(), image.getTitle()).toString());
		assertEquals(Term.Place.BORDER, e.explanation().terms().get(2).place());
		assertTrue(e.isClamped());
	}

	@Test
	void theSampleThatWonIsMarked() throws Exception {
		final ImagePlus image = new ImagePlus("a.tif", new FloatProcessor(2, 2, new float[] { 3, 9, 9, 1 }));
		final ImagePlus result = CommandRuns.run(PoolingCommand.class, image);
		final Explanation e = RecordedCommands.explain(Harness.context(), result, image, 0, 0, 0, 0, 0).explanation();
		assertEquals(9, e.result());
		assertEquals(Arrays.asList(false, true, false, false), Arrays.asList(e.terms().get(0).isTaken(), e.terms().get(1)
			.isTaken(), e.terms().get(2).isTaken(), e.terms().get(3).isTaken()), "the first of equal ones");
	}

	@Test
	void aChangedImageIsFoundOut() throws Exception {
		final ImagePlus image = image(32, 6, 5, 1, 1, 1);
		final ImagePlus result = CommandRuns.run(ConvolutionCommand.class, image, "kernel", "1 2 3");
		image.getProcessor().setf(2, 2, 1e6f);
		final PixelExplanation e = RecordedCommands.explain(Harness.context(), result, image, 2, 2, 0, 0, 0);
		assertFalse(e.agrees());
		assertTrue(new ExplanationText(e, "r", "i").toString().contains("BUT THE PIXEL IS"));
	}

	@Test
	void filtersWithoutExplanationAndOtherImagesAreRefusedWithTheReason() throws Exception {
		final ImagePlus image = image(32, 8, 6, 1, 1, 1);
		refused("cannot be explained", CommandRuns.run(ATrousWaveletsCommand.class, image), image);
		refused("cannot be explained", CommandRuns.run(EdgesCommand.class, image), image);
		refused("no record", image, image);
		refused("geometry alone", CommandRuns.run(TransposedConvolutionCommand.class, image, "overlap", true), image);
		refused("' has size [9, 6", CommandRuns.run(ConvolutionCommand.class, image), image(32, 9, 6, 1, 1, 1));
		final ImagePlus result = CommandRuns.run(ConvolutionCommand.class, image);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> RecordedCommands.explain(Harness.context(), result, image, 0, 6,
			0, 0, 0)).getMessage().contains("y is 6, but must be 0 to 5"));
	}

	private static void refused(final String words, final ImagePlus result, final ImagePlus image) {
		final String message = assertThrows(IllegalArgumentException.class, () -> RecordedCommands.explain(Harness.context(), result,
			image, 0, 0, 0, 0, 0)).getMessage();
		assertTrue(message.contains(words), message);
	}
}
