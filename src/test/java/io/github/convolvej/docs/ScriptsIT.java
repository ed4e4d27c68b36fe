package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.cli.Jars;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

/** The shell script of the documentation, with the packed jar; those in other languages are run by ScriptTest. */
class ScriptsIT {

	@Test
	void theShellScriptFiltersAFolder(@TempDir final Path folder) throws Exception {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no shell there");
		final List<Path> files;
		try (Stream<Path> all = Files.list(Paths.get("target"))) {
			files = all.filter(p -> p.toString().endsWith("-all.jar")).collect(Collectors.toList());
		}
		final ProcessBuilder builder = new ProcessBuilder("sh", "docs/scripts/folder.sh", files.get(0).toString(),
			"sample-images", folder.toString());
		builder.environment().merge("PATH", System.getProperty("java.home") + "/bin", (old, own) -> own + File.pathSeparator +
			old);
		final Process shell = builder.redirectErrorStream(true).start();
		final String output = new String(shell.getInputStream().readAllBytes());
		assertEquals(0, shell.waitFor(), output);
		try (Stream<Path> results = Files.list(folder)) {
			assertEquals(6, results.filter(p -> p.toString().endsWith("-convolution-pooling.tif")).count(), output);
		}
	}

	private static Path jar(final String name) {
		return java.util.Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Paths::get).filter(
			path -> path.getFileName().toString().startsWith(name)).findFirst().get();
	}

	/** The line for ImageJ without windows, in a folder of which it speaks. */
	private static Process line(final Path folder) throws Exception {
		final Matcher line = Pattern.compile("(?m)^ {4}(java .*)$").matcher(Files.readString(Paths.get(
			"docs/scripts/README.md")));
		assertTrue(line.find());
		final ProcessBuilder builder = new ProcessBuilder("sh", "-c", line.group(1)).directory(folder.toFile());
		builder.environment().merge("PATH", System.getProperty("java.home") + "/bin", (old, own) -> own + File.pathSeparator +
			old);
		// compiling well takes longer than running it once
		builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
		builder.environment().remove("DISPLAY");
		return builder.redirectErrorStream(true).start();
	}

	/** What the page of scripts wants to be there. */
	private static void installInto(final Path folder) throws Exception {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no shell there");
		final Path jars = Files.createDirectory(folder.resolve("jars"));
		for (final String name : new String[] { "ij1-patcher-", "javassist-" })
			Files.copy(jar(name), jars.resolve(jar(name).getFileName()));
		final Path plugin = Jars.ALL.file().toPath();
		Files.copy(plugin, jars.resolve(plugin.getFileName()));
		Files.copy(Paths.get("docs/scripts/folder.ijm"), folder.resolve("folder.ijm"));
	}

	@Test
	void theMacroRunsWithoutWindowsAsItIsPrinted(@TempDir final Path folder) throws Exception {
		installInto(folder);
		final Process empty = line(folder);
		final String missing = new String(empty.getInputStream().readAllBytes());
		assertEquals(1, empty.waitFor(), missing);
		assertTrue(missing.contains("There is no folder " + folder.toRealPath() + "/images"), missing);

		Files.createDirectory(folder.resolve("images"));
		Files.copy(Paths.get("sample-images/chart.tif"), folder.resolve("images/chart.tif"));
		final Process good = line(folder);
		final String output = new String(good.getInputStream().readAllBytes());
		assertEquals(0, good.waitFor(), output);
		final ImagePlus result = IJ.openImage(folder.resolve("results/chart-convolution-pooling.tif").toString());
		assertTrue(result.getProp("ConvolveJ.macro").startsWith("run(\"Convolution...\", \"kernel=sobel-x "), output);
	}

	@Test
	@Tag("long")
	void theMacroEndsWithAnErrorCodeAfterAnError(@TempDir final Path folder) throws Exception {
		installInto(folder);
		Files.createDirectory(folder.resolve("images"));
		Files.copy(Paths.get("sample-images/chart.tif"), folder.resolve("images/chart.tif"));
		Files.writeString(folder.resolve("images/damaged.tif"), "no TIFF");
		final Process damaged = line(folder);
		final String failure = new String(damaged.getInputStream().readAllBytes());
		assertEquals(1, damaged.waitFor(), failure);
		assertTrue(failure.contains("Not an image: "), failure);
		assertFalse(failure.contains("folder.ijm: done"), failure);

		// a macro that stops with an error: ImageJ itself would end with 0
		Files.delete(folder.resolve("images/damaged.tif"));
		Files.writeString(folder.resolve("folder.ijm"), Files.readString(folder.resolve("folder.ijm")).replace("kernel=",
			"kernal="));
		final Process wrong = line(folder);
		final String refused = new String(wrong.getInputStream().readAllBytes());
		assertEquals(1, wrong.waitFor(), refused);
		assertTrue(refused.contains("kernal"), refused);
	}
}
