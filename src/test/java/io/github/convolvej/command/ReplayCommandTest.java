package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.Provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

/** The steps of a result are done with other images and files as they were done by hand. */
class ReplayCommandTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class);

	@TempDir
	Path folder;

	private ImagePlus cells;
	private ImagePlus other;

	@BeforeEach
	void makeImages() {
		cells = TestImages.hyperstack(8, 20, 16, 2, 3, 1);
		cells.setTitle("cells");
		other = TestImages.hyperstack(16, 14, 12, 1, 2, 2);
		other.setTitle("other");
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static Module run(final Object... inputs) throws InterruptedException, ExecutionException {
		return CONTEXT.service(CommandService.class).run(ReplayCommand.class, true, inputs).get();
	}

	private static void refused(final String words, final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> run(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		assertEquals(IllegalArgumentException.class, thrown.getClass(), String.valueOf(thrown));
		assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
	}

	private static ImagePlus twoSteps(final ImagePlus image) throws Exception {
		final ImagePlus first = Headless.run(ConvolutionCommand.class, image, "kernel", "1 2; 3 4", "border", "reflect");
		return Headless.run(PoolingCommand.class, first, "method", "average", "window", "3", "ceil", true);
	}

	/** A result in a file, as a recipe. */
	private String saved(final ImagePlus result) {
		final String file = folder.resolve("recipe.tif").toString();
		IJ.saveAsTiff(result, file);
		return file;
	}

	@Test
	void theStepsOfAFileAreDoneWithAnotherImage() throws Exception {
		final Module module = run("image", other, "recipe", saved(twoSteps(cells)));
		final ImagePlus result = (ImagePlus) module.getOutput("result");
		TestImages.assertSamePixels(twoSteps(other), result);
		assertEquals("other-convolution-pooling", result.getTitle());
		assertEquals(2, Provenance.of(result).steps().size());
		assertEquals("other", Provenance.of(result).steps().get(0).input());
		assertEquals(2, module.getOutput("text").toString().split("\n").length);
		assertTrue(Provenance.of(other).steps().isEmpty());
	}

	@Test
	void aResultIsFilteredOnAndKeepsItsOwnSteps() throws Exception {
		final ImagePlus result = (ImagePlus) run("image", twoSteps(other), "recipe", saved(Headless.run(SmoothCommand.class, cells)))
			.getOutput("result");
		assertEquals(List.of("Convolution...", "Pooling...", "Smooth..."), Provenance.of(result).steps().stream().map(s -> s
			.macro().label()).collect(Collectors.toList()));
	}

	@Test
	void recordedSelectionsAreUsedAndTheUsersOwnStays() throws Exception {
		final Roi recorded = new OvalRoi(3, 2, 8, 7);
		cells.setRoi(recorded);
		final String recipe = saved(Headless.run(SmoothCommand.class, cells, "roi", "mask"));
		final Roi own = new Roi(1, 1, 3, 3);
		other.setRoi(own);
		final ImagePlus replayed = (ImagePlus) run("image", other, "recipe", recipe).getOutput("result");
		assertSame(own, other.getRoi());
		other.setRoi(recorded);
		TestImages.assertSamePixels(Headless.run(SmoothCommand.class, other, "roi", "mask"), replayed);
	}

	@Test
	void filesGoToAFolderAndOneThatFailsDoesNotStopTheOthers() throws Exception {
		final Path images = Files.createDirectory(folder.resolve("images"));
		IJ.saveAsTiff(other, images.resolve("b.tif").toString());
		IJ.saveAsTiff(cells, images.resolve("c.tif").toString());
		Files.writeString(images.resolve("notes.txt"), "no image");
		final String recipe = saved(twoSteps(cells));
		final String results = folder.resolve("results").toString();
		final Module module = run("recipe", recipe, "files", images.toString(), "folder", results);
		assertNull(module.getOutput("result"));
		assertEquals(List.of("b-convolution-pooling.tif", "c-convolution-pooling.tif"), names(folder.resolve("results")));
		TestImages.assertSamePixels(twoSteps(other), IJ.openImage(results + "/b-convolution-pooling.tif"));
		refused("b-convolution-pooling.tif is there already", "recipe", recipe, "files", images.toString(), "folder", results);
		Files.writeString(images.resolve("a.tif"), "damaged");
		final String again = folder.resolve("again").toString();
		refused("1 of 3 files failed", "recipe", recipe, "files", images.toString(), "folder", again);
		assertEquals(2, names(folder.resolve("again")).size());
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList());
		}
	}

	@Test
	void onlyCommandsOfConvolveJAreDone() {
		for (final String line : List.of("run(\"Compile and Run...\", \"path=x\");", "exec(\"rm\");",
			"run(\"Convolution...\", \"kernal=1\");", "run(\"Show as Script...\", \"language=macro\");"))
		{
			final ImagePlus bent = TestImages.hyperstack(8, 5, 4, 1, 1, 1);
			bent.setProp(Provenance.MACRO, line);
			refused("cannot be done again", "image", other, "recipe", saved(bent));
		}
		refused("has no record", "image", other, "recipe", saved(cells));
	}

	@Test
	void mistakesAreNamed() throws Exception {
		final String recipe = saved(twoSteps(cells));
		refused("no other open image is a result of ConvolveJ", "image", other);
		refused("There is no image", "recipe", recipe);
		refused("folder is empty", "recipe", recipe, "files", folder.toString());
		refused("no such file or folder", "recipe", recipe, "files", "/nowhere", "folder", "x");
		refused("but no image is in that folder", "recipe", recipe, "files", Files.createDirectory(folder.resolve("empty"))
			.toString(), "folder", "x");
		refused("recipe is 'nothing.tif'", "image", other, "recipe", "nothing.tif");
		refused("Step 2 of 2, Pooling...", "image", TestImages.hyperstack(8, 2, 2, 1, 1, 1), "recipe", saved(Headless.run(
			PoolingCommand.class, Headless.run(ConvolutionCommand.class, cells), "window", "5", "padding", "valid")));
		assertFalse(Files.exists(Path.of("x")));
	}

	@Test
	void aMacroNeedsNoFile() throws Exception {
		final PlainImageJ imagej = new PlainImageJ(folder);
		assertEquals("b-smooth-activation 4 5 2", imagej.run("newImage('a', '8-bit ramp', 9, 8, 1);", "run('Smooth...');",
			"run('Activation...', 'method=relu');", "newImage('b', '16-bit ramp', 7, 5, 1);", "n = nImages;", "run('Replay...');",
			"steps = split(Property.get('ConvolveJ.macro'), '\\n');",
			"report(getTitle() + ' ' + n + ' ' + nImages + ' ' + lengthOf(steps));"), imagej.log());
	}
}
