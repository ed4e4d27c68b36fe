package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.Filter;
import io.github.convolvej.network.FilterOperation;
import io.github.convolvej.network.ImageOperation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/**
 * Commands run headless in a bare SciJava context, images to run them on, and the
 * same computed through the Java API.
 */
final class Headless {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	private Headless() {}

	/** What the command gives for these inputs; others have their defaults. */
	static Module module(final Class<? extends FilterCommand> command, final ImagePlus image, final Object... keysAndValues)
		throws InterruptedException, ExecutionException
	{
		final Object[] inputs = Arrays.copyOf(keysAndValues, keysAndValues.length + 2);
		inputs[keysAndValues.length] = "image";
		inputs[keysAndValues.length + 1] = image;
		return CONTEXT.service(CommandService.class).run(command, true, inputs).get();
	}

	static ImagePlus run(final Class<? extends FilterCommand> command, final ImagePlus image,
		final Object... keysAndValues) throws InterruptedException, ExecutionException
	{
		return (ImagePlus) module(command, image, keysAndValues).getOutput("result");
	}

	/** Checks that these inputs are refused with a message that has these words. */
	static void refused(final String words, final Class<? extends FilterCommand> command, final ImagePlus image,
		final Object... keysAndValues)
	{
		Throwable thrown = assertThrows(ExecutionException.class, () -> run(command, image, keysAndValues));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		assertEquals(IllegalArgumentException.class, thrown.getClass(), String.valueOf(thrown));
		assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
	}

	/** A 32-bit image of whole numbers from -99 to 99. */
	static ImagePlus hyperstack(final int width, final int height, final int c, final int z, final int t) {
		final Random random = new Random(31 * width + height);
		final ImageStack stack = new ImageStack(width, height);
		for (int n = 0; n < c * z * t; n++) {
			final float[] plane = new float[width * height];
			for (int i = 0; i < plane.length; i++)
				plane[i] = random.nextInt(199) - 99;
			stack.addSlice("plane " + n, plane);
		}
		final ImagePlus image = IJ.createHyperStack("stack.tif", width, height, c, z, t, 32);
		image.setStack(stack, c, z, t);
		return image;
	}

	/** Red, green and blue of any value. */
	static ImagePlus rgb(final int width, final int height) {
		final Random random = new Random(7);
		return new ImagePlus("rgb.tif", new ColorProcessor(width, height, random.ints(width * height).toArray()));
	}

	/** Channels (X, Y, C) of a slice and time point, counted from 0. */
	static Img<FloatType> channels(final ImagePlus image, final int z, final int t) {
		final boolean rgb = image.getBitDepth() == 24;
		final int nc = rgb ? 3 : image.getNChannels();
		final Img<FloatType> img = ArrayImgs.floats(image.getWidth(), image.getHeight(), nc);
		for (int c = 0; c < nc; c++) {
			final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(rgb ? 1 : c + 1, z + 1, t + 1));
			final ImageProcessor values = rgb ? ((ColorProcessor) plane).getChannel(c + 1, null) : plane;
			int i = 0;
			for (final FloatType v : Views.flatIterable(Views.hyperSlice(img, 2, c)))
				v.set(values.getf(i++));
		}
		return img;
	}

	/** Checks that every slice and time point of a result is what the filter gives for that of the image, over (X, Y, C). */
	static void assertPlanes(final ImagePlus image, final ImagePlus result, final Filter filter, final Border border) {
		assertPlanes(image, result, FilterOperation.of(filter), border);
	}

	static void assertPlanes(final ImagePlus image, final ImagePlus result, final ImageOperation filter,
		final Border border)
	{
		assertEquals(image.getNSlices(), result.getNSlices());
		assertEquals(image.getNFrames(), result.getNFrames());
		for (int t = 0; t < image.getNFrames(); t++)
			for (int z = 0; z < image.getNSlices(); z++) {
				final Img<FloatType> expected = filter.apply(channels(image, z, t), border);
				final Img<FloatType> actual = channels(result, z, t);
				assertArrayEquals(expected.dimensionsAsLongArray(), actual.dimensionsAsLongArray());
				assertArrayEquals(values(expected), values(actual), "slice " + z + ", time point " + t);
			}
	}

	static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final List<Double> values = new ArrayList<>();
		for (final RealType<?> v : Views.flatIterable(image))
			values.add(v.getRealDouble());
		return values.stream().mapToDouble(Double::doubleValue).toArray();
	}

	/** A calibrated image of one bright blob, off the centre and well inside. */
	static ImagePlus blob() {
		final FloatProcessor plane = new FloatProcessor(41, 36);
		for (int y = 0; y < 36; y++)
			for (int x = 0; x < 41; x++)
				plane.setf(x, y, (float) (1000 * Math.exp(-(Math.pow(x - 17.3, 2) + Math.pow(y - 21.6, 2)) / 8)));
		final ImagePlus image = new ImagePlus("blob.tif", plane);
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("um");
		calibration.pixelWidth = 0.25;
		calibration.pixelHeight = 0.5;
		calibration.xOrigin = 3;
		calibration.yOrigin = -2;
		return image;
	}

	/** Checks that the centroid of a result's first plane lies where that of the image does, in physical units. */
	static void assertSamePlace(final ImagePlus image, final ImagePlus result, final double tolerance) {
		assertArrayEquals(centroid(image), centroid(result), tolerance);
	}

	private static double[] centroid(final ImagePlus image) {
		final Calibration c = image.getCalibration();
		final ImageProcessor plane = image.getStack().getProcessor(1);
		double sum = 0;
		double sx = 0;
		double sy = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++) {
				final double v = plane.getf(x, y);
				sum += v;
				sx += v * (x + 0.5);
				sy += v * (y + 0.5);
			}
		return new double[] { (sx / sum - c.xOrigin) * c.pixelWidth, (sy / sum - c.yOrigin) * c.pixelHeight };
	}
}
