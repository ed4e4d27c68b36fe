package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** An image in a folder of its own, and the command line run there. */
abstract class CommandLineFixture {

	@TempDir
	Path folder;

	ImagePlus image;

	@BeforeEach
	void writeAnImage() {
		image = Images.noise(8, 9, 6, 1, 1, 1);
		Run.save(image, folder.resolve("a.tif"));
	}

	Run run(final String... args) {
		return Run.in(folder, args);
	}

	void copyTo(final String... names) throws IOException {
		for (final String name : names) {
			Files.createDirectories(folder.resolve(name).getParent());
			Files.copy(folder.resolve("a.tif"), folder.resolve(name));
		}
	}

	List<String> files(final String subfolder) throws IOException {
		return Run.files(folder.resolve(subfolder));
	}

	static void assertSameBytes(final Path expected, final Path actual) throws IOException {
		assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(actual), expected + " and " + actual);
	}

	void assertUsageError(final Run run, final String message) {
		assertEquals(2, run.code, run.toString());
		assertEquals(message, run.err.split("\\R")[0]);
		assertTrue(run.err.split("\\R")[1].startsWith("Usage: "), run.err);
		assertEquals("", run.out);
	}
}
