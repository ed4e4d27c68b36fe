package io.github.convolvej.ij1.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;

/** The sample images in the jar are those of the folder, as ImageJ opens them. */
class SampleImageTest {

	private static final Path FOLDER = Paths.get("sample-images");

	@Test
	void theJarHasEveryFileOfTheFolder() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			final List<String> expected = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".tif")).sorted()
				.collect(Collectors.toList());
			assertEquals(expected, Arrays.stream(SampleImage.values()).map(SampleImage::fileName).sorted().collect(Collectors
				.toList()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void itIsTheImageThatImageJOpensFromTheFile(final SampleImage sample) throws IOException {
		try (InputStream stream = sample.stream()) {
			assertArrayEquals(Files.readAllBytes(FOLDER.resolve(sample.fileName())), stream.readAllBytes());
		}
		final ImagePlus expected = IJ.openImage(FOLDER.resolve(sample.fileName()).toString());
		final ImagePlus opened = sample.open();
		assertEquals(expected.getTitle(), opened.getTitle());
		assertEquals(expected.getType(), opened.getType());
		assertEquals(expected.isComposite(), opened.isComposite());
		assertArrayEquals(expected.getDimensions(), opened.getDimensions());
		assertTrue(expected.getCalibration().equals(opened.getCalibration()), opened.getCalibration().toString());
		assertEquals(expected.getCalibration().zOrigin, opened.getCalibration().zOrigin);
		assertEquals(expected.getDisplayRangeMax(), opened.getDisplayRangeMax());
		for (int n = 1; n <= expected.getStackSize(); n++) {
			assertEquals(expected.getStack().getSliceLabel(n), opened.getStack().getSliceLabel(n));
			for (int i = 0; i < expected.getWidth() * expected.getHeight(); i++)
				assertEquals(expected.getStack().getProcessor(n).getf(i), opened.getStack().getProcessor(n).getf(i));
		}
		assertNotSame(opened, sample.open());
	}
}
