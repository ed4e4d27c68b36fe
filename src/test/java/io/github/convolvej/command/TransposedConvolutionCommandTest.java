package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.Upsampling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

class TransposedConvolutionCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(TransposedConvolutionCommand.class, image, keysAndValues);
	}

	private static void refused(final String words, final Object... keysAndValues) {
		Headless.refused(words, TransposedConvolutionCommand.class, Headless.hyperstack(6, 5, 2, 1, 1), keysAndValues);
	}

	private static String report(final Object... keysAndValues) throws Exception {
		final Module module = Headless.module(TransposedConvolutionCommand.class, Headless.hyperstack(6, 5, 1, 1, 1),
			keysAndValues);
		// Fiji shows what is not resolved
		assertTrue(module.isOutputResolved("report"));
		return (String) module.getOutput("report");
	}

	@Test
	void aSampleStampsTheKernelAsItIsWritten() throws Exception {
		final FloatProcessor plane = new FloatProcessor(4, 3);
		plane.setf(2, 1, 10);
		final ImagePlus image = new ImagePlus("dirac.tif", plane);
		final ImagePlus result = run(image, "kernel", "1 2 3; 4 5 6", "stride", "2,3", "padding", "1:0,0");
		assertEquals("dirac-transposed-convolution", result.getTitle());
		assertEquals((4 - 1) * 2 + 3 - 1, result.getWidth());
		assertEquals((3 - 1) * 3 + 2, result.getHeight());
		final ImagePlus flipped = run(image, "kernel", "1 2 3; 4 5 6", "stride", "2,3", "padding", "1:0,0", "mode",
			"convolution");
		for (int y = 0; y < result.getHeight(); y++)
			for (int x = 0; x < result.getWidth(); x++) {
				final int tx = x - (2 * 2 - 1);
				final int ty = y - 1 * 3;
				final boolean inside = tx >= 0 && tx < 3 && ty >= 0 && ty < 2;
				assertEquals(inside ? 10 * (1 + tx + 3 * ty) : 0, result.getProcessor().getf(x, y));
				assertEquals(inside ? 10 * (6 - tx - 3 * ty) : 0, flipped.getProcessor().getf(x, y));
			}
	}

	@Test
	void everyChannelSliceAndTimePointIsEnlargedByItself() throws Exception {
		final ImagePlus image = Headless.hyperstack(5, 4, 2, 3, 2);
		Headless.assertPlanes(image, run(image), TransposedConvolution.of(Upsampling.bilinear(2, 2)).stride(2).padding(
			Padding.SAME), Border.ZERO);
		Headless.assertPlanes(image, run(image, "kernel", "nearest", "stride", "3,2"), TransposedConvolution.of(Upsampling
			.nearest(3, 2)).stride(3, 2).padding(Padding.SAME), Border.ZERO);
		Headless.assertPlanes(image, run(image, "kernel", "bicubic", "stride", "2,1", "outputsize", "9,4"),
			TransposedConvolution.of(Upsampling.bicubic(2, 1)).stride(2, 1).padding(Padding.SAME).outputSize(9, 4),
			Border.ZERO);
		Headless.assertPlanes(image, run(image, "kernel", "1 2 4", "dimensions", "1D-y", "stride", "3", "padding", "valid",
			"paddingout", "2", "dilation", "2", "bias", "0.5"), TransposedConvolution.of(new Kernel(new double[] { 1, 2, 4 },
				1, 1, 1, 3)).stride(1, 3).outputPadding(0, 2).dilation(1, 2).bias(0.5), Border.ZERO);
		assertEquals(6, run(image, "dimensions", "1D-z").getNSlices());
		assertEquals(7, run(image, "dimensions", "1D-z", "outputsize", "7").getNSlices());
		assertEquals(5, run(image, "dimensions", "1D-z", "outputsize", "7").getWidth());
	}

	@Test
	void aBankIsWrittenAsInAConvolution() throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 3, 2, 1, 2);
		final String bank = "1 2 ~ 3 4 # 5 6 ~ 7 8 # 9 10 ~ 11 12";
		final ImagePlus mixed = run(image, "kernel", bank, "dimensions", "1D-x", "padding", "valid", "bias", "0,1,2");
		assertEquals(3, mixed.getNChannels());
		assertEquals("kernel 3", mixed.getStack().getSliceLabel(3));
		for (int t = 0; t < 2; t++)
			for (int k = 0; k < 3; k++)
				for (int y = 0; y < 3; y++)
					for (int x = 0; x < 8; x++) {
						double expected = k;
						for (int c = 0; c < 2; c++)
							expected += (1 + 4 * k + 2 * c + x % 2) * plane(image, c, t).getf(x / 2, y);
						assertEquals(expected, plane(mixed, k, t).getf(x, y));
					}
		final ImagePlus separate = run(image, "kernel", "1 2 # 3 4", "dimensions", "1D-x", "padding", "valid");
		assertEquals(4, separate.getNChannels());
		assertEquals("kernel 1 of channel 2", separate.getStack().getSliceLabel(3));
		for (int q = 0; q < 4; q++)
			for (int x = 0; x < 8; x++)
				assertEquals((1 + q % 2 * 2 + x % 2) * plane(image, q / 2, 1).getf(x / 2, 2), plane(separate, q, 1).getf(x, 2));
		final ImagePlus grouped = run(image, "kernel", "1 2 # 3 4 # 5 6 # 7 8", "dimensions", "1D-x", "padding", "valid",
			"groups", 2);
		for (int q = 0; q < 4; q++)
			for (int x = 0; x < 8; x++)
				assertEquals((1 + 2 * q + x % 2) * plane(image, q / 2, 0).getf(x / 2, 1), plane(grouped, q, 0).getf(x, 1));
	}

	private static ImageProcessor plane(final ImagePlus image, final int c, final int t) {
		return image.getStack().getProcessor(image.getStackIndex(c + 1, 1, t + 1));
	}

	@Test
	void aNumpyFileHasTheChannelsOfTheImageFirst(@TempDir final Path folder) throws Exception {
		// (2 channels of the image, 3 channels of the result, 1, 2)
		final Path file = folder.resolve("weights.npy");
		npy(file, "(2, 3, 1, 2)", 1, 2, 5, 6, 9, 10, 3, 4, 7, 8, 11, 12);
		final ImagePlus image = Headless.hyperstack(4, 3, 2, 1, 1);
		final ImagePlus fromFile = run(image, "kernel", file.toString(), "stride", "2,1", "channels", "mixed");
		final ImagePlus fromText = run(image, "kernel", "1 2 ~ 3 4 # 5 6 ~ 7 8 # 9 10 ~ 11 12", "stride", "2,1");
		assertEquals(3, fromFile.getNChannels());
		for (int n = 1; n <= 3; n++)
			assertArrayEquals((float[]) fromText.getStack().getPixels(n), (float[]) fromFile.getStack().getPixels(n));
		// two groups: the first channel makes the first two, the second the other two
		npy(file, "(2, 2, 1, 2)", 1, 2, 3, 4, 5, 6, 7, 8);
		final ImagePlus groups = run(image, "kernel", file.toString(), "stride", "2,1", "groups", 2);
		final ImagePlus same = run(image, "kernel", "1 2 # 3 4 # 5 6 # 7 8", "stride", "2,1", "groups", 2);
		for (int n = 1; n <= 4; n++)
			assertArrayEquals((float[]) same.getStack().getPixels(n), (float[]) groups.getStack().getPixels(n));
	}

	private static void npy(final Path file, final String shape, final float... values) throws IOException {
		String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
		while ((header.length() + 11) % 64 != 0)
			header += " ";
		header += "\n";
		final ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * values.length).order(
			ByteOrder.LITTLE_ENDIAN);
		bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort(
			(short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
		for (final float v : values)
			bytes.putFloat(v);
		Files.write(file, bytes.array());
	}

	@Test
	void objectsKeepTheirPhysicalPlace() throws Exception {
		final ImagePlus blob = Headless.blob();
		for (final String kernel : new String[] { "nearest", "bilinear", "bicubic" })
			Headless.assertSamePlace(blob, run(blob, "kernel", kernel, "stride", "2,3"), 1e-3);
		Headless.assertSamePlace(blob, run(blob, "kernel", "1 1; 1 1; 1 1", "stride", "2,3", "padding", "1:0,2",
			"paddingout", "1"), 1e-3);
		assertEquals(0.125, run(blob).getCalibration().pixelWidth);
	}

	@Test
	void theReportTellsACheckerboardAndItsRemedy() throws Exception {
		assertEquals("The overlap is even: away from the ends every sample rests on 4 taps of the kernel.", report("kernel",
			"box:4", "stride", "2"));
		final String uneven = report("kernel", "box:3", "stride", "2");
		assertTrue(uneven.contains("along x samples rest in turn on 2, 1 taps (kernel size 3, stride 2)"), uneven);
		assertTrue(uneven.contains("divisible by the stride (4 along x, 4 along y), or Upsample..."), uneven);
		final String dilated = report("kernel", "box:2", "stride", "2", "dilation", "2");
		assertTrue(dilated.contains("2, 0 taps (kernel size 2, stride 2, dilation 2)"), dilated);
		assertTrue(dilated.contains("2 along x with a dilation that has no divisor in common"), dilated);
		final String interpolation = report("kernel", "bilinear", "stride", "3");
		assertTrue(interpolation.contains("uneven: along x samples rest in turn on 2, 2, 1 taps"), interpolation);
		assertTrue(interpolation.contains("But these weights even it out"), interpolation);
	}

	@Test
	void overlapGivesThePatternOfTapsWhateverTheImage() throws Exception {
		final ImagePlus image = Headless.blob();
		final ImagePlus pattern = run(image, "kernel", "0.5 7 -2", "dimensions", "1D-x", "stride", "2", "padding", "valid",
			"overlap", true, "bias", "3", "output", "same");
		assertEquals(32, pattern.getBitDepth());
		assertEquals(83, pattern.getWidth());
		assertEquals(36, pattern.getHeight());
		for (int x = 0; x < 83; x++)
			assertEquals(x == 0 || x == 82 || x % 2 == 1 ? 1 : 2, pattern.getProcessor().getf(x, 17));
		assertEquals(0.125, pattern.getCalibration().pixelWidth);
		assertEquals(4, run(Headless.hyperstack(4, 3, 2, 2, 2), "dimensions", "3D", "overlap", true).getStackSize());
	}

	@Test
	void rgbStaysRgb() throws Exception {
		final ImagePlus rgb = Headless.rgb(5, 4);
		final ImagePlus result = run(rgb, "kernel", "nearest", "output", "same");
		assertEquals(24, result.getBitDepth());
		Headless.assertPlanes(rgb, result, TransposedConvolution.of(Upsampling.nearest(2, 2)).stride(2), Border.ZERO);
	}

	@Test
	void wrongValuesAreRefusedWithWhatIsAllowed() {
		refused("kernel row 1, column 2 is 'x'", "kernel", "1 x");
		refused("mode is 'flip', but must be one of correlation, convolution", "mode", "flip");
		refused("stride is 0 along y", "stride", "2,0");
		refused("paddingout is -1 along x, but must be at least 0", "paddingout", "-1");
		refused("output padding is 2, but must be at least 0 and less than the larger of stride 2 and dilation 1",
			"paddingout", "2", "padding", "valid");
		refused("output size is 99 along x", "outputsize", "99");
		refused("padding '1' and an output size are given together", "outputsize", "12", "padding", "1");
		refused("bias has 2 values, but there is 1 output channel", "bias", "1,2");
		refused("groups is 0", "groups", 0);
		refused("output channels are not divisible by groups=2", "groups", 2);
		refused("channels=mixed, but the kernel has 1 input channel", "channels", "mixed");
		refused("The kernel has 3 input channels (separated by ~), but the image has 2 channels", "kernel", "1 ~ 2 ~ 3");
		refused("No output along x", "padding", "9");
		refused("channels is 'all'", "channels", "all");
	}
}
