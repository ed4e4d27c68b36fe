package io.github.convolvej.ij1.job;

import static io.github.convolvej.ij1.image.TestImages.filtered;
import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** How a result looks: lookup tables, display ranges, labels and notes that still mean something. */
class AppearanceTest {

	private static final Convolution BLUR = Convolution.of(KernelText.parse("box:3", 2));
	private static final Convolution EDGES = Convolution.of(KernelText.parse("-1 0 1", 2));

	private static ImagePlus onTheSameScale(final ImagePlus image, final Convolution filter, final boolean same) {
		return FilterJobBuilder.of(ImageInput.of(image), filter, 2).border(Border.REPLICATE).same(same).keepsRange(true).named("blur").build().compute(Monitor.NONE);
	}

	private static double[] range(final LUT lut) {
		return new double[] { lut.min, lut.max };
	}

	/** A hyperstack of two channels, green from 10 to 100 and magenta from 5 to 50. */
	private static CompositeImage coloured(final int depth, final int mode) {
		final CompositeImage image = (CompositeImage) hyperstack(depth, 9, 8, 2, 3, 2);
		final LUT[] luts = { LUT.createLutFromColor(Color.green), LUT.createLutFromColor(Color.magenta) };
		luts[0].min = 10;
		luts[0].max = 100;
		luts[1].min = 5;
		luts[1].max = 50;
		image.setLuts(luts);
		image.setMode(mode);
		return image;
	}

	@ParameterizedTest
	@ValueSource(ints = { CompositeImage.COMPOSITE, CompositeImage.COLOR, CompositeImage.GRAYSCALE })
	void channelsKeepTheirColoursRangesAndMode(final int mode) {
		for (final int depth : new int[] { 8, 16, 32 })
			for (final boolean same : new boolean[] { false, true }) {
				final CompositeImage image = coloured(depth, mode);
				final CompositeImage result = (CompositeImage) onTheSameScale(image, BLUR, same);
				assertEquals(mode, result.getMode());
				for (int c = 0; c < 2; c++) {
					assertArrayEquals(image.getLuts()[c].getBytes(), result.getLuts()[c].getBytes());
					assertArrayEquals(range(image.getLuts()[c]), range(result.getLuts()[c]));
					result.setC(c + 1);
					assertEquals(c == 0 ? 100 : 50, result.getDisplayRangeMax());
				}
			}
	}

	@Test
	void valuesOfAnotherScaleGetARangeOfTheirOwn() {
		final CompositeImage image = coloured(8, CompositeImage.COLOR);
		final ImagePlus result = filtered(image, EDGES, 2);
		for (int c = 0; c < 2; c++) {
			// of both signs: grey, with 0 in the middle
			assertArrayEquals(LUT.createLutFromColor(Color.white).getBytes(), result.getLuts()[c].getBytes());
			final ImageProcessor middle = result.getStack().getProcessor(result.getStackIndex(c + 1, 2, 1));
			middle.resetMinAndMax();
			final double most = Math.max(-middle.getMin(), middle.getMax());
			assertArrayEquals(new double[] { -most, most }, range(result.getLuts()[c]));
		}
	}

	@Test
	void aGreyImageKeepsItsLookupTableAndRange() {
		final ImagePlus image = hyperstack(16, 9, 8, 1, 3, 1);
		image.setLut(LUT.createLutFromColor(Color.orange));
		image.setDisplayRange(300, 4000);
		for (final boolean same : new boolean[] { false, true }) {
			final ImagePlus result = onTheSameScale(image, BLUR, same);
			assertArrayEquals(image.getLuts()[0].getBytes(), result.getLuts()[0].getBytes());
			assertEquals(300, result.getDisplayRangeMin());
			assertEquals(4000, result.getDisplayRangeMax());
			result.setSlice(3);
			assertEquals(4000, result.getDisplayRangeMax());
		}
	}

	@Test
	void signedImagesAreShownInTheirValuesAs32Bit() {
		final ImagePlus image = hyperstack(16, 9, 8, 1, 1, 1);
		image.getCalibration().setSigned16BitCalibration();
		image.setDisplayRange(32768 - 100, 32768 + 500);
		final ImagePlus result = onTheSameScale(image, BLUR, false);
		assertEquals(-100, result.getDisplayRangeMin());
		assertEquals(500, result.getDisplayRangeMax());
		assertEquals(32768 - 100, onTheSameScale(image, BLUR, true).getDisplayRangeMin());
	}

	private static ImagePlus floats(final float... samples) {
		return new ImagePlus("floats", new FloatProcessor(samples.length, 1, samples, null));
	}

	@Test
	void constantAndNotANumberImagesHaveARangeToo() {
		final Convolution identity = Convolution.of(new Kernel(new double[] { 1 }, 1, 1, 1, 1));
		final float nan = Float.NaN;
		final float inf = Float.POSITIVE_INFINITY;
		final float[][] samples = { { 7, 7, 7 }, { 0, 0 }, { nan, nan }, { inf, -inf }, { nan, 3, inf, -2, -inf }, { nan, 5 } };
		final double[][] ranges = { { 7, 8 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { -3, 3 }, { 5, 6 } };
		for (int i = 0; i < samples.length; i++)
			for (final ImagePlus result : new ImagePlus[] { filtered(floats(samples[i]), identity, 2), onTheSameScale(floats(
				samples[i]), identity, false) })
				assertArrayEquals(ranges[i], new double[] { result.getDisplayRangeMin(), result.getDisplayRangeMax() }, "samples " +
					i);
	}

	@Test
	void anEmptyMiddleSliceDoesNotDecideTheRange() {
		final ImagePlus image = hyperstack(8, 6, 5, 1, 3, 1);
		Arrays.fill((byte[]) image.getStack().getPixels(2), (byte) 0);
		final ImagePlus result = filtered(image, EDGES, 2);
		assertTrue(result.getDisplayRangeMax() > 10 && result.getDisplayRangeMin() < -10);
	}

	@Test
	void manyKernelsGiveManyChannels() {
		final double[] weights = new double[12];
		for (int k = 0; k < 12; k++)
			weights[k] = k + 1;
		final Convolution bank = Convolution.of(new Kernel(weights, 1, 12, 1, 1));
		final ImagePlus image = hyperstack(8, 6, 5, 1, 2, 2);
		for (final ImagePlus result : new ImagePlus[] { filtered(image, bank, 2), TestImages.same(image, bank, 2), TestImages
			.job(image, bank, 2).virtual(Monitor.NONE) })
		{
			assertArrayEquals(new int[] { 6, 5, 12, 2, 2 }, result.getDimensions());
			assertEquals(CompositeImage.GRAYSCALE, ((CompositeImage) result).getMode());
			for (int c = 1; c <= 12; c++) {
				result.setC(c);
				assertEquals("kernel " + c, result.getStack().getSliceLabel(result.getStackIndex(c, 1, 1)));
				assertTrue(result.getDisplayRangeMax() > result.getDisplayRangeMin());
			}
			assertEquals(result.getLuts()[0].max * 12, result.getBitDepth() == 32 ? result.getLuts()[11].max : result
				.getLuts()[0].max * 12);
		}
	}

	@Test
	void labelsStayWherePlanesCorrespond() {
		final ImagePlus image = hyperstack(8, 6, 5, 2, 5, 2);
		final ImagePlus plane = filtered(image, BLUR, 2);
		for (int n = 1; n <= 20; n++)
			assertEquals(image.getStack().getSliceLabel(n), plane.getStack().getSliceLabel(n));
		final Convolution everySecond = Convolution.of(new Kernel(new double[] { 1, 1, 1 }, 1, 1, 1, 1, 3)).stride(1, 1, 2)
			.padding(Padding.VALID);
		final ImagePlus deep = filtered(image, everySecond, 3);
		assertEquals(2, deep.getNSlices());
		for (int n = 1; n <= 8; n++) {
			final int[] p = deep.convertIndexToPosition(n);
			// windows of slices 1-3 and 3-5: their middles are slices 2 and 4
			assertEquals("c" + p[0] + " z" + 2 * p[1] + " t" + p[2], deep.getStack().getSliceLabel(n));
		}
		assertEquals(deep.getStack().getSliceLabel(7), TestImages.job(image, everySecond, 3).virtual(Monitor.NONE).getStack()
			.getSliceLabel(7));
	}

	@Test
	void slicesOfThePaddingHaveTheLabelOfTheNearestSlice() {
		final ImagePlus image = hyperstack(8, 4, 4, 1, 2, 1);
		final ImagePlus result = filtered(image, Convolution.of(new Kernel(new double[] { 1, 1 }, 1, 1, 1, 1, 2)).padding(
			Padding.FULL), 3);
		final String[] labels = { "c1 z1 t1", "c1 z2 t1", "c1 z2 t1" };
		for (int z = 0; z < 3; z++)
			assertEquals(labels[z], result.getStack().getSliceLabel(z + 1));
	}

	@Test
	void notesAreKept() {
		final ImagePlus image = hyperstack(8, 6, 5, 2, 1, 1);
		image.setProperty("Info", "Objective: 63x");
		assertEquals("Objective: 63x", filtered(image, BLUR, 2).getInfoProperty());
		assertFalse(filtered(hyperstack(8, 6, 5, 1, 1, 1), BLUR, 2).getInfoProperty() != null);
	}

	@Test
	void aResultSurvivesSavingAndOpening() {
		final ImagePlus image = coloured(16, CompositeImage.COMPOSITE);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().setUnit("nm");
		final ImagePlus result = filtered(image, BLUR.stride(2), 2);
		final ImagePlus reopened = new Opener().deserialize(new FileSaver(result).serialize());
		assertArrayEquals(result.getDimensions(), reopened.getDimensions());
		final Calibration c = reopened.getCalibration();
		assertEquals(0.2, c.pixelWidth, 1e-9);
		assertEquals("nm", c.getUnit());
		for (int i = 0; i < 2; i++) {
			assertArrayEquals(result.getLuts()[i].getBytes(), reopened.getLuts()[i].getBytes());
			assertArrayEquals(range(result.getLuts()[i]), range(reopened.getLuts()[i]), 1e-3);
		}
		TestImages.assertSamePixels(result, reopened);
	}
}
