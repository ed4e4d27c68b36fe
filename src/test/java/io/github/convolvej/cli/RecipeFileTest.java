package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe in a file does what the same steps do on the command line, or is refused before anything is read. */
class RecipeFileTest {

	private static final String RECIPE = "// recorded\r\n\r\nrun(\"Smooth...\", \"sigma=1 output=same target=virtual\");\r\n" +
		"  run( \"Pooling...\", \"method=max window=2 stride=2\" );  // half the size\n";

	@TempDir
	Path folder;

	@BeforeEach
	void write() throws IOException {
		Run.save(Images.noise(16, 21, 14, 1, 3, 1), folder.resolve("in.tif"));
		Files.writeString(folder.resolve("recipe.ijm"), RECIPE);
		succeed("smooth", "in.tif", "typed.tif", "sigma=1", "output=same", "then", "pooling", "method=max", "window=2",
			"stride=2");
	}

	private void succeed(final String... args) {
		final Run run = Run.in(folder, args);
		assertEquals(0, run.code, run.toString());
	}

	private void fail(final String message, final String... args) {
		final Run run = Run.in(folder, args);
		assertEquals(2, run.code, run.toString());
		assertTrue(run.err.contains(message), run.err);
		assertFalse(Files.exists(folder.resolve("out.tif")));
	}

	private byte[] samples(final String tiff) throws IOException {
		succeed("pyramid", tiff, tiff + ".zarr", "--compression=raw", "--levels=1", "--overwrite");
		return Files.readAllBytes(folder.resolve(tiff + ".zarr/0/0/0/0"));
	}

	@Test
	void macrosAreRecipesOfTiffsAndContainers() throws IOException {
		succeed("replay", "--recipe=recipe.ijm", "in.tif", "out.tif");
		assertArrayEquals(samples("typed.tif"), samples("out.tif"));
		succeed("replay", "--recipe", "recipe.ijm", "in.tif", "out.zarr", "--compression=raw");
		assertArrayEquals(samples("typed.tif"), Files.readAllBytes(folder.resolve("out.zarr/0/0/0/0")));
	}

	@Test
	void resultsAreRecipes() throws IOException {
		succeed("replay", "--recipe=typed.tif", "in.tif", "out.tif");
		assertArrayEquals(samples("typed.tif"), samples("out.tif"));
		succeed("replay", "--recipe", "typed.tif", "in.tif", "made.zarr");
		succeed("replay", "--recipe", "made.zarr", "in.tif", "again.tif");
		assertArrayEquals(samples("typed.tif"), samples("again.tif"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"open(\"a.tif\");|recipe.ijm: line 2: 'open(\"a.tif\");' is not a call of a command",
		"run(\"Gaussian Blur...\", \"sigma=2\");|recipe.ijm: line 2: There is no filter 'Gaussian Blur...'",
		"run(\"Smooth...\", \"sgma=2\");|recipe.ijm: line 2: There is no key 'sgma'",
		"run(\"Smooth...\", \"sigma=2\"); exec(\"rm\");|is not a call of a command",
		"run(\"Smooth...\", \"sigma=two\");|'two'", "run(\"Smooth...\", \"sigma=2|is not a call of a command" })
	void whatIsNoCommandIsNamedBeforeAnythingIsRead(final String line, final String message) throws IOException {
		Files.writeString(folder.resolve("recipe.ijm"), "run(\"Smooth...\", \"sigma=1\");\n" + line + "\n");
		fail(message, "replay", "--recipe=recipe.ijm", "in.tif", "out.tif");
	}

	@Test
	void filesWithoutARecipeAreRefused() throws IOException {
		Files.writeString(folder.resolve("empty.ijm"), "// nothing\n");
		fail("empty.ijm: it has no line run(", "replay", "--recipe=empty.ijm", "in.tif", "out.tif");
		fail("none.ijm does not exist", "replay", "--recipe=none.ijm", "in.tif", "out.tif");
		succeed("pyramid", "in.tif", "copy.zarr");
		fail("copy.zarr: it is a copy", "replay", "--recipe=copy.zarr", "in.tif", "out.tif");
	}
}
