package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.util.Random;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/** Images for tests, and what makes two of them equal. */
final class Images {

	private Images() {}

	/** Planes of noise with everything that ImageJ keeps of an image. */
	static ImagePlus noise(final int bitDepth, final int width, final int height, final int channels, final int slices,
		final int frames)
	{
		final Random random = new Random(bitDepth + 7L * width);
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 0; i < channels * slices * frames; i++)
			stack.addSlice(i % 3 == 0 ? null : "plane " + i + " µ", plane(bitDepth, width, height, random));
		final ImagePlus plain = new ImagePlus("noise", stack);
		plain.setDimensions(channels, slices, frames);
		if (frames > 1 && slices > 1) plain.setOpenAsHyperStack(true);
		calibrate(plain);
		plain.setProperty("Info", "made by a test = \u00b5\nsecond line");
		if (channels == 1 || bitDepth == 24) return plain;
		final CompositeImage composite = new CompositeImage(plain, CompositeImage.COMPOSITE);
		for (int c = 1; c <= channels; c++) {
			final LUT lut = LUT.createLutFromColor(new Color(255 - 20 * c, 25 * c, 77));
			lut.min = 2 * c;
			lut.max = 100 + c;
			composite.setChannelLut(lut, c);
		}
		return composite;
	}

	static ImageProcessor plane(final int bitDepth, final int width, final int height, final Random random) {
		final ImageProcessor plane = bitDepth == 8 ? new ByteProcessor(width, height) : bitDepth == 16 ? new ShortProcessor(
			width, height) : bitDepth == 24 ? new ColorProcessor(width, height) : new FloatProcessor(width, height);
		for (int i = 0; i < width * height; i++)
			if (bitDepth == 32) plane.setf(i, (float) random.nextGaussian());
			else plane.set(i, random.nextInt(1 << bitDepth) | (bitDepth == 24 ? 0xff000000 : 0));
		return plane;
	}

	private static void calibrate(final ImagePlus image) {
		final Calibration c = image.getCalibration();
		c.setUnit("nm");
		// a number that millionths of its reciprocal do not keep
		c.pixelWidth = 130;
		c.pixelHeight = 97.3;
		c.pixelDepth = 301.7;
		c.xOrigin = 3.5;
		c.yOrigin = -2;
		c.zOrigin = 1.25;
		c.frameInterval = 0.37;
		c.setTimeUnit("min");
		c.fps = 12.5;
		image.setCalibration(c);
	}

	/** Compares everything but titles and pixels. */
	static void assertSameProperties(final ImagePlus expected, final ImagePlus actual) {
		assertArrayEquals(expected.getDimensions(), actual.getDimensions());
		assertEquals(expected.getBitDepth(), actual.getBitDepth());
		final Calibration e = expected.getCalibration();
		final Calibration a = actual.getCalibration();
		assertEquals(e.getUnit(), a.getUnit());
		assertEquals(e.pixelWidth, a.pixelWidth, 1e-14 * e.pixelWidth);
		assertEquals(e.pixelHeight, a.pixelHeight, 1e-14 * e.pixelHeight);
		assertEquals(e.pixelDepth, a.pixelDepth);
		assertArrayEquals(new double[] { e.xOrigin, e.yOrigin, e.zOrigin, e.frameInterval }, new double[] { a.xOrigin,
			a.yOrigin, a.zOrigin, a.frameInterval });
		// a single image is no video
		if (expected.getStackSize() > 1) assertEquals(e.fps, a.fps);
		assertEquals(e.getTimeUnit(), a.getTimeUnit());
		assertEquals(e.getFunction(), a.getFunction());
		assertArrayEquals(e.getCoefficients(), a.getCoefficients());
		assertEquals(e.getValueUnit(), a.getValueUnit());
		assertEquals(expected.getInfoProperty(), actual.getInfoProperty());
		assertEquals(expected.isComposite(), actual.isComposite());
		assertEquals(expected.isHyperStack(), actual.isHyperStack());
		assertEquals(expected.getDisplayRangeMin(), actual.getDisplayRangeMin());
		assertEquals(expected.getDisplayRangeMax(), actual.getDisplayRangeMax());
		if (expected.isComposite()) assertEquals(((CompositeImage) expected).getMode(), ((CompositeImage) actual)
			.getMode());
		if (expected.getBitDepth() == 24) return;
		assertEquals(expected.getLuts().length, actual.getLuts().length);
		for (int i = 0; i < expected.getLuts().length; i++) {
			assertArrayEquals(expected.getLuts()[i].getBytes(), actual.getLuts()[i].getBytes());
			assertEquals(expected.getLuts()[i].min, actual.getLuts()[i].min);
			assertEquals(expected.getLuts()[i].max, actual.getLuts()[i].max);
		}
	}

	static void assertSameLabels(final ImagePlus expected, final ImagePlus actual) {
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertEquals(expected.getStack().getSliceLabel(n), actual.getStack().getSliceLabel(n), "label " + n);
	}

	/** Compares pixels bit for bit. */
	static void assertSamePixels(final ImagePlus expected, final ImagePlus actual) {
		assertEquals(expected.getStackSize(), actual.getStackSize());
		for (int n = 1; n <= expected.getStackSize(); n++) {
			final Object e = expected.getStack().getProcessor(n).getPixels();
			final Object a = actual.getStack().getProcessor(n).getPixels();
			if (e instanceof byte[]) assertArrayEquals((byte[]) e, (byte[]) a, "plane " + n);
			else if (e instanceof short[]) assertArrayEquals((short[]) e, (short[]) a, "plane " + n);
			else if (e instanceof int[]) assertArrayEquals((int[]) e, (int[]) a, "plane " + n);
			else assertArrayEquals(bits((float[]) e), bits((float[]) a), "plane " + n);
		}
	}

	private static int[] bits(final float[] values) {
		final int[] bits = new int[values.length];
		for (int i = 0; i < bits.length; i++)
			bits[i] = Float.floatToRawIntBits(values[i]);
		return bits;
	}
}
