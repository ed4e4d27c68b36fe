package io.github.convolvej.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** The committed sample images are what the generator makes, and what their README says. */
class SampleImagesTest {

	private static final Path COMMITTED = Paths.get("sample-images");
	private static final String NUCLEI = "nuclei-filaments.tif";
	private static final String CELLS = "cells-8bit.tif";
	private static final String SPOTS = "spots-time.tif";
	private static final String CHART = "chart.tif";
	private static final String HISTOLOGY = "histology-rgb.tif";
	private static final String NOISY = "noisy-nuclei.tif";
	private static final String MICRON = "\u00B5m";

	@TempDir
	static Path fresh;

	@BeforeAll
	static void generate() throws IOException {
		SampleImages.write(fresh);
	}

	@Test
	void everyFileIsGeneratedAndAllAreBelowFiveMegabytes() throws IOException {
		final Set<String> committed = names(COMMITTED);
		assertTrue(committed.remove("README.md"));
		// a network, which a script trains
		assertTrue(committed.remove("denoiser.onnx"));
		assertEquals(names(fresh), committed);
		long bytes = 0;
		for (final String name : committed)
			bytes += Files.size(COMMITTED.resolve(name));
		assertTrue(bytes < 5_000_000, bytes + " bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { NUCLEI, CELLS, SPOTS, CHART, HISTOLOGY, NOISY })
	void regeneratingGivesTheCommittedBytes(final String name) throws IOException {
		final byte[] expected = Files.readAllBytes(COMMITTED.resolve(name));
		// the version that wrote the file is part of it
		final String version = "ImageJ=" + IJ.getVersion() + "\n";
		assumeTrue(new String(expected, StandardCharsets.ISO_8859_1).contains(version));
		assertArrayEquals(expected, Files.readAllBytes(fresh.resolve(name)));
	}

	@ParameterizedTest
	@ValueSource(strings = { NUCLEI, CELLS, SPOTS, CHART, HISTOLOGY, NOISY })
	void regeneratingGivesTheCommittedPixelsAndMetadata(final String name) {
		final ImagePlus expected = open(COMMITTED, name);
		final ImagePlus actual = open(fresh, name);
		assertEquals(expected.getType(), actual.getType());
		assertArrayEquals(expected.getDimensions(), actual.getDimensions());
		for (int i = 1; i <= expected.getStackSize(); i++) {
			assertEquals(expected.getStack().getSliceLabel(i), actual.getStack().getSliceLabel(i));
			// of 32-bit images the bits of the numbers
			assertArrayEquals(expected.getStack().getProcessor(i).getIntArray(), actual.getStack().getProcessor(i)
				.getIntArray(), "plane " + i);
		}
		final Calibration calibration = expected.getCalibration();
		assertTrue(calibration.equals(actual.getCalibration()));
		assertEquals(calibration.zOrigin, actual.getCalibration().zOrigin);
		assertEquals(calibration.frameInterval, actual.getCalibration().frameInterval);
		assertEquals(expected.getDisplayRangeMin(), actual.getDisplayRangeMin());
		assertEquals(expected.getDisplayRangeMax(), actual.getDisplayRangeMax());
		final LUT[] luts = expected.getLuts();
		assertEquals(luts.length, actual.getLuts().length);
		for (int c = 0; c < luts.length; c++) {
			assertArrayEquals(luts[c].getBytes(), actual.getLuts()[c].getBytes());
			assertEquals(luts[c].min, actual.getLuts()[c].min);
			assertEquals(luts[c].max, actual.getLuts()[c].max);
		}
	}

	@Test
	void nucleiAndFilamentsAreACalibratedCompositeOfTwoChannels() {
		final ImagePlus image = open(COMMITTED, NUCLEI);
		assertImage(image, ImagePlus.GRAY16, 192, 160, 2, 16, 1);
		assertPixels(image, 0.2, 0.5);
		assertEquals(-60, image.getCalibration().xOrigin);
		assertEquals(40.5, image.getCalibration().yOrigin);
		assertEquals(7, image.getCalibration().zOrigin);
		assertTrue(image.isHyperStack());
		assertTrue(image.isComposite());
		assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) image).getMode());
		assertEquals("c:1/2 z:3/16 - nuclei", image.getStack().getSliceLabel(image.getStackIndex(1, 3, 1)));
		assertEquals("c:2/2 z:16/16 - filaments", image.getStack().getSliceLabel(image.getStackIndex(2, 16, 1)));
		final LUT[] luts = image.getLuts();
		assertEquals(0x0000ff, luts[0].getRGB(255) & 0xffffff);
		assertEquals(0x00ff00, luts[1].getRGB(255) & 0xffffff);
		assertArrayEquals(new double[] { 100, 1000, 100, 600 }, new double[] { luts[0].min, luts[0].max, luts[1].min,
			luts[1].max });
	}

	@Test
	void cellsAreACalibratedPlaneOfBytesWithHardlyASaturatedSample() {
		final ImagePlus image = open(COMMITTED, CELLS);
		assertImage(image, ImagePlus.GRAY8, 320, 256, 1, 1, 1);
		assertPixels(image, 0.5, 1);
		final int[] histogram = image.getProcessor().getHistogram();
		assertEquals(0, histogram[0]);
		assertTrue(histogram[255] < 20, histogram[255] + " saturated");
	}

	@Test
	void cellsAreLitFromOneSide() {
		final ImageProcessor image = open(COMMITTED, CELLS).getProcessor();
		// the medium between cells is the same everywhere: only the lamp differs
		final double near = medium(image, 70, 60);
		final double far = medium(image, 240, 176);
		assertTrue(near > 1.7 * far, near + " and " + far);
	}

	@Test
	void spotsAreACalibratedTimeSeries() {
		final ImagePlus image = open(COMMITTED, SPOTS);
		assertImage(image, ImagePlus.GRAY16, 160, 128, 1, 1, 12);
		assertPixels(image, 0.1, 1);
		assertEquals(0.5, image.getCalibration().frameInterval);
		assertEquals("sec", image.getCalibration().getTimeUnit());
		assertEquals("t:12/12 - 5.5 s", image.getStack().getSliceLabel(12));
	}

	@Test
	void spotsMoveAndBleach() {
		final ImagePlus image = open(COMMITTED, SPOTS);
		final int first = brightest(image.getStack().getProcessor(1));
		final int last = brightest(image.getStack().getProcessor(12));
		assertFalse(first == last);
		assertTrue(image.getStack().getProcessor(1).get(first) > 1.3 * image.getStack().getProcessor(12).get(last));
	}

	@Test
	void histologyIsACalibratedColourPlane() {
		final ImagePlus image = open(COMMITTED, HISTOLOGY);
		assertImage(image, ImagePlus.COLOR_RGB, 160, 128, 1, 1, 1);
		assertPixels(image, 0.5, 1);
	}

	@Test
	void noisyNucleiAreACalibratedPlaneWithFewElectrons() {
		final ImagePlus image = open(COMMITTED, NOISY);
		assertImage(image, ImagePlus.GRAY16, 256, 192, 1, 1, 1);
		assertPixels(image, 0.2, 1);
		final double[] clean = NoisyNuclei.electrons();
		double squares = 0;
		double variance = 0;
		for (int i = 0; i < clean.length; i++) {
			final double counts = Camera.SIXTEEN_BIT.offset + Camera.SIXTEEN_BIT.gain * clean[i];
			squares += (image.getProcessor().get(i) - counts) * (image.getProcessor().get(i) - counts);
			variance += Camera.SIXTEEN_BIT.variance(counts);
			assertTrue(clean[i] >= 2 && clean[i] < 60, i + ": " + clean[i]);
		}
		assertEquals(1, squares / variance, 0.02);
	}

	@Test
	void theChartHasItsFieldsWhereTheyAreDocumented() {
		final ImagePlus image = open(COMMITTED, CHART);
		assertImage(image, ImagePlus.GRAY32, 256, 192, 1, 1, 1);
		assertFalse(image.getCalibration().scaled());
		final ImageProcessor chart = image.getProcessor();
		assertEquals(51 / 255f, chart.getf(51, 16));
		assertEquals(3 / 7f, chart.getf(100, 48));
		double pulses = 0;
		for (int y = 64; y < 128; y++)
			for (int x = 0; x < 64; x++)
				pulses += Math.abs(chart.getf(x, y));
		assertEquals(105, pulses);
		assertEquals(1, chart.getf(15, 75));
		assertEquals(-1, chart.getf(40, 84));
		assertEquals(100, chart.getf(22, 109));
		assertEquals(1, chart.getf(52, 114) * chart.getf(53, 114));
		assertEquals(1, chart.getf(0, 95));
		assertEquals(1, chart.getf(64, 64) + chart.getf(65, 64));
		assertEquals(1, chart.getf(96, 64) + chart.getf(98, 64));
		assertEquals(1, chart.getf(64, 96) + chart.getf(68, 96));
		assertEquals(1, chart.getf(96, 96) + chart.getf(104, 96));
		assertEquals(0.5, chart.getf(128, 64));
		assertEquals(1, chart.getf(223, 95), 0.02);
		assertEquals(chart.getf(3, 140), chart.getf(3 + 3, 140), 1e-6);
		assertEquals(chart.getf(3, 188), chart.getf(3 + 24, 188), 1e-6);
		assertEquals(0, chart.getf(64, 160));
		assertEquals(1, chart.getf(127, 160));
		assertEquals(1, chart.getf(128 + 18, 128 + 53));
		assertEquals(1, chart.getf(128 + 47, 128 + 10));
		assertEquals(0, chart.getf(128 + 47, 128 + 30));
		chart.setRoi(192, 128, 64, 64);
		assertEquals(0.5, chart.getStats().mean, 0.01);
		assertEquals(0.1, chart.getStats().stdDev, 0.01);
	}

	@Test
	void aFlatBackgroundHasTheVarianceOfPhotonsAndReading() {
		final ImagePlus image = open(COMMITTED, SPOTS);
		double variance = 0;
		double expected = 0;
		for (int t = 1; t <= 12; t++) {
			final ImageProcessor frame = image.getStack().getProcessor(t);
			// beside the cell
			frame.setRoi(0, 104, 24, 24);
			final double mean = frame.getStats().mean;
			variance += frame.getStats().stdDev * frame.getStats().stdDev / 12;
			expected += Camera.SIXTEEN_BIT.variance(mean) / 12;
		}
		// 6912 samples: the standard error of their variance is about 2 percent
		assertEquals(expected, variance, 0.1 * expected);
	}

	private static Set<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static ImagePlus open(final Path folder, final String name) {
		final ImagePlus image = IJ.openImage(folder.resolve(name).toString());
		assertNotNull(image, name);
		return image;
	}

	private static void assertImage(final ImagePlus image, final int type, final int... dimensions) {
		assertEquals(type, image.getType());
		assertEquals(Arrays.toString(dimensions), Arrays.toString(image.getDimensions()));
	}

	private static void assertPixels(final ImagePlus image, final double pixel, final double depth) {
		final Calibration calibration = image.getCalibration();
		assertEquals(pixel, calibration.pixelWidth);
		assertEquals(pixel, calibration.pixelHeight);
		assertEquals(depth, calibration.pixelDepth);
		assertEquals(MICRON, calibration.getUnit());
	}

	/** Counts above the camera's offset in the darkest place of 80 x 80 samples. */
	private static double medium(final ImageProcessor image, final int x, final int y) {
		image.setRoi(x, y, 80, 80);
		final ImageProcessor smooth = image.crop();
		// a mean of 9 samples, so that noise does not decide
		smooth.smooth();
		return smooth.getStats().min - Camera.EIGHT_BIT.offset;
	}

	private static int brightest(final ImageProcessor image) {
		int best = 0;
		for (int i = 0; i < image.getPixelCount(); i++)
			if (image.get(i) > image.get(best)) best = i;
		return best;
	}
}
