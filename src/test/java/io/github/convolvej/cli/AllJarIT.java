package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

/** The packed jar, started as users start it: another process, no display, no Fiji. */
class AllJarIT {

	@TempDir
	Path folder;

	private Path home;

	@BeforeEach
	void makeAHome() throws IOException {
		home = Files.createDirectory(folder.resolve("home"));
		final ByteProcessor dirac = new ByteProcessor(7, 5);
		dirac.set(2, 1, 10);
		Run.save(new ImagePlus("dirac", dirac), folder.resolve("dirac.tif"));
	}

	private Process start(final List<String> javaOptions, final String... args) throws IOException {
		final List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		command.add("-Duser.home=" + home);
		command.addAll(javaOptions);
		command.add("-jar");
		command.add(Jars.ALL.file().toString());
		command.addAll(Arrays.asList(args));
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
		builder.environment().remove("DISPLAY");
		builder.environment().put("HOME", home.toString());
		builder.environment().put("XDG_CONFIG_HOME", home.toString());
		return builder.redirectOutput(folder.resolve("stdout").toFile()).redirectError(folder.resolve("stderr").toFile())
			.start();
	}

	private int run(final List<String> javaOptions, final String... args) throws IOException, InterruptedException {
		return start(javaOptions, args).waitFor();
	}

	private int run(final String... args) throws IOException, InterruptedException {
		return run(Collections.emptyList(), args);
	}

	private String out() throws IOException {
		return Files.readString(folder.resolve("stdout"));
	}

	private String err() throws IOException {
		return Files.readString(folder.resolve("stderr"));
	}

	@Test
	void aTiffIsFilteredWithoutADisplay() throws Exception {
		final int code = run(Collections.singletonList("-Djava.awt.headless=true"), "convolution", "dirac.tif", "out.tif",
			"kernel=1 2 3; 4 5 6; 7 8 9", "--threads", "2");
		assertEquals(0, code, err());
		assertEquals("", err());
		assertTrue(out().startsWith("dirac.tif -> out.tif  7 x 5 x 1 x 1 x 1 (XYCZT) 32-bit, "), out());
		final float[] expected = new float[35];
		for (int y = 0; y < 3; y++)
			for (int x = 0; x < 3; x++)
				expected[1 + x + 7 * y] = 10 * (9 - x - 3 * y);
		assertArrayEquals(expected, (float[]) Run.open(folder.resolve("out.tif")).getProcessor().getPixels());
	}

	@Test
	void globsAndFoldersAreFoundFromTheWorkingFolder() throws Exception {
		Files.createDirectories(folder.resolve("a/b"));
		Files.copy(folder.resolve("dirac.tif"), folder.resolve("a/b/x.tif"));
		assertEquals(0, run("convolution", "**/*.tif", "out"), err());
		assertEquals(Arrays.asList("dirac-convolution.tif", "x-convolution.tif"), Run.files(folder.resolve("out")));
		assertEquals(0, run("convolution", ".", "all"), err());
		assertEquals(Arrays.asList("dirac-convolution.tif"), Run.files(folder.resolve("all")));
	}

	@Test
	void picturesOfTheWebAreReadWithoutADisplay() throws Exception {
		final java.awt.image.BufferedImage picture = new java.awt.image.BufferedImage(20, 10, 5);
		for (final String format : new String[] { "png", "jpg", "gif", "bmp" })
			javax.imageio.ImageIO.write(picture, format, folder.resolve(format + "." + format).toFile());
		assertEquals(0, run("convolution", "png.png", "jpg.jpg", "gif.gif", "bmp.bmp", "out"), err());
		assertEquals(4, Run.files(folder.resolve("out")).size());
	}

	@Test
	void exitCodesReachTheShell() throws Exception {
		Files.write(folder.resolve("bad.tif"), new byte[9]);
		assertEquals(1, run("convolution", "bad.tif", "dirac.tif", "out"));
		assertEquals("1 done, 1 failed", out().split("\\R")[1]);
		assertTrue(err().startsWith("bad.tif: not an image that ImageJ can read"), err());
		assertEquals(2, run("convolution", "dirac.tif", "dirac.tif"));
		assertEquals(2, run());
		assertEquals(0, run("list"));
		assertTrue(out().contains("convolution"), out());
		assertEquals(0, run("--version"));
		assertTrue(out().startsWith("ConvolveJ " + Jars.ALL.version()), out());
		assertTrue(out().contains(", ImageJ 1."), out());
		assertEquals(0, run("help", "convolution"));
		assertTrue(out().contains("java -jar " + Jars.ALL.file().getName() +
			" convolution"), out());
	}

	@Test
	void nothingIsWrittenToTheHomeFolder() throws Exception {
		assertEquals(0, run("convolution", "dirac.tif", "out.tif"));
		assertEquals(Collections.emptyList(), Run.files(home));
	}

	@Test
	@Tag("long")
	void memoryStaysBelowTheSizeOfTheStack() throws Exception {
		// 69 MB in the file, 138 MB as 32-bit result
		Run.save(Images.noise(16, 600, 600, 1, 96, 1), folder.resolve("stack.tif"));
		final int code = run(Collections.singletonList("-Xmx96m"), "convolution", "stack.tif", "out.tif", "kernel=box:3",
			"dimensions=3D");
		assertEquals(0, code, err());
		assertTrue(Files.size(folder.resolve("out.tif")) > 4 * 96 * 600 * 600);
	}

	@Test
	void aProcessThatIsToldToStopLeavesNothingHalfWritten() throws Exception {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there processes are not told, but ended");
		Run.save(Images.noise(8, 3000, 3000, 1, 1, 1), folder.resolve("large.tif"));
		final Process process = start(Collections.emptyList(), "convolution", "large.tif", "out/", "kernel=box:101");
		while (process.isAlive() && !hasPart())
			Thread.sleep(10);
		process.destroy();
		assertFalse(process.waitFor() == 0, out());
		assertFalse(Files.exists(folder.resolve("out")), out() + err());
		assertTrue(out().contains("0 done, 0 failed, 1 not finished: cancelled"), out() + err());
	}

	private boolean hasPart() {
		final String[] files = folder.resolve("out").toFile().list();
		return files != null && files.length > 0;
	}
}
