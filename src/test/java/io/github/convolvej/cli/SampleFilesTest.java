package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample images are in the jar, and the command line writes them where the examples of the manual find them. */
class SampleFilesTest {

	private static final String CELLS = "sample-images/cells-8bit.tif";

	@TempDir
	Path folder;

	@Test
	void theExamplesRunAfterTheSamplesAreWritten() throws IOException {
		assertEquals(0, Run.in(folder, "samples", "sample-images").code);
		assertArrayEquals(Files.readAllBytes(Paths.get(CELLS)), Files.readAllBytes(folder.resolve(CELLS)));
		assertTrue(Files.exists(folder.resolve("sample-images/denoiser.onnx")));
		assertEquals(0, Run.in(folder, "smooth", "sample-images", "results").code);
		assertTrue(Files.exists(folder.resolve("results/spots-time-smooth.tif")));
	}

	@Test
	void whatIsThereIsKeptUnlessItMayBeReplaced() throws IOException {
		Files.createDirectories(folder.resolve("sample-images"));
		Files.writeString(folder.resolve(CELLS), "mine");
		final Run kept = Run.in(folder, "samples", "sample-images");
		assertEquals(0, kept.code);
		assertTrue(kept.toString().contains("is kept"), kept.toString());
		assertEquals("mine", Files.readString(folder.resolve(CELLS)));
		assertEquals(0, Run.in(folder, "samples", "sample-images", "--overwrite").code);
		assertArrayEquals(Files.readAllBytes(Paths.get(CELLS)), Files.readAllBytes(folder.resolve(CELLS)));
	}

	@Test
	void wrongCallsAreRefused() throws IOException {
		assertEquals(2, Run.in(folder, "samples").code);
		assertEquals(2, Run.in(folder, "samples", "a", "b").code);
		assertEquals(2, Run.in(folder, "samples", "a", "kernel=1").code);
		Files.writeString(folder.resolve("file"), "no folder");
		assertEquals(2, Run.in(folder, "samples", "file").code);
	}
}
