package io.github.convolvej.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;

class SampleImagesTest {

	private static final Path FOLDER = Paths.get("sample-images");

	private static List<Path> images(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(p -> p.toString().endsWith(".tif")).sorted().collect(Collectors.toList());
		}
	}

	@Test
	void theGeneratorMakesTheCommittedBytes(@TempDir final Path temp) throws IOException {
		SampleImages.write(temp);
		final List<Path> made = images(temp);
		assertEquals(SampleImages.all().size(), made.size());
		assertEquals(made.size(), images(FOLDER).size());
		for (final Path image : made)
			assertArrayEquals(Files.readAllBytes(FOLDER.resolve(image.getFileName().toString())), Files.readAllBytes(image),
				image.getFileName().toString());
	}

	@Test
	void theyAreSmall() throws IOException {
		long sum = 0;
		for (final Path image : images(FOLDER))
			sum += Files.size(image);
		assertTrue(sum < 5_000_000, sum + " bytes");
	}

	@Test
	void theStackIsWhatTheReadmeSays() {
		final ImagePlus image = IJ.openImage(FOLDER.resolve("nuclei-filaments.tif").toString());
		assertArrayEquals(new int[] { 192, 160, 2, 16, 1 }, image.getDimensions());
		assertEquals(16, image.getBitDepth());
		final Calibration c = image.getCalibration();
		assertArrayEquals(new double[] { 0.2, 0.2, 0.5, -60, 40.5, 7 }, new double[] { c.pixelWidth, c.pixelHeight,
			c.pixelDepth, c.xOrigin, c.yOrigin, c.zOrigin }, 1e-12);
		assertEquals("µm", c.getUnit());
		assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) image).getMode());
		assertEquals("c:2/2 z:1/16 - filaments", image.getStack().getSliceLabel(2));
	}

	@Test
	void theSeriesIsWhatTheReadmeSays() {
		final ImagePlus image = IJ.openImage(FOLDER.resolve("spots-time.tif").toString());
		assertArrayEquals(new int[] { 160, 128, 1, 1, 12 }, image.getDimensions());
		assertEquals(0.5, image.getCalibration().frameInterval, 1e-12);
	}

	@Test
	void thePulsesAreWhereTheReadmeSays() {
		final ImageProcessor chart = IJ.openImage(FOLDER.resolve("chart.tif").toString()).getProcessor();
		assertEquals(1, chart.getf(15, 75));
		assertEquals(-1, chart.getf(40, 84));
		assertEquals(100, chart.getf(22, 109));
		assertEquals(1, chart.getf(0, 95));
		assertEquals(1, chart.getf(255, 0));
	}

	@Test
	void theNoiseIsThatOfTheCamera() {
		final ImagePlus image = IJ.openImage(FOLDER.resolve("spots-time.tif").toString());
		image.setSlice(12);
		image.setRoi(0, 100, 24, 28);
		final ImageStatistics s = image.getStatistics();
		final double expected = Camera.SIXTEEN_BIT.variance(s.mean);
		assertTrue(s.stdDev * s.stdDev > 0.75 * expected && s.stdDev * s.stdDev < 1.35 * expected, "variance " + s.stdDev *
			s.stdDev + ", expected about " + expected);
	}
}
