package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.interpolation.Interpolation;
import io.github.convolvej.filter.interpolation.Interpolation.Method;
import io.github.convolvej.filter.rearrangement.PixelShuffle;
import io.github.convolvej.filter.rearrangement.PixelUnshuffle;
import io.github.convolvej.run.Filters;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;

class UpsampleCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... keysAndValues) throws Exception {
		return Headless.run(UpsampleCommand.class, image, keysAndValues);
	}

	private static void refused(final String words, final Object... keysAndValues) {
		Headless.refused(words, UpsampleCommand.class, Headless.hyperstack(6, 5, 3, 1, 1), keysAndValues);
	}

	@Test
	void everyChannelSliceAndTimePointIsInterpolatedByItself() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 5, 2, 3, 2);
		for (final Method method : Method.values()) {
			final ImagePlus result = run(image, "method", method.toString(), "factor", "2,1.6");
			assertEquals("stack-upsample", result.getTitle());
			assertEquals(14, result.getWidth());
			assertEquals(8, result.getHeight());
			Headless.assertPlanes(image, result, Interpolation.byFactor(method, 2, 1.6), Border.ZERO);
		}
	}

	@Test
	void sizeTakesTheFactorsPlace() throws Exception {
		final ImagePlus image = Headless.hyperstack(7, 5, 1, 1, 1);
		Headless.assertPlanes(image, run(image, "size", "5,9", "factor", "3"), Interpolation.toSize(Method.LINEAR, 5, 9),
			Border.ZERO);
		Headless.assertPlanes(image, run(image, "size", "9", "dimensions", "1D-y", "method", "cubic", "align", true),
			Interpolation.toSize(Method.CUBIC, 7, 9).alignCorners(), Border.ZERO);
	}

	@Test
	void sizesFollowFromDecimalsAndFractionsExactly() throws Exception {
		final ImagePlus image = Headless.hyperstack(25, 1, 1, 1, 1);
		assertEquals(29, run(image, "factor", "1.16,1").getWidth());
		assertEquals(29, run(Headless.hyperstack(100, 1, 1, 1, 1), "factor", "0.29,1", "method", "area").getWidth());
		final ImagePlus fraction = run(Headless.hyperstack(88, 3, 1, 1, 1), "factor", "120/88,1/3");
		assertEquals(120, fraction.getWidth());
		assertEquals(1, fraction.getHeight());
		assertEquals(88 / 120.0, fraction.getCalibration().pixelWidth, 1e-15);
		// o / 1.16 is a whole number where o is 29
		final ImagePlus ramp = run(Headless.hyperstack(50, 1, 1, 1, 1), "factor", "1.16,1", "method", "nearest");
		assertEquals(Headless.hyperstack(50, 1, 1, 1, 1).getProcessor().getf(25), ramp.getProcessor().getf(29));
		refused("factor 'x,1' along x: 'x' is not a number: write 2, 0.5 or 120/88", "factor", "x,1");
		refused("factor '1,0' along y: '0' is not a positive number", "factor", "1,0");
	}

	@Test
	void slicesAreInterpolatedIn3DAndAlongZOnly() throws Exception {
		final ImagePlus image = Headless.hyperstack(4, 3, 2, 3, 2);
		final ImagePlus volume = run(image, "dimensions", "3D", "factor", "1,2,2");
		assertEquals(6, volume.getNSlices());
		final ImagePlus along = run(image, "dimensions", "1D-z", "factor", "2");
		assertEquals(3, along.getHeight());
		assertEquals(6, along.getNSlices());
		for (int t = 0; t < 2; t++) {
			final float[] near = (float[]) image.getStack().getPixels(image.getStackIndex(2, 1, t + 1));
			final float[] next = (float[]) image.getStack().getPixels(image.getStackIndex(2, 2, t + 1));
			final float[] between = (float[]) along.getStack().getPixels(along.getStackIndex(2, 2, t + 1));
			for (int i = 0; i < between.length; i++)
				assertEquals(0.75f * near[i] + 0.25f * next[i], between[i]);
		}
		assertEquals(0.5, along.getCalibration().pixelDepth);
		assertEquals(0.5, along.getCalibration().zOrigin + 0.5);
	}

	@Test
	void objectsKeepTheirPhysicalPlace() throws Exception {
		final ImagePlus blob = Headless.blob();
		for (final String method : new String[] { "nearest", "nearest-exact", "linear", "cubic", "area" })
			Headless.assertSamePlace(blob, run(blob, "method", method, "factor", "2,3"), 1e-3);
		// the first channel holds every other row, half a row before the middle of both
		Headless.assertSamePlace(blob, run(blob, "method", "pixel-unshuffle", "factor", "1,2"), 0.2501);
		for (final String method : new String[] { "linear", "cubic" }) {
			Headless.assertSamePlace(blob, run(blob, "method", method, "align", true, "factor", "2,3"), 5e-3);
			Headless.assertSamePlace(blob, run(blob, "method", method, "size", "60,71"), 5e-3);
		}
	}

	@Test
	void alignedCornersAndCellsHaveTheirOwnCalibration() throws Exception {
		final ImagePlus image = Headless.hyperstack(5, 4, 1, 1, 1);
		image.getCalibration().pixelWidth = 2;
		final Calibration cells = run(image, "factor", "2").getCalibration();
		assertEquals(1, cells.pixelWidth);
		assertEquals(0, cells.xOrigin);
		final Calibration corners = run(image, "factor", "2", "align", true).getCalibration();
		assertEquals(2 * 4.0 / 9, corners.pixelWidth, 1e-12);
		// the centre of sample 0 stays where it was: half of the old pixel, in new pixels
		assertEquals(0.5 - 0.5 / (4.0 / 9), corners.xOrigin, 1e-12);
	}

	@Test
	void shuffledPixelsComeBack() throws Exception {
		final ImagePlus image = Headless.hyperstack(6, 4, 2, 2, 2);
		final ImagePlus channels = run(image, "method", "pixel-unshuffle", "factor", "3,2");
		Headless.assertPlanes(image, channels, PixelUnshuffle.of(3, 2), Border.ZERO);
		assertEquals(12, channels.getNChannels());
		assertEquals("channel 2, sample 2,1", channels.getStack().getSliceLabel(12));
		assertEquals(3, channels.getCalibration().pixelWidth);
		final ImagePlus back = run(channels, "method", "pixel-shuffle", "factor", "3,2");
		Headless.assertPlanes(channels, back, PixelShuffle.of(3, 2), Border.ZERO);
		for (int n = 1; n <= image.getStackSize(); n++)
			assertArrayEquals((float[]) image.getStack().getPixels(n), (float[]) back.getStack().getPixels(n));
		assertEquals(image.getCalibration().pixelWidth, back.getCalibration().pixelWidth);
		assertEquals(image.getCalibration().xOrigin, back.getCalibration().xOrigin, 1e-12);
	}

	@Test
	void rgbStaysRgbAndCubicOvershootsAreClamped() throws Exception {
		final ImagePlus rgb = Headless.rgb(6, 5);
		final ImagePlus result = run(rgb, "method", "nearest", "output", "same");
		assertEquals(24, result.getBitDepth());
		Headless.assertPlanes(rgb, result, Interpolation.byFactor(Method.NEAREST, 2, 2), Border.ZERO);
		final ByteProcessor step = new ByteProcessor(4, 1, new byte[] { 0, 0, (byte) 255, (byte) 255 });
		final byte[] enlarged = (byte[]) run(new ImagePlus("step", step), "method", "cubic", "dimensions", "1D-x", "output",
			"same").getProcessor().getPixels();
		final Img<FloatType> exact = Filters.apply(Interpolation.byFactor(Method.CUBIC, 2), ArrayImgs.floats(new float[] { 0,
			0, 255, 255 }, 4));
		int i = 0;
		for (final FloatType v : exact)
			assertEquals((int) Math.max(0, Math.min(255, Math.floor(v.get() + 0.5))), enlarged[i++] & 0xff);
	}

	@Test
	void wrongValuesAreRefusedWithWhatIsAllowed() {
		refused("method is 'bilinear', but must be one of nearest", "method", "bilinear");
		refused("factor '2,-1' along y: '-1' is not a positive number", "factor", "2,-1");
		refused("factor '1,2,3' has 3 values", "factor", "1,2,3");
		refused("factor 'x' along x: 'x' is not a number", "factor", "x");
		refused("size is 0 along x, but must be at least 1", "size", "0");
		refused("align is true, but the method is area", "method", "area", "align", true);
		refused("factor is 1.5 along y, but pixel-shuffle takes whole numbers", "method", "pixel-shuffle", "factor", "1,1.5");
		refused("size is 12, but pixel-unshuffle takes a factor", "method", "pixel-unshuffle", "size", "12");
		refused("3 channels, which are not divisible", "method", "pixel-shuffle");
		refused("5 samples along y, which are not divisible by the factor 2", "method", "pixel-unshuffle");
		refused("dimensions is '4D'", "dimensions", "4D");
		refused("output is '8-bit'", "output", "8-bit");
	}
}
