package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;

import java.util.Random;
import java.util.concurrent.ExecutionException;

import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** Runs commands without a window, and makes images for them. */
final class CommandRuns {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	private CommandRuns() {}

	/** All outputs of a command; inputs are keys and values in turn, the image's key is "image". */
	static Module module(final Class<? extends FilterCommand> command, final Object... inputs) throws Exception {
		return CONTEXT.service(CommandService.class).run(command, true, inputs).get();
	}

	static ImagePlus run(final Class<? extends FilterCommand> command, final ImagePlus image, final Object... inputs)
		throws Exception
	{
		return (ImagePlus) module(command, with(image, inputs)).getOutput("result");
	}

	static Object[] with(final ImagePlus image, final Object... inputs) {
		final Object[] all = new Object[inputs.length + 2];
		all[0] = "image";
		all[1] = image;
		System.arraycopy(inputs, 0, all, 2, inputs.length);
		return all;
	}

	/** The command refuses: with a message that has all these parts. */
	static void assertRefused(final Class<? extends FilterCommand> command, final ImagePlus image, final Object[] inputs,
		final String... parts)
	{
		Throwable e = assertThrows(ExecutionException.class, () -> run(command, image, inputs));
		while (e.getCause() != null && !(e instanceof IllegalArgumentException))
			e = e.getCause();
		final String message = assertInstanceOf(IllegalArgumentException.class, e).getMessage();
		for (final String part : parts)
			assertTrue(message.contains(part), () -> "no '" + part + "' in: " + message);
	}

	/** Random samples of all values that the type has (32-bit: whole numbers of both signs), the same ones each time. */
	static ImagePlus image(final int depth, final int w, final int h, final int c, final int z, final int t) {
		final Random random = new Random(depth + w);
		final ImageStack stack = new ImageStack(w, h);
		for (int n = 0; n < c * z * t; n++) {
			final ImageProcessor plane = depth == 8 ? new ByteProcessor(w, h) : depth == 16 ? new ShortProcessor(w, h)
				: depth == 24 ? new ColorProcessor(w, h) : new FloatProcessor(w, h);
			for (int i = 0; i < w * h; i++)
				if (depth == 32) plane.setf(i, random.nextInt(2001) - 1000);
				else plane.set(i, random.nextInt(1 << depth));
			stack.addSlice("plane " + n, plane);
		}
		final ImagePlus plain = new ImagePlus("cells.tif", stack);
		plain.setDimensions(c, z, t);
		final ImagePlus image = c > 1 ? new CompositeImage(plain, CompositeImage.COMPOSITE) : plain;
		image.setOpenAsHyperStack(c > 1 || z > 1 && t > 1);
		return image;
	}

	/** A sample; channels of RGB images are red, green, blue. All indices count from 0. */
	static double sample(final ImagePlus image, final int x, final int y, final int c, final int z, final int t) {
		final boolean rgb = image.getBitDepth() == 24;
		final int n = image.getStackIndex((rgb ? c / 3 : c) + 1, z + 1, t + 1) - 1;
		return rgb ? image.getStack().getProcessor(n + 1).get(x, y) >> 16 - 8 * (c % 3) & 0xff : image.getStack().getVoxel(
			x, y, n);
	}

	static int channels(final ImagePlus image) {
		return image.getNChannels() * (image.getBitDepth() == 24 ? 3 : 1);
	}

	/** Width, height, channels, slices, frames. */
	static void assertDimensions(final ImagePlus image, final int... dimensions) {
		final int[] actual = image.getDimensions();
		for (int d = 0; d < 5; d++)
			assertEquals(dimensions[d], actual[d], "dimension " + d + " of " + image);
	}

	/** Where a sample's centre is, in the image's unit. */
	static double[] place(final ImagePlus image, final int x, final int y, final int z) {
		final ij.measure.Calibration c = image.getCalibration();
		return new double[] { c.getX(x + 0.5), c.getY(y + 0.5), c.getZ(z + 0.5) };
	}
}
