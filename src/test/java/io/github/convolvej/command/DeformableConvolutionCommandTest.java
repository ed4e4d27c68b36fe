package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.deformable.DeformableConvolution;
import io.github.convolvej.filter.pointwise.Activation;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Filters;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.macro.Interpreter;

class DeformableConvolutionCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(DeformableConvolutionCommand.class, image, keysAndValues);
	}

	/** Runs with images open whose titles the parameters name. */
	private static ImagePlus withOpen(final ImagePlus[] open, final ImagePlus image, final Object... keysAndValues)
		throws Exception
	{
		Interpreter.batchMode = true;
		for (final ImagePlus o : open)
			Interpreter.addBatchModeImage(o);
		try {
			return run(image, keysAndValues);
		}
		finally {
			for (final ImagePlus o : open)
				Interpreter.removeBatchModeImage(o);
			Interpreter.batchMode = false;
		}
	}

	/** Quarters between -bound and bound. */
	private static ImagePlus quarters(final String title, final double bound, final int... size) {
		final Random random = new Random(title.hashCode());
		final ImageStack stack = new ImageStack(size[0], size[1]);
		for (int n = 0; n < size[2] * size[3] * size[4]; n++) {
			final float[] plane = new float[size[0] * size[1]];
			for (int i = 0; i < plane.length; i++)
				plane[i] = (float) (Math.rint((2 * random.nextDouble() - 1) * bound * 4) / 4);
			stack.addSlice(null, plane);
		}
		final ImagePlus image = IJ.createHyperStack(title, size[0], size[1], size[2], size[3], size[4], 32);
		image.setStack(stack, size[2], size[3], size[4]);
		return image;
	}

	private static String bank(final int seed, final int kernels, final int parts, final String separator) {
		final Random random = new Random(seed);
		final StringBuilder text = new StringBuilder();
		for (int k = 0; k < kernels; k++)
			for (int c = 0; c < parts; c++) {
				text.append(c > 0 ? " ~ " : k > 0 ? " # " : "");
				for (int t = 0; t < 4; t++)
					text.append(t == 0 ? "" : t == 2 ? separator : " ").append((random.nextInt(9) - 4) / 16.0);
			}
		return text.toString();
	}

	@Test
	void offsetsAndMaskOfImagesMoveAndWeighTheTaps() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 6, 4, 2, 2);
		final ImagePlus offsets = quarters("offsets", 2, 4, 4, 2 * 4 * 2, 2, 2);
		final ImagePlus mask = quarters("mask", 1, 4, 4, 2 * 4, 2, 2);
		final String text = bank(1, 2, 2, "; ");
		final Kernel kernel = KernelText.parse(text, 2).withGroups(2).withBias(1, -1);
		final DeformableConvolution filter = DeformableConvolution.of(kernel).stride(2).padding(Padding.explicit(1)).dilation(
			2, 1).offsetGroups(2).modulated();
		final Object[] keys = { "kernel", text, "offsets", "offsets", "mask", "mask", "stride", "2", "padding", "1",
			"dilation", "2,1", "groups", 2, "partitions", 2, "bias", "1,-1" };
		final ImagePlus result = withOpen(new ImagePlus[] { offsets, mask }, image, keys);
		assertEquals("stack-deformable-convolution", result.getTitle());
		assertEquals(2, result.getNChannels());
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 2; z++)
				assertArrayEquals(Headless.values(Filters.apply(filter, Arrays.asList(Headless.channels(image, z, t), Headless
					.channels(offsets, z, t), Headless.channels(mask, z, t)), Border.ZERO, new FloatType())), Headless.values(
						Headless.channels(result, z, t)));
		final Object[] bounded = Arrays.copyOf(keys, keys.length + 2);
		bounded[keys.length] = "largest";
		bounded[keys.length + 1] = "2";
		final ImagePlus near = withOpen(new ImagePlus[] { offsets, mask }, image, bounded);
		for (int n = 1; n <= 8; n++)
			assertArrayEquals((float[]) result.getStack().getPixels(n), (float[]) near.getStack().getPixels(n));
	}

	@Test
	void anOffsetOfOneRowReadsTheNextRow(@TempDir final Path folder) throws Exception {
		final ImagePlus image = Headless.hyperstack(5, 4, 1, 1, 1);
		final ImagePlus offsets = IJ.createHyperStack("down", 5, 4, 2, 1, 1, 32);
		for (int i = 0; i < 20; i++)
			offsets.getStack().getProcessor(1).setf(i, 1);
		final Path file = folder.resolve("down.tif");
		IJ.saveAsTiff(offsets, file.toString());
		final ImagePlus result = run(image, "kernel", "1", "offsets", file.toString());
		for (int y = 0; y < 4; y++)
			for (int x = 0; x < 5; x++)
				assertEquals(y == 3 ? 0 : image.getProcessor().getf(x, y + 1), result.getProcessor().getf(x, y));
	}

	@Test
	void offsetsAndMaskMayComeFromConvolutionsOfTheImage() throws Exception {
		final ImagePlus image = Headless.hyperstack(6, 5, 2, 2, 2);
		final String text = bank(2, 3, 2, "; ");
		final String moving = bank(3, 8, 2, "; ");
		final String masking = bank(4, 4, 2, "; ");
		final ImagePlus result = run(image, "kernel", text, "offsetweights", moving, "offsetconstant", "0.5", "maskweights",
			masking, "maskconstant", "1,2,3,4", "stride", "1,2");
		final Convolution offsets = Convolution.of(KernelText.parse(moving, 2).withBias(0.5)).stride(1, 2);
		final Convolution mask = Convolution.of(KernelText.parse(masking, 2).withBias(1, 2, 3, 4)).stride(1, 2);
		final DeformableConvolution filter = DeformableConvolution.of(KernelText.parse(text, 2)).stride(1, 2).modulated();
		for (int t = 0; t < 2; t++)
			for (int z = 0; z < 2; z++) {
				final Img<FloatType> channels = Headless.channels(image, z, t);
				final Img<FloatType> factors = Filters.apply(Activation.sigmoid(3), Filters.apply(mask, channels));
				assertArrayEquals(Headless.values(Filters.apply(filter, Arrays.asList(channels, Filters.apply(offsets, channels),
					factors), Border.ZERO, new FloatType())), Headless.values(Headless.channels(result, z, t)));
			}
	}

	@Test
	void inThreeDimensionsOffsetsMoveAlongZToo() throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 3, 1, 3, 1);
		final ImagePlus result = run(image, "kernel", "1", "dimensions", "3D", "offsetweights", "0 # 0 # 0", "offsetconstant",
			"1,0,-1");
		for (int z = 0; z < 3; z++)
			for (int y = 0; y < 3; y++)
				for (int x = 0; x < 4; x++)
					assertEquals(z == 2 || x == 0 ? 0 : image.getStack().getProcessor(z + 2).getf(x - 1, y), result.getStack()
						.getProcessor(z + 1).getf(x, y));
		final ImagePlus half = run(image, "kernel", "1", "dimensions", "3D", "offsetweights", "0 # 0 # 0", "maskweights", "0");
		for (int z = 1; z <= 3; z++)
			for (int i = 0; i < 12; i++)
				assertEquals(0.5 * image.getStack().getProcessor(z).getf(i), half.getStack().getProcessor(z).getf(i));
	}

	@Test
	void withoutOffsetsItIsTheConvolutionAndSaysSo() throws Exception {
		final ImagePlus image = Headless.hyperstack(6, 5, 1, 2, 2);
		final Module module = Headless.module(DeformableConvolutionCommand.class, image, "kernel", "1 2; 3 4");
		assertTrue(((String) module.getOutput("report")).contains("all offsets are 0"));
		Headless.assertPlanes(image, (ImagePlus) module.getOutput("result"), Convolution.of(KernelText.parse("1 2; 3 4", 2)),
			Border.ZERO);
		assertEquals("", Headless.module(DeformableConvolutionCommand.class, image, "kernel", "1", "offsetweights", "0 # 0")
			.getOutput("report"));
	}

	@Test
	void rgbAndPhysicalPlace() throws Exception {
		final ImagePlus rgb = Headless.rgb(6, 5);
		final ImagePlus still = run(rgb, "kernel", "1 ~ 0 ~ 0 # 0 ~ 1 ~ 0 # 0 ~ 0 ~ 1", "offsetweights", "0 # 0", "output",
			"same");
		assertEquals(24, still.getBitDepth());
		assertArrayEquals(Headless.values(Headless.channels(rgb, 0, 0)), Headless.values(Headless.channels(still, 0, 0)));
		final ImagePlus blob = Headless.blob();
		final String still4x4 = String.join(" # ", Collections.nCopies(32, "0 0 0 0; 0 0 0 0; 0 0 0 0; 0 0 0 0"));
		Headless.assertSamePlace(blob, run(blob, "kernel", "box:4", "stride", "2", "padding", "1:2", "offsetweights",
			still4x4), 1e-3);
	}

	@Test
	void wrongValuesAreRefusedWithWhatIsAllowed() throws Exception {
		final ImagePlus image = Headless.hyperstack(6, 5, 2, 2, 1);
		refused("offsets and offsetweights are both given", image, "offsets", "x", "offsetweights", "1");
		refused("mask is 'x', but neither offsets nor offsetweights", image, "mask", "x");
		refused("offsets is 'x', but there is neither an open image", image, "offsets", "x");
		refused("partitions is 3, but the image has 2 channels", image, "partitions", 3);
		refused("groups is 3, but the image has 2 channels", image, "groups", 3);
		refused("offsetweights has 3 kernels (separated by #), but must have partitions * taps * axes = 2", image, "kernel",
			"1", "offsetweights", "0 # 0 # 0");
		refused("maskweights has 2 kernels (separated by #), but must have partitions * taps = 1", image, "kernel", "1",
			"offsetweights", "0 # 0", "maskweights", "0 # 0");
		refused("offsetweights: kernel row 1", image, "kernel", "1", "offsetweights", "x y");
		refused("largest is '-1', but must be one number of at least 0", image, "kernel", "1", "offsetweights", "0 # 0",
			"largest", "-1");
		refused("but the largest offset allowed is 0.5", image, "kernel", "1", "offsetweights", "0 # 0", "offsetconstant", "1",
			"largest", "0.5");
		refused("The offset image has 2 samples along x, but must have as many as the result, 3", image, "kernel", "1",
			"offsetweights", "0 0 0 # 0 0 0", "stride", "2", "padding", "valid");
		final ImagePlus flat = quarters("flat", 1, 6, 5, 2, 1, 1);
		Interpreter.batchMode = true;
		Interpreter.addBatchModeImage(flat);
		try {
			refused("offsets 'flat' has 1 slices and 1 time points, but must have as many as the image: 2 and 1", image,
				"kernel", "1", "offsets", "flat");
			refused("offset groups * taps * axes = 1 * 9 * 2 = 18", Headless.hyperstack(6, 5, 2, 1, 1), "kernel", "box:3",
				"offsets", "flat");
		}
		finally {
			Interpreter.removeBatchModeImage(flat);
			Interpreter.batchMode = false;
		}
	}

	private static void refused(final String words, final ImagePlus image, final Object... keysAndValues) {
		Headless.refused(words, DeformableConvolutionCommand.class, image, keysAndValues);
	}
}
