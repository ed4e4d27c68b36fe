package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Smooth;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.ImagePart;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.run.Monitor;

import java.awt.Color;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.measure.Calibration;
import ij.process.LUT;

/** Crops, masks and parts look like the image they are of. */
class PartAppearanceTest {

	private static final Filter BLUR = Smooth.gaussian(1, 1);
	private static final Color[] COLORS = { Color.green, Color.magenta };

	private static ImagePlus image(final int depth, final int mode) {
		final ImagePlus image = TestImages.hyperstack(depth, 20, 18, 2, 3, 2);
		final LUT[] luts = new LUT[2];
		for (int c = 0; c < 2; c++) {
			luts[c] = LUT.createLutFromColor(COLORS[c]);
			luts[c].min = 10 + c;
			luts[c].max = 100 + 50 * c;
		}
		((CompositeImage) image).setLuts(luts);
		((CompositeImage) image).setMode(mode);
		final Calibration c = image.getCalibration();
		c.setUnit("um");
		c.pixelDepth = 3;
		c.zOrigin = 2;
		c.frameInterval = 1.5;
		c.setTimeUnit("min");
		image.setProperty("Info", "a text");
		return image;
	}

	private static ImagePlus filtered(final ImagePlus image, final String part, final String roi, final boolean same) {
		final ImageInput input = ImageInput.of(image, ImagePart.parse(part), roi);
		return FilterJobBuilder.of(input, BLUR, 2).same(same).keepsRange(true).build().compute(Monitor.NONE);
	}

	private static void assertLut(final int channel, final LUT lut) {
		assertEquals(COLORS[channel].getRGB(), lut.getRGB(255));
		assertEquals(10 + channel, lut.min);
		assertEquals(100 + 50 * channel, lut.max);
	}

	@ParameterizedTest
	@CsvSource({ "8, crop", "16, crop", "32, crop", "8, mask", "16, mask", "32, mask" })
	void cropsAndMasksKeepModeTablesAndRanges(final int depth, final String roi) {
		for (final int mode : new int[] { CompositeImage.COMPOSITE, CompositeImage.COLOR, CompositeImage.GRAYSCALE })
			for (final boolean same : new boolean[] { false, true }) {
				final ImagePlus image = image(depth, mode);
				image.setRoi(new OvalRoi(3, 4, 9, 10));
				final ImagePlus result = filtered(image, "all", roi, same);
				assertEquals(mode, ((CompositeImage) result).getMode());
				assertTrue(result.isHyperStack());
				if (mode != CompositeImage.GRAYSCALE) for (int c = 0; c < 2; c++)
					assertLut(c, result.getLuts()[c]);
				assertEquals("c2 z3 t1", result.getStack().getSliceLabel(result.getStackIndex(2, 3, 1)));
				assertEquals("a text", result.getInfoProperty());
			}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void partsHaveTheTableAndRangeOfTheirChannel(final int depth) {
		for (int c = 0; c < 2; c++)
			for (final String part : new String[] { "channel:" + (c + 1), "plane:" + (c + 1) + ",3,2" }) {
				final boolean plane = part.startsWith("plane");
				final ImagePlus image = image(depth, CompositeImage.COMPOSITE);
				final ImagePlus result = filtered(image, part, "ignore", true);
				assertFalse(result.isComposite());
				assertEquals(!plane, result.isHyperStack());
				assertLut(c, result.getLuts()[0]);
				assertEquals(10 + c, result.getDisplayRangeMin());
				assertEquals(100 + 50 * c, result.getDisplayRangeMax());
				assertEquals("c" + (c + 1) + (plane ? " z3 t2" : " z1 t1"), result.getStack().getSliceLabel(1));
				final Calibration k = result.getCalibration();
				assertEquals(image.getCalibration().getUnit(), k.getUnit());
				assertEquals(1.5, k.frameInterval);
				assertEquals("min", k.getTimeUnit());
				// slice 3 lies where it lay
				assertEquals(image.getCalibration().getZ(2), k.getZ(plane ? 0 : 2));
				assertEquals("a text", result.getInfoProperty());
				assertEquals(2, image.getCalibration().zOrigin);
			}
	}

	@Test
	void partsOfRgbAreRgbOrThreeChannels() {
		final ImagePlus image = TestImages.hyperstack(24, 20, 18, 1, 3, 2);
		image.setRoi(new OvalRoi(3, 4, 9, 10));
		for (final String roi : new String[] { "crop", "mask" }) {
			final ImagePlus same = filtered(image, "plane:1,2,2", roi, true);
			assertEquals(24, same.getBitDepth());
			assertArrayEquals(new int[] { roi.equals("crop") ? 9 : 20, roi.equals("crop") ? 10 : 18, 1, 1, 1 }, same
				.getDimensions());
			final ImagePlus split = filtered(image, "plane:1,2,2", roi, false);
			assertEquals(3, split.getNChannels());
			assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) split).getMode());
			assertEquals(Color.blue.getRGB(), split.getLuts()[2].getRGB(255));
			assertEquals("green", split.getStack().getSliceLabel(2));
		}
	}

	@Test
	void inPlaceEveryChannelKeepsItsTable() {
		for (final String part : new String[] { "all", "channel:2", "plane:2,1,1" }) {
			final ImagePlus image = image(32, CompositeImage.COLOR);
			final ImageInput input = ImageInput.of(image, ImagePart.parse(part), "ignore");
			// not on the scale of the image: the channels that change have a range of their own
			final FilterJob job = FilterJobBuilder.of(input, BLUR, 2).build();
			final ImagePlus result = job.compute(Monitor.NONE);
			InPlace.write(job, result);
			assertEquals(CompositeImage.COLOR, ((CompositeImage) image).getMode());
			for (int c = 0; c < 2; c++)
				assertEquals(COLORS[c].getRGB(), image.getLuts()[c].getRGB(255));
			if (part.equals("all")) assertEquals(result.getLuts()[0].max, image.getLuts()[0].max);
			else assertLut(0, image.getLuts()[0]);
			assertEquals(result.getLuts()[part.equals("all") ? 1 : 0].max, image.getLuts()[1].max);
			assertEquals("c2 z3 t1", image.getStack().getSliceLabel(image.getStackIndex(2, 3, 1)));
		}
	}
}
