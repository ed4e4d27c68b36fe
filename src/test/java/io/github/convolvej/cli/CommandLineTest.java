package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.module.ModuleItem;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;

/** What the command line does with arguments, files and folders. */
class CommandLineTest extends CommandLineFixture {

	// results

	@ParameterizedTest
	@ValueSource(strings = { "same", "32-bit" })
	void aHyperstackKeepsAllItHas(final String output) throws IOException {
		final CompositeImage stack = (CompositeImage) Images.noise(16, 9, 6, 2, 3, 2);
		stack.setMode(CompositeImage.COLOR);
		Run.save(stack, folder.resolve("stack.tif"));
		final ImagePlus source = Run.open(folder.resolve("stack.tif"));
		assertEquals(0, run("convolution", "stack.tif", "out.tif", "kernel=identity", "output=" + output).code);
		final ImagePlus result = Run.open(folder.resolve("out.tif"));
		if (output.equals("same")) Images.assertSamePixels(source, result);
		assertEquals(output.equals("same") ? 16 : 32, result.getBitDepth());
		Images.assertSameLabels(source, result);
		assertEquals(CompositeImage.COLOR, ((CompositeImage) result).getMode());
		assertTrue(result.getInfoProperty().startsWith(source.getInfoProperty()), result.getInfoProperty());
		result.setProperty("Info", source.getInfoProperty());
		if (output.equals("same")) Images.assertSameProperties(source, result);
	}

	@Test
	void pixelSizeAndOriginFollowTheStride() {
		Run.save(Images.noise(8, 9, 6, 1, 4, 1), folder.resolve("stack.tif"));
		final Calibration before = Run.open(folder.resolve("stack.tif")).getCalibration();
		assertEquals(0, run("convolution", "stack.tif", "out.tif", "kernel=box:3", "stride=3", "padding=valid",
			"dimensions=3D").code);
		final Calibration after = Run.open(folder.resolve("out.tif")).getCalibration();
		assertEquals(3 * before.pixelWidth, after.pixelWidth, 1e-9);
		assertEquals(3 * before.pixelHeight, after.pixelHeight, 1e-9);
		assertEquals(3 * before.pixelDepth, after.pixelDepth, 1e-9);
		assertEquals((before.xOrigin - 0.5 - 1) / 3 + 0.5, after.xOrigin, 1e-9);
		assertEquals((before.zOrigin - 0.5 - 1) / 3 + 0.5, after.zOrigin, 1e-9);
		assertEquals("nm", after.getUnit());
	}

	@Test
	void aSingleImageWithInfoGetsNoLabelOfIt() {
		assertEquals(0, run("convolution", "a.tif", "out.tif").code);
		final ImagePlus result = Run.open(folder.resolve("out.tif"));
		assertTrue(result.getInfoProperty().startsWith(image.getInfoProperty()), result.getInfoProperty());
		assertEquals(null, result.getProp("Slice_Label"));
	}

	@Test
	void theLineOfAFileTellsSizeTypeAndClampedSamples() {
		final Run run = run("convolution", "a.tif", "out.tif", "kernel=identity", "bias=250", "output=same");
		int clamped = 0;
		for (int i = 0; i < 54; i++)
			clamped += image.getProcessor().get(i) > 5 ? 1 : 0;
		assertTrue(clamped > 1);
		final String line = run.out.split("\\R")[0];
		assertTrue(line.matches(".*a\\.tif -> .*out\\.tif  9 x 6 x 1 x 1 x 1 \\(XYCZT\\) 8-bit, \\d+\\.\\d\\d s, " + clamped +
			" samples clamped"), line);
		assertEquals("1 done, 0 failed", run.out.split("\\R")[1]);
		assertEquals("", run.err);
	}

	@Test
	void optionsAndPairsMayStandAnywhereAndValuesMayHoldEqualsSigns() {
		final Run run = run("--threads", "1", "kernel=1 2 1", "convolution", "mode=convolution", "a.tif", "--quiet",
			"out.tif", "stride=2");
		assertEquals(0, run.code, run.toString());
		assertEquals("", run.out + run.err);
		assertEquals(5, Run.open(folder.resolve("out.tif")).getWidth());
		final Run wrong = run("convolution", "a.tif", "b.tif", "kernel=1=2");
		assertTrue(wrong.err.contains("'1=2'"), wrong.err);
	}

	@Test
	void filtersGoByTheirLabelToo() {
		assertEquals(0, run("Convolution...", "a.tif", "out.tif").code);
	}

	@Test
	void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
		Run.save(Images.noise(16, 60, 50, 2, 5, 1), folder.resolve("stack.tif"));
		for (final int n : new int[] { 1, 2, 7 })
			assertEquals(0, run("convolution", "stack.tif", n + ".tif", "kernel=gaussian:1.5", "dimensions=3D", "--threads",
				"" + n).code);
		assertEquals(0, run("convolution", "stack.tif", "all.tif", "kernel=gaussian:1.5", "dimensions=3D").code);
		for (final String name : new String[] { "2.tif", "7.tif", "all.tif" })
			assertSameBytes(folder.resolve("1.tif"), folder.resolve(name));
	}

	@Test
	void everyKeyOfEveryCommandIsTaken() {
		for (final FilterEntry filter : new FilterCatalog().entries()) {
			final org.scijava.module.Module module = filter.module();
			for (final ModuleItem<?> item : filter.items()) {
				final Run run = run(filter.name(), "a.tif", "out.tif", item.getName() + "=" + module.getInput(item.getName()),
					"--overwrite", "--dry-run");
				assertFalse(run.code == 2, filter.name() + " " + item.getName() + ": " + run);
				final Run bad = run(filter.name(), "a.tif", "out.tif", item.getName() + "=nonsense!");
				assertTrue(bad.code > 0 && bad.err.contains("nonsense!"), filter.name() + " " + item.getName() + ": " + bad);
			}
		}
	}

	// many files

	@Test
	void aFolderIsItsImagesInOrderWithoutHiddenAndOtherFiles() throws IOException {
		copyTo("in/b.tif", "in/a.TIF", "in/.hidden.tif", "in/sub/c.tif");
		Files.writeString(folder.resolve("in/notes.md"), "x");
		final Run run = run("convolution", "in", "out");
		assertEquals(0, run.code, run.toString());
		assertEquals(Arrays.asList("a-convolution.tif", "b-convolution.tif"), files("out"));
		assertTrue(run.out.indexOf("a.TIF") < run.out.indexOf("b.tif"));
		assertEquals("1 file skipped, not an image by the ending: " + folder.resolve("in/notes.md"), run.err.trim());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "in/*.tif | a-convolution.tif b-convolution.tif", //
		"in/?.tif | a-convolution.tif b-convolution.tif", //
		"in/[a-b].t* | a-convolution.tif b-convolution.tif", //
		"in/**/*.tif | a-convolution.tif b-convolution.tif c-convolution.tif d-convolution.tif", //
		"**/{c,d}.tif | c-convolution.tif d-convolution.tif", //
		"in/s*/*.tif | c-convolution.tif", //
		"in/sub/** | c-convolution.tif d-convolution.tif" })
	void globsAreExpanded(final String glob, final String expected) throws IOException {
		copyTo("in/a.tif", "in/b.tif", "in/.h.tif", "in/sub/c.tif", "in/sub/deep/d.tif", "in/.hidden/e.tif");
		final Run run = run("convolution", glob, "out");
		assertEquals(0, run.code, run.toString());
		assertEquals(Arrays.asList(expected.split(" ")), files("out"));
		assertEquals(0, run("convolution", folder + "/" + glob, "absolute/").code);
		assertEquals(Arrays.asList(expected.split(" ")), files("absolute"));
	}

	@Test
	void severalInputsAreFilteredIntoAFolderEachOnce() throws IOException {
		copyTo("in/b.tif", "in/c.tif");
		final Run run = run("convolution", "in/c.tif", "a.tif", "in", "in/../in/b.tif", "out");
		assertEquals(0, run.code, run.toString());
		assertEquals(Arrays.asList("a-convolution.tif", "b-convolution.tif", "c-convolution.tif"), files("out"));
		assertTrue(run.out.contains("3 done, 0 failed"));
	}

	@Test
	void aBadFileDoesNotStopTheOthers() throws IOException {
		copyTo("in/a.tif", "in/d.tif");
		Files.write(folder.resolve("in/b.tif"), "II*\0 this is not a TIFF".getBytes());
		Files.write(folder.resolve("in/c.png"), new byte[100]);
		final Run run = run("convolution", "in", "out");
		assertEquals(1, run.code, run.toString());
		assertEquals(Arrays.asList("a-convolution.tif", "d-convolution.tif"), files("out"));
		assertEquals("2 done, 2 failed", run.out.split("\\R")[2]);
		final String[] failures = run.err.split("\\R");
		assertEquals(2, failures.length, run.err);
		assertTrue(failures[0].startsWith(folder.resolve("in/b.tif") + ": a damaged or truncated TIFF: "), failures[0]);
		assertEquals(folder.resolve("in/c.png") + ": not an image that ImageJ can read", failures[1]);
	}

	@Test
	void dryRunTellsAllAndWritesNothing() throws IOException {
		final List<String> before = files("");
		final Run run = run("convolution", "a.tif", "out/", "--dry-run", "stride=2", "kernel=box:3");
		assertEquals(0, run.code, run.toString());
		assertEquals(before, files(""));
		final String[] lines = run.out.split("\\R");
		assertEquals(folder.resolve("a.tif") + " -> " + folder.resolve("out/a-convolution.tif"), lines[0]);
		assertEquals("  size 5 x 3 x 1 x 1 x 1 (XYCZT) 32-bit, 60 bytes", lines[1]);
		assertTrue(lines[2].startsWith("  work 135 multiply-accumulates, engine "), lines[2]);
		assertTrue(lines[3].matches("  pixel 260\\.01\\d+ x 194\\.6\\d* x 1 nm"), lines[3]);
		assertTrue(lines[4].matches("  origin .* pixels from the corner"), lines[4]);
		assertEquals("  frame interval 0.37 min", lines[5]);
		assertEquals("1 done, 0 failed", lines[6]);
	}

	@Test
	void dryRunRefusesWhatTheRunWouldRefuse() {
		assertEquals(2, run("convolution", "a.tif", "out.tif", "--dry-run", "kernel=x").code);
		assertEquals(1, run("convolution", "a.tif", "out.tif", "--dry-run", "part=channel:9").code);
		assertEquals(2, run("convolution", "a.tif", "a.tif", "--dry-run").code);
	}

	// refusals before any work

	@Test
	void unknownFiltersKeysValuesAndOptionsAreRefusedWithTheNearest() {
		assertUsageError(run("convoluton", "a.tif", "b.tif"), "There is no filter 'convoluton' (did you mean 'convolution'?)" +
			"; filters are " + String.join(", ", names()));
		final Run key = run("convolution", "a.tif", "b.tif", "kernal=1");
		assertUsageError(key, "There is no key 'kernal' (did you mean 'kernel'?); convolution takes " + String.join(", ",
			new FilterCatalog().get("convolution").keys()));
		assertUsageError(run("convolution", "a.tif", "b.tif", "mode=up"),
			"mode is 'up', but must be one of correlation, convolution");
		assertUsageError(run("convolution", "a.tif", "b.tif", "groups=two"),
			"groups is 'two', but must be a whole number");
		assertUsageError(run("convolution", "a.tif", "b.tif", "mode=convolution", "mode=correlation"),
			"'mode' is given twice: give it once");
		assertUsageError(run("convolution", "a.tif", "b.tif", "--overwite"),
			"Unknown option: '--overwite' (did you mean --overwrite?)");
	}

	private static List<String> names() {
		return new FilterCatalog().entries().stream().map(FilterEntry::name).collect(Collectors.toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "0 | --threads is 0, but must be a whole number from 1 to 1024",
		"-3 | --threads is -3, but must be a whole number from 1 to 1024",
		"99999 | --threads is 99999, but must be a whole number from 1 to 1024",
		"x | Invalid value for option '--threads': 'x' is no whole number, or too large" })
	void threadsMustBeANumber(final String n, final String message) {
		assertUsageError(run("convolution", "a.tif", "b.tif", "--threads=" + n), message);
	}

	@Test
	void missingArgumentsAreNamed() throws IOException {
		assertUsageError(run("convolution"), "INPUT and OUTPUT are missing: convolution INPUT... OUTPUT [key=value...]");
		assertUsageError(run("convolution", "a.tif"), "OUTPUT is missing: convolution INPUT... OUTPUT [key=value...]");
		assertUsageError(run("convolution", "a.tif", "--threads"),
			"Missing required parameter for option '--threads' (N)");
		assertUsageError(run("convolution", "b.tif", "out.tif"), "INPUT " + folder.resolve("b.tif") +
			" does not exist (did you mean 'a.tif'?)");
		assertUsageError(run("convolution", "*.png", "out"), "INPUT *.png matches no file");
		assertUsageError(run("convolution", "none/*.png", "out"), "INPUT none/*.png matches nothing: " + folder.resolve(
			"none") + " is not a folder");
		Files.createDirectory(folder.resolve("empty"));
		assertTrue(run("convolution", "empty", "out").err.startsWith("The folder " + folder.resolve("empty") +
			" holds no images: 0 files, but none ends in tif, "));
		assertUsageError(run("convolution", "a.tif", ""), "The name of a file or folder is empty: give INPUT and OUTPUT");
		assertTrue(run("convolution", "a\0.tif", "out").err.startsWith("'a?.tif' cannot be the name of a file"));
		assertTrue(run("convolution", "[a.tif", "out").err.startsWith(
			"INPUT [a.tif is neither a file nor a pattern of file names: "));
		assertEquals(Arrays.asList("a.tif", "empty"), files(""));
	}

	@Test
	void aFileWithAnEqualsSignIsGivenWithItsFolder() throws IOException {
		copyTo("x/k=b.tif");
		final Run run = Run.in(folder.resolve("x"), "convolution", "./k=b.tif", "out.tif");
		assertEquals(0, run.code, run.toString());
	}

	// files of several images, kernels that are damaged, compression

	@Test
	void oneOfSeveralImagesOfAFileIsChosen() throws IOException {
		try (InputStream in = CommandLineTest.class.getResourceAsStream("/tiff/samples.zip");
				ZipInputStream zip = new ZipInputStream(in))
		{
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				if (entry.getName().equals("differ.tif")) Files.copy(zip, folder.resolve("differ.tif"));
		}
		final Run refused = run("convolution", "differ.tif", "out.tif");
		assertEquals(1, refused.code);
		assertTrue(refused.err.contains("it holds 2 images of different sizes or types (1: 13 x 7 8-bit; 2: 5 x 9 16-bit): " +
			"choose one with --series=1 to --series=2"), refused.err);
		assertEquals(0, run("convolution", "differ.tif", "out.tif", "--series=2").code);
		assertArrayEquals(new int[] { 5, 9, 1, 1, 1 }, Run.open(folder.resolve("out.tif")).getDimensions());
		assertEquals(2, run("convolution", "differ.tif", "out2.tif", "--series=0").code);
	}

	@Test
	void compressedResultsHoldTheSame() throws IOException {
		assertEquals(0, run("convolution", "a.tif", "plain.tif", "output=same").code);
		assertEquals(0, run("convolution", "a.tif", "small.tif", "output=same", "--compress").code);
		final ImagePlus plain = Run.open(folder.resolve("plain.tif"));
		final ImagePlus small = Run.open(folder.resolve("small.tif"));
		Images.assertSamePixels(plain, small);
		Images.assertSameProperties(plain, small);
		assertEquals(plain.getProp("ConvolveJ.macro"), small.getProp("ConvolveJ.macro"));
	}

	@Test
	void aDamagedKernelIsRefused() throws IOException {
		for (final String name : new String[] { "kernel__m0287_loop_c_zlib.tif", "kernel__m0335_trunc_c_zlib.tif" }) {
			try (InputStream in = CommandLineTest.class.getResourceAsStream("/damaged/" + name)) {
				Files.copy(in, folder.resolve(name));
			}
			final Run run = run("convolution", "a.tif", "out.tif", "kernel=" + folder.resolve(name));
			assertEquals(2, run.code);
			assertTrue(run.err.contains("kernel file ") && run.err.contains("could not be read: a damaged"), run.err);
		}
	}

	// help

	@Test
	void helpAndVersionAreOnTheStandardOutput() {
		assertEquals(0, run("--help").code);
		assertTrue(run("--help").out.contains("FILTER INPUT... OUTPUT [key=value...]"));
		assertEquals(run("help").out, run("--help").out);
		assertEquals(run("help", "convolution").out, run("convolution", "--help").out);
		assertTrue(run("--version").out.matches("ConvolveJ \\d.*, ImageJ 1\\.\\d+\\w*, Java .*\\R"), run("--version").out);
		assertEquals(2, run().code);
		assertEquals(run("--help").out, run().err);
		assertUsageError(run("list", "all"), "'list' takes nothing, but is followed by 'all'");
		assertUsageError(run("help", "convolution", "x"), "'help' takes one filter, but is followed by 'convolution x'");
		assertEquals(2, run("help", "nothing").code);
	}
}
