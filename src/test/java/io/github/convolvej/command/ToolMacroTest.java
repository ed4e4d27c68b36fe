package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imagej.patcher.LegacyEnvironment;

/** Macros of plain ImageJ, without a window, with commands that need no image and with outputs of several kinds. */
class ToolMacroTest {

	@TempDir
	static Path folder;
	private static LegacyEnvironment ij;

	@BeforeAll
	static void startImageJ() throws ClassNotFoundException {
		ij = new LegacyEnvironment(null, true);
		ij.disableIJ1PluginDirs();
		ij.addPluginClasspath(Arrays.stream(classPath().split(File.pathSeparator)).map(File::new).toArray(File[]::new));
	}

	private static String classPath() {
		final String test = System.getProperty("surefire.test.class.path");
		return test != null ? test : System.getProperty("java.class.path");
	}

	/** What a macro leaves in its variable s. */
	private static String run(final String macro) throws Exception {
		final Path file = Files.createTempFile(folder, "macro", ".txt");
		ij.runMacro("s = '';\n" + macro + "\nFile.saveString(s, \"" + file.toString().replace('\\', '/') +
			"\");\nrun('Close All');", null);
		return Files.readString(file).trim();
	}

	@Test
	void arithmeticNeedsNoImageAndFillsTheResultsTable() throws Exception {
		assertEquals("conv k=3 s=2 p=1 c=8 16 12 224", run("run('Convolution Arithmetic...', " +
			"'layers=[conv k=3 s=2 p=1 c=8] size=32,24 channels=3');\n" +
			"s = getResultString('Layer', 1) + ' ' + getResult('Size x', 1) + ' ' + getResult('Size y', 1) + ' ' + " +
			"getResult('Parameters', 2);"));
	}

	@Test
	void aMatrixNeedsNoImage() throws Exception {
		assertEquals("3-convolution-matrix 3 2 2", run("run('Convolution Matrix...', 'kernel=[1 2] size=3 dimensions=1D-x');\n" +
			"s = getTitle() + ' ' + getWidth() + ' ' + getHeight() + ' ' + getPixel(2, 1);"));
	}

	@Test
	void aMacroGoesOnWithTheResult() throws Exception {
		assertEquals("dirac-edges-paths-dilated-convolution 2 17 17 1", run(
			"newImage('dirac', '8-bit black', 7, 5, 1);\nrun('Edges...', 'outputs=x,y border=replicate');\nn = nSlices;\n" +
				"run('Dilated Convolution...', 'rates=1,2,5 gridding=true');\n" +
				"s = getTitle() + ' ' + n + ' ' + getWidth() + ' ' + getHeight() + ' ' + getPixel(8, 8);"));
	}

	@Test
	void aKernelIsLearnedFromTwoOpenImages() throws Exception {
		assertEquals("noise-kernel 3 3 5", run("newImage('noise', '8-bit noise', 40, 30, 1);\n" +
			"run('Convolution...', 'kernel=sharpen');\nrename('sharp');\nselectImage('noise');\n" +
			"run('Learn Kernel...', 'wanted=sharp size=3');\n" +
			"s = getTitle() + ' ' + getWidth() + ' ' + getHeight() + ' ' + round(getPixel(1, 1) * 1000) / 1000;"));
	}

	@Test
	void aFilterStillNeedsOne() throws Exception {
		final Path file = folder.resolve("reached.txt");
		ij.runMacro("run('Smooth...', '');\nFile.saveString('reached', \"" + file.toString().replace('\\', '/') + "\");", null);
		assertFalse(Files.exists(file));
	}
}
