package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imagej.patcher.LegacyEnvironment;

/** Macros in ImageJ without a window. */
class PoolingMacroIT {

	private static LegacyEnvironment ij;

	@TempDir
	static Path folder;

	@BeforeAll
	static void startImageJ() throws Exception {
		ij = new LegacyEnvironment(null, true);
		ij.disableIJ1PluginDirs();
		final String test = System.getProperty("surefire.test.class.path");
		final String path = test == null ? System.getProperty("java.class.path") : test;
		ij.addPluginClasspath(Arrays.stream(path.split(File.pathSeparator)).map(File::new).toArray(File[]::new));
	}

	/** What the macro's last line leaves in its variable s. */
	private static String result(final String macro) throws Exception {
		final Path file = Files.createTempFile(folder, "result", ".txt");
		ij.runMacro(macro + "\nFile.saveString(s, '" + file.toString().replace('\\', '/') + "'); run('Close All');", null);
		return Files.readString(file).trim();
	}

	@Test
	void theMacroGoesOnWithTheResult() throws Exception {
		assertEquals("ramp-pooling 3 2 32 21", result("newImage('ramp', '8-bit black', 6, 4, 1); for (i = 0; i < 24; i++) " +
			"setPixel(i % 6, floor(i / 6), i); run('Pooling...', 'window=2 stride=2'); s = getTitle() + ' ' + getWidth() + " +
			"' ' + getHeight() + ' ' + bitDepth() + ' ' + getPixel(1, 1);"));
	}

	@Test
	void rowsOfAllImagesGatherInTheResultsTable() throws Exception {
		final Path csv = folder.resolve("all.csv");
		assertEquals("2 9", result("run('Clear Results'); newImage('one', '8-bit black', 6, 4, 1); setPixel(1, 1, 9); " +
			"run('Global Pooling...', 'method=max'); newImage('two', '8-bit black', 3, 3, 1); " +
			"run('Global Pooling...', 'method=max'); s = '' + nResults + ' ' + getResult('max_c1', 0); saveAs('Results', '" +
			csv.toString().replace('\\', '/') + "');"));
		assertEquals("[ ,image,slice,frame,max_c1, 1,one,1,1,9, 2,two,1,1,0]", Files.readAllLines(csv).toString());
	}

	@Test
	void weightsAreThoseOfTheOpenImageOfThatTitle() throws Exception {
		assertEquals("image 63", result("newImage('my weights', '8-bit black', 3, 2, 1); setPixel(2, 1, 7); " +
			"newImage('image', '8-bit black', 3, 2, 1); setPixel(2, 1, 9); setPixel(1, 1, 99); " +
			"run('Global Pooling...', 'method=depthwise weights=[my weights]'); s = getTitle() + ' ' + getResult('depthwise_c1', nResults - 1);"));
	}
}
