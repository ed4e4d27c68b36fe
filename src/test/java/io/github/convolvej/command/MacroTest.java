package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.convolution.Engine;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;

/** The commands from macros of plain ImageJ, without a window. */
class MacroTest {

	@TempDir
	private static Path folder;
	private static PlainImageJ imagej;

	@BeforeAll
	static void start() throws ClassNotFoundException {
		imagej = new PlainImageJ(folder);
	}

	private static String file(final String name) {
		return folder.resolve(name).toString();
	}

	private static String save(final ImagePlus image) {
		final String path = file("input.tif");
		if (image.getStackSize() > 1) new FileSaver(image).saveAsTiffStack(path);
		else new FileSaver(image).saveAsTiff(path);
		return path;
	}

	private static String report() throws IOException {
		return imagej.run("report('alive');");
	}

	private static ImagePlus filtered(final ImagePlus image, final Convolution filter, final int spatial,
		final String border, final boolean same)
	{
		return FilterJobBuilder.of(ImageInput.of(image), filter, spatial).border(Border.parse(border)).same(same).named("convolution").build().compute(
			Monitor.NONE);
	}

	/** Runs a line on an image and opens what the macro saved after it. */
	private static ImagePlus result(final ImagePlus image, final String options) throws IOException {
		final String reported = imagej.run("open('" + save(image) + "');", "run('Convolution...', '" + options + "');",
			"title = getTitle();", "saveAs('Tiff', '" + file("output.tif") + "');", "report(title);");
		assertEquals("input-convolution", reported, imagej.log());
		return new Opener().openTiff(folder.toString() + "/", "output.tif");
	}

	@Test
	void anEngineIsForcedByItsKey() throws IOException {
		final ImagePlus image = Headless.hyperstack(80, 60, 1, 1, 1);
		final Convolution filter = Convolution.of(KernelText.parse("gaussian:3", 2));
		for (final Engine engine : new Engine[] { Engine.AUTO, Engine.DIRECT, Engine.LOW_RANK, Engine.FFT })
			TestImages.assertSamePixels(filtered(image, filter.engine(engine), 2, "reflect", false), result(image,
				"kernel=gaussian:3 border=reflect engine=" + engine));
	}

	@Test
	void everyKeyGivesTheSamePixelsAsTheJavaApi() throws IOException {
		final ImagePlus image = TestImages.hyperstack(8, 13, 11, 2, 1, 1);
		final Kernel bank = KernelText.parse("1 2 3; 4 5 6 # 0 -1 1; 2 0 1", 2).withGroups(2).withBias(7, -3);
		final Convolution filter = Convolution.of(bank).stride(2, 1).dilation(1, 2).padding(Padding.parse("1:0,2:3")).flipped();
		for (final boolean same : new boolean[] { false, true })
			TestImages.assertSamePixels(filtered(image, filter, 2, "constant:9", same), result(image,
				"kernel=[1 2 3; 4 5 6 # 0 -1 1; 2 0 1] mode=convolution stride=2,1 padding=1:0,2:3 border=constant:9 " +
					"dilation=1,2 groups=2 bias=7,-3 dimensions=2D channels=mixed output=" + (same ? "same" : "32-bit")));
	}

	@Test
	void hyperstacksComeBackAsHyperstacks() throws IOException {
		final ImagePlus image = TestImages.hyperstack(16, 9, 8, 2, 3, 2);
		final Convolution filter = Convolution.of(KernelText.parse("1 2; 3 4 | 5 6; 7 8", 3)).stride(1, 2, 1);
		final ImagePlus result = result(image, "dimensions=3D stride=1,2,1 kernel=[1 2; 3 4 | 5 6; 7 8]");
		assertArrayEquals(new int[] { 9, 4, 2, 3, 2 }, result.getDimensions());
		TestImages.assertSamePixels(filtered(image, filter, 3, "replicate", false), result);
	}

	@ParameterizedTest
	@CsvSource({ "1D-x, 3, 1, 1", "1D-y, 1, 3, 1" })
	void linesOfAKernelLieAlongTheirAxis(final String dimensions, final int nx, final int ny) throws IOException {
		final ImagePlus image = TestImages.hyperstack(32, 9, 8, 1, 3, 1);
		TestImages.assertSamePixels(filtered(image, Convolution.of(new Kernel(new double[] { 1, 2, 4 }, 1, 1, nx, ny)), 2,
			"reflect", false), result(image, "kernel=[1 2 4] border=reflect dimensions=" + dimensions));
	}

	@Test
	void linesAlongZMixSlicesOnly() throws IOException {
		final ImagePlus image = TestImages.hyperstack(8, 5, 4, 2, 4, 2);
		TestImages.assertSamePixels(filtered(image, Convolution.of(new Kernel(new double[] { 1, 2, 4 }, 1, 1, 1, 1, 3)), 3,
			"replicate", false), result(image, "kernel=[1 2 4] dimensions=1D-z"));
	}

	@Test
	void keysThatAreLeftOutHaveTheirDefaultsInAnyOrderOfTheOthers() throws IOException {
		final ImagePlus image = TestImages.hyperstack(8, 12, 9, 1, 1, 1);
		final ImagePlus gaussian = filtered(image, Convolution.of(KernelText.parse("gaussian:1", 2)), 2, "replicate", false);
		TestImages.assertSamePixels(gaussian, result(image, ""));
		TestImages.assertSamePixels(gaussian, result(image, "mode=correlation"));
		final ImagePlus strided = filtered(image, Convolution.of(KernelText.parse("gaussian:1", 2)).stride(2), 2, "reflect",
			false);
		TestImages.assertSamePixels(strided, result(image, "border=reflect stride=2"));
		TestImages.assertSamePixels(strided, result(image, "stride=2 border=reflect"));
	}

	@Test
	void withoutAnyOptionsTheDefaultsAreTakenAndNothingAsks() throws IOException {
		assertEquals("a-convolution 32 2", imagej.run("newImage('a', '8-bit ramp', 9, 8, 1);", "run('Convolution...');",
			"report(getTitle() + ' ' + bitDepth() + ' ' + nImages);"), imagej.log());
	}

	@Test
	void aKernelMayHaveItsRowsOnLines() throws IOException {
		final ImagePlus image = TestImages.hyperstack(8, 7, 5, 1, 1, 1);
		TestImages.assertSamePixels(filtered(image, Convolution.of(KernelText.parse("1 2; 3 4", 2)), 2, "replicate", false), result(
			image, "kernel=[1 2\\n3 4\\n]"));
	}

	@Test
	void theMacroGoesOnWithTheResult() throws IOException {
		assertEquals("d-convolution-convolution: 2 4 2; d.tif: 10", imagej.run("newImage('d.tif', '8-bit black', 7, 5, 1);",
			"setPixel(3, 2, 10);", "run('Convolution...', 'kernel=[0.1 0.2 0.1] output=same');",
			"run('Multiply...', 'value=2');", "run('Convolution...', 'kernel=[1] output=same');", "s = getTitle() + ':';",
			"for (x = 2; x < 5; x++) s += ' ' + getPixel(x, 2);", "selectImage('d.tif');",
			"report(s + '; ' + getTitle() + ': ' + getPixel(3, 2));"), imagej.log());
	}

	@Test
	void aHyperstackOfTheMacrosOwnIsFilteredChannelByChannel() throws IOException {
		assertEquals("3 2 2 2 1; 1 8; 2 0", imagej.run("newImage('h', '16-bit black', 5, 4, 2, 4, 1);",
			"Stack.setPosition(1, 2, 1);", "setPixel(2, 2, 8);", "run('Convolution...', 'kernel=[1 | 1] stride=2 dimensions=3D " +
				"padding=valid');", "getDimensions(w, h, c, z, t);", "s = '' + w + ' ' + h + ' ' + c + ' ' + z + ' ' + t;",
			"for (c = 1; c <= 2; c++) { Stack.setPosition(c, 1, 1); s += '; ' + c + ' ' + getPixel(1, 1); }",
			"report(s);"), imagej.log());
	}

	@Test
	void inBatchModeTheResultIsTheCurrentImageToo() throws IOException {
		assertEquals("b-convolution 3 20", imagej.run("setBatchMode(true);", "newImage('a', '8-bit white', 4, 4, 1);",
			"newImage('b', '8-bit black', 7, 5, 1);", "setPixel(3, 2, 10);", "run('Convolution...', 'kernel=[2]');",
			"report(getTitle() + ' ' + nImages + ' ' + getPixel(3, 2));", "setBatchMode(false);"), imagej.log());
	}

	@Test
	void theImageThatIsSelectedIsFilteredEvenIfOthersAreOpen() throws IOException {
		assertEquals("a-convolution 510", imagej.run("newImage('a', '8-bit white', 4, 4, 1);",
			"newImage('b', '8-bit black', 4, 4, 1);", "selectImage('a');", "run('Convolution...', 'kernel=2');",
			"report(getTitle() + ' ' + getPixel(1, 1));"), imagej.log());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', value = {
		"kernel=[1 2 3; 4 5] ! kernel row 2 has 2 entries",
		"kernel=nonsense ! nonsense",
		"kernel=none/there.tif ! kernel file none/there.tif does not exist",
		"kernel=[1] mode=corr ! mode is 'corr', but must be one of correlation, convolution",
		"stride=x ! stride 'x'",
		"stride=0 ! stride is 0 along x, but must be at least 1",
		"stride=1,2,3 ! stride has 3 values",
		"padding=much ! padding 'much'",
		"border=mirror ! border is 'mirror', but must be one of zero",
		"dilation=-1 ! dilation is -1",
		"groups=1.5 ! groups is '1.5', but must be a whole number",
		"groups=0 ! groups is 0, but must be",
		"groups=2 ! groups=2",
		"bias=abc ! bias 'abc'",
		"dimensions=4D ! dimensions is '4D', but must be one of 1D-x, 1D-y, 1D-z, 2D, 3D",
		"channels=both ! channels is 'both', but must be one of separate, mixed",
		"output=8-bit ! output is '8-bit', but must be one of 32-bit, same",
		"kernel=[1] strides=2 ! There is no parameter 'strides'",
		"Kernel=[1] ! 'Kernel'",
		"kernel=[1 2 stride=2 ! The bracket after 'kernel=' is not closed",
		"kernel=[1] kernel=[2] ! 'kernel' is given twice",
		"kernel=[1 2 3] padding=valid stride=1 dilation=9 ! No output along x" })
	void aMistakeStopsTheMacroAndIsNamed(final String options, final String message) throws IOException {
		assertNull(imagej.run("newImage('a', '8-bit ramp', 9, 8, 1);", "run('Convolution...', '" + options + "');",
			"report('reached');"));
		assertTrue(imagej.log().contains(message), imagej.log());
		assertEquals("alive", report());
	}

	@Test
	void noOpenImageStopsTheMacro() throws IOException {
		assertNull(imagej.run("run('Convolution...', 'kernel=[1]');", "report('reached');"));
		assertTrue(imagej.log().contains("There is no image open"), imagej.log());
	}

	@Test
	void anUnexpectedFailureStopsTheMacroToo() throws IOException {
		assertNull(imagej.run("newImage('a', '8-bit ramp', 9, 8, 1);", "run('Failing Command');", "report('reached');"));
		assertTrue(imagej.log().contains("a disk on fire"), imagej.log());
		assertEquals("alive", report());
	}

	@Test
	void aCancelledCommandStopsTheMacro() throws IOException {
		assertNull(imagej.run("newImage('a', '8-bit ramp', 9, 8, 1);", "run('Cancelled Command');", "report('reached');"));
		assertTrue(imagej.log().contains("Cancelled Command was cancelled"), imagej.log());
	}

	@Test
	void escStopsTheMacro() throws Exception {
		try (Finger finger = new Finger(imagej)) {
			assertNull(imagej.run("newImage('a', '32-bit ramp', 3000, 3000, 4);", "run('Convolution...', 'kernel=box:61');",
				"report('reached');"));
		}
		assertTrue(imagej.log().contains("Convolution was cancelled"), imagej.log());
		assertEquals("alive", report());
	}
}
