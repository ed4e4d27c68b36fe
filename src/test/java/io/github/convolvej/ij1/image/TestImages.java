package io.github.convolvej.ij1.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.ij1.job.CountingStack;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.run.Monitor;

import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** Images for tests, and the plainest way of reading them: sample by sample through ImageJ's own accessors. */
public final class TestImages {

	/** Bit depths of ImageJ: 24 is RGB. */
	public static final int[] DEPTHS = { 8, 16, 32, 24 };

	private TestImages() {}

	/** A plane of random samples. */
	public static ImageProcessor plane(final int depth, final int width, final int height, final Random random) {
		final ImageProcessor plane = depth == 8 ? new ByteProcessor(width, height) : depth == 16 ? new ShortProcessor(width,
			height) : depth == 24 ? new ColorProcessor(width, height) : new FloatProcessor(width, height);
		for (int i = 0; i < width * height; i++)
			if (depth == 32) plane.setf(i, random.nextFloat() * 200 - 100);
			else plane.set(i, depth == 24 ? 0xff000000 | random.nextInt(1 << 24) : random.nextInt(1 << depth));
		return plane;
	}

	/** An XYCZT image of random samples, a hyperstack if it has more than one channel. */
	public static ImagePlus hyperstack(final int depth, final int width, final int height, final int channels,
		final int slices, final int frames)
	{
		final Random random = new Random(depth * 31L + width);
		final ImageStack stack = new ImageStack(width, height);
		for (int t = 1; t <= frames; t++)
			for (int z = 1; z <= slices; z++)
				for (int c = 1; c <= channels; c++)
					stack.addSlice("c" + c + " z" + z + " t" + t, plane(depth, width, height, random));
		final ImagePlus image = new ImagePlus("cells.tif", stack);
		image.setDimensions(channels, slices, frames);
		if (channels > 1 && depth != 24) return new CompositeImage(image, CompositeImage.COMPOSITE);
		image.setOpenAsHyperStack(slices > 1 && frames > 1);
		return image;
	}

	/** The same image with planes that are loaded when they are asked for. */
	public static ImagePlus virtual(final ImagePlus image) {
		return CountingStack.virtual(image);
	}

	/** The sample of a channel; RGB images have three channels for each of their own. */
	public static float sample(final ImagePlus image, final int x, final int y, final int c, final int z, final int t) {
		final boolean rgb = image.getBitDepth() == 24;
		final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex((rgb ? c / 3 : c) + 1, z + 1, t +
			1));
		return rgb ? plane.get(x, y) >> 16 - 8 * (c % 3) & 0xff : plane.getf(x, y);
	}

	/** The samples of a box: width x height x (last - first + 1) planes of z, of one channel and time. */
	public static Img<FloatType> volume(final ImagePlus image, final int c, final int firstZ, final int lastZ,
		final int t)
	{
		final int w = image.getWidth();
		final int h = image.getHeight();
		final float[] samples = new float[w * h * (lastZ - firstZ + 1)];
		int i = 0;
		for (int z = firstZ; z <= lastZ; z++)
			for (int y = 0; y < h; y++)
				for (int x = 0; x < w; x++)
					samples[i++] = sample(image, x, y, c, z, t);
		return ArrayImgs.floats(samples, w, h, lastZ - firstZ + 1);
	}

	/** All planes of an image hold the same bits. */
	public static void assertSamePixels(final ImagePlus expected, final ImagePlus got) {
		assertArrayEquals(expected.getDimensions(), got.getDimensions());
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertSameBits(expected.getStack().getPixels(n), got.getStack().getPixels(n), "plane " + n);
	}

	/** Two arrays of samples hold the same bits. */
	public static void assertSameBits(final Object expected, final Object got, final String where) {
		assertEquals(expected.getClass(), got.getClass());
		if (expected instanceof byte[]) assertArrayEquals((byte[]) expected, (byte[]) got, where);
		else if (expected instanceof short[]) assertArrayEquals((short[]) expected, (short[]) got, where);
		else if (expected instanceof int[]) assertArrayEquals((int[]) expected, (int[]) got, where);
		else assertArrayEquals(bits((float[]) expected), bits((float[]) got), where);
	}

	private static int[] bits(final float[] values) {
		final int[] bits = new int[values.length];
		for (int i = 0; i < bits.length; i++)
			bits[i] = Float.floatToRawIntBits(values[i]);
		return bits;
	}

	/** A job with zero border that makes 32-bit images. */
	public static FilterJob job(final ImagePlus image, final Filter filter, final int spatial) {
		return FilterJobBuilder.of(ImageInput.of(image), filter, spatial).named("filtered").build();
	}

	/** The result of {@link #job}. */
	public static ImagePlus filtered(final ImagePlus image, final Filter filter, final int spatial) {
		return job(image, filter, spatial).compute(Monitor.NONE);
	}

	/** The result in the image's own type. */
	public static ImagePlus same(final ImagePlus image, final Filter filter, final int spatial) {
		return FilterJobBuilder.of(ImageInput.of(image), filter, spatial).same(true).named("filtered").build().compute(
			Monitor.NONE);
	}
}
