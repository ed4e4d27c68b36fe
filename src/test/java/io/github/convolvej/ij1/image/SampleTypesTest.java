package io.github.convolvej.ij1.image;

import static io.github.convolvej.ij1.image.TestImages.assertSamePixels;
import static io.github.convolvej.ij1.image.TestImages.filtered;
import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static io.github.convolvej.ij1.image.TestImages.same;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.ij1.job.CountingStack;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.IntProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/** What the samples of ImageJ's image types mean, and how results get back into them. */
class SampleTypesTest {

	private static Convolution times(final double factor) {
		return Convolution.of(new Kernel(new double[] { factor }, 1, 1, 1, 1));
	}

	private static ImagePlus rgb(final int... pixels) {
		return new ImagePlus("rgb", new ColorProcessor(pixels.length, 1, pixels));
	}

	private static int[] pixels(final ImagePlus image) {
		return (int[]) image.getProcessor().getPixels();
	}

	@Test
	void rgbBecomesThreeChannelsOfItsColours() {
		final CompositeImage result = (CompositeImage) filtered(rgb(0xff102030, 0xff405060), times(2), 2);
		assertArrayEquals(new int[] { 2, 1, 3, 1, 1 }, result.getDimensions());
		assertEquals(CompositeImage.COMPOSITE, result.getMode());
		final float[][] expected = { { 0x20, 0x80 }, { 0x40, 0xa0 }, { 0x60, 0xc0 } };
		final Color[] colours = { Color.red, Color.green, Color.blue };
		for (int c = 0; c < 3; c++) {
			assertArrayEquals(expected[c], (float[]) result.getStack().getPixels(c + 1));
			assertArrayEquals(LUT.createLutFromColor(colours[c]).getBytes(), result.getLuts()[c].getBytes());
			assertEquals(new String[] { "red", "green", "blue" }[c], result.getStack().getSliceLabel(c + 1));
		}
	}

	@Test
	void rgbOnTheSameScaleIsShownAsItWas() {
		final LUT[] luts = FilterJobBuilder.of(ImageInput.of(rgb(0xff102030, 0xff405060)), times(1), 2).keepsRange(true).named("identity").build().compute(Monitor.NONE).getLuts();
		for (final LUT lut : luts)
			assertArrayEquals(new double[] { 0, 255 }, new double[] { lut.min, lut.max });
	}

	@Test
	void rgbAsRgbIsClampedNotWrapped() {
		final ImagePlus image = rgb(0xff7f8081, 0xff00ff01);
		assertEquals(24, same(image, times(2), 2).getBitDepth());
		assertArrayEquals(new int[] { 0xfffeffff, 0xff00ff02 }, pixels(same(image, times(2), 2)));
		assertArrayEquals(new int[] { 0xff000000, 0xff000000 }, pixels(same(image, times(-1), 2)));
		final FilterJob job = FilterJobBuilder.of(ImageInput.of(image), times(2), 2).same(true).named("twice").build();
		assertEquals("RGB", job.sampleType());
		job.compute(Monitor.NONE);
		assertEquals(3, job.clamped());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32, 24 })
	void theIdentityGivesTheSamePixels(final int depth) {
		final ImagePlus image = hyperstack(depth, 7, 5, depth == 24 ? 1 : 2, 3, 2);
		assertSamePixels(image, same(image, times(1), 2));
		assertSamePixels(image, same(image, Convolution.of(new Kernel(new double[] { 1 }, 1, 1, 1, 1, 1)), 3));
	}

	@Test
	void threeMixedChannelsOfRgbAreRgbAgainAndOthersAreChannels() {
		final ImagePlus image = rgb(0xff102030, 0xff405060);
		// a bank that turns red, green, blue to green, blue, red
		final double[] turn = { 0, 1, 0, 0, 0, 1, 1, 0, 0 };
		assertArrayEquals(new int[] { 0xff203010, 0xff506040 }, pixels(same(image, Convolution.of(new Kernel(turn, 3, 3, 1,
			1)), 2)));
		final ImagePlus sum = same(image, Convolution.of(new Kernel(new double[] { 1, 1, 1 }, 3, 1, 1, 1)), 2);
		assertArrayEquals(new byte[] { 0x60, (byte) 0xf0 }, (byte[]) sum.getProcessor().getPixels());
		final double[] six = new double[18];
		for (int k = 0; k < 6; k++)
			six[3 * k + k % 3] = k < 3 ? 1 : 2;
		final ImagePlus channels = same(image, Convolution.of(new Kernel(six, 3, 6, 1, 1)), 2);
		assertArrayEquals(new int[] { 2, 1, 6, 1, 1 }, channels.getDimensions());
		assertEquals(8, channels.getBitDepth());
		assertArrayEquals(new byte[] { 0x60, (byte) 0xc0 }, (byte[]) channels.getStack().getPixels(6));
	}

	@Test
	void severalKernelsForEachColourAreChannelsNotColours() {
		final Kernel bank = new Kernel(new double[] { 1, 2 }, 1, 2, 1, 1).forEachChannel(3);
		final ImagePlus result = same(rgb(0xff102030), Convolution.of(bank), 2);
		assertArrayEquals(new int[] { 1, 1, 6, 1, 1 }, result.getDimensions());
		final int[] expected = { 0x10, 0x20, 0x20, 0x40, 0x30, 0x60 };
		for (int c = 0; c < 6; c++)
			assertEquals(expected[c], result.getStack().getProcessor(c + 1).get(0, 0));
	}

	@Test
	void imagesWithAColourTableAreTheirValues() {
		final Random random = new Random(1);
		final byte[][] palette = new byte[3][256];
		for (final byte[] colour : palette)
			random.nextBytes(colour);
		final ImagePlus image = new ImagePlus("labels", new ByteProcessor(2, 1, new byte[] { 3, (byte) 200 }, new LUT(
			palette[0], palette[1], palette[2])));
		image.setTypeToColor256();
		assertEquals(ImagePlus.COLOR_256, image.getType());
		assertArrayEquals(new float[] { 6, 400 }, (float[]) filtered(image, times(2), 2).getProcessor().getPixels());
		final ImagePlus result = same(image, times(2), 2);
		assertArrayEquals(new byte[] { 6, (byte) 255 }, (byte[]) result.getProcessor().getPixels());
		assertArrayEquals(image.getProcessor().getLut().getBytes(), result.getProcessor().getLut().getBytes());
	}

	private static ImagePlus signed(final int... values) {
		final short[] stored = new short[values.length];
		for (int i = 0; i < stored.length; i++)
			stored[i] = (short) (values[i] + 32768);
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(values.length, 1, stored, null));
		image.getCalibration().setSigned16BitCalibration();
		return image;
	}

	private static int[] values(final ImagePlus signed) {
		assertTrue(signed.getCalibration().isSigned16Bit());
		final int[] values = new int[signed.getWidth()];
		for (int i = 0; i < values.length; i++)
			values[i] = signed.getProcessor().get(i) - 32768;
		return values;
	}

	@Test
	void signed16BitIsItsValuesAndZeroOutsideIsZero() {
		final ImagePlus image = signed(-1000, 5, 32767);
		final ImagePlus result = filtered(image, Convolution.of(Kernel.of(1, 2, 1).reshaped(3, 1)), 2);
		assertArrayEquals(new float[] { -1995, 31777, 65539 }, (float[]) result.getProcessor().getPixels());
		assertFalse(result.getCalibration().calibrated());
		assertArrayEquals(new int[] { -1995, 31777, 32767 }, values(same(image, Convolution.of(Kernel.of(1, 2, 1).reshaped(
			3, 1)), 2)));
	}

	@Test
	void signed16BitGoesThereAndBackAndClampsAtItsOwnEnds() {
		final ImagePlus image = signed(-32768, -1, 0, 1, 32767);
		assertSamePixels(image, same(image, times(1), 2));
		final FilterJob job = FilterJobBuilder.of(ImageInput.of(image), times(-2), 2).same(true).named("f").build();
		assertArrayEquals(new int[] { 32767, 2, 0, -2, -32768 }, values(job.compute(Monitor.NONE)));
		assertEquals(2, job.clamped());
		assertEquals("signed 16-bit", job.sampleType());
	}

	@Test
	void aDensityCalibrationStaysWithTheTypeThatItIsFor() {
		final ImagePlus image = new ImagePlus("density", new ShortProcessor(2, 1, new short[] { 10, 20 }, null));
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 3, 0.5 }, "OD");
		final ImagePlus wide = filtered(image, times(2), 2);
		assertArrayEquals(new float[] { 20, 40 }, (float[]) wide.getProcessor().getPixels());
		assertFalse(wide.getCalibration().calibrated());
		final ImagePlus own = same(image, times(2), 2);
		assertEquals(Calibration.STRAIGHT_LINE, own.getCalibration().getFunction());
		assertEquals(3 + 0.5 * 40, own.getCalibration().getCValue(own.getProcessor().get(1)));
		assertEquals("OD", own.getCalibration().getValueUnit());
	}

	@Test
	void theSameTypeRoundsHalfUp() {
		final ImagePlus image = new ImagePlus("odd", new ByteProcessor(4, 1, new byte[] { 0, 1, 2, 3 }, null));
		assertArrayEquals(new byte[] { 0, 1, 1, 2 }, (byte[]) same(image, times(0.5), 2).getProcessor().getPixels());
		assertArrayEquals(new int[] { -1, 0, 0, 1, 2 }, values(same(signed(-3, -1, 0, 1, 3), times(0.5), 2)));
	}

	@Test
	void clampedSamplesAreCountedOverAllPlanesEvenIfTheseAreComputedOneByOne() {
		final ImagePlus image = hyperstack(8, 20, 10, 2, 3, 2);
		int over = 0;
		for (int n = 1; n <= 12; n++)
			for (final byte b : (byte[]) image.getStack().getPixels(n))
				if (2 * (b & 0xff) > 255) over++;
		for (final ImagePlus i : new ImagePlus[] { image, CountingStack.virtual(image) }) {
			final FilterJob job = FilterJobBuilder.of(ImageInput.of(i), times(2), 2).same(true).named("twice").build();
			assertEquals(0, job.clamped());
			job.compute(Monitor.NONE);
			assertEquals(over, job.clamped());
		}
	}

	@Test
	void floatsKeepWhatTheyHold() {
		final float[] odd = { Float.NaN, Float.POSITIVE_INFINITY, -2.5f, 1e-40f };
		final ImagePlus image = new ImagePlus("float", new FloatProcessor(4, 1, odd, null));
		assertSamePixels(image, same(image, times(1), 2));
	}

	@Test
	void samplesOfImageJs32BitIntegersAreRefusedNotSplitIntoColours() {
		final ImagePlus image = new ImagePlus("int", new IntProcessor(3, 2));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ImageInput.of(image)).getMessage().contains(
			"32-bit integer"));
	}
}
