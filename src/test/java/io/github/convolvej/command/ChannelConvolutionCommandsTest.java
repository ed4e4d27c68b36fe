package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Filters;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** Depthwise separable, pointwise and grouped convolution. */
class ChannelConvolutionCommandsTest {

	private static ImagePlus pointwise(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(PointwiseConvolutionCommand.class, image, keysAndValues);
	}

	private static ImagePlus grouped(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(GroupedConvolutionCommand.class, image, keysAndValues);
	}

	private static ImagePlus separable(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(DepthwiseSeparableConvolutionCommand.class, image, keysAndValues);
	}

	private static ImageProcessor plane(final ImagePlus image, final int c, final int z, final int t) {
		return image.getStack().getProcessor(image.getStackIndex(c + 1, z + 1, t + 1));
	}

	@Test
	void theRowsOfAMatrixAreOutputChannels() throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 3, 2, 3, 2);
		final ImagePlus result = pointwise(image, "matrix", "1 2; 0 -1; 3 0.5", "bias", "10,20,30");
		assertEquals("stack-pointwise-convolution", result.getTitle());
		assertEquals(3, result.getNChannels());
		assertEquals("output 3", result.getStack().getSliceLabel(3));
		final double[][] rows = { { 1, 2 }, { 0, -1 }, { 3, 0.5 } };
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 3; z++)
				for (int k = 0; k < 3; k++)
					for (int i = 0; i < 12; i++)
						assertEquals(10 * (k + 1) + rows[k][0] * plane(image, 0, z, t).getf(i) + rows[k][1] * plane(image, 1, z, t)
							.getf(i), plane(result, k, z, t).getf(i));
	}

	@Test
	void theDefaultIsTheMeanOfTheChannels() throws Exception {
		final ImagePlus rgb = Headless.rgb(50, 40);
		final ImagePlus grey = pointwise(rgb, "output", "same");
		assertEquals(8, grey.getBitDepth());
		// ImageJ's own conversion of RGB to 8-bit
		assertArrayEquals((byte[]) rgb.getProcessor().convertToByte(false).getPixels(), (byte[]) grey.getProcessor()
			.getPixels());
		assertEquals(1, pointwise(Headless.hyperstack(4, 3, 1, 1, 1)).getNChannels());
	}

	@Test
	void unmixingGivesBackWhatBledThrough() throws Exception {
		// the numbers of the manual: 20 % of the second dye shows in the first channel, 10 % of the first in the second
		final ImagePlus dyes = Headless.hyperstack(6, 5, 2, 2, 1);
		final ImagePlus measured = pointwise(dyes, "matrix", "1 0.2; 0.1 1");
		final ImagePlus unmixed = pointwise(measured, "matrix", "1.0204 -0.2041; -0.1020 1.0204");
		for (int n = 1; n <= 4; n++)
			for (int i = 0; i < 30; i++)
				assertEquals(dyes.getStack().getProcessor(n).getf(i), unmixed.getStack().getProcessor(n).getf(i), 0.02);
	}

	@Test
	void asManyOutputsAsChannelsKeepTheirColours() throws Exception {
		final CompositeImage image = new CompositeImage(Headless.hyperstack(4, 3, 2, 1, 1), CompositeImage.COMPOSITE);
		final LUT[] luts = { LUT.createLutFromColor(Color.magenta), LUT.createLutFromColor(Color.green) };
		image.setLuts(luts);
		// results of both signs are grey
		for (int n = 1; n <= image.getStackSize(); n++)
			image.getStack().getProcessor(n).abs();
		final ImagePlus square = pointwise(image, "matrix", "1 1; 0 1");
		assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) square).getMode());
		assertEquals(luts[0].getRGB(255), square.getLuts()[0].getRGB(255));
		assertEquals("plane 1", square.getStack().getSliceLabel(2));
		final ImagePlus more = pointwise(image, "matrix", "1 -1; 0 1; 1 1");
		assertEquals(0xffffffff, more.getLuts()[0].getRGB(255));
		final ImagePlus rgb = pointwise(Headless.rgb(5, 4), "matrix", "0 0 1; 0 1 0; 1 0 0", "output", "same");
		assertEquals(24, rgb.getBitDepth());
		final int before = Headless.rgb(5, 4).getProcessor().getPixel(3, 2);
		assertEquals((before & 0xff) << 16 | before & 0xff00 | before >> 16 & 0xff, rgb.getProcessor().getPixel(3, 2) &
			0xffffff);
	}

	@Test
	void aMatrixMayComeFromAFileOrABank(@TempDir final Path folder) throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 3, 2, 1, 1);
		final Path file = folder.resolve("matrix.csv");
		Files.writeString(file, "1,2\n0,-1\n3,0.5\n");
		final ImagePlus expected = pointwise(image, "matrix", "1 2; 0 -1; 3 0.5");
		for (final String matrix : new String[] { file.toString(), "1 ~ 2 # 0 ~ -1 # 3 ~ 0.5" })
			for (int n = 1; n <= 3; n++)
				assertArrayEquals((float[]) expected.getStack().getPixels(n), (float[]) pointwise(image, "matrix", matrix)
					.getStack().getPixels(n));
		final ImagePlus same = pointwise(image, "matrix", "identity");
		for (int n = 1; n <= 2; n++)
			assertArrayEquals((float[]) image.getStack().getPixels(n), (float[]) same.getStack().getPixels(n));
	}

	@Test
	void groupsAreConvolvedByThemselves() throws Exception {
		final ImagePlus image = Headless.hyperstack(5, 4, 4, 2, 2);
		final String bank = "1 2; 3 4 ~ 0 1; 1 0 # 5 6; 7 8 ~ 2 0; 0 2 # 1 0; 0 1 ~ 1 1; 1 1 # 0 0; 0 1 ~ 3 0; 0 0";
		final Kernel kernel = KernelText.parse(bank, 2).withGroups(2).withBias(1, 2, 3, 4);
		final ImagePlus result = grouped(image, "kernel", bank, "groups", 2, "stride", "2,1", "padding", "1", "border",
			"reflect", "bias", "1,2,3,4");
		assertEquals("stack-grouped-convolution", result.getTitle());
		Headless.assertPlanes(image, result, Convolution.of(kernel).stride(2, 1).padding(Padding.explicit(1)),
			Border.REFLECT);
		final ImagePlus shuffled = grouped(image, "kernel", bank, "groups", 2, "stride", "2,1", "padding", "1", "border",
			"reflect", "bias", "1,2,3,4", "shuffle", true);
		final int[] from = { 0, 2, 1, 3 };
		for (int z = 0; z < 2; z++)
			for (int c = 0; c < 4; c++)
				assertArrayEquals((float[]) plane(result, from[c], z, 1).getPixels(), (float[]) plane(shuffled, c, z, 1)
					.getPixels());
		assertEquals("kernel 3", shuffled.getStack().getSliceLabel(2));
	}

	@Test
	void aSingleKernelServesEveryGroupAndChannel() throws Exception {
		final ImagePlus image = Headless.hyperstack(5, 4, 4, 1, 1);
		final ImagePlus result = grouped(image, "kernel", "1 2 3", "groups", 2);
		assertEquals(2, result.getNChannels());
		final double[] weights = { 1, 2, 3 };
		for (int g = 0; g < 2; g++)
			for (int x = 0; x < 5; x++) {
				double sum = 0;
				for (int c = 2 * g; c < 2 * g + 2; c++)
					for (int t = 0; t < 3; t++)
						if (x + t - 1 >= 0 && x + t - 1 < 5) sum += weights[t] * plane(image, c, 0, 0).getf(x + t - 1, 2);
				assertEquals(sum, plane(result, g, 0, 0).getf(x, 2));
			}
		// one part for both channels of a group, a kernel for each group
		final ImagePlus two = grouped(image, "kernel", "1 2 3 # 0 1 0", "groups", 2);
		assertArrayEquals((float[]) plane(result, 0, 0, 0).getPixels(), (float[]) plane(two, 0, 0, 0).getPixels());
		assertEquals(plane(image, 2, 0, 0).getf(3, 1) + plane(image, 3, 0, 0).getf(3, 1), plane(two, 1, 0, 0).getf(3, 1));
		final ImagePlus rgb = Headless.rgb(6, 5);
		final ImagePlus sharper = grouped(rgb, "kernel", "sharpen", "groups", 3, "output", "same", "shuffle", true);
		assertEquals(24, sharper.getBitDepth());
		Headless.assertPlanes(rgb, grouped(rgb, "kernel", "sharpen", "groups", 3), Convolution.of(KernelText.parse("sharpen",
			2)), Border.ZERO);
	}

	@Test
	void depthwiseThenPointwiseIsOneAfterTheOther() throws Exception {
		final ImagePlus image = Headless.hyperstack(6, 5, 2, 2, 2);
		final String kernels = "1 2; 3 4 # 0 1; 1 0 # 5 6; 7 8 # 2 0; 0 2";
		final Kernel depthwise = KernelText.parse(kernels, 2).withGroups(2);
		final Kernel mixing = new Kernel(new double[] { 1, 0, 2, -1, 0.5, 0.5, 0, 3 }, 4, 2, 1, 1).withBias(1, -1);
		final ImagePlus result = separable(image, "kernel", kernels, "pointwise", "1 0 2 -1; 0.5 0.5 0 3", "bias", "1,-1",
			"stride", "1,2", "border", "symmetric", "dilation", "2");
		assertEquals("stack-depthwise-separable-convolution", result.getTitle());
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 2; z++)
				assertArrayEquals(Headless.values(Filters.apply(Convolution.of(mixing), Filters.apply(Convolution.of(depthwise)
					.stride(1, 2).dilation(2), Headless.channels(image, z, t), Border.SYMMETRIC))), Headless.values(Headless
						.channels(result, z, t)));
		// the same kernel for both channels, flipped, and the mean of the channels
		final ImagePlus shared = separable(image, "kernel", "1 2; 3 4", "mode", "convolution");
		final Convolution each = Convolution.of(KernelText.parse("1 2; 3 4", 2)).flipped();
		final Kernel mean = new Kernel(new double[] { 0.5, 0.5 }, 2, 1, 1, 1);
		assertArrayEquals(Headless.values(Filters.apply(Convolution.of(mean), Filters.apply(each, Headless.channels(image, 1,
			1)))), Headless.values(Headless.channels(shared, 1, 1)));
	}

	@Test
	void depthwiseSeparableWorksOnOneChannelInThreeDimensionsAndOnRgb() throws Exception {
		final ImagePlus one = separable(Headless.hyperstack(5, 4, 1, 3, 1), "pointwise", "1; -2", "kernel", "box:3",
			"dimensions", "3D");
		assertEquals(2, one.getNChannels());
		assertEquals(3, one.getNSlices());
		assertEquals(-2 * plane(one, 0, 1, 0).getf(2, 2), plane(one, 1, 1, 0).getf(2, 2));
		final ImagePlus along = separable(Headless.hyperstack(5, 4, 2, 3, 1), "pointwise", "identity", "kernel", "1 1 1",
			"dimensions", "1D-z", "padding", "valid");
		final ImagePlus image = Headless.hyperstack(5, 4, 2, 3, 1);
		assertEquals(1, along.getNSlices());
		for (int i = 0; i < 20; i++)
			assertEquals(plane(image, 1, 0, 0).getf(i) + plane(image, 1, 1, 0).getf(i) + plane(image, 1, 2, 0).getf(i), plane(
				along, 1, 0, 0).getf(i));
		final ImagePlus rgb = Headless.rgb(6, 5);
		assertEquals(24, separable(rgb, "pointwise", "identity", "output", "same").getBitDepth());
		assertEquals(8, separable(rgb, "output", "same").getBitDepth());
	}

	@Test
	void objectsKeepTheirPhysicalPlace() throws Exception {
		final ImagePlus blob = Headless.blob();
		Headless.assertSamePlace(blob, separable(blob, "stride", "2", "kernel", "box:4"), 1e-3);
		Headless.assertSamePlace(blob, grouped(blob, "stride", "2", "kernel", "box:2,4"), 1e-3);
		Headless.assertSamePlace(blob, pointwise(blob, "matrix", "0.5"), 1e-9);
	}

	@Test
	void wrongValuesAreRefusedWithWhatIsAllowed() {
		final ImagePlus image = Headless.hyperstack(6, 5, 4, 1, 1);
		final Class<PointwiseConvolutionCommand> pointwise = PointwiseConvolutionCommand.class;
		Headless.refused("matrix has 2 columns, but there are 4 input channels", pointwise, image, "matrix", "1 2; 3 4");
		Headless.refused("matrix is 'unmix', but must be identity, mean, rows of numbers", pointwise, image, "matrix",
			"unmix");
		Headless.refused("matrix is '', but must be", pointwise, image, "matrix", "");
		Headless.refused("matrix: row 2 has 1 entry", pointwise, image, "matrix", "1 2 3 4; 3");
		Headless.refused("matrix has several matrices", pointwise, image, "matrix", "1 2 # 3 4");
		Headless.refused("bias has 3 values, but there is 1 output channel", pointwise, image, "bias", "1,2,3");
		final Class<GroupedConvolutionCommand> grouped = GroupedConvolutionCommand.class;
		Headless.refused("groups is 3, but the image has 4 channels", grouped, image, "groups", 3);
		Headless.refused("groups is 0", grouped, image, "groups", 0);
		Headless.refused("each kernel needs channels / groups = 2", grouped, image, "groups", 2, "kernel",
			"1 ~ 2 ~ 3 # 4 ~ 5 ~ 6");
		Headless.refused("output channels are not divisible by groups=2", grouped, image, "groups", 2, "kernel",
			"1 # 2 # 3");
		final Class<DepthwiseSeparableConvolutionCommand> separable = DepthwiseSeparableConvolutionCommand.class;
		Headless.refused("There are 3 kernels (separated by #), but the image has 4 channels", separable, image, "kernel",
			"1 # 2 # 3");
		Headless.refused("a depthwise kernel sees one channel", separable, image, "kernel", "1 ~ 2 ~ 3 ~ 4");
		Headless.refused("pointwise has 4 columns, but there are 8 input channels", separable, image, "kernel",
			"1 # 2 # 3 # 4 # 5 # 6 # 7 # 8", "pointwise", "1 2 3 4");
		Headless.refused("mode is 'flip'", separable, image, "mode", "flip");
	}
}
